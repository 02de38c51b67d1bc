# What a dry run says, and what -PassThru gives, of the cmdlets that write a file.
BeforeAll { . $PSScriptRoot/common.ps1 }

Describe '-WhatIf' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        Connect-Spott -Sandbox -SandboxSize 3
        $null = Sync-SpottMirror "$folder/spott.db"
    }

    It 'fails as the command itself does, where no file can be: <Name>' -ForEach @(
        @{ Name = 'Sync-SpottMirror'; Do = { param($path, $with) Sync-SpottMirror $path @with } }
        @{ Name = 'Save-SpottCheckpoint'; Do = { param($path, $with) Save-SpottCheckpoint $path @with } }
        @{ Name = 'Export-SpottReport'; Do = { param($path, $with) Get-SpottOpportunity | Export-SpottReport $path @with } }
        @{ Name = 'Export-SpottReport of a mirror'; Do = { param($path, $with) Export-SpottReport $path -MirrorPath "$folder/spott.db" @with } }
        @{ Name = 'Backup-SpottMirror'; Do = { param($path, $with) Backup-SpottMirror "$folder/spott.db" $path @with } }
    ) {
        $before = Get-ChildItem $folder -Recurse | ForEach-Object FullName
        foreach ($case in @{ Path = $folder; Says = ': it is a folder; give the path of a file.' }, @{ Path = "$folder/none/file"; Says = ": there is no folder '*none'; make that folder, or give another path." }) {
            $real = Get-Failure { & $Do $case.Path @{} }
            $dry = Get-Failure { & $Do $case.Path @{ WhatIf = $true } }
            "$real" | Should -BeLike "*$($case.Says)"
            "$dry" | Should -BeExactly "$real"
            $dry.FullyQualifiedErrorId | Should -BeExactly $real.FullyQualifiedErrorId
        }
        # Of a mirror that is read SQLite leaves its own two files where they are.
        Get-ChildItem $folder -Recurse | Where-Object Name -NotMatch '-(shm|wal)$' | ForEach-Object FullName | Should -Be $before -Because 'not even a lock is left'
    }

    It 'says of a report that cannot be written before anything is asked of the API' {
        $handler = [Spott.Fakes.ScriptedHandler]::Pages(3)
        $null = Connect-Fake -Handler $handler
        $null = Get-Failure { Get-SpottOpportunity | Export-SpottReport "$folder/none/page.html" }
        $handler.RequestCount | Should -Be 0
    }
}

Describe '-PassThru' {
    It 'gives the file as Get-Item does, wherever the session is: <Name>' -ForEach @(
        @{ Name = 'Export-SpottReport'; Do = { Get-SpottOpportunity | Export-SpottReport $file -PassThru } }
        @{ Name = 'Backup-SpottMirror'; Do = { $null = Sync-SpottMirror "$file.source"; Backup-SpottMirror "$file.source" $file -PassThru } }
    ) {
        Connect-Spott -Sandbox -SandboxSize 3
        $file = Join-Path ([string] (Resolve-Path $TestDrive)) "all [1] $Name.html"
        Push-Location Env:
        try { $given = & $Do } finally { Pop-Location }
        $given.PSObject.BaseObject | Should -BeOfType System.IO.FileInfo
        $given.FullName | Should -BeExactly $file
        ($given | Out-String) | Should -BeExactly (Get-Item -LiteralPath $file | Out-String)
        if (-not $IsWindows) { $given.UnixMode | Should -Match '^-rw' }
        ($given | Get-Content -Raw).Length | Should -BeGreaterThan 1000
        # Get-Item's own takes minutes and gigabytes there.
        (ConvertTo-Json $given -Depth 5 -WarningAction Ignore).Length | Should -BeLessThan 100000
    }
}

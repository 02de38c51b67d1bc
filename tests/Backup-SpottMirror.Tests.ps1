BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    function Get-Whole { param([string] $Path) (@(Get-SpottOpportunity -MirrorPath $Path | ConvertTo-SpottRow | ConvertTo-Csv) + @(Get-SpottChange $Path).ForEach({ "$_" })) -join "`n" }
}

Describe 'Backup-SpottMirror' {
    BeforeEach {
        $account = New-MirrorAccount -Count 5
        $db = New-MirrorPath
        $copy = Join-Path (Split-Path (New-MirrorPath)) 'copy.db'
        $null = Sync-SpottMirror $db
        Step-Account 60
        $account.Server.Item('o1').Name = 'Renamed'
        $null = Sync-SpottMirror $db -Full
    }

    It 'makes a whole copy, which is a mirror of its own' {
        Backup-SpottMirror $db $copy | Should -BeNullOrEmpty
        Get-Whole $copy | Should -BeExactly (Get-Whole $db)
        $null = Get-SpottMirror $copy -Verify
        (Get-ChildItem (Split-Path $copy)).Name | Should -Be 'copy.db'
        (Get-ChildItem (Split-Path $db)).Name | Sort-Object | Should -Be 'spott.db', 'spott.db.lock'
        Step-Account 60
        $account.Server.Item('o2').Name = 'Later'
        $run = Sync-SpottMirror $copy -Full
        "$($run.Number) $($run.ChangedCount)" | Should -Be '3 1'
        @(Get-SpottMirror $db).Runs.Count | Should -Be 2
    }

    It 'copies one moment while a reader is open and a run writes' {
        $before = Get-Whole $db
        foreach ($item in $account.Server.Items) { $item.Name = 'Written meanwhile' }
        $names = Get-SpottOpportunity -MirrorPath $db | ForEach-Object {
            if ($_.Id -eq 'o1') {
                Backup-SpottMirror $db -Destination $copy
                $null = Sync-SpottMirror $db -Full
                Backup-SpottMirror $db -Destination "$copy.later"
            }
            $_.Name
        }
        $names | Should -Not -Contain 'Written meanwhile'
        Get-Whole $copy | Should -BeExactly $before
        Get-Whole "$copy.later" | Should -BeExactly (Get-Whole $db)
        $held = [System.IO.FileStream]::new("$db.lock", 'Open', 'ReadWrite', 'None')
        try { Backup-SpottMirror $db $copy } finally { $held.Dispose() }
        Get-Whole $copy | Should -BeExactly (Get-Whole $db)
    }

    It 'replaces a file in one step, or keeps it with -NoClobber, and does nothing with -WhatIf' {
        Set-Content $copy 'old'
        (Get-Failure { Backup-SpottMirror $db $copy -NoClobber }).FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorExists,*'
        Backup-SpottMirror $db $copy -WhatIf
        Get-Content $copy | Should -Be 'old'
        $given = Backup-SpottMirror $db $copy -PassThru
        $given.FullName | Should -Be $copy
        $given | Should -BeOfType System.IO.FileInfo
        if (-not $IsWindows) { $given.UnixMode | Should -Be (Get-Item $copy).UnixMode }
        ($given | Out-String) | Should -BeExactly (Get-Item $copy | Out-String)
        $null = Get-SpottMirror $copy -Verify
        (Backup-SpottMirror $db "$copy.new" -NoClobber -PassThru).Length | Should -BeGreaterThan 10000
    }

    It 'leaves what is there where it cannot: <Name>' -ForEach @(
        @{ Name = 'a folder'; Where = { $null = mkdir $copy; $copy }; Says = ': it is a folder; give the path of a file\.$' }
        @{ Name = 'no folder'; Where = { "$copy/none/copy.db" }; Says = ": there is no folder '.*none'; make that folder, or give another path\.$" }
        @{ Name = 'the mirror itself'; Where = { $db }; Says = ': it is the mirror itself; give another path\.$' }
        @{ Name = 'a database in use'; Where = { Set-Content $copy 'old'; Set-Content "$copy-wal" 'its log'; $copy }; Says = ': a program has it open, or the log of a program is beside it; give another path\.$' }
        @{ Name = 'no place of files'; Where = { 'Env:copy' }; Says = 'give the path of a file\.$' }
    ) {
        $destination = & $Where
        $whole = Get-Whole $db
        $failure = Get-Failure { Backup-SpottMirror $db $destination }
        (Get-Failure { Backup-SpottMirror $db $destination -WhatIf }).Exception.Message | Should -BeExactly $failure.Exception.Message -Because 'a dry run promises nothing that will fail'
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Mirror,*'
        $failure.Exception.Message | Should -Match 'was not written|cannot be a mirror''s copy'
        $failure.Exception.Message | Should -Match $Says
        Get-Whole $db | Should -BeExactly $whole
        Get-ChildItem (Split-Path $copy) -Recurse | Where-Object Name -Like '*.tmp' | Should -BeNullOrEmpty
        if ($Name -eq 'a database in use') { Get-Content $copy | Should -Be 'old' }
    }

    It 'says what is no mirror' {
        (Get-Failure { Backup-SpottMirror "$copy.none" $copy }).FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorNotFound,*'
        Set-Content "$copy.text" ('Dear diary, ' * 500)
        (Get-Failure { Backup-SpottMirror "$copy.text" $copy }).FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorForeign,*'
        Test-Path $copy | Should -BeFalse
    }

    It 'lets nobody read the copy who may not read the mirror' -Skip:$IsWindows {
        chmod 600 $db
        Backup-SpottMirror $db $copy
        (Get-Item $copy).UnixMode | Should -Be '-rw-------'
    }
}

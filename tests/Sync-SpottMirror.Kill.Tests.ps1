BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    $script = Join-Path $TestDrive 'child.ps1'
    Set-Content -LiteralPath $script -Value @'
param($Module, $BaseUri, $Path)
$ErrorActionPreference = 'Stop'
Import-Module $Module
Connect-Spott -BaseUri $BaseUri -SkipVerify
'ready'
[void] [Console]::In.ReadLine()
while ($true) { $run = Sync-SpottMirror $Path -Full -WarningAction SilentlyContinue; "run $($run.Number)" }
'@

    function Start-Child {
        # A process that runs again and again, when it is told to begin.
        param([string] $Path)
        $start = [System.Diagnostics.ProcessStartInfo]::new("$PSHOME/pwsh")
        foreach ($argument in '-NoProfile', '-NonInteractive', '-File', $script, $SpottModule, $server.BaseUri, $Path) { $start.ArgumentList.Add($argument) }
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.Environment['SPOTT_API_KEY'] = $TestKeyText
        $start.Environment['POWERSHELL_UPDATECHECK'] = 'Off'
        $process = [System.Diagnostics.Process]::Start($start)
        if ($process.StandardOutput.ReadLine() -ne 'ready') { throw "The child did not get ready: $($process.StandardError.ReadToEnd())" }
        $process.StandardInput.WriteLine()
        $process
    }

    function Get-State {
        # What a mirror holds, in one text: which version each opportunity has, and how many changes there are.
        param([string] $Path)
        $names = (Get-SpottOpportunity -MirrorPath $Path -WarningAction SilentlyContinue).Name | ForEach-Object { ($_ -split ' ')[0] } | Sort-Object -Unique
        "$($names -join ',') $(@(Get-SpottOpportunity -MirrorPath $Path -WarningAction SilentlyContinue).Count)"
    }
}

Describe 'A run of Sync-SpottMirror that is killed' -Tag Slow {
    BeforeAll {
        # Every item has another name in each listing: a run that was written by halves would show two of them.
        $account = [Spott.Fakes.MirrorAccount]::new()
        $account.PageSize = 50
        $account.Now = $null
        $account.RenamesAllAtEachListing = $true
        foreach ($index in 1..300) { $null = $account.Add("o$index") }
        $server = [Spott.Fakes.LoopbackServer]::new($account)
    }
    AfterAll { $server.Dispose() }

    It 'leaves the file as before it or as after it, at each of 18 moments' {
        $db = New-MirrorPath
        $random = [System.Random]::new(17)
        $seen = @{}
        foreach ($moment in 1..18) {
            $process = Start-Child $db
            try {
                # The first ones within a process's first run; the others behind the end of one, by whatever time this machine needs for it.
                # Each in a part of its own of the time: 400 ms, then 150.
                $isFirst = $moment -le 6
                if (-not $isFirst) { $process.StandardOutput.ReadLine() | Should -Match '^run ' }
                $part = $isFirst ? 400 / 6 : 150 / 12
                [System.Threading.Thread]::Sleep([int] ($part * ($random.NextDouble() + ($isFirst ? $moment - 1 : $moment - 7))))
            } finally {
                $process.Kill()
                $process.WaitForExit()
                $process.Dispose()
            }
            if (-not (Test-Path $db) -or (Get-Item $db).Length -eq 0) { continue }
            $mirror = try { Get-SpottMirror $db -Verify } catch { if ("$($_.FullyQualifiedErrorId)" -notlike 'Spott.MirrorNotFound*') { throw }; continue }
            $state = Get-State $db
            $state | Should -Match '^v\d+ 300$' -Because "of moment $moment"
            $seen[$state] = 1 + $seen[$state]
            $mirror.Runs.Status | Select-Object -Unique | Should -Be 'Complete' -Because 'a killed run leaves no trace'
        }
        $seen.Count | Should -BeGreaterThan 9 -Because 'each of the later kills came after a commit'

        # The next run is none the worse.
        $null = Connect-Fake -Server $server
        $run = Sync-SpottMirror $db -Full -WarningAction SilentlyContinue
        "$($run.Status) $($run.ItemCount) $($run.ChangedCount) $($run.DeletedCount)" | Should -Be 'Complete 300 300 0'
        $null = Get-SpottMirror $db -Verify
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    # A mirror with a past, in which forty people are to be erased. A copy of it as it was before its tables were changed lies beside it.
    $template = New-MirrorPath
    foreach ($day in 1, 6, 12) {
        Connect-Spott -Sandbox -SandboxSize 1500 -SandboxDay $day
        $null = Sync-SpottMirror $template -Full -WarningAction SilentlyContinue
    }
    Copy-Item $template "$template.v1.bak"
    $emails = @((Get-SpottOpportunity -MirrorPath $template).ClientTeam.Email | Where-Object { $_ } | Select-Object -Unique -First 40)

    $script = Join-Path $TestDrive 'child.ps1'
    Set-Content -LiteralPath $script -Value @'
param($Module, $Path, $Emails)
$ErrorActionPreference = 'Stop'
Import-Module $Module
$null = try { Get-SpottMirror "$Path.none" } catch { }
'ready'
[void] [Console]::In.ReadLine()
Remove-SpottMirrorContact $Path -Email ($Emails -split ',') -Confirm:$false
'done'
'@

    function Start-Child {
        # A mirror of its own, and a process that erases from it when it is told to.
        $db = New-MirrorPath
        Copy-Item "$(Split-Path $template)/*" (Split-Path $db)
        $start = [System.Diagnostics.ProcessStartInfo]::new("$PSHOME/pwsh")
        foreach ($argument in '-NoProfile', '-NonInteractive', '-File', $script, $SpottModule, $db, ($emails -join ',')) { $start.ArgumentList.Add($argument) }
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.Environment['POWERSHELL_UPDATECHECK'] = 'Off'
        [pscustomobject]@{ Path = $db; Process = [System.Diagnostics.Process]::Start($start) }
    }

    function Start-Erasure {
        param([object] $Child)
        if ($Child.Process.StandardOutput.ReadLine() -ne 'ready') { throw "The child did not get ready: $($Child.Process.StandardError.ReadToEnd())" }
        $Child.Process.StandardInput.WriteLine()
    }

    function Test-RollbackDue {
        # Whether its log is one that must be rolled back: it then begins with SQLite's mark.
        param([string] $Path)
        # An exception takes longer than that moment lasts.
        if (-not [System.IO.File]::Exists("$Path-journal")) { return $false }
        try {
            $log = [System.IO.FileStream]::new("$Path-journal", 'Open', 'Read', 'ReadWrite, Delete')
            try { $log.ReadByte() -eq 0xd9 } finally { $log.Dispose() }
        } catch [System.IO.IOException] {
            $false
        }
    }

    function Get-State {
        # What a mirror holds, as others see it.
        param([string] $Path)
        $rows = Get-SpottOpportunity -MirrorPath $Path | ForEach-Object { "$($_.Id) $($_.ClientTeam)" }
        [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes(($rows -join "`n") + @(Get-SpottChange $Path).Count)))
    }

    function Get-Trace {
        # Which of the addresses are in any byte of any file of the mirror's folder.
        param([string] $Path)
        foreach ($file in Get-ChildItem (Split-Path $Path)) {
            $bytes = [System.Text.Encoding]::Latin1.GetString([System.IO.File]::ReadAllBytes($file.FullName))
            foreach ($email in $emails) { if ($bytes.Contains($email, 'OrdinalIgnoreCase')) { "$($file.Name): $email" } }
        }
    }
}

AfterAll { Disconnect-Spott }

Describe 'An erasure that is killed' -Tag Slow {
    It 'leaves the mirror as before it or as after it, and the next one leaves no byte, at each of 12 moments' {
        $before = Get-State $template
        $whole = Start-Child
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Start-Erasure $whole
        $null = $whole.Process.StandardOutput.ReadToEnd()
        $long = [int] $watch.ElapsedMilliseconds
        $whole.Process.WaitForExit()
        $whole.Process.ExitCode | Should -Be 0
        $after = Get-State $whole.Path
        $after | Should -Not -Be $before
        Get-Trace $whole.Path | Should -BeNullOrEmpty
        Get-Trace $template | Should -Not -BeNullOrEmpty

        $seed = [Environment]::TickCount
        Write-Host "  Remove-SpottMirrorContact.Kill: seed $seed, $long ms"
        $random = [Random]::new($seed)
        $seen = @{ before = 0; after = 0; traces = 0; due = 0 }
        $child = $next = $null
        try {
            $next = Start-Child
            foreach ($moment in 1..12) {
                $child = $next
                $next = if ($moment -lt 12) { Start-Child }
                Start-Erasure $child
                # Every other one while it writes to the file itself, the first and the second time in turn: its log has to be rolled back then.
                # The others by the clock, one in each sixth of the time that a whole one took.
                $writes = $moment % 2 -eq 0 ? $moment / 2 % 2 + 1 : 0
                $milliseconds = $writes ? 0 : [int] ($long * (($moment - 1) / 2 + $random.NextDouble()) / 6)
                $because = "moment $moment of seed $seed, killed $($writes ? "within write $writes" : "$milliseconds ms after it began")"
                foreach ($write in @(1..2).Where({ $_ -le $writes })) {
                    while ($write -gt 1 -and -not $child.Process.HasExited -and (Test-RollbackDue $child.Path)) { }
                    while (-not $child.Process.HasExited -and -not (Test-RollbackDue $child.Path)) { }
                }
                [System.Threading.Thread]::Sleep($milliseconds)
                $child.Process.Kill()
                $child.Process.WaitForExit()
                if (Test-RollbackDue $child.Path) { $seen.due++ }

                $null = Get-SpottMirror $child.Path -Verify
                $state = Get-State $child.Path
                $state | Should -BeIn $before, $after -Because $because
                $seen[$state -eq $before ? 'before' : 'after']++
                if ($state -eq $after -and (Get-Trace $child.Path)) { $seen.traces++ }

                Remove-SpottMirrorContact $child.Path -Email $emails -Confirm:$false -WarningAction SilentlyContinue
                Get-Trace $child.Path | Should -BeNullOrEmpty -Because $because
                $null = Get-SpottMirror $child.Path -Verify
                Get-State $child.Path | Should -Be $after -Because $because
                (Get-ChildItem (Split-Path $child.Path)).Name | Sort-Object | Should -Be 'spott.db', 'spott.db.lock'
                Invoke-MirrorSql $child.Path 'PRAGMA journal_mode' | Should -Be 'wal'
            }
        } finally {
            foreach ($started in $whole, $child, $next) { if ($started) { $started.Process.Kill(); $started.Process.Dispose() } }
        }
        Write-Host "  Remove-SpottMirrorContact.Kill: as before $($seen.before), as after $($seen.after), of these with traces left $($seen.traces); with a log that has to be rolled back $($seen.due)"
        $seen.before | Should -BeGreaterThan 0
        $seen.after | Should -BeGreaterThan 0
        $seen.due | Should -BeGreaterThan 0

        # A run is none the worse, and brings nobody back.
        Connect-Spott -Sandbox -SandboxSize 1500 -SandboxDay 12
        $run = Sync-SpottMirror $child.Path -Full -WarningAction SilentlyContinue
        "$($run.Status) $($run.ChangedCount)" | Should -Be 'Complete 0'
        Get-Trace $child.Path | Should -BeNullOrEmpty
    }
}

# A mirror that an older module made: tests/golden/mirror-1.sql is one of the first version's, as that made it.
BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    $old = Get-Content -Raw "$PSScriptRoot/golden/mirror-1.sql"

    function New-OldMirror {
        $path = New-MirrorPath
        $null = Invoke-MirrorSql $path $old
        $path
    }

    function Get-Whole {
        # All that the cmdlets say of a mirror.
        param([string] $Path)
        $items = @(Get-SpottOpportunity -MirrorPath $Path -IncludeDeleted | Sort-Object Id)
        $changes = Get-SpottChange $Path | ForEach-Object { "$($_.Sequence) $($_.RunNumber) $($_.NotBefore) $($_.OldValue) $($_.NewValue)" }
        $stays = Get-SpottStageHistory $Path | ForEach-Object { "$_ $($_.EnteredAt) $($_.LeftAt)" }
        ($items | ConvertTo-SpottRow | ConvertTo-Csv) + ($items.ClientTeam | ConvertTo-SpottRow | ConvertTo-Csv) + (Get-ChangeText (Get-SpottChange $Path)) + $changes + $stays -join "`n"
    }

    function Get-Schema { param([string] $Path) Invoke-MirrorSql $Path "SELECT group_concat(line, char(10)) FROM (SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_schema ORDER BY name)" }

    function Connect-OldAccount {
        # The account of that mirror, after its last run.
        $script:account = New-MirrorAccount -Count 5
        $account.Server.Now = [datetimeoffset]::new(2026, 6, 4, 14, 0, 0, [timespan]::Zero)
        $clock = [Spott.Fakes.FakeClock]::new($account.Server.Now)
        $null = Connect-Fake -Handler $account.Handler -Clock $clock
    }
}

Describe 'A mirror of an older version' {
    BeforeEach { $db = New-OldMirror }

    It 'is read as it is, without a change' {
        $before = (Get-FileHash $db).Hash
        $mirror = Get-SpottMirror $db -Verify
        "$($mirror.SchemaVersion) $($mirror.OpportunityCount) $($mirror.Runs.Count)" | Should -Be '1 5 5'
        (Get-Whole $db).Length | Should -BeGreaterThan 2000
        (Get-FileHash $db).Hash | Should -Be $before
        (Get-ChildItem (Split-Path $db)).Name | Should -Be 'spott.db'
    }

    It 'gets this version''s tables from its next run, loses nothing, and leaves a copy of what it was' {
        $whole = Get-Whole $db
        Connect-OldAccount
        $run = Sync-SpottMirror $db -WarningVariable warnings -WarningAction SilentlyContinue
        "$($run.Number) $($run.Status)" | Should -Be '6 Complete'
        "$warnings" | Should -BeLike "The tables of the mirror '$db' were updated for this version of the module. A copy of the old file is '$db.v1.bak': delete it if *"
        $mirror = Get-SpottMirror $db -Verify
        $mirror.SchemaVersion | Should -Be 2
        Get-Whole $db | Should -BeExactly $whole
        $copy = Get-SpottMirror "$db.v1.bak" -Verify
        "$($copy.SchemaVersion) $($copy.Runs.Count)" | Should -Be '1 5'
        Get-Whole "$db.v1.bak" | Should -BeExactly $whole
        $new = New-MirrorPath
        $null = Sync-SpottMirror $new
        Get-Schema $db | Should -BeExactly (Get-Schema $new) -Because 'a mirror that was brought here is one that was made here'
        (Get-ChildItem (Split-Path $db)).Name | Sort-Object | Should -Be 'spott.db', 'spott.db.lock', 'spott.db.v1.bak'
        $null = Sync-SpottMirror $db -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'has a copy that lets in nobody whom the file does not' -Skip:$IsWindows {
        chmod 640 $db
        Connect-OldAccount
        $null = Sync-SpottMirror $db -WarningAction SilentlyContinue
        (Get-Item "$db.v1.bak").UnixMode | Should -Be '-rw-r-----'
    }

    It 'stays as it is where the copy cannot be made, and asks for nothing' {
        $null = New-Item -ItemType Directory -Path "$db.v1.bak/full" -Force
        Connect-OldAccount
        $failure = Get-Failure { Sync-SpottMirror $db }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Mirror,*'
        $account.Handler.RequestCount | Should -Be 0
        (Get-SpottMirror $db -Verify).SchemaVersion | Should -Be 1
        (Get-ChildItem (Split-Path $db)).Name | Where-Object { $_ -like '*.tmp' } | Should -BeNullOrEmpty
    }

    It 'is the old one or the new one, whole, whenever its run is killed' -Tag Slow {
        $script = Join-Path $TestDrive 'child.ps1'
        Set-Content -LiteralPath $script -Value @'
param($Module, $Path)
$ErrorActionPreference = 'Stop'
Import-Module $Module
Connect-Spott -Sandbox -SandboxSize 0
$null = try { Get-SpottMirror "$Path.none" } catch { }
'ready'
[void] [Console]::In.ReadLine()
Sync-SpottMirror $Path
'@
        $random = [System.Random]::new(5)
        $versions = foreach ($moment in 1..8) {
            $db = New-OldMirror
            $start = [System.Diagnostics.ProcessStartInfo]::new("$PSHOME/pwsh")
            foreach ($argument in '-NoProfile', '-NonInteractive', '-File', $script, $SpottModule, $db) { $start.ArgumentList.Add($argument) }
            $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $process = [System.Diagnostics.Process]::Start($start)
            try {
                $process.StandardOutput.ReadLine() | Should -Be 'ready'
                $process.StandardInput.WriteLine()
                # The first at once: on a fast machine all others may be too late. Every other one by the clock, within 260 ms; the rest once the copy
                # is there, after which the tables are changed, in a few milliseconds.
                if ($moment % 2 -eq 0) {
                    while (-not $process.HasExited -and -not [System.IO.File]::Exists("$db.v1.bak")) { }
                    [System.Threading.Thread]::Sleep($moment - 2)
                } elseif ($moment -gt 1) {
                    [System.Threading.Thread]::Sleep([int] (260 / 3 * (($moment - 3) / 2 + $random.NextDouble())))
                }
            } finally {
                $process.Kill()
                $process.WaitForExit()
                $process.Dispose()
            }
            $mirror = Get-SpottMirror $db -Verify
            $views = Invoke-MirrorSql $db "SELECT count(*) FROM sqlite_schema WHERE type = 'view' OR name IN ('erased', 'erasure_key')"
            $views | Should -Be $(if ($mirror.SchemaVersion -eq 2) { 8 } else { 0 }) -Because "of moment $moment"
            if ($mirror.SchemaVersion -eq 2) { (Get-SpottMirror "$db.v1.bak" -Verify).SchemaVersion | Should -Be 1 }
            $mirror.SchemaVersion
        }
        $versions | Should -Contain 1

        # What a killed one left beside it does not stay.
        $db = New-OldMirror
        $leftover = "$db.v1.bak.$([guid]::NewGuid().ToString('N')).spott.tmp"
        Set-Content $leftover 'half'
        Connect-OldAccount
        $null = Sync-SpottMirror $db -WarningAction SilentlyContinue
        Test-Path $leftover | Should -BeFalse
    }
}

# Where there is no file yet, a mirror's first run writes it under a temporary name, and it gets its own when it is whole.
BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    $child = Join-Path $TestDrive 'child.ps1'
    Set-Content -LiteralPath $child -Value @'
param($Module, $BaseUri, $Path)
$ErrorActionPreference = 'Stop'
Import-Module $Module
Connect-Spott -BaseUri $BaseUri -SkipVerify
Sync-SpottMirror $Path
'@

    # A page with enough to be in the file before the end, and an end that waits to be let.
    $item = ([Spott.Fakes.MirrorAccount]::new()).Add('o1')
    foreach ($index in 1..6000) { $item.Team.Add([Spott.Fakes.MirrorPerson] @{ Id = "p$index"; FirstName = 'f' * 400 }) }
    $page = $item.ToJson()

    function New-HeldServer([Spott.Fakes.Gate] $Gate) {
        [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.AnswersByCursor]::new().
            Add('', [Spott.Fakes.Answer]::Page([string[]] $page, '2')).
            Add('2', [Spott.Fakes.Answer]::Page([string[]] @()).HeldUntil($Gate)))
    }

    function Start-Run([string] $BaseUri, [string] $Path) {
        $start = [System.Diagnostics.ProcessStartInfo]::new("$PSHOME/pwsh")
        foreach ($argument in '-NoProfile', '-NonInteractive', '-File', $child, $SpottModule, $BaseUri, $Path) { $start.ArgumentList.Add($argument) }
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.Environment['SPOTT_API_KEY'] = $TestKeyText
        $start.Environment['POWERSHELL_UPDATECHECK'] = 'Off'
        [System.Diagnostics.Process]::Start($start)
    }

    function Get-Begun([string] $Folder) { [System.IO.DirectoryInfo]::new($Folder).GetFiles('*.spott.tmp') }

    function Wait-Begun([string] $Folder) {
        # Until a run has written so much that it cannot all be in its memory.
        $patience = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (Get-Begun $Folder | Where-Object Length -GT 100000)) {
            if ($patience.Elapsed.TotalSeconds -gt 60) { throw 'The run wrote nothing.' }
            [System.Threading.Thread]::Sleep(1)
        }
    }

    function Get-Name([string] $Folder) { (Get-ChildItem $Folder).Name | Sort-Object }

    function Get-OldLog {
        # The log of some other mirror, whose changes are not in the file yet: its bytes.
        $other = New-MirrorPath
        $null = Sync-SpottMirror $other
        Step-Account 1
        foreach ($one in $account.Server.Items) { $one.Name = 'Old' }
        Get-SpottOpportunity -MirrorPath $other | ForEach-Object {
            if ($_.Id -eq 'o1') {
                $null = Sync-SpottMirror $other -Full
                $script:log = [System.IO.File]::ReadAllBytes("$other-wal")
            }
        }
        foreach ($one in $account.Server.Items) { $one.Name = 'New' }
        , $log
    }
}

Describe 'The file of a mirror that is not there yet' {
    BeforeEach {
        $account = New-MirrorAccount -Count 4
        $db = New-MirrorPath
        $folder = Split-Path $db
    }

    It 'has its name when it is whole and not before, and nobody has it open then' {
        $gate = [Spott.Fakes.Gate]::new()
        $held = New-HeldServer $gate
        $run = Start-Run $held.BaseUri $db
        try {
            Wait-Begun $folder
            $db | Should -Not -Exist
            (Get-Failure { Get-SpottOpportunity -MirrorPath $db }).Exception.Message | Should -BeLike '*there is no such file*'
            (Get-Failure { Sync-SpottMirror $db }).FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorBusy,*'
        } finally {
            $gate.Open()
            $said = $run.StandardOutput.ReadToEndAsync()
            $run.WaitForExit(60000) | Should -BeTrue
            $held.Dispose()
        }
        $run.ExitCode | Should -Be 0 -Because $said.Result
        Get-Name $folder | Should -Be 'spott.db', 'spott.db.lock'
        (Get-SpottOpportunity -MirrorPath $db).ClientTeam.Count | Should -Be 6000
        $null = Get-SpottMirror $db -Verify
    }

    It 'is closed by a run that has ended' {
        if (-not $IsLinux) { Set-ItResult -Skipped -Because 'only Linux lists what a process has open'; return }
        $null = Sync-SpottMirror $db
        $account.Server.BrokenPage = 1
        $null = Get-Failure { Sync-SpottMirror "$folder/failed.db" }
        $open = Get-ChildItem "/proc/$PID/fd" | ForEach-Object { $_.LinkTarget } | Where-Object { $_ -like "$folder/*" }
        $open | Should -BeNullOrEmpty
    }

    It 'is not there after a run that was killed, whose leftovers the next one removes and no others' -Tag Slow {
        $held = New-HeldServer ([Spott.Fakes.Gate]::new())
        $run = Start-Run $held.BaseUri $db
        try {
            Wait-Begun $folder
        } finally {
            $run.Kill()
            $run.WaitForExit()
            $held.Dispose()
        }
        $db | Should -Not -Exist
        (Get-Failure { Get-SpottMirror $db }).FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorNotFound,*'
        $begun = (Get-Begun $folder).FullName
        @($begun).Count | Should -Be 1
        $others = "$folder/other.db.$([guid]::NewGuid().ToString('N')).spott.tmp", "$folder/spott.db.notes.spott.tmp", "$begun.txt"
        foreach ($file in "$begun-wal", "$begun-shm", $others) { Set-Content $file 'mine' }

        (Sync-SpottMirror $db).NewCount | Should -Be 4
        Get-Name $folder | Should -Be (@('spott.db', 'spott.db.lock') + $others.ForEach({ Split-Path $_ -Leaf }) | Sort-Object)
    }

    It 'is made by a run that fails, and has nothing but the note of it' {
        $account.Server.BrokenPage = 1
        (Get-Failure { Sync-SpottMirror $db }).FullyQualifiedErrorId | Should -BeLike 'Spott.Forbidden,*'
        Get-Name $folder | Should -Be 'spott.db', 'spott.db.lock'
        (Get-SpottMirror $db -Verify).Runs.Status | Should -Be 'Failed'
        Invoke-MirrorSql $db 'PRAGMA journal_mode' | Should -Be 'wal'
        $account.Server.BrokenPage = 0
        (Sync-SpottMirror $db).NewCount | Should -Be 4
    }

    It 'is in SQLite''s log mode and as protected as SQLite makes a file' {
        $null = Sync-SpottMirror $db
        Invoke-MirrorSql $db 'PRAGMA journal_mode' | Should -Be 'wal'
        $null = Invoke-MirrorSql "$folder/plain.db" 'CREATE TABLE t (x); INSERT INTO t VALUES (1)'
        (Get-Item $db).UnixFileMode | Should -Be (Get-Item "$folder/plain.db").UnixFileMode
    }

    It 'does not take the log that an old file of its name left for its own' {
        [System.IO.File]::WriteAllBytes("$db-wal", (Get-OldLog))
        (Sync-SpottMirror $db).NewCount | Should -Be 4
        (Get-SpottOpportunity -MirrorPath $db).Name | Select-Object -Unique | Should -Be 'New'
        $null = Get-SpottMirror $db -Verify
        Get-Name $folder | Should -Be 'spott.db', 'spott.db.lock'
    }

    It 'is made where a link leads that leads to nothing, and the link stays' {
        if ($IsWindows) { Set-ItResult -Skipped -Because 'a link is a privilege there'; return }
        $place = (New-Item -ItemType Directory "$folder/place").FullName
        $null = New-Item -ItemType SymbolicLink -Path $db -Target "$place/real.db"
        $null = Sync-SpottMirror $db
        (Get-Item $db).LinkTarget | Should -Be "$place/real.db"
        Get-Name $place | Should -Be 'real.db', 'real.db.lock'
        (Sync-SpottMirror "$place/real.db" -Full).UnchangedCount | Should -Be 4
    }

    It 'is written in place where its temporary name would be too long' {
        if ($IsWindows) { Set-ItResult -Skipped -Because 'the whole path counts there'; return }
        $long = "$folder/$('l' * 230).db"
        (Sync-SpottMirror $long).NewCount | Should -Be 4
        (Sync-SpottMirror $long -Full).UnchangedCount | Should -Be 4
    }

    It 'does not take the place of one that another program made meanwhile' {
        $gate = [Spott.Fakes.Gate]::new()
        $held = New-HeldServer $gate
        $run = Start-Run $held.BaseUri $db
        try {
            Wait-Begun $folder
            Set-Content $db 'mine'
        } finally {
            $gate.Open()
            $said = $run.StandardError.ReadToEndAsync()
            $run.WaitForExit(60000) | Should -BeTrue
            $held.Dispose()
        }
        $run.ExitCode | Should -Not -Be 0
        "$($said.Result -replace '\x1b\[[\d;]*m' -replace '[\s|]+', ' ')" | Should -BeLike '*is in use: another program has made a file of that name; wait*'
        Get-Content $db | Should -Be 'mine'
        Get-Name $folder | Should -Be 'spott.db', 'spott.db.lock'
    }
}

Describe 'An empty file that a mirror is made in' {
    It 'stays that file, with its protection' {
        if ($IsWindows) { Set-ItResult -Skipped -Because 'it has no modes'; return }
        $account = New-MirrorAccount -Count 4
        $db = New-MirrorPath
        $private = [System.IO.UnixFileMode] 'UserRead, UserWrite'
        (New-Item $db).UnixFileMode = $private
        $null = Sync-SpottMirror $db
        (Get-Item $db).UnixFileMode | Should -Be $private
        Get-Name (Split-Path $db) | Should -Be 'spott.db', 'spott.db.lock'
        $null = Get-SpottMirror $db -Verify
    }
}

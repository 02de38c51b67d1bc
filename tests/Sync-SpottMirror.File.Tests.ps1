BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    function Get-Bytes {
        # What every file of a folder holds, but for locks, and SQLite's shared memory, which holds nothing that lasts.
        param([string] $Folder)
        Get-ChildItem $Folder | Where-Object Name -NotMatch '\.lock$|-shm$' | ForEach-Object { "$($_.Name) $((Get-FileHash $_.FullName).Hash)" }
    }

    function Lock-Path([string] $Path) {
        # Takes the right to write; false where that cannot be had. Root heeds no mode, but the attribute.
        if (-not $IsLinux) { return $false }
        if ((id -u) -eq 0) { chattr +i $Path 2>$null } else { chmod a-w $Path }
        $LASTEXITCODE -eq 0
    }

    function Unlock-Path([string] $Path) { if ((id -u) -eq 0) { chattr -i $Path } else { chmod u+w $Path } }

    function Invoke-Sql {
        # Another program's SQLite: Python's, where it is there.
        param([string] $Path, [string] $Sql)
        $said = @'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
for row in db.executescript(sys.argv[2]) if sys.argv[2].count(';') > 1 else db.execute(sys.argv[2]): print('|'.join('' if cell is None else str(cell) for cell in row))
'@ | & python3 - $Path $Sql 2>&1
        if ($LASTEXITCODE -ne 0) { throw "$said" }
        $said
    }
}

Describe 'The file of a mirror' {
    BeforeEach {
        $account = New-MirrorAccount -Count 5
        $db = New-MirrorPath
        $folder = Split-Path $db
    }

    Context 'that is no mirror' {
        It 'is refused and left as it was: <Name>' -ForEach @(
            @{ Name = 'a text'; Make = { param($path) Set-Content $path ('Dear diary, ' * 500) } }
            @{ Name = 'another program''s database'; Make = { param($path) Invoke-Sql $path 'CREATE TABLE t (x); INSERT INTO t VALUES (1);' } }
            @{ Name = 'one with an unfinished log'; Make = {
                    param($path)
                    $null = @'
import sqlite3, sys, os
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute('PRAGMA journal_mode = WAL'); db.execute('CREATE TABLE t (x)'); db.execute('INSERT INTO t VALUES (1)')
os._exit(0)
'@ | & python3 - $path } }
        ) {
            if ($Name -ne 'a text' -and -not (Get-Command python3 -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'there is no other program''s SQLite here'; return }
            & $Make $db
            $before = Get-Bytes $folder
            foreach ($try in { Sync-SpottMirror $db }, { Get-SpottMirror $db }, { Get-SpottChange $db }, { Get-SpottOpportunity -MirrorPath $db }) {
                $failure = Get-Failure $try
                $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorForeign,*'
                $failure.Exception.Message | Should -BeLike '*It was left as it is.'
            }
            Get-Bytes $folder | Should -Be $before
            $account.Handler.RequestCount | Should -Be 0
        }

        It 'is refused when a newer module wrote it' {
            if (-not (Get-Command python3 -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'there is no other program''s SQLite here'; return }
            $null = Sync-SpottMirror $db
            Invoke-Sql $db 'PRAGMA user_version = 99'
            $requests = $account.Handler.RequestCount
            foreach ($try in { Sync-SpottMirror $db }, { Get-SpottMirror $db }) {
                (Get-Failure $try).FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorNewer,*'
            }
            $account.Handler.RequestCount | Should -Be $requests
        }

        It 'is new when it is empty, or left by a first run that was killed' {
            $null = New-Item $db
            (Sync-SpottMirror $db).Status | Should -Be 'Complete'
            if (Get-Command python3 -ErrorAction Ignore) {
                $other = New-MirrorPath
                Invoke-Sql $other 'PRAGMA journal_mode = WAL'
                (Get-Item $other).Length | Should -BeGreaterThan 0
                (Sync-SpottMirror $other).Status | Should -Be 'Complete'
            }
        }

        It 'is not there, is a folder, or has no folder' {
            (Get-Failure { Get-SpottMirror $db }).FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorNotFound,*'
            (Get-Failure { Sync-SpottMirror $folder }).Exception.Message | Should -BeLike '*it is a folder*'
            (Get-Failure { Sync-SpottMirror "$folder/none/spott.db" }).Exception.Message | Should -BeLike "*there is no folder '*none'*"
            (Get-Failure { Sync-SpottMirror Env:spott.db }).Exception.Message | Should -BeLike '*cannot be a mirror: it is a place of PowerShell''s provider Environment*'
            $account.Handler.RequestCount | Should -Be 0
        }

        It 'is damaged, and -Verify says so' {
            if (-not (Get-Command python3 -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'there is no other program''s SQLite here'; return }
            $null = Sync-SpottMirror $db
            Step-Account 1
            $account.Server.Item('o1').Name = 'Renamed'
            $null = Sync-SpottMirror $db -Full
            $null = Get-SpottMirror $db -Verify
            Invoke-Sql $db 'UPDATE opportunity_past SET to_run = 1'
            $failure = Get-Failure { Get-SpottMirror $db -Verify }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorDamaged,*'
            $failure.Exception.Message | Should -BeLike '*a version ends before it begins (1*'
            (Get-SpottMirror $db).OpportunityCount | Should -Be 5
        }
    }

    Context 'between writers and readers' {
        It 'lets one run write: the second ends before any request' {
            $job = $null
            $gate = [Spott.Fakes.Gate]::new()
            $held = [Spott.Fakes.LoopbackServer]::new()
            $held.Answers.Otherwise = [Spott.Fakes.Answer]::Page([string[]] @()).HeldUntil($gate)
            try {
                $job = Start-ThreadJob -ArgumentList $SpottModule, $held.BaseUri, $db {
                    param($module, $address, $file)
                    Import-Module $module
                    Connect-Spott -BaseUri $address -ApiKey (ConvertTo-SecureString 'k' -AsPlainText -Force) -SkipVerify
                    Sync-SpottMirror $file
                }
                $held.Requests.WaitForCount(1, [timespan]::FromSeconds(60)) | Should -BeTrue
                $failure = Get-Failure { Sync-SpottMirror $db }
                $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorBusy,*'
                $failure.Exception.Message | Should -BeLike '*is in use: another run is using it; wait until that has ended, and run the command again.'
                $account.Handler.RequestCount | Should -Be 0
                $link = New-Item -ItemType SymbolicLink -Path "$folder/link.db" -Target $db
                (Get-Failure { Sync-SpottMirror $link.FullName }).FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorBusy,*' -Because 'it is the same file by another name'
            } finally {
                $gate.Open()
                $null = $job | Where-Object { $_ } | Receive-Job -Wait -AutoRemoveJob -WarningAction SilentlyContinue
                $held.Dispose()
            }
        }

        It 'lets a reader stay open, and see one moment, while a run writes and does not wait for it' {
            $null = Sync-SpottMirror $db
            Step-Account 1
            foreach ($item in $account.Server.Items) { $item.Name = 'Renamed' }
            $names = Get-SpottOpportunity -MirrorPath $db | ForEach-Object {
                if ($_.Id -eq 'o1') {
                    $watch = [System.Diagnostics.Stopwatch]::StartNew()
                    $run = Sync-SpottMirror $db -Full
                    $watch.Elapsed.TotalSeconds | Should -BeLessThan 9 -Because 'SQLite''s own patience is ten seconds'
                    $run.ChangedCount | Should -Be 5
                    (Get-SpottOpportunity -MirrorPath $db).Name | Select-Object -Unique | Should -Be 'Renamed'
                }
                $_.Name
            }
            $names | Should -Be 'Deal o1', 'Deal o2', 'Deal o3', 'Deal o4', 'Deal o5'
            $null = Get-SpottMirror $db -Verify
        }

        It 'leaves one file beside its lock when nobody uses it' {
            $null = Sync-SpottMirror $db
            $null = Get-SpottChange $db
            $null = Get-SpottMirror $db
            (Get-ChildItem $folder).Name | Sort-Object | Should -Be 'spott.db', 'spott.db.lock'
        }

        It 'counts a run that was stopped as failed' {
            $null = Sync-SpottMirror $db
            Step-Account 1
            $shell = [powershell]::Create()
            $held = [Spott.Fakes.LoopbackServer]::new()
            $held.Answers.Otherwise = [Spott.Fakes.Answer]::Hang()
            try {
                $other = New-MirrorPath
                $run = $shell.AddScript("Import-Module '$SpottModule'; Connect-Spott -BaseUri '$($held.BaseUri)' -ApiKey (ConvertTo-SecureString k -AsPlainText -Force) -SkipVerify; Sync-SpottMirror '$other'")
                $started = $run.BeginInvoke()
                $held.Requests.WaitForCount(1, [timespan]::FromSeconds(60)) | Should -BeTrue
                $shell.Stop()
                (Get-SpottMirror $other -Verify).Runs.Status | Should -Be 'Failed'
            } finally {
                $shell.Dispose()
                $held.Dispose()
            }
        }
    }

    Context 'on its drive' {
        It 'is refused on a network drive, by kind or by format' {
            $location = Get-MirrorType 'Spott.Mirror.Files.Location'
            $isNetwork = $location.GetMethod('IsNetwork', [System.Reflection.BindingFlags] 'Static, NonPublic')
            foreach ($case in @([System.IO.DriveType]::Network, 'ntfs', $true), @([System.IO.DriveType]::Unknown, '9p', $true), @([System.IO.DriveType]::Unknown, 'CIFS', $true),
                @([System.IO.DriveType]::Fixed, 'ext4', $false), @([System.IO.DriveType]::Ram, 'tmpfs', $false)) {
                $isNetwork.Invoke($null, @($case[0], $case[1])) | Should -Be $case[2] -Because "$case"
            }
        }

        It 'stays as it was where it may be read but not written: <Name>' -Tag Slow -ForEach @(
            @{ Name = 'the file'; Of = { $db }; Reads = $true }
            # SQLite needs its log and its shared memory beside the file even to read.
            @{ Name = 'the folder'; Of = { $folder }; Reads = $false }
        ) {
            $null = Sync-SpottMirror $db
            $before = (Get-FileHash $db).Hash
            $target = & $Of
            if (-not (Lock-Path $target)) { Set-ItResult -Skipped -Because 'nothing here takes a right from this user (root, and no chattr +i)'; return }
            try {
                $commands = { Get-SpottMirror $db -ErrorAction Stop }, { Get-SpottOpportunity -MirrorPath $db -ErrorAction Stop }, { Get-SpottChange $db -ErrorAction Stop }, { Sync-SpottMirror $db -ErrorAction Stop }
                $failures = @(foreach ($command in $commands) { try { $null = & $command; '' } catch { "$($_.FullyQualifiedErrorId) $_" } })
            } finally {
                Unlock-Path $target
            }
            $sentence = "Spott.Mirror,* The mirror '$db' cannot be used: SQLite says *; check that you may create and replace files in its folder."
            foreach ($failure in $failures[0..2]) { if ($Reads) { $failure | Should -BeNullOrEmpty } else { $failure | Should -BeLike $sentence } }
            $failures[3] | Should -BeLike $sentence
            (Get-FileHash $db).Hash | Should -Be $before
            (Sync-SpottMirror $db).Status | Should -Be 'Complete' -Because 'nothing is left that holds up the next run'
        }

        It 'stays as it was when the disk is full' {
            if (-not $IsLinux) { Set-ItResult -Skipped -Because 'only ulimit makes a full disk without being one'; return }
            $null = Sync-SpottMirror $db
            $before = (Get-FileHash $db).Hash
            $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(2000))
            $other = New-MirrorPath
            try {
                $script = "`$ErrorActionPreference = 'Stop'; Import-Module '$SpottModule'; Connect-Spott -BaseUri '$($server.BaseUri)' -SkipVerify; try { Sync-SpottMirror '$other' } catch { `$_.FullyQualifiedErrorId; `$_.Exception.Message }"
                Set-Content "$folder/full.ps1" $script
                $env:SPOTT_API_KEY = 'k'
                # 512 KB a file, where 2,000 opportunities need more.
                $said = & bash -c "trap '' XFSZ; ulimit -f 512; DOTNET_EnableWriteXorExecute=0 '$PSHOME/pwsh' -NoProfile -NonInteractive -File '$folder/full.ps1'"
                "$said" | Should -Match 'Spott\.Mirror(DiskFull)?,'
            } finally {
                Remove-Item Env:SPOTT_API_KEY -ErrorAction Ignore
                $server.Dispose()
            }
            (Get-FileHash $db).Hash | Should -Be $before
            Get-ChildItem (Split-Path $other) -Filter *.tmp | Should -BeNullOrEmpty
            $left = try { (Get-SpottMirror $other -Verify).OpportunityCount } catch { $_.FullyQualifiedErrorId }
            $left | Should -BeIn 0, 'Spott.MirrorNotFound,Spott.Commands.GetSpottMirrorCommand'
        }
    }
}

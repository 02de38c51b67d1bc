BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/Checkpoints.ps1
}

Describe 'Get-SpottOpportunity -CheckpointPath' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid().ToString('N')))).FullName
        $checkpoint = Join-Path $folder 'state.json'
    }

    Context 'from run to run' {
        It 'gets everything at first, and then what changed since that run began, less five minutes' {
            $account = New-Account -Count 3
            @(Invoke-SavedRun).Count | Should -Be 3
            $account.Clock.Advance([timespan]::FromHours(1))
            $account.Server.Upsert(2, $account.Clock.GetUtcNow())
            $account.Clock.Advance([timespan]::FromHours(1))
            @(Invoke-SavedRun).Id | Should -Be ([Spott.Fakes.OpportunityJson]::Id(2))
            @(Invoke-SavedRun).Count | Should -Be 0
            Get-Sent $account | Should -Be @($null, '2026-06-01T11:55:00.000Z', '2026-06-01T13:55:00.000Z')
        }

        It 'asks as much further back as -CheckpointOverlap says (<Overlap>)' -ForEach @(
            @{ Overlap = '00:00:00'; Sent = '2026-06-01T12:00:00.000Z' }
            @{ Overlap = '1.00:00:00'; Sent = '2026-05-31T12:00:00.000Z' }
            @{ Overlap = [timespan]::MaxValue; Sent = '0001-01-01T00:00:00.000Z' }
        ) {
            $account = New-Account
            Invoke-SavedRun | Out-Null
            Invoke-SavedRun -With @{ CheckpointOverlap = $Overlap } | Out-Null
            (Get-Sent $account)[-1] | Should -Be $Sent
        }

        It 'refuses <Overlap> as an overlap' -ForEach @(@{ Overlap = 5 }, @{ Overlap = '-00:05:00' }, @{ Overlap = 'soon' }) {
            $account = New-Account
            (Get-Failure { Get-SpottOpportunity -CheckpointPath $checkpoint -CheckpointOverlap $Overlap }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
            $account.Handler.RequestCount | Should -Be 0
        }

        It 'heeds -ModifiedSince while there is no checkpoint, and no longer' {
            $account = New-Account
            1..2 | ForEach-Object { Invoke-SavedRun -With @{ ModifiedSince = '2026-01-01T00:02:00Z' } | Out-Null }
            Get-Sent $account | Should -Be @('2026-01-01T00:02:00.000Z', '2026-06-01T11:55:00.000Z')
        }

        It 'collects the ids of the pipeline before its first request' {
            $account = New-Account -Count 50
            1..45 | ForEach-Object { "co-$_"; $account.Handler.RequestCount | Should -Be 0 } | Get-SpottOpportunity -CheckpointPath $checkpoint | Out-Null
            Save-SpottCheckpoint -Path $checkpoint
            $account.Handler.Requests | ForEach-Object { $_.Values('companyIds').Count } | Should -Be 20, 20, 5
            (Read-Checkpoint).companyIds.Count | Should -Be 45
        }

        It 'sends the same moment with every series of ids' {
            $account = New-Account
            1..2 | ForEach-Object { 1..45 | ForEach-Object { "co-$_" } | Invoke-SavedRun | Out-Null; $account.Clock.Advance([timespan]::FromDays(1)) }
            Get-Sent $account | Should -Be (@($null) * 3 + @('2026-06-01T11:55:00.000Z') * 3)
        }

        It 'works in the sandbox' {
            Connect-Spott -Sandbox -SandboxSize 120
            @(Invoke-SavedRun).Count | Should -Be 120
            @(Invoke-SavedRun).Count | Should -BeLessThan 120
            (Read-Checkpoint).baseAddress | Should -Be 'https://sandbox.invalid/'
        }
    }

    Context 'a run that is not complete leaves the checkpoint as it was' {
        BeforeEach {
            $account = New-Account -Count 120
            Invoke-SavedRun | Out-Null
            $before = [IO.File]::ReadAllText($checkpoint)
            $account.Clock.Advance([timespan]::FromDays(1))
            1..120 | ForEach-Object { $account.Server.Upsert($_, $account.Clock.GetUtcNow()) }
        }

        AfterEach {
            [IO.File]::ReadAllText($checkpoint) | Should -BeExactly $before
            Get-ChildItem -LiteralPath $folder -Name | Sort-Object | Should -Be 'state.json', 'state.json.lock'
            # And nothing is locked or lost: the next run gets all of it.
            $account.Server.RevokeKeyAfter = $null
            @(Invoke-SavedRun 3> $null).Count | Should -Be 120
            $before = [IO.File]::ReadAllText($checkpoint)
        }

        It 'when a page fails' {
            $account.Server.RevokeKeyAfter = $account.Handler.RequestCount + 2
            $failure = Get-Failure { Get-SpottOpportunity -CheckpointPath $checkpoint }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Unauthorized,*'
            $failure.Exception.ItemsWritten | Should -Be 100
        }

        It 'when a later series of ids fails' {
            Remove-Item -LiteralPath $checkpoint
            $ids = 1..45 | ForEach-Object { "co-$_" }
            $ids | Invoke-SavedRun -Path "$checkpoint.ids" | Out-Null
            $idsBefore = [IO.File]::ReadAllText("$checkpoint.ids")
            $account.Server.RevokeKeyAfter = $account.Handler.RequestCount + 4
            Get-Failure { $ids | Get-SpottOpportunity -CheckpointPath "$checkpoint.ids" } | Should -Not -BeNullOrEmpty
            [IO.File]::ReadAllText("$checkpoint.ids") | Should -BeExactly $idsBefore
            Remove-Item "$checkpoint.ids*"
            [IO.File]::WriteAllText($checkpoint, $before)
        }

        It 'when Select-Object -First <First> ended it' -ForEach @(@{ First = 1 }, @{ First = 60 }, @{ First = 120 }) {
            @(Get-SpottOpportunity -CheckpointPath $checkpoint | Select-Object -First $First).Count | Should -Be $First
        }

        It 'when a command behind it failed' {
            { Get-SpottOpportunity -CheckpointPath $checkpoint | ForEach-Object { if ($_.Id -eq [Spott.Fakes.OpportunityJson]::Id(120)) { throw 'full' } } } | Should -Throw 'full'
        }

        It 'when it was stopped (<When>)' -ForEach @(@{ When = 'in its midst' }, @{ When = 'when all was written' }) {
            # The command behind it holds the run at one item, or at the end, until it is stopped.
            $shell = [powershell]::Create([System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault())
            try {
                $reached = [System.Threading.ManualResetEventSlim]::new()
                [void] $shell.AddScript({
                    param($Module, $Connection, $Checkpoint, $Reached, $AtEnd)
                    Import-Module $Module
                    Get-SpottOpportunity -Connection $Connection -CheckpointPath $Checkpoint | & {
                        process { if (-not $AtEnd) { $Reached.Set(); Start-Sleep -Seconds 30 } }
                        end { $Reached.Set(); Start-Sleep -Seconds 30 }
                    }
                }).AddArgument($SpottModule).AddArgument($account.Connection).AddArgument($checkpoint).AddArgument($reached).AddArgument($When -like '*all*')
                $running = $shell.BeginInvoke()
                $reached.Wait([timespan]::FromSeconds(30)) | Should -BeTrue
                $shell.Stop()
                { $shell.EndInvoke($running) } | Should -Throw
            } finally {
                $shell.Dispose()
            }
        }
    }

    It 'leaves the checkpoint as it was, and warns, when an item was malformed' {
        $page = [Spott.Fakes.Answer]::Page([string[]]@([Spott.Fakes.OpportunityJson]::Items(1, 1)[0], '{"name":null}')).WithDate('2026-06-01T12:00:00Z')
        Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new().Enqueue($page)) | Out-Null
        @(Get-SpottOpportunity -CheckpointPath $checkpoint -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue).Count | Should -Be 1
        $warnings | Should -BeLike '*stays as it is*malformed*'
        Test-Path -LiteralPath $checkpoint | Should -BeFalse
    }

    It 'asks for nothing, and stays where it is, when no id came' {
        $account = New-Account
        @() | Get-SpottOpportunity -CheckpointPath $checkpoint -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $account.Handler.RequestCount | Should -Be 0
        $warnings | Should -BeLike '*No company id came*'
        Test-Path -LiteralPath $checkpoint | Should -BeFalse
    }

    Context 'the file' {
        It 'is small JSON that people can read, without the key' {
            $account = New-Account -Count 30 -Now '2026-06-01T12:00:00Z'
            $account.Clock.AttachTo($account.Connection)
            $count = 0
            'co-3', 'co-10', 'co-1', 'co-3' | Invoke-SavedRun | ForEach-Object { $count++ ; $account.Clock.Advance([timespan]::FromSeconds(1)) }
            $text = [IO.File]::ReadAllText($checkpoint)
            $text.Contains($TestKeyText) | Should -BeFalse
            @($text -split "`n").Count | Should -BeGreaterThan 8
            $json = Read-Checkpoint
            $json.PSObject.Properties.Name | Should -Be 'formatVersion', 'baseAddress', 'companyIds', 'keyFingerprint', 'watermark', 'completedAt', 'itemCount', 'runId'
            $json.formatVersion | Should -Be 1
            $json.baseAddress | Should -Be 'https://fake.invalid/'
            $json.companyIds | Should -Be 'co-1', 'co-10', 'co-3'
            $json.watermark | Should -Be '2026-06-01T12:00:00.000Z'
            $json.itemCount | Should -Be $count
            $json.completedAt | Should -Be ([datetimeoffset]'2026-06-01T12:00:00Z').AddSeconds($count).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", [cultureinfo]::InvariantCulture)
        }

        It 'holds another fingerprint of the same key each time, and knows the key by each' {
            New-Account | Out-Null
            $fingerprints = 1..3 | ForEach-Object { Invoke-SavedRun | Out-Null; (Read-Checkpoint).keyFingerprint }
            @($fingerprints | Select-Object -Unique).Count | Should -Be 3
            $fingerprints | Should -Match '^hmac-sha256:[0-9a-f]{32}:[0-9a-f]{64}$'
        }

        It 'writes and reads its moments alike in <Culture> and the zone <Zone>' -ForEach @(
            @{ Culture = 'th-TH'; Zone = 'Pacific/Auckland' }
            @{ Culture = 'fi-FI'; Zone = 'America/Los_Angeles' }
            @{ Culture = 'ar-SA'; Zone = 'Asia/Kolkata' }
        ) {
            $account = New-Account
            $was = [cultureinfo]::CurrentCulture
            $wasZone = $env:TZ
            try {
                [cultureinfo]::CurrentCulture = $Culture
                # Windows takes no heed of the variable; the cultures are tested there all the same.
                $env:TZ = $Zone
                [TimeZoneInfo]::ClearCachedData()
                1..2 | ForEach-Object { Invoke-SavedRun | Out-Null }
            } finally {
                [cultureinfo]::CurrentCulture = $was
                $env:TZ = $wasZone
                [TimeZoneInfo]::ClearCachedData()
            }
            (Read-Checkpoint).watermark | Should -Be '2026-06-01T12:00:00.000Z'
            Get-Sent $account | Should -Be @($null, '2026-06-01T11:55:00.000Z')
        }

        It 'is put into its place by nothing but Save-SpottCheckpoint' {
            New-Account | Out-Null
            @(Get-SpottOpportunity -CheckpointPath $checkpoint).Count | Should -Be 3
            Get-ChildItem -LiteralPath $folder -Name | Sort-Object | Should -Be 'state.json.lock', 'state.json.pending'
            Save-SpottCheckpoint -Path $checkpoint
            Get-ChildItem -LiteralPath $folder -Name | Sort-Object | Should -Be 'state.json', 'state.json.lock'
        }
    }

    Context 'a checkpoint that is not of this run''s data' {
        BeforeEach {
            $account = New-Account
            'co-1', 'co-2' | Invoke-SavedRun | Out-Null
            $before = [IO.File]::ReadAllText($checkpoint)
            $sent = $account.Handler.RequestCount
        }

        AfterEach {
            [IO.File]::ReadAllText($checkpoint) | Should -BeExactly $before
        }

        It 'is refused when the base address is another one' {
            $other = New-Account -BaseUri 'https://fake.invalid/v2/'
            $failure = Get-Failure { 'co-1', 'co-2' | Get-SpottOpportunity -CheckpointPath $checkpoint }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*'
            $failure.Exception.Message | Should -BeLike '*is for https://fake.invalid/,*connected to https://fake.invalid/v2/; connect to the checkpoint''s address*'
            $other.Handler.RequestCount | Should -Be 0
        }

        It 'is refused when the filter is another one (<Ids>)' -ForEach @(
            @{ Ids = @('co-1') ; Says = '*for 2 companies (co-2 among them)*asks for 1 company;*' }
            @{ Ids = @('co-1', 'co-3'); Says = '*for 2 companies (co-2 among them)*asks for 2 companies (co-3 among them)*' }
            @{ Ids = @('co-1', 'co-2', 'CO-2'); Says = '*for 2 companies, but this run asks for 3 companies (CO-2 among them)*' }
        ) {
            $failure = Get-Failure { Get-SpottOpportunity -CompanyId $Ids -CheckpointPath $checkpoint }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*'
            $failure.Exception.Message | Should -BeLike $Says
            $account.Handler.RequestCount | Should -Be $sent
        }

        It 'is refused when every company is asked for' {
            (Get-Failure { Get-SpottOpportunity -CheckpointPath $checkpoint }).Exception.Message | Should -BeLike '*for 2 companies, but this run asks for every company;*-CheckpointPath*'
            $account.Handler.RequestCount | Should -Be $sent
        }

        It 'is taken when the ids come in another order and twice' {
            'co-2', 'co-1', 'co-2' | Invoke-SavedRun | Out-Null
            $account.Handler.RequestCount | Should -Be ($sent + 1)
            $before = [IO.File]::ReadAllText($checkpoint)
        }

        It 'is refused when the key is another one, without showing either' {
            $other = New-Account -Key 'Another-Key-2'
            $failure = Get-Failure { 'co-1', 'co-2' | Get-SpottOpportunity -CheckpointPath $checkpoint }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*'
            $failure.Exception.Message | Should -BeLike '*another API key*-AcceptNewKey*'
            $failure.Exception.Message | Should -Not -Match "Another-Key-2|$TestKeyText"
            $other.Handler.RequestCount | Should -Be 0
        }

        It 'is taken with -AcceptNewKey, and knows the new key from then on' {
            $other = New-Account -Key 'Another-Key-2'
            'co-1', 'co-2' | Invoke-SavedRun -With @{ AcceptNewKey = $true } | Out-Null
            'co-1', 'co-2' | Invoke-SavedRun | Out-Null
            Get-Sent $other | Should -Be @('2026-06-01T11:55:00.000Z', '2026-06-01T11:55:00.000Z')
            $before = [IO.File]::ReadAllText($checkpoint)
        }

        It 'is refused with -AcceptNewKey too when the filter is another one' {
            (Get-Failure { 'co-1' | Get-SpottOpportunity -CheckpointPath $checkpoint -AcceptNewKey }).FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*'
        }

        It 'is refused when a newer module wrote it' {
            $before = $before -replace '"formatVersion": 1', '"formatVersion": 2'
            [IO.File]::WriteAllText($checkpoint, $before)
            $failure = Get-Failure { 'co-1', 'co-2' | Get-SpottOpportunity -CheckpointPath $checkpoint }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*'
            $failure.Exception.Message | Should -BeLike '*newer version*version is 2*update the module*'
        }

        It 'is refused when it is <What>' -ForEach @(
            @{ What = 'empty'; Change = { '' } }
            @{ What = 'cut short'; Change = { $args[0].Substring(0, 100) } }
            @{ What = 'something else'; Change = { 'Id;Name' } }
            @{ What = 'JSON of something else'; Change = { '[1]' } }
            @{ What = 'without a watermark'; Change = { $args[0] -replace '"watermark"', '"x"' } }
            @{ What = 'with a moment of local time'; Change = { $args[0] -replace '00.000Z', '00.000' } }
            @{ What = 'with ids that are none'; Change = { $args[0] -replace '"co-1"', '1' } }
            @{ What = 'with half a character'; Change = { $args[0] -replace 'co-1', '\ud800' } }
            @{ What = 'with a version that never was'; Change = { $args[0] -replace '"formatVersion": 1', '"formatVersion": 0' } }
        ) {
            $before = [string](& $Change $before)
            [IO.File]::WriteAllText($checkpoint, $before)
            $failure = Get-Failure { 'co-1', 'co-2' | Get-SpottOpportunity -CheckpointPath $checkpoint }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*'
            $failure.Exception.Message | Should -BeLike "*$checkpoint*cannot be read*move it away*"
            $account.Handler.RequestCount | Should -Be $sent
        }

        It 'is taken after an editor of Windows has saved it' {
            [IO.File]::WriteAllText($checkpoint, ($before -replace "`n", "`r`n"), [Text.UTF8Encoding]::new($true))
            'co-1', 'co-2' | Invoke-SavedRun | Out-Null
            (Get-Sent $account)[-1] | Should -Be '2026-06-01T11:55:00.000Z'
            $before = [IO.File]::ReadAllText($checkpoint)
        }
    }

    Context 'two runs on one checkpoint' {
        It 'fails at once in the second one, of this process or another, and spoils nothing of the first' {
            $account = New-Account -Count 60
            $child = $null
            $failures = Get-SpottOpportunity -CheckpointPath $checkpoint | ForEach-Object {
                if (-not $child) {
                    Get-Failure { Get-SpottOpportunity -CheckpointPath $checkpoint }
                    $child = Invoke-ChildShell -Script "Import-Module '$SpottModule'; Connect-Spott -Sandbox; Get-SpottOpportunity -CheckpointPath '$checkpoint' -ErrorAction Stop; exit 0"
                }
            }
            $failures.FullyQualifiedErrorId | Should -BeLike 'Spott.CheckpointBusy,*'
            $failures.CategoryInfo.Category | Should -Be 'ResourceBusy'
            $child.ErrFlat | Should -BeLike '*Another run is using the checkpoint*'
            $child.ExitCode | Should -Be 1
            Save-SpottCheckpoint -Path $checkpoint
            (Read-Checkpoint).itemCount | Should -Be 60
            Test-Path -LiteralPath "$checkpoint.lock" | Should -BeTrue
            @(Invoke-SavedRun).Count | Should -Be 0
        }
    }

    Context 'where it lies' {
        BeforeEach { New-Account | Out-Null }

        It 'is relative to the session''s location' {
            Push-Location -LiteralPath $folder
            try { Invoke-SavedRun -Path state.json | Out-Null } finally { Pop-Location }
            Test-Path -LiteralPath $checkpoint | Should -BeTrue
        }

        It 'may be on a drive of PowerShell''s own' {
            $name = "TestDrive:/$(Split-Path $folder -Leaf)/state.json"
            Invoke-SavedRun -Path $name | Out-Null
            Test-Path -LiteralPath $checkpoint | Should -BeTrue
        }

        It 'takes wildcard characters as they are' {
            $name = Join-Path $folder 'all [1-3] ?.json'
            if ($IsWindows) { $name = Join-Path $folder 'all [1-3].json' }
            1..2 | ForEach-Object { Invoke-SavedRun -Path $name | Out-Null }
            Test-Path -LiteralPath $name | Should -BeTrue
        }

        It 'is refused where no file can be (<Name>)' -ForEach @(
            @{ Name = 'Env:/state'; Says = '*provider Environment*' }
            @{ Name = 'nosuchdrive:/state'; Says = '*nosuchdrive*' }
        ) {
            $failure = Get-Failure { Get-SpottOpportunity -CheckpointPath $Name }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*'
            $failure.Exception.Message | Should -BeLike $Says
        }

        It 'is refused before a request is sent when its folder does not exist' {
            $account = New-Account
            $failure = Get-Failure { Get-SpottOpportunity -CheckpointPath (Join-Path $folder 'no/state.json') }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*'
            $failure.Exception.Message | Should -BeLike "*there is no folder '*no'; make that folder, or give another path."
            $account.Handler.RequestCount | Should -Be 0
        }

        It 'is refused when it is a folder' {
            (Get-Failure { Get-SpottOpportunity -CheckpointPath $folder }).Exception.Message | Should -BeLike '*it is a folder; give the path of a file.'
            Get-ChildItem -LiteralPath (Split-Path $folder) -Filter '*.lock' | Should -BeNullOrEmpty
        }
    }

    It 'ends with an error when the next checkpoint cannot be written, after all items' {
        New-Account | Out-Null
        $got = [System.Collections.Generic.List[object]]::new()
        $failure = Get-Failure { Get-SpottOpportunity -CheckpointPath $checkpoint | ForEach-Object { $got.Add($_); $null = New-Item -ItemType Directory -Path "$checkpoint.pending" -Force } }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*'
        $got.Count | Should -Be 3
        Test-Path -LiteralPath $checkpoint | Should -BeFalse
    }

    It 'excludes -<Name>' -ForEach @(@{ Name = 'First'; Value = 5 }, @{ Name = 'Cursor'; Value = 'c1' }) {
        $account = New-Account
        $with = @{ $Name = $Value }
        $failure = Get-Failure { Get-SpottOpportunity -CheckpointPath $checkpoint @with }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.InvalidArgument,*'
        "$failure" | Should -Be "-CheckpointPath and -$Name cannot be used together; leave one of them out."
        $account.Handler.RequestCount | Should -Be 0
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Invoke-Run {
        # One whole run against these answers: objects, error, warnings, verbose lines, waits in seconds, requests.
        param(
            [Spott.Fakes.Answer[]] $Answers,
            [hashtable] $With = @{},
            [hashtable] $Get = @{},
            [Spott.Fakes.FakeClock] $Clock = [Spott.Fakes.FakeClock]::new()
        )

        $handler = [Spott.Fakes.ScriptedHandler]::new($Answers)
        $connection = Connect-Fake -Handler $handler -Clock $Clock -With $With
        Receive-Run -Connection $connection -Handler $handler -Clock $Clock -Get $Get
    }

    function Receive-Run {
        param([object] $Connection, [object] $Handler, [object] $Clock, [hashtable] $Get = @{})

        $failure = $null
        $items = [System.Collections.Generic.List[object]]::new()
        $streams = [System.Collections.Generic.List[object]]::new()
        try {
            Get-SpottOpportunity -Connection $Connection @Get -Verbose 3>&1 4>&1 | ForEach-Object {
                if ($_ -is [Spott.Opportunity]) { $items.Add($_) } else { $streams.Add($_) }
            }
        } catch {
            $failure = $_
        }
        [pscustomobject]@{
            Items      = $items
            Error      = $failure
            Warnings   = @($streams | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | ForEach-Object Message)
            Verbose    = @($streams | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message)
            Waits      = @($Clock.Waits | ForEach-Object TotalSeconds)
            Requests   = $Handler.RequestCount
            Connection = $Connection
            Handler    = $Handler
        }
    }

    $page = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2))
    function New-Failure([int] $Status) { [Spott.Fakes.Answer]::Error($Status, "Nr $Status", "req-$Status") }
    function New-Throttle { [Spott.Fakes.Answer]::Error(429, 'Too many requests', 'req-429') }
    function New-Fault([string] $Name) { [Spott.Fakes.Answer]::Throw($Name) }
}

Describe 'What is asked for again' {
    It 'asks again after <_>, and then gives every item once' -ForEach 408, 429, 500, 502, 503, 504 {
        $run = Invoke-Run (New-Failure $_), $page
        $run.Error | Should -BeNullOrEmpty
        $run.Items.Id | Should -Be 'opp-000001', 'opp-000002'
        $run.Requests | Should -Be 2
        $run.Connection.RetryCount | Should -Be 1
        $run.Connection.RequestCount | Should -Be 2
    }

    It 'asks again after <_>' -ForEach 'ConnectionRefused', 'NameNotResolved', 'ResetBeforeHeaders', 'ClosedBeforeHeaders', 'NotHttp' {
        $run = Invoke-Run (New-Fault $_), $page
        $run.Error | Should -BeNullOrEmpty
        $run.Items.Count | Should -Be 2
        $run.Requests | Should -Be 2
    }

    It 'asks again for a body that is <Name>' -ForEach @(
        @{ Name = 'reset on the way'; Make = { $page.WithFault('ResetInBody') } }
        @{ Name = 'cut short'; Make = { $page.WithFault('CutBody') } }
        @{ Name = 'cut in the middle of its JSON'; Make = { [Spott.Fakes.Answer]::Truncated($page) } }
        @{ Name = 'no text at all'; Make = { [Spott.Fakes.Answer]::Garbage() } }
        @{ Name = 'empty'; Make = { [Spott.Fakes.Answer]::Empty(200) } }
        @{ Name = 'a 204'; Make = { [Spott.Fakes.Answer]::Empty(204) } }
        @{ Name = 'HTML with status 200'; Make = { [Spott.Fakes.Answer]::Html(200) } }
        @{ Name = 'JSON of something else'; Make = { [Spott.Fakes.Answer]::Json('{"ok":true}') } }
        @{ Name = 'a JSON array'; Make = { [Spott.Fakes.Answer]::Json('[]') } }
    ) {
        $run = Invoke-Run (& $Make), $page
        $run.Error | Should -BeNullOrEmpty
        $run.Items.Id | Should -Be 'opp-000001', 'opp-000002'
        $run.Requests | Should -Be 2
        $run.Connection.ItemCount | Should -Be 2 -Because 'nothing of the broken page counts'
    }

    It 'asks again when an attempt timed out' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $run = Invoke-Run ([Spott.Fakes.Answer]::HangFor($clock, [timespan]::FromSeconds(61))), $page -Clock $clock
        $run.Error | Should -BeNullOrEmpty
        $run.Items.Count | Should -Be 2
        $run.Requests | Should -Be 2
        $run.Handler.Requests.WaitForCancelled(1, [timespan]::FromSeconds(20)) | Should -BeTrue
    }

    It 'never asks again after <_>: exactly one request' -ForEach 300, 301, 302, 307, 308, 400, 401, 402, 403, 404, 405, 406, 409, 410, 411, 413, 414, 415, 418, 422, 423, 425, 426, 428, 431, 451, 499, 501, 505, 507, 511, 520, 599 {
        $run = Invoke-Run (New-Failure $_), $page
        $run.Error | Should -Not -BeNullOrEmpty
        $run.Requests | Should -Be 1
        $run.Waits | Should -BeNullOrEmpty
        $run.Error.Exception.Attempts | Should -Be 1
        [int] $run.Error.Exception.StatusCode | Should -Be $_
        $run.Connection.RetryCount | Should -Be 0
    }

    It 'never asks again where the certificate is not trusted, and says so' {
        $run = Invoke-Run (New-Fault UntrustedCertificate), $page
        $run.Requests | Should -Be 1
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Network,*'
        $run.Error.Exception.Message | Should -BeLike '*certificate is not trusted*'
    }

    It 'opens one connection to a real server with an untrusted certificate, and sends nothing' {
        $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(1), $true)
        try {
            $clock = [Spott.Fakes.FakeClock]::new()
            $connection = Connect-Fake -Server $server -Clock $clock
            { Get-SpottOpportunity -Connection $connection } | Should -Throw -ErrorId 'Spott.Network,*' -ExpectedMessage '*certificate is not trusted*'
            $server.ConnectionCount | Should -Be 1
            $server.RequestCount | Should -Be 0
            $clock.Waits | Should -BeNullOrEmpty
        } finally {
            $server.Dispose()
        }
    }

    It 'never asks again for a body above 32 MiB' {
        $big = [byte[]]::new(32MB + 1)
        [System.Array]::Fill($big, [byte] 32)
        $run = Invoke-Run ([Spott.Fakes.Answer]::Bytes($big)), $page
        $run.Requests | Should -Be 1
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Protocol,*'
        $run.Error.Exception.Message | Should -BeLike '*larger than 32 MiB*'
    }

    It 'takes a body of exactly 32 MiB' {
        $json = [System.Text.Encoding]::UTF8.GetBytes([Spott.Fakes.OpportunityJson]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2), '', $false))
        $big = [byte[]]::new(32MB)
        [System.Array]::Fill($big, [byte] 32)
        [System.Array]::Copy($json, $big, $json.Length)
        (Invoke-Run ([Spott.Fakes.Answer]::Bytes($big))).Items.Count | Should -Be 2
    }

    It 'counts the 32 MiB after decompression' {
        $server = [Spott.Fakes.LoopbackServer]::new().Enqueue([Spott.Fakes.Answer]::GzipBomb(64))
        try {
            { Get-SpottOpportunity -Connection (Connect-Fake -Server $server) } | Should -Throw -ErrorId 'Spott.Protocol,*' -ExpectedMessage '*larger than 32 MiB*'
            $server.RequestCount | Should -Be 1
        } finally {
            $server.Dispose()
        }
    }

    It 'asks again when a body compressed with <_> does not unpack' -ForEach 'gzip', 'br', 'deflate' {
        $broken = [Spott.Fakes.Answer]::Garbage().WithHeader('Content-Encoding', $_)
        $server = [Spott.Fakes.LoopbackServer]::new().Enqueue(@($broken, $page))
        try {
            $clock = [Spott.Fakes.FakeClock]::new()
            $connection = Connect-Fake -Server $server -Clock $clock
            @(Get-SpottOpportunity -Connection $connection).Count | Should -Be 2
            $server.RequestCount | Should -Be 2
        } finally {
            $server.Dispose()
        }
    }
}

Describe 'The one exception: a server that wants an array of company ids' {
    BeforeAll {
        function New-StrictServer { $s = [Spott.Fakes.OpportunityServer]::new(120); $s.StrictArray = $true; $s }
    }

    It 'sends the id twice once, and remembers it for the connection' {
        $handler = (New-StrictServer).AsHandler()
        $clock = [Spott.Fakes.FakeClock]::new()
        $connection = Connect-Fake -Handler $handler -Clock $clock -With @{ MaxRetryCount = 0 }
        @(Get-SpottOpportunity -Connection $connection -CompanyId co-1 -PageSize 10).Count | Should -Be 17
        $handler.Requests[0].Values('companyIds') | Should -Be 'co-1'
        foreach ($request in @($handler.Requests)[1..2]) { $request.Values('companyIds') | Should -Be 'co-1', 'co-1' }
        $handler.RequestCount | Should -Be 3
        $clock.Waits | Should -BeNullOrEmpty
        $connection.RetryCount | Should -Be 1

        @(Get-SpottOpportunity -Connection $connection -CompanyId co-2).Count | Should -Be 18
        $handler.RequestCount | Should -Be 4
        $handler.Requests[3].Values('companyIds') | Should -Be 'co-2', 'co-2'
    }

    It 'does not carry it over to another connection' {
        $server = New-StrictServer
        $null = Get-SpottOpportunity -Connection (Connect-Fake -Handler $server) -CompanyId co-1
        $handler = [Spott.Fakes.ScriptedHandler]::new(@($page))
        { Get-SpottOpportunity -Connection (Connect-Fake -Handler $handler) -CompanyId co-1 } | Should -Throw -ErrorId 'Spott.Protocol,*'
        $handler.Requests[0].Values('companyIds') | Should -Be 'co-1'
    }

    It 'sends <Count> ids as they are, whatever the server says' -ForEach @{ Count = 0 }, @{ Count = 2 } {
        $refusal = [Spott.Fakes.Answer]::Errors(400, 'expected array, received string', 'r')
        $get = if ($Count) { @{ CompanyId = 'co-1', 'co-2' } } else { @{} }
        $run = Invoke-Run $refusal, $page -Get $get
        $run.Requests | Should -Be 1
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.BadRequest,*'
    }

    It 'does not send it a third time' {
        $refusal = [Spott.Fakes.Answer]::Errors(400, 'companyIds: Expected array, received string', 'r')
        $run = Invoke-Run $refusal, $refusal, $refusal, $page -Get @{ CompanyId = 'co-1' }
        $run.Requests | Should -Be 2
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.BadRequest,*'
        $run.Error.Exception.Attempts | Should -Be 2
        # Remembered: the next run sends it twice at once, and only once.
        $second = Receive-Run -Connection $run.Connection -Handler $run.Handler -Clock ([Spott.Fakes.FakeClock]::new()) -Get @{ CompanyId = 'co-1' }
        $second.Requests | Should -Be 3
        $second.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.BadRequest,*'
        $run.Handler.Requests[2].Values('companyIds') | Should -Be 'co-1', 'co-1'
    }

    It 'sends the id once where the 400 says something else' {
        $run = Invoke-Run (New-Failure 400), $page -Get @{ CompanyId = 'co-1' }
        $run.Requests | Should -Be 1
    }

    It 'keeps the retries of the doubled request' {
        $refusal = [Spott.Fakes.Answer]::Errors(400, 'expected array', 'r')
        $own = [Spott.Fakes.Answer]::Page(@([Spott.Fakes.OpportunityJson]::Item(1, 'co-1')))
        $run = Invoke-Run $refusal, (New-Failure 503), $own -Get @{ CompanyId = 'co-1' }
        $run.Error | Should -BeNullOrEmpty
        $run.Items.Count | Should -Be 1
        $run.Requests | Should -Be 3
        $run.Handler.Requests[2].Values('companyIds') | Should -Be 'co-1', 'co-1'
    }
}

Describe 'How often and how long' {
    It 'asks <Retries> times more with -MaxRetryCount <Retries>' -ForEach @{ Retries = 0 }, @{ Retries = 1 }, @{ Retries = 10 } {
        $run = Invoke-Run (@(New-Failure 503) * ($Retries + 2)) -With @{ MaxRetryCount = $Retries }
        $run.Requests | Should -Be ($Retries + 1)
        $run.Waits.Count | Should -Be $Retries
        $run.Error.Exception.Attempts | Should -Be ($Retries + 1)
        $run.Connection.RetryCount | Should -Be $Retries
    }

    It 'asks five times more without it' {
        $run = Invoke-Run (@(New-Failure 500) * 7)
        $run.Requests | Should -Be 6
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.ServerError,*'
    }

    It 'refuses -MaxRetryCount <_>' -ForEach -1, 11 {
        { Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new()) -With @{ MaxRetryCount = $_ } } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'waits after <Name> anywhere between 0 and 1, 2, 4, 8, 16, 30 s: full jitter' -ForEach @(
        @{ Name = 'a 503'; Make = { New-Failure 503 } }
        @{ Name = 'a reset'; Make = { New-Fault ResetBeforeHeaders } }
    ) {
        $bounds = 1, 2, 4, 8, 16, 30, 30, 30
        $rows = foreach ($number in 1..60) {
            , (Invoke-Run (@(& $Make) * 9) -With @{ MaxRetryCount = 8 }).Waits
        }
        for ($retry = 0; $retry -lt $bounds.Count; $retry++) {
            $waits = foreach ($row in $rows) { $row[$retry] }
            $range = $waits | Measure-Object -Minimum -Maximum -Average
            # Whole milliseconds and never none: a delay of less would not be one.
            $range.Minimum | Should -BeGreaterOrEqual 0.001
            $range.Maximum | Should -BeLessOrEqual $bounds[$retry]
            # A wrong schedule or half the jitter fails; 60 fair draws miss these with a chance below one in a hundred thousand.
            $range.Minimum | Should -BeLessThan (0.3 * $bounds[$retry])
            $range.Maximum | Should -BeGreaterThan (0.7 * $bounds[$retry])
        }
    }

    It 'waits after a 429 at least 2, 4, 8, 16, 32 s, together 62 s, and up to a quarter more' {
        $bounds = 2, 4, 8, 16, 32
        $rows = foreach ($number in 1..40) { , (Invoke-Run (@(New-Throttle) * 7)).Waits }
        for ($retry = 0; $retry -lt $bounds.Count; $retry++) {
            $waits = foreach ($row in $rows) { $row[$retry] }
            $range = $waits | Measure-Object -Minimum -Maximum
            $range.Minimum | Should -BeGreaterOrEqual $bounds[$retry]
            $range.Maximum | Should -BeLessOrEqual (1.25 * $bounds[$retry])
            ($range.Maximum - $range.Minimum) | Should -BeGreaterThan (0.08 * $bounds[$retry]) -Because 'there is jitter'
        }
        foreach ($row in $rows) { ($row | Measure-Object -Sum).Sum | Should -BeGreaterOrEqual 62 }
    }

    It 'keeps the wait after a 429 at 32 s from the fifth retry on' {
        $run = Invoke-Run (@(New-Throttle) * 9) -With @{ MaxRetryCount = 7; TimeoutSec = 10 }
        foreach ($wait in $run.Waits[4..6]) {
            $wait | Should -BeGreaterOrEqual 32
            $wait | Should -BeLessOrEqual 40
        }
    }

    It 'draws different waits for connections that fail together' {
        $waits = foreach ($number in 1..5) { (Invoke-Run (@(New-Failure 503) * 6)).Waits -join ' ' }
        @($waits | Select-Object -Unique).Count | Should -Be 5
    }
}

Describe 'Retry-After' {
    It 'waits as many seconds as a <Status> asks for, never less and at most a tenth more' -ForEach @{ Status = 429 }, @{ Status = 503 }, @{ Status = 500 } {
        $waits = foreach ($number in 1..25) { (Invoke-Run (New-Failure $Status).WithRetryAfter(40), $page).Waits }
        $waits.Count | Should -Be 25
        $range = $waits | Measure-Object -Minimum -Maximum
        $range.Minimum | Should -BeGreaterOrEqual 40
        $range.Maximum | Should -BeLessOrEqual 44
        $range.Maximum | Should -BeGreaterThan 40.5 -Because 'there is jitter'
    }

    It 'keeps its own schedule where that is longer' {
        $run = Invoke-Run (@((New-Throttle).WithRetryAfter(1)) * 5 + $page)
        $bounds = 2, 4, 8, 16, 32
        for ($retry = 0; $retry -lt 5; $retry++) { $run.Waits[$retry] | Should -BeGreaterOrEqual $bounds[$retry] }
    }

    It 'counts a date from the response, with a server clock <Skew> h off' -ForEach @{ Skew = 0 }, @{ Skew = -5 }, @{ Skew = 7 } {
        $clock = [Spott.Fakes.FakeClock]::new()
        $server = $clock.GetUtcNow().AddHours($Skew)
        $run = Invoke-Run (New-Throttle).WithDate($server).WithRetryAfter($server.AddSeconds(50)), $page -Clock $clock
        $run.Error | Should -BeNullOrEmpty
        $run.Waits[0] | Should -BeGreaterOrEqual 50
        $run.Waits[0] | Should -BeLessOrEqual 55
    }

    It 'counts a date from the connection''s own clock where the response has none' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $run = Invoke-Run (New-Throttle).WithRetryAfter($clock.GetUtcNow().AddSeconds(50)), $page -Clock $clock
        $run.Waits[0] | Should -BeGreaterOrEqual 50
        $run.Waits[0] | Should -BeLessOrEqual 55
    }

    It 'takes a date in the past for no wait of its own' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $run = Invoke-Run (New-Throttle).WithDate($clock.GetUtcNow()).WithRetryAfter($clock.GetUtcNow().AddHours(-1)), $page -Clock $clock
        $run.Waits[0] | Should -BeGreaterOrEqual 2
        $run.Waits[0] | Should -BeLessOrEqual 2.5
    }

    It 'ignores <_>, which is neither' -ForEach 'soon', '-5', '' {
        $run = Invoke-Run (New-Throttle).WithHeader('Retry-After', $_), $page
        $run.Error | Should -BeNullOrEmpty
        $run.Waits[0] | Should -BeLessOrEqual 2.5
    }

    It 'waits for a fraction of a second too' {
        $run = Invoke-Run (New-Throttle).WithHeader('Retry-After', '7.5'), $page
        $run.Waits[0] | Should -BeGreaterOrEqual 7.5
        $run.Waits[0] | Should -BeLessOrEqual 8.25
    }

    It 'waits for what is just allowed, and fails at once a second above -MaxRetryAfter' {
        (Invoke-Run (New-Throttle).WithRetryAfter(120), $page).Waits[0] | Should -BeGreaterOrEqual 120
        (Invoke-Run (New-Throttle).WithRetryAfter(30), $page -With @{ MaxRetryAfter = 30 }).Waits[0] | Should -BeGreaterOrEqual 30
        (Invoke-Run (New-Throttle).WithRetryAfter(31), $page -With @{ MaxRetryAfter = 30 }).Requests | Should -Be 1
    }

    It 'fails at once when <Value> is above -MaxRetryAfter, and says what was asked' -ForEach @(
        @{ Value = '121'; Seconds = 121 }
        @{ Value = '3600'; Seconds = 3600 }
        @{ Value = '99999999999'; Seconds = 99999999999 }
        @{ Value = 'Wed, 21 Oct 2026 08:28:00 GMT'; Seconds = 24078480 }
    ) {
        $now = [System.DateTimeOffset]::new(2026, 1, 15, 16, 0, 0, [timespan]::Zero)
        $run = Invoke-Run (New-Throttle).WithDate($now).WithHeader('Retry-After', $Value), $page
        $run.Requests | Should -Be 1
        $run.Waits | Should -BeNullOrEmpty
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Throttled,*'
        $run.Error.Exception.RetryAfter.TotalSeconds | Should -Be $Seconds
        $run.Error.Exception.Message | Should -BeLike "*asks for a wait of $Seconds s*-MaxRetryAfter*(120 s)*"
    }

    It 'fails at once for a 503 too' {
        $run = Invoke-Run (New-Failure 503).WithRetryAfter(500), $page
        $run.Requests | Should -Be 1
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.ServerError,*'
        $run.Error.Exception.Message | Should -BeLike '*asks for a wait of 500 s*'
    }

    It 'says what was asked also when the retries are used up' {
        $run = Invoke-Run (New-Throttle).WithRetryAfter(30) -With @{ MaxRetryCount = 0 }
        $run.Error.Exception.Message | Should -BeLike '*asks for a wait of 30 s*'
    }
}

Describe 'The bounds of time' {
    It 'ends an attempt after <Seconds> s of -TimeoutSec <Given>' -ForEach @{ Given = $null; Seconds = 60 }, @{ Given = 7; Seconds = 7 } {
        $with = @{ MaxRetryCount = 0 }
        if ($Given) { $with.TimeoutSec = $Given }
        foreach ($fault in 'Hang', 'HangInBody') {
            $clock = [Spott.Fakes.FakeClock]::new()
            $answer = $page.WithFault($fault)
            $patient = Invoke-Run $page.Taking($clock, [timespan]::FromSeconds($Seconds - 0.1)) -With $with -Clock $clock
            $patient.Items.Count | Should -Be 2

            $clock = [Spott.Fakes.FakeClock]::new()
            $run = Invoke-Timed $answer $clock ([timespan]::FromSeconds($Seconds)) $with
            $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Timeout,*'
            $run.Error.Exception.Message | Should -BeLike "*($Seconds s, -TimeoutSec)*"
            $run.Error.Exception.StatusCode | Should -BeNullOrEmpty
            $run.Error.Exception.Elapsed.TotalSeconds | Should -Be $Seconds
        }
    }

    It 'takes up to an hour for -<_>, and no more' -ForEach 'TimeoutSec', 'MaxRetryAfter' {
        (Invoke-Run (New-Failure 503), $page -With @{ $_ = 3600 }).Items.Count | Should -Be 2
        foreach ($refused in 0, 3601) {
            { Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new()) -With @{ $_ = $refused } } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        }
    }

    It 'uses every retry however long the answers take, and fails with the last one' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $slow = (New-Failure 503).Taking($clock, [timespan]::FromSeconds(50))
        $last = [Spott.Fakes.Answer]::Error(502, 'the last', 'req-last').Taking($clock, [timespan]::FromSeconds(50))
        $run = Invoke-Run (@($slow) * 10 + $last + $page) -With @{ MaxRetryCount = 10 } -Clock $clock
        $run.Requests | Should -Be 11
        $clock.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 550
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.ServerError,*'
        [int] $run.Error.Exception.StatusCode | Should -Be 502
        $run.Error.Exception.Attempts | Should -Be 11
        $run.Error.Exception.Elapsed | Should -Be $clock.Elapsed
    }

    It 'keeps the retries after <Name> with -TimeoutSec <Seconds>' -ForEach @(
        @{ Name = 'a 429'; Seconds = 240; Make = { New-Throttle } }
        @{ Name = 'a time-out'; Seconds = 3600; Make = { [Spott.Fakes.Answer]::HangFor($clock, [timespan]::FromSeconds(3601)) } }
    ) {
        $clock = [Spott.Fakes.FakeClock]::new()
        $run = Invoke-Run (@(& $Make) * 5 + $page) -With @{ TimeoutSec = $Seconds } -Clock $clock
        $run.Error | Should -BeNullOrEmpty
        $run.Requests | Should -Be 6
        $run.Items.Count | Should -Be 2
    }

    It 'waits as often as the server asks for it, while retries are left' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $run = Invoke-Run (@((New-Throttle).WithRetryAfter(3000)) * 6) -With @{ MaxRetryAfter = 3600 } -Clock $clock
        $run.Requests | Should -Be 6
        $run.Waits.Count | Should -Be 5
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Throttled,*'
        $clock.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 15000
    }

    It 'gives each page its own retries' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $first = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2), 'c1')
        $second = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(3, 2), 'c2')
        $third = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(5, 2))
        $wait = (New-Throttle).WithRetryAfter(100)
        $run = Invoke-Run $wait, $wait, $first, $wait, $wait, $second, $wait, $wait, $third -With @{ MaxRetryCount = 2 } -Clock $clock
        $run.Error | Should -BeNullOrEmpty
        $run.Items.Count | Should -Be 6
        $clock.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 600
    }

    It 'lets no clock that is set back or forward change a wait' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $clock.SetUtcNow([System.DateTimeOffset]::new(2001, 1, 1, 0, 0, 0, [timespan]::Zero))
        $run = Invoke-Run (New-Failure 503).WithRetryAfter(20), $page -Clock $clock
        $run.Items.Count | Should -Be 2
        $clock.Elapsed.TotalSeconds | Should -BeLessOrEqual 22
    }

    It 'ends an attempt of a transport that ignores its token <Where>' -ForEach @{ Where = 'before the headers'; InBody = $false }, @{ Where = 'in the body'; InBody = $true } {
        $clock = [Spott.Fakes.FakeClock]::new()
        $run = Invoke-Timed ([SpottTests.IgnorantTransport]::new($InBody)) $clock ([timespan]::FromSeconds(60)) @{ MaxRetryCount = 0 }
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Timeout,*'
    }

    It 'takes 401 for what it is though its body never ends' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $run = Invoke-Timed (New-Failure 401).WithFault('HangInBody') $clock ([timespan]::FromSeconds(5)) @{}
        $run.Requests | Should -Be 1
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Unauthorized,*'
    }

    BeforeAll {
        if (-not ('SpottTests.IgnorantTransport' -as [type])) {
            Add-Type -TypeDefinition @'
namespace SpottTests
{
    using System; using System.IO; using System.Net.Http; using System.Threading; using System.Threading.Tasks;
    public sealed class IgnorantTransport : HttpMessageHandler
    {
        private readonly bool _inBody;
        public readonly ManualResetEventSlim Asked = new();
        public IgnorantTransport(bool inBody) { _inBody = inBody; }
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_inBody) return Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new Endless(Asked)) });
            Asked.Set();
            return new TaskCompletionSource<HttpResponseMessage>().Task;
        }
        private sealed class Endless : MemoryStream
        {
            private readonly ManualResetEventSlim _asked;
            public Endless(ManualResetEventSlim asked) { _asked = asked; }
            public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            {
                _asked.Set();
                return new ValueTask<int>(new TaskCompletionSource<int>().Task);
            }
        }
    }
}
'@
        }

        function Invoke-Timed {
            # A run whose answer never ends, with virtual time that goes by once it hangs. Another runspace: this one lets the time go by.
            param([object] $Answer, [Spott.Fakes.FakeClock] $Clock, [timespan] $Time, [hashtable] $With)

            $handler = if ($Answer -is [Spott.Fakes.Answer]) { [Spott.Fakes.ScriptedHandler]::new(@($Answer)) } else { $Answer }
            $connection = Connect-Fake -Handler $handler -Clock $Clock -With $With
            $shell = [powershell]::Create()
            try {
                $script = "Import-Module '$SpottModule'; Get-SpottOpportunity -Connection `$args[0]"
                $running = $shell.AddScript($script).AddArgument($connection).BeginInvoke()
                if ($handler -is [Spott.Fakes.ScriptedHandler]) {
                    $handler.Requests.WaitForCount(1, [timespan]::FromSeconds(20)) | Should -BeTrue
                } else {
                    $handler.Asked.Wait(20000) | Should -BeTrue
                }
                # An error body's own time begins a moment after its request was seen: then the first step comes too early.
                $steps = 0
                do { $Clock.Advance($Time) } until ($running.AsyncWaitHandle.WaitOne(5000) -or ++$steps -eq 5)
                $running.IsCompleted | Should -BeTrue -Because 'the time has passed'
                $null = $shell.EndInvoke($running)
                [pscustomobject]@{ Error = $shell.Streams.Error[0]; Requests = $handler -is [Spott.Fakes.ScriptedHandler] ? $handler.RequestCount : 1 }
            } finally {
                $shell.Stop()
                $shell.Dispose()
            }
        }
    }
}

Describe 'Pacing' {
    It 'spaces requests evenly with -MaxRequestsPerMinute 30' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $server = [Spott.Fakes.OpportunityServer]::new(250)
        $connection = Connect-Fake -Handler $server -Clock $clock -With @{ MaxRequestsPerMinute = 30 }
        @(Get-SpottOpportunity -Connection $connection).Count | Should -Be 250
        $connection.RequestCount | Should -Be 5
        $clock.Elapsed.TotalSeconds | Should -Be 8
        $connection.ThrottledTime.TotalSeconds | Should -Be 8
    }

    It 'shares the pace between the runs of a connection, one after the other' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $connection = Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(10)) -Clock $clock -With @{ MaxRequestsPerMinute = 6 }
        foreach ($run in 1..4) { $null = Get-SpottOpportunity -Connection $connection -WarningAction SilentlyContinue }
        $clock.Elapsed.TotalSeconds | Should -Be 30
    }

    It 'shares the pace between runspaces at the same time' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $server = [Spott.Fakes.OpportunityServer]::new(10)
        $connection = Connect-Fake -Handler $server -Clock $clock -With @{ MaxRequestsPerMinute = 60 }
        $null = 1..8 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:SpottModule
            Get-SpottOpportunity -Connection $using:connection
        }
        $connection.RequestCount | Should -Be 8
        $clock.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 7
    }

    It 'goes on at its pace when the wall clock is set back by a day' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $connection = Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(10)) -Clock $clock -With @{ MaxRequestsPerMinute = 60 }
        $null = Get-SpottOpportunity -Connection $connection
        $clock.SetUtcNow($clock.GetUtcNow().AddDays(-1))
        $null = Get-SpottOpportunity -Connection $connection
        $clock.Elapsed.TotalSeconds | Should -BeLessOrEqual 1
    }

    It 'paces retries too' {
        $run = Invoke-Run (New-Failure 503), (New-Failure 503), $page -With @{ MaxRequestsPerMinute = 2 }
        $run.Items.Count | Should -Be 2
        ($run.Waits | Measure-Object -Sum).Sum | Should -BeGreaterOrEqual 60
        ($run.Waits | Measure-Object -Sum).Sum | Should -BeLessOrEqual 60.001
    }

    It 'waits for the turn of every retry, however far off it is' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $run = Invoke-Run (@(New-Failure 503) * 8) -With @{ MaxRequestsPerMinute = 1; MaxRetryCount = 7 } -Clock $clock
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.ServerError,*'
        $run.Requests | Should -Be 8
        $clock.Elapsed.TotalMinutes | Should -Be 7
        $run.Error.Exception.Elapsed | Should -Be $clock.Elapsed
    }

    It 'is off without it' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $null = Get-SpottOpportunity -Connection (Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(250)) -Clock $clock)
        $clock.Waits | Should -BeNullOrEmpty
    }
}

Describe 'What a wait shows' {
    It 'warns of a wait of five seconds or more, with its length, its reason and the attempt to come' {
        $run = Invoke-Run (New-Throttle).WithRetryAfter(20), $page
        $run.Warnings.Count | Should -Be 1
        $run.Warnings[0] | Should -Match '^Waiting 2[0-2]\.\d s before attempt 2 of GET https://fake\.invalid/opportunities: the server answered 429\.$'
    }

    It 'tells shorter ones as verbose lines' {
        $run = Invoke-Run (New-Throttle), $page
        $run.Warnings | Should -BeNullOrEmpty
        @($run.Verbose -like 'Waiting 2.? s before attempt 2 of GET https://fake.invalid/opportunities: the server answered 429.').Count | Should -Be 1
    }

    It 'tells the reason of a wait after <Name>' -ForEach @(
        @{ Name = 'a reset'; Make = { New-Fault ResetBeforeHeaders }; Reason = '*Connection reset by peer.' }
        @{ Name = 'a broken page'; Make = { [Spott.Fakes.Answer]::Garbage() }; Reason = '*it is no valid JSON (line 1, byte 1).' }
    ) {
        $run = Invoke-Run (& $Make), $page
        @($run.Verbose -like 'Waiting *' -like $Reason).Count | Should -Be 1
    }

    It 'warns of a turn that is five seconds off' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $connection = Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(10)) -Clock $clock -With @{ MaxRequestsPerMinute = 10 }
        $null = Get-SpottOpportunity -Connection $connection
        $null = Get-SpottOpportunity -Connection $connection -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Be 'Waiting 6.0 s to keep to 10 requests a minute.'
    }

    It 'counts waits, retries and requests on the connection' {
        $run = Invoke-Run (New-Throttle).WithRetryAfter(20), (New-Failure 503), (New-Failure 503).WithRetryAfter(10), $page
        $run.Connection.RetryCount | Should -Be 3
        $run.Connection.RequestCount | Should -Be 4
        # Neither a wait of the module's own is the server's wish.
        $run.Connection.ThrottledTime.TotalSeconds | Should -BeGreaterOrEqual 30
        $run.Connection.ThrottledTime.TotalSeconds | Should -BeLessOrEqual 33
        $run.Connection.ThrottledTime.TotalSeconds - $run.Waits[0] - $run.Waits[2] | Should -BeLessThan 0.01
    }

    It 'shows the seconds left in the progress of a run' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $clock.HoldWaits = $true
        $handler = [Spott.Fakes.ScriptedHandler]::new(@((New-Throttle).WithRetryAfter(60), $page))
        $connection = Connect-Fake -Handler $handler -Clock $clock
        $shell = [powershell]::Create()
        try {
            $running = $shell.AddScript("Import-Module '$SpottModule'; Get-SpottOpportunity -Connection `$args[0]").AddArgument($connection).BeginInvoke()
            $clock.WaitForPendingWait([timespan]::FromSeconds(20)) | Should -BeTrue
            $length = $clock.Waits[0]
            $clock.Advance([timespan]::FromSeconds(20))
            $deadline = [System.Diagnostics.Stopwatch]::StartNew()
            while ($shell.Streams.Progress.Count -eq 0 -and $deadline.Elapsed.TotalSeconds -lt 10) { [System.Threading.Thread]::Sleep(50) }
            $shell.Streams.Progress[0].SecondsRemaining | Should -Be ([math]::Ceiling($length.TotalSeconds - 20))
            $shell.Streams.Progress[0].CurrentOperation | Should -BeLike 'Waiting 6?.? s before attempt 2*'
            $shell.Streams.Warning[0].Message | Should -BeLike 'Waiting 6?.? s before attempt 2*'
            $clock.HoldWaits = $false
            $running.AsyncWaitHandle.WaitOne(10000) | Should -BeTrue
            $shell.EndInvoke($running).Count | Should -Be 2
            $shell.Streams.Progress[-1].RecordType | Should -Be 'Completed'
        } finally {
            $shell.Stop()
            $shell.Dispose()
        }
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/common.retries.ps1
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

    It 'never asks again after <_>: exactly one request' -ForEach 300, 301, 302, 307, 308, 400, 401, 402, 403, 404, 405, 406, 409, 410, 411, 413, 414, 415, 418, 422, 423, 425, 426, 428, 431, 451, 499, 501, 505, 507, 511, 525, 599 {
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

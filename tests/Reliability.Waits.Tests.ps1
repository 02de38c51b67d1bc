BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/common.retries.ps1
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
        @{ Name = 'a broken page'; Make = { [Spott.Fakes.Answer]::Garbage() }; Reason = '*it is not valid JSON (line 1, byte 1).' }
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
            $left = [math]::Ceiling($length.TotalSeconds - 20)
            [System.Threading.SpinWait]::SpinUntil({ @($shell.Streams.Progress | Where-Object SecondsRemaining -eq $left).Count -gt 0 }, 10000) | Should -BeTrue
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

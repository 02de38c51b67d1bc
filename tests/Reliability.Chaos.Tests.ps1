BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'A server in trouble' -Tag Slow {
    It 'gives exactly 5,000 items, in order, none twice, when each request fails with probability 1/3' {
        # Any seed must do. The one that was drawn is printed: put it here to see a failure again.
        $seed = Get-Random -Maximum 1000000
        $plan = [Spott.Fakes.ChaosPlan]::new($seed)
        $items = [Spott.Fakes.OpportunityServer]::new(5000)
        $items.Faults = $plan
        $clock = [Spott.Fakes.FakeClock]::new()
        $server = [Spott.Fakes.LoopbackServer]::new($items)
        try {
            $connection = Connect-Fake -Server $server -Clock $clock -With @{ TimeoutSec = 10 }
            $ids = @(Get-SpottOpportunity -Connection $connection -PageSize 20 -WarningAction SilentlyContinue | ForEach-Object Id)
        } finally {
            Write-Host "Chaos with $plan; $($server.RequestCount) requests, $([int] $clock.TotalWaited.TotalSeconds) s of virtual waits."
            $server.Dispose()
        }

        $ids.Count | Should -Be 5000
        ($ids -join ',') | Should -Be ((1..5000 | ForEach-Object { [Spott.Fakes.OpportunityJson]::Id($_) }) -join ',')
        # 250 pages: a plan that disturbs nothing would prove nothing.
        $plan.Counts.Keys.Count | Should -Be 9 -Because 'each fault came at least once'
        $plan.ExpectedRetries | Should -BeGreaterThan 50
        $connection.RetryCount | Should -Be $plan.ExpectedRetries
        $connection.RequestCount | Should -Be $server.RequestCount
        $connection.RequestCount | Should -Be (250 + $plan.ExpectedRetries)
        $connection.ItemCount | Should -Be 5000
    }
}

Describe 'Two runspaces with two keys' -Tag Slow {
    It 'send 1,000 requests each, none with the other''s key, and get their own items' {
        $keys = 'key-of-the-first-1111', 'key-of-the-second-2222'
        $servers = foreach ($key in $keys) { $server = [Spott.Fakes.OpportunityServer]::new($key -like '*first*' ? 1000 : 1001); $server.Key = $key; $server }
        $loopbacks = foreach ($server in $servers) { [Spott.Fakes.LoopbackServer]::new($server) }
        # Slow enough that neither has ended before the other has begun.
        foreach ($loopback in $loopbacks) { $loopback.Latency = [timespan]::FromMilliseconds(200) }
        try {
            $shells = foreach ($number in 0, 1) {
                $shell = [powershell]::Create()
                $null = $shell.AddScript({
                        param($module, $key, $address)
                        Import-Module $module
                        # The current connection of each runspace, no -Connection: that is what must not mix.
                        Connect-Spott -ApiKey ([System.Net.NetworkCredential]::new('', $key).SecurePassword) -BaseUri $address -SkipVerify
                        Get-SpottOpportunity -PageSize 1 | ForEach-Object Id
                        (Get-SpottConnection).RequestCount
                    }).AddArgument($SpottModule).AddArgument($keys[$number]).AddArgument($loopbacks[$number].BaseUri)
                [pscustomobject]@{ Shell = $shell; Running = $shell.BeginInvoke() }
            }
            foreach ($loopback in $loopbacks) { $loopback.Requests.WaitForCount(1, [timespan]::FromSeconds(30)) | Should -BeTrue }
            foreach ($loopback in $loopbacks) { $loopback.Latency = [timespan]::Zero }
            $results = foreach ($run in $shells) {
                , @($run.Shell.EndInvoke($run.Running))
                $run.Shell.Streams.Error | Should -BeNullOrEmpty
            }
            foreach ($number in 0, 1) {
                $results[$number].Count | Should -Be (1001 + $number)
                $results[$number][-1] | Should -Be (1000 + $number)
                $loopbacks[$number].RequestCount | Should -Be (1000 + $number)
                @($loopbacks[$number].Requests | ForEach-Object ApiKey | Select-Object -Unique) | Should -Be $keys[$number]
            }
            # At once, not one after the other.
            $loopbacks[0].Requests[999].Time | Should -BeGreaterThan $loopbacks[1].Requests[0].Time
            $loopbacks[1].Requests[999].Time | Should -BeGreaterThan $loopbacks[0].Requests[0].Time
        } finally {
            foreach ($run in $shells) { $run.Shell.Dispose() }
            foreach ($loopback in $loopbacks) { $loopback.Dispose() }
        }
    }
}

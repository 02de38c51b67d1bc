BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Get-SpottConnection' {
    BeforeEach { Disconnect-Spott }
    AfterAll { Disconnect-Spott }

    It 'gives nothing where there is no connection' {
        Get-SpottConnection | Should -BeNullOrEmpty
    }

    It 'gives the current connection itself' {
        $connection = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::Pages(0))
        [object]::ReferenceEquals((Get-SpottConnection), $connection) | Should -BeTrue
    }

    It 'tells address, source of the key and since when' {
        $before = Get-Date
        $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::Pages(0)) -With @{ BaseUri = 'https://gateway.invalid/crm' }
        $connection = Get-SpottConnection
        $connection.BaseUri | Should -BeOfType uri
        $connection.BaseUri.AbsoluteUri | Should -BeExactly 'https://gateway.invalid/crm/'
        $connection.KeySource | Should -BeExactly 'the parameter -ApiKey'
        $connection.ConnectedAt.Kind | Should -Be 'Local'
        $connection.ConnectedAt | Should -BeGreaterOrEqual $before
        $connection.ConnectedAt | Should -BeLessOrEqual (Get-Date)
    }

    It 'counts nothing before the first request' {
        $connection = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::Pages(0))
        $connection.RequestCount, $connection.RetryCount, $connection.ItemCount, $connection.BytesReceived | Should -Be 0, 0, 0, 0
        $connection.ThrottledTime | Should -Be ([timespan]::Zero)
    }

    It 'counts the verifying request' {
        $connection = Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(3).AsHandler()) -With @{ SkipVerify = $false }
        $connection.RequestCount | Should -Be 1
    }

    It 'counts requests, items and bytes over all runs' {
        $handler = [Spott.Fakes.OpportunityServer]::new(120).AsHandler()
        $connection = Connect-Fake -Handler $handler
        $null = Get-SpottOpportunity
        $null = Get-SpottOpportunity
        $connection.RequestCount | Should -Be 6
        $connection.ItemCount | Should -Be 240
        $connection.RetryCount | Should -Be 0
        $connection.BytesReceived | Should -Be ($handler.Requests | ForEach-Object { $_.Answer.Body.Length } | Measure-Object -Sum).Sum
    }

    It 'counts bytes after decompression' {
        $plain = [Spott.Fakes.OpportunityServer]::new(50).AsHandler()
        $expected = (Connect-Fake -Handler $plain), (Get-SpottOpportunity) | ForEach-Object { $_ } | Select-Object -First 1 | ForEach-Object BytesReceived
        $packed = [Spott.Fakes.OpportunityServer]::new(50)
        $packed.Compress = $true
        $server = [Spott.Fakes.LoopbackServer]::new($packed)
        try {
            $connection = Connect-Fake -Server $server
            $null = Get-SpottOpportunity
            $server.Requests[0].Answer.Body.Length | Should -BeLessThan ($expected / 2)
            $connection.BytesReceived | Should -Be $expected
        } finally {
            $server.Dispose()
        }
    }

    It 'does not count the item by which Connect-Spott, or Test-SpottConnection, sees that the key works' {
        Connect-Spott -Sandbox
        $null = Test-SpottConnection
        $connection = Get-SpottConnection
        $connection.RequestCount | Should -Be 2
        $connection.ItemCount | Should -Be 0
        $connection.ItemCount + @(Get-SpottOpportunity).Count | Should -Be 137
        $connection.ItemCount | Should -Be 137
    }

    It 'counts retries, and the time that the server asked to wait' {
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @(
                [Spott.Fakes.Answer]::Error(429, 'slow down', 'r1').WithRetryAfter(7)
                [Spott.Fakes.Answer]::Error(503, 'later', 'r2')
                [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2))
            ))
        $connection = Connect-Fake -Handler $handler -Clock ([Spott.Fakes.FakeClock]::new())
        $null = Get-SpottOpportunity 3> $null
        $connection.RequestCount | Should -Be 3
        $connection.RetryCount | Should -Be 2
        $connection.ItemCount | Should -Be 2
        # The wait after 503 is no throttling.
        $connection.ThrottledTime.TotalSeconds | Should -BeGreaterOrEqual 7
        $connection.ThrottledTime.TotalSeconds | Should -BeLessThan 9
    }

    It 'shows the key nowhere: <Name>' -ForEach @(
        @{ Name = 'as text'; Show = { "$args" } }
        @{ Name = 'as a list'; Show = { $args | Format-List * -Force | Out-String -Width 4096 } }
        @{ Name = 'as a table'; Show = { $args | Format-Table * -Force | Out-String -Width 4096 } }
        @{ Name = 'as any object'; Show = { $args | Format-Custom * -Force -Depth 8 | Out-String -Width 4096 } }
        @{ Name = 'as JSON'; Show = { $args | ConvertTo-Json -Depth 8 } }
        @{ Name = 'as CSV'; Show = { $args | ConvertTo-Csv } }
        @{ Name = 'as CLIXML'; Show = { [System.Management.Automation.PSSerializer]::Serialize($args, 8) } }
        @{ Name = 'by its members'; Show = { $args | Get-Member -Force | Out-String -Width 4096 } }
    ) {
        $connection = Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(3).AsHandler())
        $null = Get-SpottOpportunity
        $shown = & $Show $connection
        $shown | Should -Not -BeNullOrEmpty
        $shown | Should -Not -BeLike "*$TestKeyText*"
        $shown | Should -Not -Match 'SecureString'
    }

    It 'shows every property to a person' {
        $connection = Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(3).AsHandler())
        $shown = $connection | Out-String -Width 80
        foreach ($property in 'BaseUri', 'KeySource', 'ConnectedAt', 'RequestCount', 'RetryCount', 'ThrottledTime', 'ItemCount', 'BytesReceived') {
            $shown | Should -Match "(?m)^$property +: "
        }
        $shown -split '\r?\n' | ForEach-Object Length | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 80
    }

    It 'belongs to the runspace that made it' {
        $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::Pages(0))
        $shell = [powershell]::Create()
        try {
            $found = $shell.AddScript("Import-Module '$SpottModule'; Get-SpottConnection; Connect-Spott -Sandbox; (Get-SpottConnection).KeySource").Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $found | Should -Be 'the sandbox'
        } finally {
            $shell.Dispose()
        }
        (Get-SpottConnection).KeySource | Should -BeExactly 'the parameter -ApiKey'
    }
}

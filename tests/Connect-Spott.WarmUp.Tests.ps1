# What a process's first connect has compiled meanwhile. How much it gains is the benchmark's affair.

BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'The first connect of a process' {
    It 'compiles .NET''s handler by a request whose answer lies ready' {
        (Get-EngineHarness WarmUpHarness)::SendToNobodyAsync().Wait(10000) | Should -BeTrue
    }

    It 'sends one request by one connection, to a server that answers <Name>' -ForEach @(
        @{ Name = 'at once'; Latency = 0 }
        @{ Name = 'after a while, in which PowerShell gets ready'; Latency = 200 }
    ) {
        $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(1))
        try {
            $server.Latency = [timespan]::FromMilliseconds($Latency)
            $shell = Invoke-ChildShell -Environment @{ SPOTT_API_KEY = $TestKeyText } -ArgumentList $SpottModule, $server.BaseUri -Script {
                param($Module, $BaseUri)
                $ErrorActionPreference = 'Stop'
                Import-Module $Module
                (Connect-Spott -BaseUri $BaseUri -PassThru).RequestCount
            }
            $shell.ErrFlat | Should -BeNullOrEmpty
            $shell.Out.Trim() | Should -Be '1'
            $server.RequestCount | Should -Be 1
            $server.ConnectionCount | Should -Be 1
        } finally {
            $server.Dispose()
        }
    }
}

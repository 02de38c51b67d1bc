BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Disconnect-Spott' {
    BeforeEach {
        Get-ChildItem -Path Env:SPOTT_* | Remove-Item
        Disconnect-Spott
        $handler = [Spott.Fakes.OpportunityServer]::new(200).AsHandler()
        $connection = Connect-Fake -Handler $handler
    }

    AfterAll {
        Get-ChildItem -Path Env:SPOTT_* | Remove-Item
        Disconnect-Spott
    }

    It 'forgets the current connection and shows nothing' {
        Disconnect-Spott | Should -BeNullOrEmpty
        Get-SpottConnection | Should -BeNullOrEmpty
        $failure = Get-Failure { Get-SpottOpportunity }
        $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.NotConnected,Spott.Commands.GetSpottOpportunityCommand'
        $failure.Exception.Message | Should -BeLike '*run Connect-Spott*'
        $handler.RequestCount | Should -Be 0
    }

    It 'closes the connection for all who hold it: <Name>' -ForEach @(
        @{ Name = 'before its first request'; Before = {} }
        @{ Name = 'after requests'; Before = { $null = Get-SpottOpportunity -First 1 } }
    ) {
        & $Before
        $sent = $handler.RequestCount
        Disconnect-Spott
        $failure = Get-Failure { Get-SpottOpportunity -Connection $connection }
        $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.NotConnected,Spott.Commands.GetSpottOpportunityCommand'
        $failure.Exception.Message | Should -BeLike '*closed by Disconnect-Spott*'
        $handler.RequestCount | Should -Be $sent
    }

    It 'ends a run that is under way with Spott.NotConnected, not with an error of .NET' {
        $rows = [System.Collections.Generic.List[object]]::new()
        $failure = Get-Failure { Get-SpottOpportunity | ForEach-Object { if ($rows.Count -eq 60) { Disconnect-Spott }; $rows.Add($_) } }
        $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.NotConnected,Spott.Commands.GetSpottOpportunityCommand'
        $failure.Exception.Message | Should -BeLike '*closed by Disconnect-Spott; * items were written before page * failed*'
        # The page after this one was under way already; the one after that was not.
        $rows.Count | Should -BeIn 100, 150
    }

    It 'ends a request that is under way with Spott.NotConnected' {
        $hanging = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Hang()))
        $connection = Connect-Fake -Handler $hanging
        $job = Start-ThreadJob {
            $connection = $using:connection
            Import-Module -Name $using:SpottModule
            try { Get-SpottOpportunity -Connection $connection } catch { $_.FullyQualifiedErrorId }
        }
        $hanging.Requests.WaitForCount(1, [timespan]::FromSeconds(60)) | Should -BeTrue
        Disconnect-Spott -Connection $connection
        $null = Wait-Job $job -Timeout 60
        Receive-Job $job | Should -BeExactly 'Spott.NotConnected,Spott.Commands.GetSpottOpportunityCommand'
        Remove-Job $job -Force
    }

    It 'may be repeated, and does nothing where there is no connection' {
        Disconnect-Spott
        { Disconnect-Spott -ErrorAction Stop } | Should -Not -Throw
        { Disconnect-Spott -Connection $connection -ErrorAction Stop } | Should -Not -Throw
    }

    It 'closes the connection that it is given and leaves the current one alone' {
        $other = [Spott.Fakes.OpportunityServer]::new(2).AsHandler()
        $current = Connect-Fake -Handler $other
        Disconnect-Spott -Connection $connection
        [object]::ReferenceEquals((Get-SpottConnection), $current) | Should -BeTrue
        @(Get-SpottOpportunity).Count | Should -Be 2
        (Get-Failure { Get-SpottOpportunity -Connection $connection }).FullyQualifiedErrorId | Should -BeLike 'Spott.NotConnected,*'
    }

    It 'forgets the current connection when that is the one it is given' {
        Disconnect-Spott -Connection $connection
        Get-SpottConnection | Should -BeNullOrEmpty
    }

    It 'refuses a connection that came as null instead of closing the current one' {
        { Disconnect-Spott -Connection $null } | Should -Throw
        [object]::ReferenceEquals((Get-SpottConnection), $connection) | Should -BeTrue
    }

    It 'lets SPOTT_API_KEY take over again after a connect that failed' {
        $null = Get-Failure { Connect-Spott -ApiKey $null }
        $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(2))
        try {
            $env:SPOTT_API_KEY = $TestKeyText
            $env:SPOTT_BASE_URI = $server.BaseUri
            $null = Get-Failure { Get-SpottOpportunity }
            Disconnect-Spott
            @(Get-SpottOpportunity).Count | Should -Be 2
        } finally {
            $server.Dispose()
        }
    }

    It 'does not dispose a transport that it was given' {
        $null = Get-SpottOpportunity -First 1
        Disconnect-Spott
        $handler.IsDisposed | Should -BeFalse
    }

    It 'ends the module''s own network connections' {
        $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(2))
        try {
            $null = Connect-Fake -Server $server
            $null = Get-SpottOpportunity
            $null = Get-SpottOpportunity
            $server.ConnectionCount | Should -Be 1 -Because 'a connection is kept open between runs'
            $server.OpenConnectionCount | Should -Be 1
            Disconnect-Spott
            $server.WaitForOpenConnections(0, [timespan]::FromSeconds(30)) | Should -BeTrue
        } finally {
            $server.Dispose()
        }
    }
}

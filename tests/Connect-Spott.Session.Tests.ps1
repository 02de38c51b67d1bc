BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'The connections of a session' {
    BeforeEach {
        Get-ChildItem -Path Env:SPOTT_* | Remove-Item
        Disconnect-Spott
        $handler = [Spott.Fakes.OpportunityServer]::new(3).AsHandler()
        $fake = @{ Transport = $handler; BaseUri = 'https://fake.invalid/' }
    }

    AfterAll {
        Get-ChildItem -Path Env:SPOTT_* | Remove-Item
        Disconnect-Spott
    }

    Context 'The current connection' {
        It 'shows nothing without -PassThru' {
            Connect-Spott @fake -ApiKey (New-TestKey) | Should -BeNullOrEmpty
            Connect-Spott -Sandbox | Should -BeNullOrEmpty
        }

        It 'is what -PassThru gives' {
            $connection = Connect-Spott @fake -ApiKey (New-TestKey) -PassThru
            $connection | Should -BeOfType Spott.SpottConnection
            [object]::ReferenceEquals($connection, (Get-SpottConnection)) | Should -BeTrue
        }

        It 'is forgotten when the next connect fails because of <Name>' -ForEach @(
            @{ Name = 'a bad key'; Connect = { Connect-Spott -ApiKey (New-TestKey) -Transport ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Error(401, 'no', 'r')))) } }
            @{ Name = 'a key that is no key'; Connect = { Connect-Spott -ApiKey (New-TestKey 'with space') } }
            @{ Name = 'a key that came as null'; Connect = { Connect-Spott -ApiKey $null } }
            @{ Name = 'a key that is a plain string'; Connect = { Connect-Spott -ApiKey 'plain' } }
            @{ Name = 'an address that is none'; Connect = { Connect-Spott -ApiKey (New-TestKey) -BaseUri 'nowhere' } }
            @{ Name = 'an address that came as null'; Connect = { Connect-Spott -ApiKey (New-TestKey) -BaseUri $null } }
            @{ Name = 'a parameter that does not exist'; Connect = { Connect-Spott -ApiKey (New-TestKey) -Tenant 2 } }
            @{ Name = 'an unsafe transport'; Connect = { Connect-Spott -ApiKey (New-TestKey) -Transport ([System.Net.Http.HttpClientHandler]::new()) } }
            @{ Name = 'a bad key, although SPOTT_API_KEY is set'; Environment = 'another-account'
               Connect = { Connect-Spott -ApiKey (New-TestKey) -Transport ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Error(401, 'no', 'r')))) } }
        ) {
            Connect-Spott @fake -ApiKey (New-TestKey)
            $null = Get-Failure $Connect
            if ($_.Contains('Environment')) { $env:SPOTT_API_KEY = $Environment }
            Get-SpottConnection | Should -BeNullOrEmpty
            $failure = Get-Failure { Get-SpottOpportunity }
            $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.NotConnected,Spott.Commands.GetSpottOpportunityCommand'
            $failure.Exception.Message | Should -BeLike '*the last Connect-Spott failed; run Connect-Spott again*'
            $handler.RequestCount | Should -Be 1
        }

        It 'comes back with the next connect that works' {
            $null = Get-Failure { Connect-Spott -ApiKey $null }
            Connect-Spott @fake -ApiKey (New-TestKey)
            @(Get-SpottOpportunity).Count | Should -Be 3
        }

        It 'leaves an older connection to those who hold it' {
            $older = Connect-Spott @fake -ApiKey (New-TestKey) -PassThru
            Connect-Spott -Sandbox -SandboxSize 7
            @(Get-SpottOpportunity -Connection $older).Count | Should -Be 3
            @(Get-SpottOpportunity).Count | Should -Be 7
        }
    }

    Context 'Several accounts in one loop' {
        BeforeAll {
            $api = [Spott.Fakes.OpportunityServer]::new(3)
            $api.Key = 'good-key'
            $server = [Spott.Fakes.LoopbackServer]::new($api)
        }

        AfterAll { $server.Dispose() }

        It 'never exports the account before: ForEach-Object -Parallel in one runspace, second key bad, third not connected' {
            $rows = 'good-key', 'bad-key', '' | ForEach-Object -ThrottleLimit 1 -Parallel {
                $account = $_
                Import-Module -Name $using:SpottModule
                if ($account) {
                    $key = [System.Net.NetworkCredential]::new('', $account).SecurePassword
                    # As a script does that only looks at what it gets.
                    try { Connect-Spott -ApiKey $key -BaseUri ($using:server).BaseUri } catch { "$account/connect: $($_.FullyQualifiedErrorId)" }
                }
                try { Get-SpottOpportunity | ForEach-Object { "$account/$($_.Id)" } } catch { "$account/get: $($_.FullyQualifiedErrorId)" }
                "$account/runspace $([runspace]::DefaultRunspace.Id)"
            }
            @($rows -like '*runspace*' -replace '.*runspace ' | Select-Object -Unique).Count | Should -Be 1 -Because 'only a runspace that is used again can carry a connection over'
            $rows -notlike '*runspace*' | Should -Be @(
                1..3 | ForEach-Object { "good-key/$([Spott.Fakes.OpportunityJson]::Id($_))" }
                'bad-key/connect: Spott.Unauthorized,Spott.Commands.ConnectSpottCommand'
                'bad-key/get: Spott.NotConnected,Spott.Commands.GetSpottOpportunityCommand'
                '/get: Spott.NotConnected,Spott.Commands.GetSpottOpportunityCommand'
            )
        }

        It 'never exports the account before: a plain loop that goes on after errors' {
            $ErrorActionPreference = 'Continue'
            $rows = foreach ($account in 'good-key', 'bad-key') {
                try { Connect-Spott -ApiKey (New-TestKey $account) -BaseUri $server.BaseUri } catch { $null = $_ }
                try { Get-SpottOpportunity | ForEach-Object { "$account/$($_.Id)" } } catch { "$account/$($_.FullyQualifiedErrorId)" }
            }
            @($rows -like 'good-key/*').Count | Should -Be 3
            $rows -like 'bad-key/*' | Should -Be 'bad-key/Spott.NotConnected,Spott.Commands.GetSpottOpportunityCommand'
        }
    }
}

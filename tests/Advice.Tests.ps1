# What an error tells a person to do is done here, to the letter, and has to lead on. A page that sends in a circle is worse than none.
BeforeAll {
    . $PSScriptRoot/common.ps1

    $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(120))
    function Connect-Right([hashtable] $With = @{}) { Connect-Spott -ApiKey (New-TestKey) -BaseUri $server.BaseUri -NoProxy @With }
}

AfterAll { $server.Dispose() }

Describe 'What an error says to do' {
    BeforeEach {
        Disconnect-Spott
        $env:SPOTT_API_KEY = $env:SPOTT_BASE_URI = $null
    }

    AfterEach { $env:SPOTT_API_KEY = $env:SPOTT_BASE_URI = $null }

    It 'leads on: <Says>' -ForEach @(
        @{
            Says = 'run Connect-Spott, give -Connection, or set the environment variable SPOTT_API_KEY'
            Fail = { Get-SpottOpportunity }
            Follow = {
                $env:SPOTT_API_KEY = $TestKeyText
                $env:SPOTT_BASE_URI = $server.BaseUri
                @(Get-SpottOpportunity).Count | Should -Be 120
                Disconnect-Spott
                $env:SPOTT_API_KEY = $null
                Connect-Right
                @(Get-SpottOpportunity).Count | Should -Be 120
                $connection = Connect-Right @{ PassThru = $true }
                @(Get-SpottOpportunity -Connection $connection).Count | Should -Be 120
            }
        }
        @{
            Says = 'run Connect-Spott again, or give -Connection; Test-SpottConnection shows which step fails'
            Fail = { try { Connect-Spott -ApiKey (New-TestKey) -BaseUri http://127.0.0.1:9 } catch { $null = $_ }; Get-SpottOpportunity }
            Follow = {
                (Test-SpottConnection).Problem | Should -BeLike 'No connection to 127.0.0.1, port 9*'
                Connect-Right
                @(Get-SpottOpportunity).Count | Should -Be 120
            }
        }
        @{
            Says = 'run Test-SpottConnection, which shows the step that fails'
            Fail = { Connect-Spott -ApiKey (New-TestKey) -BaseUri http://127.0.0.1:9 }
            Follow = {
                $test = Test-SpottConnection
                $test.TcpConnected | Should -BeFalse
                $test.Remedy | Should -BeLike 'Check the base address and its port*'
                Connect-Right
                (Test-SpottConnection).Succeeded | Should -BeTrue
            }
        }
        @{
            Says = 'check the key in Spott under Settings, API Keys; then give the right one to Connect-Spott, or set it in SPOTT_API_KEY'
            Fail = { $api = [Spott.Fakes.OpportunityServer]::new(3); $api.Key = 'right'; Connect-Fake -Handler $api -Key wrong -With @{ SkipVerify = $false } }
            Follow = {
                $api = [Spott.Fakes.OpportunityServer]::new(3)
                $api.Key = 'right'
                $null = Connect-Fake -Handler $api -Key right -With @{ SkipVerify = $false }
                @(Get-SpottOpportunity).Count | Should -Be 3
            }
        }
        @{
            Says = 'give one like https://api.gospott.com'
            Fail = { Connect-Spott -ApiKey (New-TestKey) -BaseUri ftp://api.gospott.com }
            Follow = { (Connect-Spott -ApiKey (New-TestKey) -BaseUri https://api.gospott.com -SkipVerify -PassThru).BaseUri | Should -Be 'https://api.gospott.com/' }
        }
        @{
            Says = 'use https'
            Fail = { Connect-Spott -ApiKey (New-TestKey) -BaseUri http://api.gospott.com }
            Follow = { Connect-Spott -ApiKey (New-TestKey) -BaseUri https://api.gospott.com -SkipVerify }
        }
        @{
            Says = 'copy it again from Spott (Settings, API Keys)'
            Fail = { Connect-Spott -ApiKey (New-TestKey "a key`n") -BaseUri $server.BaseUri }
            Follow = { Connect-Right }
        }
        @{
            Says = 'leave one of them out'
            Fail = { Connect-Spott -ApiKey (New-TestKey) -BaseUri $server.BaseUri -NoProxy -Proxy http://127.0.0.1:9 }
            Follow = { Connect-Right }
        }
        @{
            Says = 'give one like http://proxy.example.com:8080'
            Fail = { Connect-Spott -ApiKey (New-TestKey) -Proxy '/proxy' -SkipVerify }
            Follow = { Connect-Spott -ApiKey (New-TestKey) -Proxy http://proxy.example.com:8080 -SkipVerify }
        }
        @{
            Says = 'run it later, or connect with -MaxRequestsPerMinute below your account''s limit'
            Fail = { $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer]::Error(429, 'slow', 'r'))) -With @{ MaxRetryCount = 0 }; Get-SpottOpportunity }
            Follow = { Connect-Right @{ MaxRequestsPerMinute = 6000 }; @(Get-SpottOpportunity).Count | Should -Be 120 }
        }
        @{
            Says = 'give -Method, or the values with -Query'
            Fail = { Connect-Right; Invoke-SpottRequest opportunities -Body @{ limit = 1 } }
            Follow = { @((Invoke-SpottRequest opportunities -Query @{ limit = 1 }).items).Count | Should -Be 1 }
        }
        @{
            Says = 'check the base address and the path'
            Fail = { Connect-Spott -Sandbox; Invoke-SpottRequest opportunity }
            Follow = { (Invoke-SpottRequest opportunities).items.Count | Should -BeGreaterThan 1 }
        }
        @{
            Says = 'give what Get-SpottOpportunity gives, before Select-Object and the like'
            Fail = { Connect-Spott -Sandbox; Get-SpottOpportunity -First 1 | Select-Object Id | ConvertTo-SpottRow -ErrorAction Stop }
            Follow = { (Get-SpottOpportunity -First 1 | ConvertTo-SpottRow | Select-Object Id).Id | Should -Be 'opp-000001' }
        }
    ) {
        "$(Get-Failure $Fail)" | Should -BeLike "*$([WildcardPattern]::Escape($Says))*"
        $ErrorActionPreference = 'Stop'
        & $Follow
    }

    It 'leads on in another session too: the cursor stands in the text of the log' {
        $api = [Spott.Fakes.OpportunityServer]::new(120)
        $api.RevokeKeyAfter = 1
        $null = Connect-Fake -Handler $api
        $got = [System.Collections.Generic.List[string]]::new()
        $log = "$(Get-Failure { Get-SpottOpportunity | ForEach-Object { $got.Add($_.Id) } })"
        $shown = [regex]::Match($log, "in another one with -Cursor ('(?:[^']|'')+')")
        $shown.Success | Should -BeTrue
        $cursor = [scriptblock]::Create($shown.Groups[1].Value).Invoke()[0]
        $api.RevokeKeyAfter = $null
        $null = Connect-Fake -Handler $api
        Get-SpottOpportunity -Cursor $cursor | ForEach-Object { $got.Add($_.Id) }
        @($got | Select-Object -Unique).Count | Should -Be 120
        $got.Count | Should -Be 120
    }

    It 'leads on with a checkpoint: the same command again, never -Cursor' {
        $api = [Spott.Fakes.OpportunityServer]::new(120)
        $api.RevokeKeyAfter = 1
        $null = Connect-Fake -Handler $api
        $file = Join-Path $TestDrive night.json
        $log = "$(Get-Failure { Get-SpottOpportunity -CheckpointPath $file })"
        $log | Should -BeLike '*the checkpoint did not move: run the same command again, nothing is lost; *'
        $log | Should -Not -Match 'Cursor'
        $api.RevokeKeyAfter = $null
        $null = Connect-Fake -Handler $api
        @(Get-SpottOpportunity -CheckpointPath $file).Count | Should -Be 120
    }

    It 'shows no cursor in which a server sends the key back' {
        $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @(
                    [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 1), "at-$TestKeyText")
                    [Spott.Fakes.Answer]::Error(401, 'no', 'r'))))
        "$(Get-Failure { Get-SpottOpportunity })" | Should -Not -Match ([regex]::Escape($TestKeyText))
    }
}

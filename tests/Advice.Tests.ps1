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
            Id = 'Spott.NotConnected'
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
            Id = 'Spott.NotConnected'
            Says = 'run Connect-Spott again, or give -Connection; Test-SpottConnection shows which step fails'
            Fail = { try { Connect-Spott -ApiKey (New-TestKey) -BaseUri http://127.0.0.1:9 } catch { $null = $_ }; Get-SpottOpportunity }
            Follow = {
                (Test-SpottConnection).Problem | Should -BeLike 'No connection to 127.0.0.1, port 9*'
                Connect-Right
                @(Get-SpottOpportunity).Count | Should -Be 120
            }
        }
        @{
            Id = 'Spott.Network'
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
            Id = 'Spott.Unauthorized'
            Says = 'check the key in Spott under Settings, API Keys; then run Connect-Spott again with the right one, by -ApiKey or in SPOTT_API_KEY'
            Fail = { $api = [Spott.Fakes.OpportunityServer]::new(3); $api.Key = 'right'; Connect-Fake -Handler $api -Key wrong -With @{ SkipVerify = $false } }
            Follow = {
                $api = [Spott.Fakes.OpportunityServer]::new(3)
                $api.Key = 'right'
                $null = Connect-Fake -Handler $api -Key right -With @{ SkipVerify = $false }
                @(Get-SpottOpportunity).Count | Should -Be 3
            }
        }
        @{
            Id = 'Spott.InvalidBaseUri'
            Says = 'give one like https://api.gospott.com'
            Fail = { Connect-Spott -ApiKey (New-TestKey) -BaseUri ftp://api.gospott.com }
            Follow = { (Connect-Spott -ApiKey (New-TestKey) -BaseUri https://api.gospott.com -SkipVerify -PassThru).BaseUri | Should -Be 'https://api.gospott.com/' }
        }
        @{
            Id = 'Spott.Insecure'
            Says = 'use https'
            Fail = { Connect-Spott -ApiKey (New-TestKey) -BaseUri http://api.gospott.com }
            Follow = { Connect-Spott -ApiKey (New-TestKey) -BaseUri https://api.gospott.com -SkipVerify }
        }
        @{
            Id = 'Spott.InvalidApiKey'
            Says = 'copy it again from Spott (Settings, API Keys)'
            Fail = { Connect-Spott -ApiKey (New-TestKey "a key`n") -BaseUri $server.BaseUri }
            Follow = { Connect-Right }
        }
        @{
            Id = 'Spott.InvalidArgument'
            Says = 'leave one of them out'
            Fail = { Connect-Spott -ApiKey (New-TestKey) -BaseUri $server.BaseUri -NoProxy -Proxy http://127.0.0.1:9 }
            Follow = { Connect-Right }
        }
        @{
            Id = 'Spott.InvalidArgument'
            Says = 'give one like http://proxy.example.com:8080'
            Fail = { Connect-Spott -ApiKey (New-TestKey) -Proxy '/proxy' -SkipVerify }
            Follow = { Connect-Spott -ApiKey (New-TestKey) -Proxy http://proxy.example.com:8080 -SkipVerify }
        }
        @{
            Id = 'Spott.Throttled'
            Says = 'run it later, or connect with -MaxRequestsPerMinute below your account''s limit'
            Fail = { $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer]::Error(429, 'slow', 'r'))) -With @{ MaxRetryCount = 0 }; Get-SpottOpportunity }
            Follow = { Connect-Right @{ MaxRequestsPerMinute = 6000 }; @(Get-SpottOpportunity).Count | Should -Be 120 }
        }
        @{
            Id = 'Spott.InvalidArgument'
            Says = 'give -Method, or the values with -Query'
            Fail = { Connect-Right; Invoke-SpottRequest opportunities -Body @{ limit = 1 } }
            Follow = { @((Invoke-SpottRequest opportunities -Query @{ limit = 1 }).items).Count | Should -Be 1 }
        }
        @{
            Id = 'Spott.NotFound'
            Says = 'check the base address, the path, and the id if there is one in it'
            Fail = { Connect-Spott -Sandbox; Invoke-SpottRequest opportunity }
            Follow = { (Invoke-SpottRequest opportunities).items.Count | Should -BeGreaterThan 1 }
        }
        @{
            Id = 'Spott.InvalidArgument'
            Says = 'give what Get-SpottOpportunity, Get-SpottChange or Get-SpottStageHistory gives, before Select-Object and the like'
            Fail = { Connect-Spott -Sandbox; Get-SpottOpportunity -First 1 | Select-Object Id | ConvertTo-SpottRow -ErrorAction Stop }
            Follow = {
                (Get-SpottOpportunity -First 1 | ConvertTo-SpottRow | Select-Object Id).Id | Should -Be 'opp-000001'
                foreach ($day in 0, 1) { Connect-Spott -Sandbox -SandboxDay $day; $null = Sync-SpottMirror "$TestDrive/rows.db" }
                @(Get-SpottChange "$TestDrive/rows.db" | ConvertTo-SpottRow | Select-Object Sequence)[0].Sequence | Should -Be 1
                @(Get-SpottStageHistory "$TestDrive/rows.db" | ConvertTo-SpottRow | Select-Object DurationDays).Count | Should -BeGreaterThan 100
            }
        }
        @{
            Id = 'Spott.NotConnected'
            Says = 'use Connect-Spott -ApiKey, or set the environment variable SPOTT_API_KEY'
            Fail = { Connect-Spott -BaseUri $server.BaseUri }
            Follow = {
                Connect-Right
                Disconnect-Spott
                $env:SPOTT_API_KEY = $TestKeyText
                Connect-Spott -BaseUri $server.BaseUri -NoProxy
                @(Get-SpottOpportunity).Count | Should -Be 120
            }
        }
        @{
            Id = 'Spott.NotConnected'
            Says = 'run Connect-Spott again, and do what its error says'
            Fail = { try { Connect-Spott -ApiKey (New-TestKey) -BaseUri ftp://api.gospott.com } catch { $null = $_ }; $test = Test-SpottConnection; throw "$($test.Problem) $($test.Remedy.Substring(0, 1).ToLower())$($test.Remedy.Substring(1))" }
            Follow = {
                "$(Get-Failure { Connect-Spott -ApiKey (New-TestKey) -BaseUri ftp://api.gospott.com })" | Should -BeLike '*give one like https://*'
                Connect-Right
                (Test-SpottConnection).Succeeded | Should -BeTrue
            }
        }
        @{
            Id = 'Spott.Unauthorized'
            Says = 'set it without the quotation marks (the environment variable SPOTT_API_KEY), and connect again'
            Fail = {
                $script:api = [Spott.Fakes.OpportunityServer]::new(3)
                $api.Key = $TestKeyText
                $env:SPOTT_API_KEY = "'$TestKeyText'"
                Connect-Spott -Transport $api.AsHandler() -BaseUri https://fake.invalid/
            }
            Follow = {
                $env:SPOTT_API_KEY = $TestKeyText
                Connect-Spott -Transport $api.AsHandler() -BaseUri https://fake.invalid/
                @(Get-SpottOpportunity).Count | Should -Be 3
            }
        }
        @{
            Id = 'Spott.BadRequest'
            Says = 'check the parameters that you gave'
            Fail = { Connect-Spott -Sandbox; Invoke-SpottRequest opportunities -Query @{ limit = 'many' } }
            Follow = { @((Invoke-SpottRequest opportunities -Query @{ limit = 2 }).items).Count | Should -Be 2 }
        }
        @{
            Id = 'Spott.BadRequest'
            Says = 'give fewer or shorter values: an id or a cursor has less than a hundred characters'
            Fail = { Connect-Spott -Sandbox; Get-SpottOpportunity -CompanyId ('x' * 70000) }
            Follow = { @(Get-SpottOpportunity -CompanyId co-0001).Count | Should -BeGreaterThan 0 }
        }
        @{
            Id = 'Spott.ServerError'
            Says = 'run it again later; if it fails again, tell Spott''s support'
            Fail = {
                $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @(
                            [Spott.Fakes.Answer]::Error(503, 'busy', 'r'), [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2))))) -With @{ MaxRetryCount = 0 }
                Get-SpottOpportunity
            }
            Follow = { @(Get-SpottOpportunity).Count | Should -Be 2 }
        }
        @{
            Id = 'Spott.Timeout'
            Says = 'run it again, or connect with a larger -TimeoutSec'
            Fail = {
                $script:slow = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(3))
                $slow.Latency = [timespan]::FromSeconds(1.5)
                Connect-Spott -ApiKey (New-TestKey) -BaseUri $slow.BaseUri -NoProxy -SkipVerify -TimeoutSec 1 -MaxRetryCount 0
                Get-SpottOpportunity
            }
            Follow = {
                try {
                    Connect-Spott -ApiKey (New-TestKey) -BaseUri $slow.BaseUri -NoProxy -SkipVerify -TimeoutSec 60 -MaxRetryCount 0
                    @(Get-SpottOpportunity).Count | Should -Be 3
                } finally { $slow.Dispose() }
            }
        }
        @{
            Id = 'Spott.Protocol'
            Says = 'leave -All out, which is only for endpoints that answer in pages'
            Fail = { Connect-Spott -Sandbox; Invoke-SpottRequest users/_list -All }
            Follow = { @((Invoke-SpottRequest users/_list).users).Count | Should -BeGreaterThan 1 }
        }
        @{
            Id = 'Spott.Protocol'
            Says = 'use -Raw, which gives its text'
            Fail = { $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Json('{"a":1,"A":2}'), [Spott.Fakes.Answer]::Json('{"a":1,"A":2}')))); Invoke-SpottRequest a }
            Follow = { Invoke-SpottRequest a -Raw | Should -BeExactly '{"a":1,"A":2}' }
        }
        @{
            Id = 'Spott.Protocol'
            Says = 'a sign-in page or a gateway answers instead of the API: check the base address and the proxy'
            Fail = { $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer]::Html(200))) -With @{ MaxRetryCount = 0 }; Get-SpottOpportunity }
            Follow = { Connect-Right; @(Get-SpottOpportunity).Count | Should -Be 120 }
        }
        @{
            Id = 'Spott.Protocol'
            Says = 'ask for fewer items at a time, with a smaller -PageSize (limit in -Query)'
            Fail = {
                $big = [Spott.Fakes.Answer]::Json('{"items":[{"id":"' + 'x' * (33 * 1024 * 1024) + '"}]}')
                $script:handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @($big, [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 5))))
                $null = Connect-Fake -Handler $handler
                Get-SpottOpportunity
            }
            Follow = { @(Get-SpottOpportunity -PageSize 5).Count | Should -Be 5; $handler.Requests[1].Value('limit') | Should -Be 5 }
        }
        @{
            Id = 'Spott.MalformedItem'
            Says = 'its JSON is in the error''s TargetObject.Json'
            Fail = { $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer]::Page([string[]] @('{"name":null}')))); Get-SpottOpportunity -ErrorAction Stop }
            Follow = { $failure.TargetObject.Json | Should -BeExactly '{"name":null}' }
        }
        @{
            Id = 'Spott.Insecure'
            Says = 'nothing was sent there; check the base address, -BaseUri or SPOTT_BASE_URI'
            Fail = { $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer]::Empty(302).WithHeader('Location', 'https://elsewhere.invalid/'))); Get-SpottOpportunity }
            Follow = { Connect-Right; @(Get-SpottOpportunity).Count | Should -Be 120 }
        }
        @{
            Id = 'Spott.Insecure'
            Says = 'nothing was sent; give a path below the connection''s base address, such as opportunities'
            Fail = { Connect-Spott -Sandbox; Invoke-SpottRequest ../users }
            Follow = { @((Invoke-SpottRequest opportunities).items).Count | Should -BeGreaterThan 1 }
        }
        @{
            Id = 'Spott.Insecure'
            Says = 'set its AllowAutoRedirect to false'
            Fail = { Connect-Spott -ApiKey (New-TestKey) -Transport ([System.Net.Http.HttpClientHandler]::new()) -BaseUri $server.BaseUri }
            Follow = {
                $transport = [System.Net.Http.HttpClientHandler]::new()
                $transport.AllowAutoRedirect = $false
                Connect-Spott -ApiKey (New-TestKey) -Transport $transport -BaseUri $server.BaseUri
                @(Get-SpottOpportunity).Count | Should -Be 120
            }
        }
        @{
            Id = 'Spott.Insecure'
            Says = 'leave -Proxy out'
            Fail = { Connect-Spott -ApiKey (New-TestKey) -BaseUri $server.BaseUri -Proxy http://proxy.example.com:8080 }
            Follow = { Connect-Spott -ApiKey (New-TestKey) -BaseUri $server.BaseUri }
        }
        @{
            Id = 'Spott.InvalidArgument'
            Says = 'give its credential with -ProxyCredential'
            Fail = { Connect-Spott -ApiKey (New-TestKey) -Proxy http://me:secret@proxy.example.com:8080 -SkipVerify }
            Follow = { Connect-Spott -ApiKey (New-TestKey) -Proxy http://proxy.example.com:8080 -ProxyCredential ([pscredential]::new('me', (New-TestKey secret))) -SkipVerify }
        }
        @{
            Id = 'Spott.InvalidArgument'
            Says = 'leave the parameter out, or give the text ''null'' to send null'
            Fail = { $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Json('{}'), [Spott.Fakes.Answer]::Json('{}')))); Invoke-SpottRequest a -Method POST -Body $null }
            Follow = { $null = Invoke-SpottRequest a -Method POST -Body 'null'; $null = Invoke-SpottRequest a -Method POST }
        }
        @{
            Id = 'Spott.InvalidArgument'
            Says = 'give texts, numbers, booleans, dates, or lists of them'
            Fail = { Connect-Right; Invoke-SpottRequest opportunities -Query @{ limit = { 1 } } }
            Follow = { @((Invoke-SpottRequest opportunities -Query @{ limit = 1; companyIds = @('co-1', 'co-2') }).items).Count | Should -Be 1 }
        }
        @{
            Id = 'Spott.InvalidArgument'
            Says = 'give the ids that the cursor was made with, and the other ids in a second run'
            Fail = { Connect-Right; Get-SpottOpportunity -Cursor c -CompanyId (1..21 | ForEach-Object { "co-$_" }) }
            Follow = { $null = Get-SpottOpportunity -CompanyId (1..20 | ForEach-Object { "co-$_" }); $null = Get-SpottOpportunity -CompanyId co-21 }
        }
        @{
            Id = 'ParameterArgumentTransformationError'
            Says = 'If you mean 31 January 2026, write 2026-01-31.'
            Fail = {
                $before = [cultureinfo]::CurrentCulture
                [cultureinfo]::CurrentCulture = 'de-DE'
                try { Connect-Right; Get-SpottOpportunity -ModifiedSince 31.01.2026 } finally { [cultureinfo]::CurrentCulture = $before }
            }
            Follow = { $null = Get-SpottOpportunity -ModifiedSince 2026-01-31 }
        }
        @{
            Id = 'ParameterArgumentTransformationError'
            Says = 'Give one such as 00:05:00 or (New-TimeSpan -Minutes 5).'
            Fail = { Connect-Right; Get-SpottOpportunity -CheckpointPath $TestDrive/duration.json -CheckpointOverlap 5 }
            Follow = { foreach ($span in '00:05:00', (New-TimeSpan -Minutes 5)) { $null = Get-SpottOpportunity -CheckpointPath "$TestDrive/duration.json" -CheckpointOverlap $span -WarningAction Ignore } }
        }
        @{
            Id = 'ParameterArgumentTransformationError'
            Says = 'Give text, or an object with a property CompanyId that is text.'
            Fail = { Connect-Right; Get-SpottOpportunity -CompanyId 7 }
            Follow = { $null = Get-SpottOpportunity -CompanyId '7'; [pscustomobject]@{ CompanyId = '7' } | Get-SpottOpportunity }
        }
    ) {
        $failure = Get-Failure $Fail
        if ($failure.FullyQualifiedErrorId -like 'Spott.*' -or $Id -notlike 'Spott.*') { $failure.FullyQualifiedErrorId | Should -BeLike "$Id,*" }
        "$failure" | Should -BeLike "*$([WildcardPattern]::Escape($Says))*"
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

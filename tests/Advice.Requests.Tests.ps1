# As Advice.Tests.ps1, for what goes wrong in the middle of a run, between this machine and the server, and with odd arguments.
BeforeAll {
    . $PSScriptRoot/common.ps1

    $page = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2))
    $first = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2), 'c1')
    $refusal = [Spott.Fakes.Answer]::Error(400, 'no such cursor', 'r')

    function Connect-Answers([Spott.Fakes.Answer[]] $Answers) {
        $script:handler = [Spott.Fakes.ScriptedHandler]::new($Answers)
        $null = Connect-Fake -Handler $handler -With @{ MaxRetryCount = 0 }
    }
}

Describe 'What an error of a run says to do' {
    BeforeEach {
        Disconnect-Spott
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(7))
    }

    AfterEach { $server.Dispose() }

    It 'leads on: <Says>' -ForEach @(
        @{
            Says = 'the server may not know its cursor any more: begin again without it'
            Fail = { Connect-Answers $first, $refusal, $page; Get-SpottOpportunity }
            Follow = { @(Get-SpottOpportunity).Count | Should -Be 2 }
        }
        @{
            Says = 'check the parameters that you gave: a cursor goes with the same -CompanyId and -ModifiedSince as before; if the server does not know the cursor any more, begin again without it'
            Fail = { Connect-Answers $refusal, $page; Get-SpottOpportunity -Cursor old }
            Follow = { @(Get-SpottOpportunity).Count | Should -Be 2 }
        }
        @{
            Says = 'the server may not know its cursor any more: run the same command again, which begins from the checkpoint'
            Fail = { Connect-Answers $first, $refusal, $page; Get-SpottOpportunity -CheckpointPath $folder/state.json }
            Follow = { @(Get-SpottOpportunity -CheckpointPath $folder/state.json).Count | Should -Be 2; Save-SpottCheckpoint $folder/state.json }
        }
        @{
            Says = 'the request may have been carried out: look before you send it again'
            Fail = { Connect-Answers ([Spott.Fakes.Answer]::Throw('ResetBeforeHeaders')), ([Spott.Fakes.Answer]::Json('{"names":["New"]}')); Invoke-SpottRequest a -Method POST -Body @{ name = 'New' } }
            Follow = { (Invoke-SpottRequest a).names | Should -Be 'New'; $handler.RequestCount | Should -Be 2 }
        }
        @{
            Says = 'look for a cache or a proxy that answers instead of the API'
            Fail = { Connect-Answers ([Spott.Fakes.Answer]::Empty(304)); Get-SpottOpportunity }
            Follow = { Connect-Spott -ApiKey (New-TestKey) -BaseUri $server.BaseUri -NoProxy; @(Get-SpottOpportunity).Count | Should -Be 7 }
        }
        @{
            Says = 'check the proxy: Connect-Spott takes -Proxy, -ProxyCredential and -NoProxy'
            Fail = {
                $free = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
                $free.Start()
                $port = $free.LocalEndpoint.Port
                $free.Stop()
                Connect-Spott -ApiKey (New-TestKey) -BaseUri $server.BaseUri -Proxy "http://127.0.0.1:$port" -MaxRetryCount 0
            }
            Follow = {
                $proxy = [Spott.Fakes.LoopbackProxy]::new()
                try {
                    Connect-Spott -ApiKey (New-TestKey) -BaseUri $server.BaseUri -Proxy $proxy.Address
                    Connect-Spott -ApiKey (New-TestKey) -BaseUri $server.BaseUri -NoProxy
                } finally { $proxy.Dispose() }
            }
        }
        @{
            Says = 'give the proxy''s user name and password with Connect-Spott -ProxyCredential'
            Fail = {
                $script:strict = [Spott.Fakes.LoopbackProxy]::new('me', 'secret')
                Connect-Spott -ApiKey (New-TestKey) -BaseUri https://api.invalid -Proxy $strict.Address -MaxRetryCount 0
            }
            Follow = {
                try { Connect-Spott -ApiKey (New-TestKey) -BaseUri $server.BaseUri -Proxy $strict.Address -ProxyCredential ([pscredential]::new('me', (New-TestKey secret))) } finally { $strict.Dispose() }
            }
        }
        @{
            Says = 'do not set its ServerCertificateCustomValidationCallback, and let the system trust the certificate''s authority'
            Fail = {
                $trusting = [System.Net.Http.HttpClientHandler] @{ AllowAutoRedirect = $false; ServerCertificateCustomValidationCallback = [System.Net.Http.HttpClientHandler]::DangerousAcceptAnyServerCertificateValidator }
                Connect-Spott -ApiKey (New-TestKey) -Transport $trusting -BaseUri $server.BaseUri
            }
            Follow = { Connect-Spott -ApiKey (New-TestKey) -Transport ([System.Net.Http.HttpClientHandler] @{ AllowAutoRedirect = $false }) -BaseUri $server.BaseUri }
        }
        @{
            Says = 'use (Read-Host -AsSecureString), (Get-Secret <name>), or set the environment variable SPOTT_API_KEY'
            Fail = { Connect-Spott -ApiKey plain -BaseUri $server.BaseUri }
            Follow = {
                $env:SPOTT_API_KEY = 'plain'
                try { Connect-Spott -BaseUri $server.BaseUri } finally { $env:SPOTT_API_KEY = $null }
                @(Get-SpottOpportunity).Count | Should -Be 7
            }
        }
        @{
            Says = 'give the JSON as text'
            Fail = {
                $deep = @{}
                foreach ($level in 1..120) { $deep = @{ inner = $deep } }
                Connect-Answers ([Spott.Fakes.Answer]::Json('{}'))
                Invoke-SpottRequest a -Method POST -Body $deep
            }
            Follow = { $null = Invoke-SpottRequest a -Method POST -Body '{"inner":1}'; $handler.RequestCount | Should -Be 1 }
        }
        @{
            Says = 'serialize it where this module is imported, or with a larger -Depth'
            Fail = {
                Connect-Spott -Sandbox
                # As it comes from a session without the module, which does not know how deep an opportunity is.
                $script:rich = Get-SpottOpportunity | Where-Object { $_.ClientTeam.Count -gt 1 } | Select-Object -First 1
                $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
                try { $null = $shell.AddScript('param($Opportunity, $To) $Opportunity | Export-Clixml -LiteralPath $To -Depth 1').AddArgument($rich).AddArgument("$folder/cut.xml").Invoke() } finally { $shell.Dispose() }
                Import-Clixml "$folder/cut.xml" | ConvertTo-SpottRow -ExpandClientTeam -ErrorAction Stop
            }
            Follow = { $rich | Export-Clixml "$folder/whole.xml"; (Import-Clixml "$folder/whole.xml" | ConvertTo-SpottRow).ClientTeam | Should -BeExactly ($rich | ConvertTo-SpottRow).ClientTeam }
        }
        @{
            Says = 'give ids with -ContactId, or addresses with -Email'
            Fail = { Connect-Spott -Sandbox; $null = Sync-SpottMirror "$folder/spott.db"; Remove-SpottMirrorContact "$folder/spott.db" }
            Follow = { Remove-SpottMirrorContact "$folder/spott.db" -Email (Get-SpottOpportunity -MirrorPath "$folder/spott.db").ClientTeam.Email.Where({ $_ })[0] -WhatIf }
        }
        @{
            Says = 'give an earlier moment, or a later -Until'
            Fail = { Connect-Spott -Sandbox; $null = Sync-SpottMirror "$folder/spott.db"; Get-SpottChange "$folder/spott.db" -Since 2026-02-01 -Until 2026-01-01 }
            Follow = { Get-SpottChange "$folder/spott.db" -Since 2025-12-01 -Until 2026-01-01; Get-SpottChange "$folder/spott.db" -Since 2026-02-01 -Until 2026-03-01 }
        }
        @{
            Says = 'Similar names are: StageId, StageIsOpen, StageName, StageOrder. Tab shows all names.'
            Fail = { Connect-Spott -Sandbox; $null = Sync-SpottMirror "$folder/spott.db"; Get-SpottChange "$folder/spott.db" -Property Stage }
            Follow = {
                $null = Sync-SpottMirror "$folder/spott.db" -Connection (Connect-Spott -Sandbox -SandboxDay 1 -PassThru)
                @(Get-SpottChange "$folder/spott.db" -Property StageName).Count | Should -BeGreaterThan 0
                (TabExpansion2 'Get-SpottChange spott.db -Property S').CompletionMatches.CompletionText | Should -Contain 'StageName'
            }
        }
        @{
            Says = 'give the path of a file'
            Fail = { Connect-Spott -Sandbox; $null = Sync-SpottMirror "$folder/spott.db"; Backup-SpottMirror "$folder/spott.db" Env:copy }
            Follow = { Backup-SpottMirror "$folder/spott.db" "$folder/copy.db"; "$folder/copy.db" | Should -Exist }
        }
    ) {
        "$(Get-Failure $Fail)" | Should -BeLike "*$([WildcardPattern]::Escape($Says))*"
        $ErrorActionPreference = 'Stop'
        & $Follow
    }
}

Describe 'What Test-SpottConnection says to do' {
    It 'leads on where the last connect failed and the same works now' {
        $api = [Spott.Fakes.OpportunityServer]::new(3)
        $api.Key = 'another'
        $server = [Spott.Fakes.LoopbackServer]::new($api)
        try {
            $again = { Connect-Spott -ApiKey (New-TestKey) -BaseUri $server.BaseUri -NoProxy }
            $null = Get-Failure $again
            $api.Key = $TestKeyText
            (Test-SpottConnection).Remedy | Should -Be 'Run the same Connect-Spott again.'
            & $again
            (Test-SpottConnection).Succeeded | Should -BeTrue
        } finally {
            $server.Dispose()
        }
    }
}

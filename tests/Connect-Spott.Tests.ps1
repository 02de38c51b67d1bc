BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-AllText($ErrorRecord) {
        # Everything that an error would show anywhere but the caller's own line.
        $texts = @($ErrorRecord.ToString(), $ErrorRecord.TargetObject, $ErrorRecord.ErrorDetails, $ErrorRecord.CategoryInfo, $ErrorRecord.FullyQualifiedErrorId)
        for ($inner = $ErrorRecord.Exception; $inner; $inner = $inner.InnerException) { $texts += $inner.ToString(); $texts += $inner.Data.Values }
        $texts | Out-String -Width 4096
    }

    Add-Type -ReferencedAssemblies System.Net.Http, System.Net.Security -TypeDefinition @'
        public sealed class SpottTestPassThrough : System.Net.Http.DelegatingHandler
        {
            public bool IsDisposed;
            public SpottTestPassThrough(System.Net.Http.HttpMessageHandler inner) : base(inner) { }
            protected override void Dispose(bool disposing) { IsDisposed = true; base.Dispose(disposing); }
        }
'@
}

Describe 'Connect-Spott' {
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

    Context 'The key' {
        It 'takes the parameter before the environment' {
            $env:SPOTT_API_KEY = 'from-environment'
            $connection = Connect-Spott @fake -ApiKey (New-TestKey) -PassThru
            $handler.Requests.ApiKey | Should -BeExactly $TestKeyText
            $connection.KeySource | Should -BeExactly 'the parameter -ApiKey'
        }

        It 'takes the environment when there is no parameter' {
            $env:SPOTT_API_KEY = 'from-environment'
            $connection = Connect-Spott @fake -PassThru
            $handler.Requests.ApiKey | Should -BeExactly 'from-environment'
            $connection.KeySource | Should -BeExactly 'the environment variable SPOTT_API_KEY'
        }

        It 'takes the key as the first argument too' {
            Connect-Spott (New-TestKey) @fake
            $handler.Requests.ApiKey | Should -BeExactly $TestKeyText
        }

        It 'trims the key of the parameter' {
            Connect-Spott @fake -ApiKey (New-TestKey "`t $TestKeyText `r`n")
            $handler.Requests.ApiKey | Should -BeExactly $TestKeyText
        }

        It 'trims the key of the environment' {
            $env:SPOTT_API_KEY = " $TestKeyText`n"
            Connect-Spott @fake
            $handler.Requests.ApiKey | Should -BeExactly $TestKeyText
        }

        It 'refuses <Name> from the <Source>, names where it came from and does not show it' -ForEach @(
            foreach ($bad in @(
                @{ Name = 'a blank key'; Text = '   '; Problem = 'is empty' }
                @{ Name = 'a key with a space inside'; Text = 'Marker-Key 7f3a9c51'; Problem = 'not printable ASCII' }
                @{ Name = 'a key with a line break inside'; Text = "Marker-Key`n7f3a9c51"; Problem = 'not printable ASCII' }
                @{ Name = 'a key with a letter beyond ASCII'; Text = 'Marker-Ké7f3a9c51'; Problem = 'not printable ASCII' }
                @{ Name = 'a key with a word processor''s quotation marks'; Text = "$([char]0x201C)Marker-Key7f3a9c51$([char]0x201D)"; Problem = 'not printable ASCII' }
                @{ Name = 'a key with a control character'; Text = "Marker-Key$([char]7)7f3a9c51"; Problem = 'not printable ASCII' }
                @{ Name = 'a key with a byte order mark'; Text = "$([char]0xFEFF)Marker-Key7f3a9c51"; Problem = 'not printable ASCII' }
            )) {
                $bad + @{ Source = 'parameter -ApiKey' }
                $bad + @{ Source = 'environment variable SPOTT_API_KEY' }
            }
        ) {
            $failure = if ($Source -like 'parameter*') {
                $key = New-TestKey $Text
                Get-Failure { Connect-Spott @fake -ApiKey $key }
            } else {
                $env:SPOTT_API_KEY = $Text
                Get-Failure { Connect-Spott @fake }
            }
            $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.InvalidApiKey,Spott.Commands.ConnectSpottCommand'
            $failure.Exception.Message | Should -BeLike "The API key from the $Source *$Problem*"
            Get-AllText $failure | Should -Not -Match '7f3a9c51|Marker-K'
            $handler.RequestCount | Should -Be 0
        }

        It 'refuses an empty SecureString' {
            $failure = Get-Failure { Connect-Spott @fake -ApiKey ([securestring]::new()) }
            $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.InvalidApiKey,Spott.Commands.ConnectSpottCommand'
            $failure.Exception.Message | Should -BeLike '*the parameter -ApiKey is empty*'
        }

        It 'refuses <Name> for -ApiKey without showing it, and says how to give one' -ForEach @(
            @{ Name = 'a plain string'; Value = 'Marker-Key-7f3a9c51e2d84b06' }
            @{ Name = 'a wrapped string'; Value = [psobject]::new('Marker-Key-7f3a9c51e2d84b06') }
            @{ Name = 'an object that has the key as its text'; Value = [System.Text.StringBuilder]::new('Marker-Key-7f3a9c51e2d84b06') }
            @{ Name = 'a list'; Value = @('Marker-Key-7f3a9c51e2d84b06', 'x') }
        ) {
            $failure = Get-Failure { Connect-Spott @fake -ApiKey $Value }
            $failure.Exception.Message | Should -BeLike '*must be a SecureString*Read-Host -AsSecureString*SPOTT_API_KEY*'
            Get-AllText $failure | Should -Not -BeLike "*$TestKeyText*"
            $handler.RequestCount | Should -Be 0
        }
    }

    Context 'The base address' {
        It 'is the public one unless told otherwise' {
            $connection = Connect-Spott -ApiKey (New-TestKey) -Transport $handler -PassThru
            $connection.BaseUri | Should -Be 'https://api.gospott.com/'
            $handler.Requests[0].Uri | Should -Be 'https://api.gospott.com/opportunities?limit=1'
        }

        It 'is SPOTT_BASE_URI before that' {
            $env:SPOTT_BASE_URI = 'https://gateway.invalid/crm'
            Connect-Spott -ApiKey (New-TestKey) -Transport ([Spott.Fakes.ScriptedHandler]::Pages(0)) -PassThru | ForEach-Object BaseUri | Should -Be 'https://gateway.invalid/crm/'
        }

        It 'is the parameter before both' {
            $env:SPOTT_BASE_URI = 'https://gateway.invalid/'
            Connect-Spott @fake -ApiKey (New-TestKey) -PassThru | ForEach-Object BaseUri | Should -Be 'https://fake.invalid/'
        }

        It 'keeps the path of <Given>' -ForEach @(
            @{ Given = 'https://gateway.invalid/crm/v1'; Sent = 'https://gateway.invalid/crm/v1/opportunities?limit=1' }
            @{ Given = 'https://gateway.invalid/crm/v1/'; Sent = 'https://gateway.invalid/crm/v1/opportunities?limit=1' }
            @{ Given = 'https://gateway.invalid:8443/a%20b'; Sent = 'https://gateway.invalid:8443/a%20b/opportunities?limit=1' }
            @{ Given = 'https://gateway.invalid'; Sent = 'https://gateway.invalid/opportunities?limit=1' }
        ) {
            $handler = [Spott.Fakes.ScriptedHandler]::Pages(0)
            Connect-Spott -ApiKey (New-TestKey) -Transport $handler -BaseUri $Given
            $handler.Requests[0].Uri.AbsoluteUri | Should -BeExactly $Sent
        }

        It 'may be http on this machine: <_>' -ForEach 'http://localhost:1/', 'http://127.0.0.1:1/', 'http://[::1]:1/', 'HTTP://LOCALHOST:1' {
            Connect-Spott -ApiKey (New-TestKey) -BaseUri $_ -SkipVerify -PassThru | ForEach-Object { $_.BaseUri.IsLoopback } | Should -BeTrue
        }

        It 'is refused as <Id> when it is <Given>, from the <Source>' -ForEach @(
            foreach ($bad in @(
                @{ Given = 'http://api.gospott.com/'; Id = 'Spott.Insecure' }
                @{ Given = 'http://localhost.example.com/'; Id = 'Spott.Insecure' }
                @{ Given = 'http://192.168.0.1/'; Id = 'Spott.Insecure' }
                @{ Given = 'https://jane:hush-hush@fake.invalid/'; Id = 'Spott.InvalidBaseUri' }
                @{ Given = 'https://hush-hush@fake.invalid/'; Id = 'Spott.InvalidBaseUri' }
                @{ Given = 'http://jane:hush-hush@api.gospott.com/'; Id = 'Spott.InvalidBaseUri' }
                @{ Given = 'https://fake.invalid/?token=hush-hush'; Id = 'Spott.InvalidBaseUri' }
                @{ Given = 'https://fake.invalid/?'; Id = 'Spott.InvalidBaseUri' }
                @{ Given = 'https://fake.invalid/#hush-hush'; Id = 'Spott.InvalidBaseUri' }
                @{ Given = 'ftp://fake.invalid/'; Id = 'Spott.InvalidBaseUri' }
                @{ Given = 'file:///etc/passwd'; Id = 'Spott.InvalidBaseUri' }
                @{ Given = 'api.gospott.com'; Id = 'Spott.InvalidBaseUri' }
                @{ Given = '/opportunities'; Id = 'Spott.InvalidBaseUri' }
            )) {
                $bad + @{ Source = 'parameter -BaseUri' }
                $bad + @{ Source = 'environment variable SPOTT_BASE_URI' }
            }
        ) {
            $with = @{ ApiKey = New-TestKey; Transport = $handler }
            if ($Source -like 'parameter*') { $with.BaseUri = $Given } else { $env:SPOTT_BASE_URI = $Given }
            $failure = Get-Failure { Connect-Spott @with }
            $failure.FullyQualifiedErrorId | Should -BeExactly "$Id,Spott.Commands.ConnectSpottCommand"
            $failure.Exception.Message | Should -BeLike "*from the $Source*"
            Get-AllText $failure | Should -Not -Match 'hush-hush'
            $handler.RequestCount | Should -Be 0
        }
    }

    Context 'The transport' {
        It 'carries the requests' {
            Connect-Spott @fake -ApiKey (New-TestKey)
            @(Get-SpottOpportunity).Count | Should -Be 3
            $handler.RequestCount | Should -Be 2
        }

        It 'may be handlers one inside the other' {
            $outer = [SpottTestPassThrough]::new([SpottTestPassThrough]::new($handler))
            Connect-Spott -ApiKey (New-TestKey) -Transport $outer
            $handler.RequestCount | Should -Be 1
        }

        It 'is accepted when it is <Name>' -ForEach @(
            @{ Name = 'a SocketsHttpHandler that follows nothing'; Make = { [System.Net.Http.SocketsHttpHandler] @{ AllowAutoRedirect = $false } } }
            @{ Name = 'a HttpClientHandler that follows nothing'; Make = { [System.Net.Http.HttpClientHandler] @{ AllowAutoRedirect = $false } } }
            @{ Name = 'one that has a client certificate''s options'; Make = { [System.Net.Http.SocketsHttpHandler] @{ AllowAutoRedirect = $false; SslOptions = [System.Net.Security.SslClientAuthenticationOptions]::new() } } }
        ) {
            $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(1))
            try {
                Connect-Spott -ApiKey (New-TestKey) -BaseUri $server.BaseUri -Transport (& $Make)
                $server.RequestCount | Should -Be 1
            } finally {
                $server.Dispose()
            }
        }

        It 'is refused when it is <Name>, even with -SkipVerify' -ForEach @(
            @{ Name = 'a HttpClientHandler as it comes'; Says = 'AllowAutoRedirect'; Make = { [System.Net.Http.HttpClientHandler]::new() } }
            @{ Name = 'a SocketsHttpHandler as it comes'; Says = 'AllowAutoRedirect'; Make = { [System.Net.Http.SocketsHttpHandler]::new() } }
            @{ Name = 'two handlers around one that follows redirects'; Says = 'AllowAutoRedirect'; Make = { [SpottTestPassThrough]::new([SpottTestPassThrough]::new([System.Net.Http.SocketsHttpHandler]::new())) } }
            @{ Name = 'a HttpClientHandler that trusts everyone'; Says = 'ServerCertificateCustomValidationCallback'; Make = {
                    [System.Net.Http.HttpClientHandler] @{ AllowAutoRedirect = $false; ServerCertificateCustomValidationCallback = [System.Net.Http.HttpClientHandler]::DangerousAcceptAnyServerCertificateValidator } } }
            @{ Name = 'a SocketsHttpHandler that trusts everyone'; Says = 'RemoteCertificateValidationCallback'; Make = {
                    $trusting = [System.Net.Http.SocketsHttpHandler] @{ AllowAutoRedirect = $false }
                    $trusting.SslOptions.RemoteCertificateValidationCallback = { $true }
                    $trusting } }
            @{ Name = 'a handler around one that trusts everyone'; Says = 'RemoteCertificateValidationCallback'; Make = {
                    $trusting = [System.Net.Http.SocketsHttpHandler] @{ AllowAutoRedirect = $false }
                    $trusting.SslOptions.RemoteCertificateValidationCallback = { $true }
                    [SpottTestPassThrough]::new($trusting) } }
        ) {
            $transport = & $Make
            $failure = Get-Failure { Connect-Spott -ApiKey (New-TestKey) -Transport $transport -SkipVerify }
            $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.Insecure,Spott.Commands.ConnectSpottCommand'
            $failure.Exception.Message | Should -BeLike "*$Says*"
            Get-SpottConnection | Should -BeNullOrEmpty
        }

        It 'is never disposed: not by Disconnect-Spott, a new connection, a failed one or the end of a run' {
            $outer = [SpottTestPassThrough]::new($handler)
            $with = @{ ApiKey = New-TestKey; Transport = $outer }
            Connect-Spott @with
            $null = Get-SpottOpportunity
            Connect-Spott @with
            Disconnect-Spott
            $refusing = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Error(401, 'Invalid API key', 'r1')))
            $null = Get-Failure { Connect-Spott -ApiKey (New-TestKey) -Transport $refusing }
            [GC]::Collect(); [GC]::WaitForPendingFinalizers()
            $outer.IsDisposed | Should -BeFalse
            $handler.IsDisposed | Should -BeFalse
            $refusing.IsDisposed | Should -BeFalse
        }
    }

    Context 'The verifying request' {
        It 'is exactly one, the cheapest documented call, with the key and the module''s name' {
            Connect-Spott @fake -ApiKey (New-TestKey)
            $handler.RequestCount | Should -Be 1
            $request = $handler.Requests[0]
            $request.Method | Should -BeExactly 'GET'
            $request.Path | Should -BeExactly '/opportunities'
            $request.RawQuery | Should -BeExactly 'limit=1'
            $request.ApiKey | Should -BeExactly $TestKeyText
            $request.UserAgent | Should -BeExactly "Spott-PowerShell/$((Import-PowerShellDataFile $SpottModule).ModuleVersion)"
        }

        It 'is not sent with -SkipVerify' {
            Connect-Spott @fake -ApiKey (New-TestKey) -SkipVerify
            $handler.RequestCount | Should -Be 0
        }

        It 'tells a bad key at once: <Status> is <Id> after one request' -ForEach @(
            @{ Status = 401; Id = 'Spott.Unauthorized' }
            @{ Status = 403; Id = 'Spott.Forbidden' }
        ) {
            $server = [Spott.Fakes.OpportunityServer]::new(3)
            $server.Key = 'another-key'
            $server.BadKeyStatus = $Status
            $handler = $server.AsHandler()
            $failure = Get-Failure { Connect-Spott -ApiKey (New-TestKey) -Transport $handler }
            $failure.FullyQualifiedErrorId | Should -BeExactly "$Id,Spott.Commands.ConnectSpottCommand"
            $failure.Exception.Message | Should -BeLike "*GET https://api.gospott.com/opportunities*$Status*Invalid API key*"
            Get-AllText $failure | Should -Not -BeLike "*$TestKeyText*"
            $handler.RequestCount | Should -Be 1
        }

        It 'fails on an answer that is not Spott''s, such as a sign-in page' {
            $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Html(200)))
            $failure = Get-Failure { Connect-Spott -ApiKey (New-TestKey) -Transport $handler -MaxRetryCount 0 }
            $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.Protocol,Spott.Commands.ConnectSpottCommand'
        }
    }

    Context 'Without Connect-Spott' {
        BeforeAll { $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(3)) }
        AfterAll { $server.Dispose() }

        It 'a command connects itself from SPOTT_API_KEY, says so, and sends no extra request' {
            $env:SPOTT_API_KEY = $TestKeyText
            $env:SPOTT_BASE_URI = $server.BaseUri
            $before = $server.RequestCount
            $output = @(Get-SpottOpportunity -Verbose 4>&1)
            $server.RequestCount - $before | Should -Be 1
            $server.Requests[$before].ApiKey | Should -BeExactly $TestKeyText
            @($output | Where-Object { $_ -is [Spott.Opportunity] }).Count | Should -Be 3
            @($output -like 'Connected to *') | Should -Be "Connected to $($server.BaseUri) with the key from the environment variable SPOTT_API_KEY."
            "$output" | Should -Not -BeLike "*$TestKeyText*"
            (Get-SpottConnection).KeySource | Should -BeExactly 'the environment variable SPOTT_API_KEY'
        }

        It 'a second command uses that connection again' {
            $env:SPOTT_API_KEY = $TestKeyText
            $env:SPOTT_BASE_URI = $server.BaseUri
            $null = Get-SpottOpportunity
            $first = Get-SpottConnection
            @(Get-SpottOpportunity -Verbose 4>&1) -like 'Connected to *' | Should -BeNullOrEmpty
            [object]::ReferenceEquals($first, (Get-SpottConnection)) | Should -BeTrue
        }

        It 'a command without any key names Connect-Spott and does not fall back to the sandbox' {
            $output = [System.Collections.Generic.List[object]]::new()
            $failure = Get-Failure { Get-SpottOpportunity | ForEach-Object { $output.Add($_) } }
            $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.NotConnected,Spott.Commands.GetSpottOpportunityCommand'
            $failure.Exception.Message | Should -BeLike '*run Connect-Spott*SPOTT_API_KEY*'
            $output.Count | Should -Be 0
            Get-SpottConnection | Should -BeNullOrEmpty
        }

        It 'a bad key in the environment is refused and not shown' {
            $env:SPOTT_API_KEY = "Marker-Ké7f3a9c51"
            $failure = Get-Failure { Get-SpottOpportunity }
            $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.InvalidApiKey,Spott.Commands.GetSpottOpportunityCommand'
            Get-AllText $failure | Should -Not -Match '7f3a9c51'
        }
    }

    Context 'The sandbox' {
        It 'is connected to only by its switch, and says where it is' {
            $env:SPOTT_API_KEY = $TestKeyText
            $env:SPOTT_BASE_URI = 'https://fake.invalid/'
            $connection = Connect-Spott -Sandbox -PassThru
            $connection.BaseUri | Should -Be 'https://sandbox.invalid/'
            $connection.KeySource | Should -BeExactly 'the sandbox'
        }

        It 'has <_> opportunities when told so' -ForEach 0, 1, 51 {
            Connect-Spott -Sandbox -SandboxSize $_
            @(Get-SpottOpportunity).Count | Should -Be $_
        }

        It 'has 137 opportunities otherwise' {
            Connect-Spott -Sandbox
            @(Get-SpottOpportunity).Count | Should -Be 137
        }

        It 'does not go together with <Name>' -ForEach @(
            @{ Name = '-Transport'; With = { @{ Transport = [Spott.Fakes.ScriptedHandler]::Pages(0) } } }
            @{ Name = 'a negative size'; With = { @{ SandboxSize = -1 } } }
            @{ Name = 'more than a million'; With = { @{ SandboxSize = 1000001 } } }
            @{ Name = 'a day before its first'; With = { @{ SandboxDay = -1 } } }
            @{ Name = 'a day more than ten years later'; With = { @{ SandboxDay = 3651 } } }
        ) {
            $with = & $With
            (Get-Failure { Connect-Spott -Sandbox @with }).Exception | Should -BeOfType System.Management.Automation.ParameterBindingException
        }

        It 'alone has days' {
            foreach ($run in { Connect-Spott -ApiKey (New-TestKey) -SandboxDay 1 }, { Connect-Spott -SandboxSize 20 }) {
                "$(Get-Failure $run)" | Should -BeExactly '-SandboxSize and -SandboxDay are for the sandbox alone; give -Sandbox with them, or leave them out.'
            }
        }

        It 'says that it does not go together with -<Name>' -ForEach @(
            @{ Name = 'ApiKey'; Value = { New-TestKey } }
            @{ Name = 'BaseUri'; Value = { 'https://fake.invalid/' } }
            @{ Name = 'Proxy'; Value = { 'http://fake.invalid:8080' } }
            @{ Name = 'NoProxy'; Value = { $true } }
        ) {
            $with = @{ $Name = & $Value }
            "$(Get-Failure { Connect-Spott -Sandbox @with })" | Should -Be "-Sandbox and -$Name cannot be used together; leave one of them out."
            Get-SpottConnection | Should -BeNullOrEmpty
        }
    }
}

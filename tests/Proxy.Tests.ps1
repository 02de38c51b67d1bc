BeforeAll {
    . $PSScriptRoot/common.ps1

    function New-ProxyCredential([string] $Password = $ProxyPassword) {
        [pscredential]::new('proxyuser', [System.Net.NetworkCredential]::new('', $Password).SecurePassword)
    }

    function Connect-Through {
        # Connects, with the verifying request, to a server by plain http or to https://api.invalid, where only the CONNECT counts.
        param([hashtable] $With, [uri] $BaseUri = 'https://api.invalid/')

        Connect-Spott -ApiKey (New-TestKey) -BaseUri $BaseUri -MaxRetryCount 0 -TimeoutSec 20 @With
    }

    function Get-ShownFailure([scriptblock] $Script) {
        # The error record and everything that it shows to somebody who looks closely.
        try { & $Script | Out-Null } catch {
            return [pscustomobject]@{
                Id  = $_.FullyQualifiedErrorId -replace ',.*'
                Text = $_.Exception.Message
                All = ($_ | Format-List * -Force | Out-String) + ($_.Exception | Format-List * -Force | Out-String) + ($_ | ConvertTo-Json -Depth 4 -WarningAction Ignore)
            }
        }
        throw 'It did not fail.'
    }

    $ProxyPassword = 'Marker-Proxy-5b1d'
    $ProxyPasswordForms = @($ProxyPassword, [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes("proxyuser:$ProxyPassword")))
}

Describe 'A connection through a proxy' {
    BeforeEach {
        $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(60))
        $open = [Spott.Fakes.LoopbackProxy]::new()
        $strict = [Spott.Fakes.LoopbackProxy]::new('proxyuser', $ProxyPassword)
    }
    AfterEach {
        Disconnect-Spott
        foreach ($one in $open, $strict, $server) { $one.Dispose() }
    }

    Context 'that demands nothing' {
        It 'gets every page through it' {
            Connect-Through @{ Proxy = $open.Address } -BaseUri $server.BaseUri
            @(Get-SpottOpportunity).Count | Should -Be 60
            $open.Requests.Count | Should -Be 3 -Because 'there are two pages and the verifying call'
            $open.Requests | ForEach-Object Method | Should -Be 'GET', 'GET', 'GET'
            $open.Requests[0].Target | Should -Be "$($server.BaseUri)opportunities?limit=1"
            $server.Requests[2].ApiKey | Should -Be $TestKeyText
        }

        It 'asks for a tunnel to an https address, with no key in it' {
            $failure = Get-ShownFailure { Connect-Through @{ Proxy = $open.Address } }
            $open.Tunnels | Should -Be 'api.invalid:443'
            $open.Requests[0].Head | Should -Not -Match ([regex]::Escape($TestKeyText))
            $open.Requests[0].Head | Should -Not -Match 'x-api-key'
            $failure.Id | Should -Be 'Spott.Network'
            $failure.Text | Should -Match "502"
        }

        It 'uses no proxy with -NoProxy' {
            Connect-Through @{ NoProxy = $true } -BaseUri $server.BaseUri
            $server.RequestCount | Should -Be 1
            $open.Requests | Should -BeNullOrEmpty
        }
    }

    Context 'that demands a credential' {
        It 'gets every page with -ProxyCredential, which the server never sees' {
            Connect-Through @{ Proxy = $strict.Address; ProxyCredential = New-ProxyCredential } -BaseUri $server.BaseUri
            @(Get-SpottOpportunity).Count | Should -Be 60
            foreach ($request in $server.Requests) {
                $request.Headers.Keys | Should -Not -Contain 'Proxy-Authorization'
                $request.ApiKey | Should -Be $TestKeyText
            }
        }

        It 'gives the credential for a tunnel only after it was asked, and no key with it' {
            $failure = Get-ShownFailure { Connect-Through @{ Proxy = $strict.Address; ProxyCredential = New-ProxyCredential } }
            $strict.Tunnels | Should -Be 'api.invalid:443', 'api.invalid:443'
            $strict.Requests[0].ProxyAuthorization | Should -BeNullOrEmpty
            $strict.Requests[1].ProxyAuthorization | Should -Be "Basic $($ProxyPasswordForms[1])"
            $strict.Requests | ForEach-Object Head | Should -Not -Match ([regex]::Escape($TestKeyText))
            $failure.Text | Should -Match '502'
        }

        It 'names -ProxyCredential when <What> was given on <Address>, tries no more, and shows no password' -ForEach @(
            @{ What = 'none'; Address = 'https'; Password = $null; Base = 'https://api.invalid/' }
            @{ What = 'a wrong one'; Address = 'https'; Password = 'Marker-Proxy-wrong'; Base = 'https://api.invalid/' }
            @{ What = 'none'; Address = 'http'; Password = $null; Base = $null }
            @{ What = 'a wrong one'; Address = 'http'; Password = 'Marker-Proxy-wrong'; Base = $null }
        ) {
            $with = @{ Proxy = $strict.Address; MaxRetryCount = 3 }
            if ($Password) { $with.ProxyCredential = New-ProxyCredential $Password }
            $base = if ($Base) { $Base } else { $server.BaseUri }
            $failure = Get-ShownFailure { Connect-Spott -ApiKey (New-TestKey) -BaseUri $base @with }

            $failure.Id | Should -Be 'Spott.Network'
            $failure.Text | Should -Match 'the proxy asks for a credential.*; give the proxy''s user name and password with Connect-Spott -ProxyCredential\.'
            $failure.Text | Should -Match 'after 1 attempt in'
            $failure.All | Should -Not -Match 'Marker-Proxy'
            $failure.All | Should -Not -Match ([Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes("proxyuser:$Password")))
            $server.RequestCount | Should -Be 0
        }

        It 'does not send the credential of the user by Basic with -ProxyUseDefaultCredentials' {
            $failure = Get-ShownFailure { Connect-Through @{ Proxy = $strict.Address; ProxyUseDefaultCredentials = $true } }
            $failure.Text | Should -Match '-ProxyCredential'
            # Up to .NET 9 the handler answers Basic with an empty name and an empty password.
            $strict.Requests | ForEach-Object ProxyAuthorization | Where-Object { $_ -ne 'Basic Og==' } | Should -BeNullOrEmpty
        }
    }

    Context 'that is refused before anything is sent' {
        It 'when it stands on another machine and could read the key of a plain address' {
            $failure = Get-ShownFailure { Connect-Through @{ Proxy = 'http://proxy.invalid:8080' } -BaseUri $server.BaseUri }
            $failure.Id | Should -Be 'Spott.Insecure'
            $failure.Text | Should -Match 'could read the key.*leave -Proxy out'
        }

        It 'when its address holds a password, which is not shown' {
            $failure = Get-ShownFailure { Connect-Through @{ Proxy = "http://proxyuser:$ProxyPassword@127.0.0.1:$($strict.Address.Port)" } }
            $failure.Id | Should -Be 'Spott.InvalidArgument'
            $failure.Text | Should -Match '-ProxyCredential'
            $failure.All | Should -Not -Match 'Marker-Proxy'
            $strict.Requests | Should -BeNullOrEmpty
        }

        It 'when <Name> comes together with -NoProxy' -ForEach @(
            @{ Name = 'Proxy'; With = @{ Proxy = 'http://127.0.0.1:1' } }
            @{ Name = 'ProxyUseDefaultCredentials'; With = @{ ProxyUseDefaultCredentials = $true } }
        ) {
            (Get-ShownFailure { Connect-Through (@{ NoProxy = $true } + $With) }).Id | Should -Be 'Spott.InvalidArgument'
        }
    }

    Context 'that Test-SpottConnection looks at' {
        It 'is shown, and judged by the call alone' {
            Connect-Through @{ Proxy = $strict.Address; ProxyCredential = New-ProxyCredential } -BaseUri $server.BaseUri
            $result = Test-SpottConnection
            $result.Succeeded | Should -BeTrue
            $result.StatusCode | Should -Be 200
            $result.Proxy | Should -Be $strict.Address.GetLeftPart('Authority')
            foreach ($step in 'NameResolved', 'TcpConnected', 'TlsTrusted') { $result.$step | Should -BeNullOrEmpty -Because $step }
        }

        It 'is named in the problem' -ForEach @(
            @{ Demanding = $true; Problem = 'asks for a credential' }
            @{ Demanding = $false; Problem = '502' }
        ) {
            $proxy = if ($Demanding) { $strict } else { $open }
            Connect-Through @{ Proxy = $proxy.Address; SkipVerify = $true }
            $result = Test-SpottConnection
            $result.Succeeded | Should -BeFalse
            $result.NameResolved | Should -BeNullOrEmpty
            $result.Problem | Should -Match "No answer from GET https://api\.invalid/opportunities through the proxy $($proxy.Address.GetLeftPart('Authority')): .*$Problem"
            $result.Remedy | Should -Match '-ProxyCredential'
            $proxy.Tunnels | Should -Be 'api.invalid:443' -Because 'it is tried once'
        }

        It 'is told when nobody listens there' {
            Connect-Through @{ Proxy = 'http://127.0.0.1:9'; SkipVerify = $true }
            (Test-SpottConnection).Problem | Should -Match 'through the proxy http://127\.0\.0\.1:9: '
        }
    }

    Context 'of the environment' {
        BeforeAll {
            function Invoke-WithProxy {
                # Connects several times in one child, since a process reads the environment's proxies once; each line is "name: outcome".
                param([hashtable] $Environment, [string] $Script)

                $clean = @{ SPOTT_API_KEY = $TestKeyText }
                foreach ($name in 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy') { $clean[$name] = $clean[$name.ToUpperInvariant()] = $null }
                foreach ($name in $Environment.Keys) { $clean[$name] = $Environment[$name] }
                Invoke-ChildShell -Environment $clean -Script @"
`$ErrorActionPreference = 'Stop'
Import-Module '$SpottModule'
function Try-Connect([string] `$Name, [hashtable] `$With) {
    try { Connect-Spott -BaseUri https://api.invalid -MaxRetryCount 0 -TimeoutSec 20 @With; "`${Name}: connected" }
    catch { "`${Name}: `$(`$_.Exception.Message)" }
}
$Script
"@
            }
        }

        It 'is used for https, not for a loopback address, and overridden by -NoProxy and -Proxy' {
            $child = Invoke-WithProxy @{ HTTPS_PROXY = $open.Address } @"
Try-Connect plain @{}
Try-Connect without @{ NoProxy = `$true }
Try-Connect other @{ Proxy = '$($strict.Address)' }
try { Connect-Spott -BaseUri $($server.BaseUri); 'loopback: connected' } catch { "loopback: `$_" }
Connect-Spott -BaseUri https://api.invalid -SkipVerify
'shown: ' + (Test-SpottConnection).Proxy
"@
            $child.Out | Should -Match 'plain: No answer from .*502'
            $child.Out | Should -Match 'without: No answer from '
            $child.Out | Should -Match 'without: (?!.*502)'
            $child.Out | Should -Match 'other: .*-ProxyCredential'
            $child.Out | Should -Match 'loopback: connected'
            $child.Out | Should -Match "shown: $($open.Address.GetLeftPart('Authority'))"
            $open.Tunnels | Should -Be 'api.invalid:443', 'api.invalid:443' -Because 'only the first and the last went there'
            $strict.Tunnels | Should -Be 'api.invalid:443'
            $open.Requests | ForEach-Object Head | Should -Not -Match 'Marker-Key'
        }

        It 'takes -ProxyCredential for a proxy that stands there without one' {
            $child = Invoke-WithProxy @{ HTTPS_PROXY = $strict.Address; PW = $ProxyPassword } @'
Try-Connect none @{}
$credential = [pscredential]::new('proxyuser', [System.Net.NetworkCredential]::new('', $env:PW).SecurePassword)
Try-Connect given @{ ProxyCredential = $credential }
'@
            $child.Out | Should -Match 'none: .*-ProxyCredential'
            $child.Out | Should -Match 'given: .*502'
            $child.Out + $child.Err | Should -Not -Match 'Marker-Proxy'
            $strict.Requests[-1].ProxyAuthorization | Should -Be "Basic $($ProxyPasswordForms[1])"
        }

        It 'may hold its credential, which nothing shows' {
            $address = "http://proxyuser:$ProxyPassword@127.0.0.1:$($strict.Address.Port)"
            $child = Invoke-WithProxy @{ HTTPS_PROXY = $address } @'
Try-Connect right @{}
Connect-Spott -BaseUri https://api.invalid -SkipVerify
Test-SpottConnection -Verbose *>&1 | Format-List | Out-String -Width 500
$Error | Format-List * -Force | Out-String -Width 500
'@
            $child.Out | Should -Match 'right: .*502'
            $child.Out | Should -Match "Proxy +: http://127\.0\.0\.1:$($strict.Address.Port)"
            foreach ($form in $ProxyPasswordForms) { ($child.Out + $child.Err).Contains($form) | Should -BeFalse -Because 'the password is nobody else''s' }
            $strict.Requests[-1].ProxyAuthorization | Should -Be "Basic $($ProxyPasswordForms[1])"
        }

        It 'is not used for what NO_PROXY names, nor HTTP_PROXY for https' {
            $child = Invoke-WithProxy @{ HTTPS_PROXY = $open.Address; NO_PROXY = '.invalid' } 'Try-Connect excepted @{}'
            $child.Out | Should -Match 'excepted: No answer from (?!.*502)'
            $child = Invoke-WithProxy @{ HTTP_PROXY = $open.Address } 'Try-Connect plain @{}'
            $child.Out | Should -Match 'plain: No answer from (?!.*502)'
            $open.Requests | Should -BeNullOrEmpty
        }

        It 'tunnels TLS end to end: the server gets the key, the proxy nothing but the CONNECT' -Skip:(-not $IsLinux) {
            # Only on Linux can one process be told whom to trust.
            $tls = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(60), $true)
            try {
                $trusted = Join-Path $TestDrive trusted.pem
                Set-Content $trusted $tls.Certificate.ExportCertificatePem()
                $child = Invoke-WithProxy @{ SSL_CERT_FILE = $trusted; PW = $ProxyPassword } @"
`$credential = [pscredential]::new('proxyuser', [System.Net.NetworkCredential]::new('', `$env:PW).SecurePassword)
Connect-Spott -BaseUri $($tls.BaseUri) -Proxy $($strict.Address) -ProxyCredential `$credential
'items: ' + @(Get-SpottOpportunity).Count
"@
            } finally {
                $tls.Dispose()
            }
            $child.Out | Should -Match 'items: 60'
            $tls.Requests | ForEach-Object ApiKey | Sort-Object -Unique | Should -Be $TestKeyText
            $strict.Requests | ForEach-Object Method | Sort-Object -Unique | Should -Be 'CONNECT'
            $strict.Requests | ForEach-Object Head | Should -Not -Match 'Marker-Key'
        }
    }
}

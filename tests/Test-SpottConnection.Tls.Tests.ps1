BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Test-SpottConnection' {
    AfterEach {
        Disconnect-Spott
        Get-ChildItem -Path Env:SPOTT_* | Remove-Item
    }

    Context 'when TLS fails' {
        It 'tells a certificate that is <What>, shows it, and sends nothing' -ForEach @(
            @{ What = 'of nobody known'; Name = '127.0.0.1'; From = -1; Until = 30; Problem = 'does not trust its issuer, CN=127\.0\.0\.1' }
            @{ What = 'expired'; Name = '127.0.0.1'; From = -30; Until = -2; Problem = 'it expired on \d{4}-\d\d-\d\d\.' }
            @{ What = 'not valid yet'; Name = '127.0.0.1'; From = 2; Until = 30; Problem = 'not valid before \d{4}-\d\d-\d\d' }
            @{ What = 'for another name'; Name = 'api.example.com'; From = -1; Until = 30; Problem = 'not for 127\.0\.0\.1 but for api\.example\.com' }
        ) {
            $now = [datetimeoffset]::UtcNow
            $certificate = [Spott.Fakes.UntrustedCertificate]::Create($Name, $now.AddDays($From), $now.AddDays($Until))
            $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(1), $certificate)
            try {
                $result = Test-SpottConnection -Connection (Connect-Fake -Server $server)

                $result.TcpConnected | Should -BeTrue
                $result.TlsTrusted | Should -BeFalse
                $result.TlsProtocol | Should -BeNullOrEmpty
                $result.CertificateSubject | Should -Be "CN=$Name"
                $result.CertificateIssuer | Should -Be "CN=$Name"
                ($result.CertificateExpires - $now.AddDays($Until).LocalDateTime).Duration() | Should -BeLessThan ([timespan]'00:00:02')
                $result.Problem | Should -Match "^The certificate of 127\.0\.0\.1 is not trusted: .*$Problem"
                $result.Remedy | Should -Match 'clock'
                $server.RequestCount | Should -Be 0
            } finally {
                $server.Dispose()
            }
        }

        It 'tells a port where somebody speaks something else' {
            $server = [Spott.Fakes.LoopbackServer]::new()
            try {
                $result = Test-SpottConnection -Connection (Connect-Fake -Server @{ BaseUri = "https://127.0.0.1:$($server.BaseUri.Port)/" })
            } finally {
                $server.Dispose()
            }
            $result.TcpConnected | Should -BeTrue
            $result.TlsTrusted | Should -BeFalse
            $result.CertificateSubject | Should -BeNullOrEmpty
            $result.Problem | Should -Match 'was reached on port \d+, but no TLS connection could be made: .+\.$'
        }

        It 'gives up a handshake after five seconds, and at once when it is stopped' -Tag Slow {
            $silent = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
            $silent.Start()
            try {
                $connection = Connect-Fake -Server @{ BaseUri = "https://127.0.0.1:$($silent.LocalEndpoint.Port)/" }
                $clock = [System.Diagnostics.Stopwatch]::StartNew()
                $result = Test-SpottConnection -Connection $connection
                $clock.Elapsed.TotalSeconds | Should -BeGreaterThan 4.5
                $clock.Elapsed.TotalSeconds | Should -BeLessThan 15
                $result.Problem | Should -Match 'no answer within 5 s\.$'

                $shell = [powershell]::Create().AddScript('param($module, $connection) Import-Module $module; Test-SpottConnection -Connection $connection')
                $running = $shell.AddArgument($SpottModule).AddArgument($connection).BeginInvoke()
                foreach ($connects in 'the first run', 'the second run') { $silent.AcceptTcpClientAsync().Wait(20000) | Should -BeTrue -Because $connects }
                $clock.Restart()
                $shell.Stop()
                # Its own limit is five seconds.
                $clock.Elapsed.TotalSeconds | Should -BeLessThan 4
                $shell.InvocationStateInfo.State | Should -Be 'Stopped'
                $shell.Streams.Error | Should -BeNullOrEmpty
                { $shell.EndInvoke($running) } | Should -Throw '*stopped*'
                $shell.Dispose()
            } finally {
                $silent.Stop()
            }
        }

        It 'shows the protocol and the certificate of a server that the system trusts' -Skip:(-not $IsLinux) {
            # Only on Linux can one process be told whom to trust.
            $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(1), $true)
            try {
                $trusted = Join-Path $TestDrive trusted.pem
                Set-Content $trusted $server.Certificate.ExportCertificatePem()
                $child = Invoke-ChildShell -Environment @{ SSL_CERT_FILE = $trusted; SPOTT_API_KEY = 'k'; SPOTT_BASE_URI = $server.BaseUri } -Script @"
Import-Module '$SpottModule'
Test-SpottConnection | Select-Object * -ExcludeProperty Latency | ConvertTo-Json -Depth 3
"@
            } finally {
                $server.Dispose()
            }
            $result = $child.Out | ConvertFrom-Json
            $result.Problem | Should -BeNullOrEmpty
            $result.Succeeded | Should -BeTrue
            $result.TlsTrusted | Should -BeTrue
            $result.TlsProtocol | Should -Match '^Tls1[23]$'
            $result.CertificateSubject | Should -Be 'CN=127.0.0.1'
            $result.StatusCode | Should -Be 200
            $server.RequestCount | Should -Be 1
        }
    }
}

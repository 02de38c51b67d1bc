BeforeAll {
    . $PSScriptRoot/common.ps1

    function Test-Fake {
        # The test of a connection that nothing was sent on before, by a handler that gives these answers.
        param([Spott.Fakes.Answer[]] $Answer)

        $handler = [Spott.Fakes.ScriptedHandler]::new($Answer)
        $result = Test-SpottConnection -Connection (Connect-Fake -Handler $handler)
        $result | Add-Member -NotePropertyName Handler -NotePropertyValue $handler -PassThru
    }
}

Describe 'Test-SpottConnection' {
    AfterEach {
        Disconnect-Spott
        Get-ChildItem -Path Env:SPOTT_* | Remove-Item
    }

    Context 'on a way that works' {
        BeforeEach {
            $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(3))
            $connection = Connect-Fake -Server $server
        }
        AfterEach { $server.Dispose() }

        It 'fills every step of the way and finds nothing wrong' {
            $result = Test-SpottConnection

            $result | Should -BeOfType Spott.ConnectionTestResult
            $result.BaseUri | Should -Be $server.BaseUri
            $result.KeySource | Should -Be 'the parameter -ApiKey'
            $result.Proxy | Should -Be 'none'
            $result.NameResolved | Should -BeTrue
            $result.Addresses | Should -Be '127.0.0.1'
            $result.TcpConnected | Should -BeTrue
            $result.TlsTrusted | Should -BeNullOrEmpty -Because 'there is no TLS on plain http'
            $result.StatusCode | Should -Be 200
            $result.Latency | Should -BeGreaterThan ([timespan]::Zero)
            $result.ClockSkew.Duration() | Should -BeLessThan ([timespan]'00:00:03')
            $result.Succeeded | Should -BeTrue
            $result.Problem | Should -BeNullOrEmpty
            $result.Remedy | Should -BeNullOrEmpty
        }

        It 'sends the cheapest call, once, and counts it' {
            Test-SpottConnection | Out-Null

            $server.Requests | ForEach-Object ToString | Should -Be 'GET /opportunities?limit=1'
            $connection.RequestCount | Should -Be 1
        }

        It 'says only true with -Quiet' {
            $answer = Test-SpottConnection -Quiet
            $answer | Should -BeOfType bool
            $answer | Should -BeTrue
        }

        It 'makes the whole way although a network connection is open from before' {
            Get-SpottOpportunity | Out-Null
            $before = $server.ConnectionCount
            (Test-SpottConnection).Succeeded | Should -BeTrue
            $server.ConnectionCount | Should -BeGreaterThan $before
        }

        It 'tests the connection that it is given instead of the current one' {
            Connect-Spott -Sandbox
            $result = Test-SpottConnection -Connection $connection
            $result.BaseUri | Should -Be $server.BaseUri
            $result.KeySourcesChecked.ToString() | Should -Be 'the parameter -Connection: used'
        }

        It 'shows the key nowhere' {
            $everything = & { Test-SpottConnection -Verbose -Debug | ConvertTo-Json -Depth 9 } *>&1 | Out-String
            $everything | Should -Match 'opportunities'
            $everything | Should -Not -Match ([regex]::Escape($TestKeyText))
        }
    }

    Context 'in the sandbox' {
        It 'makes the call and takes no step on a network that there is not' {
            Connect-Spott -Sandbox
            $result = Test-SpottConnection

            $result.Succeeded | Should -BeTrue
            $result.StatusCode | Should -Be 200
            $result.BaseUri | Should -Be 'https://sandbox.invalid/'
            $result.KeySource | Should -Be 'the sandbox'
            foreach ($step in 'Proxy', 'NameResolved', 'TcpConnected', 'TlsTrusted') {
                $result.$step | Should -BeNullOrEmpty -Because $step
            }
        }
    }

    Context 'when the server refuses or fails' {
        It 'says what <Status> means, after one call' -ForEach @(
            @{ Status = 400; Problem = 'did not accept the request'; Remedy = 'Check the parameters' }
            @{ Status = 401; Problem = 'refused the API key'; Remedy = 'Check the key in Spott' }
            @{ Status = 403; Problem = 'not allowed'; Remedy = 'Ask an administrator' }
            @{ Status = 404; Problem = 'nothing at'; Remedy = 'Check the base address' }
            @{ Status = 429; Problem = 'throttling'; Remedy = 'Run it later' }
            @{ Status = 500; Problem = 'server failed'; Remedy = 'Run it again later' }
            @{ Status = 503; Problem = 'server failed'; Remedy = 'Run it again later' }
        ) {
            $result = Test-Fake ([Spott.Fakes.Answer]::Error($Status, 'Said the server.', 'req-7'))

            $result.Succeeded | Should -BeFalse
            $result.StatusCode | Should -Be $Status
            $result.Latency | Should -Not -BeNullOrEmpty
            $result.Problem | Should -Match $Problem
            $result.Problem | Should -Match 'Said the server\..*req-7.*[^.]\.$'
            $result.Remedy | Should -Match "^$Remedy.*\.$"
            $result.Handler.RequestCount | Should -Be 1
        }

        It 'tells a redirect and does not follow it' {
            $result = Test-Fake ([Spott.Fakes.Answer]::Empty(302).WithHeader('Location', 'https://elsewhere.invalid/'))
            $result.StatusCode | Should -Be 302
            $result.Problem | Should -Match 'redirect'
            $result.Remedy | Should -Match 'base address'
            $result.Handler.RequestCount | Should -Be 1
        }

        It 'tells a sign-in page that answers in the place of the API' {
            $result = Test-Fake ([Spott.Fakes.Answer]::Html(200))
            $result.StatusCode | Should -Be 200
            $result.Succeeded | Should -BeFalse
            $result.Problem | Should -Match 'not what the API promises'
            $result.Remedy | Should -Match 'sign-in page'
        }

        It 'gives false with -Quiet' {
            Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer]::Empty(401))) | Out-Null
            Test-SpottConnection -Quiet | Should -BeFalse
        }
    }

    Context 'when there is no answer' {
        It 'tells <Fault> of the transport' -ForEach @(
            @{ Fault = 'ResetBeforeHeaders' }
            @{ Fault = 'CutBody' }
            @{ Fault = 'NotHttp' }
        ) {
            $result = Test-Fake ([Spott.Fakes.Answer]::Json('{"items":[],"pagination":{"cursor":null,"hasMore":false}}').WithFault($Fault))
            $result.Succeeded | Should -BeFalse
            $result.Latency | Should -BeNullOrEmpty
            $result.Problem | Should -Match '^No answer from GET https://fake\.invalid/opportunities: .+\.$'
            $result.Remedy | Should -Not -BeNullOrEmpty
            $result.Handler.RequestCount | Should -Be 1
        }

        It 'gives up after 30 seconds, or after a shorter -TimeoutSec' -ForEach @(
            @{ With = @{}; Seconds = 30 }
            @{ With = @{ TimeoutSec = 7 }; Seconds = 7 }
        ) {
            $clock = [Spott.Fakes.FakeClock]::new()
            $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer]::HangFor($clock, [timespan]::FromSeconds($Seconds + 1)))
            $result = Test-SpottConnection -Connection (Connect-Fake -Handler $handler -Clock $clock -With $With)
            $result.Problem | Should -Match "^No complete answer .* within $Seconds s\.$|^No complete answer .* within $($Seconds + 1) s\.$"
            $result.StatusCode | Should -BeNullOrEmpty
        }

        It 'takes whatever a transport of the user throws for a failure of the way' {
            Add-Type -TypeDefinition @'
public sealed class ThrowingTransport : System.Net.Http.HttpMessageHandler
{
    protected override System.Threading.Tasks.Task<System.Net.Http.HttpResponseMessage> SendAsync(
        System.Net.Http.HttpRequestMessage request, System.Threading.CancellationToken cancellationToken) =>
        throw new System.ArithmeticException("The gears are stuck.");
}
'@
            $result = Test-SpottConnection -Connection (Connect-Fake -Handler ([ThrowingTransport]::new()))
            $result.Succeeded | Should -BeFalse
            $result.Problem | Should -Match '^No answer from .*: The gears are stuck\.$'
        }

        It 'tells a port where nobody listens' {
            # Bound and never listening: nobody else can take the port meanwhile.
            $bound = [System.Net.Sockets.Socket]::new('InterNetwork', 'Stream', 'Tcp')
            try {
                $bound.Bind([System.Net.IPEndPoint]::new([System.Net.IPAddress]::Loopback, 0))
                $port = $bound.LocalEndPoint.Port
                $connection = Connect-Fake -Server @{ BaseUri = "http://127.0.0.1:$port/" }
                $result = Test-SpottConnection -Connection $connection
            } finally {
                $bound.Dispose()
            }

            $result.NameResolved | Should -BeTrue
            $result.TcpConnected | Should -BeFalse
            $result.StatusCode | Should -BeNullOrEmpty
            $result.Problem | Should -Match "^No connection to 127\.0\.0\.1, port ${port}: .+\.$"
            $result.Remedy | Should -Match 'firewall'
            $connection.RequestCount | Should -Be 0
        }

        It 'tells a name that has no address' {
            Connect-Spott -ApiKey (New-TestKey) -BaseUri https://api.invalid -SkipVerify -NoProxy
            $result = Test-SpottConnection

            $result.NameResolved | Should -BeFalse
            $result.TcpConnected | Should -BeNullOrEmpty
            $result.Problem | Should -Match '^The name api\.invalid could not be resolved: .+\.$'
            $result.Remedy | Should -Match 'DNS'
        }
    }

    Context 'when there is nothing to connect with' {
        BeforeEach { $Error.Clear(); $errorsBefore = 0 }
        AfterEach { $Error.Count | Should -Be $errorsBefore -Because 'what it finds is a result, no error' }

        It 'tells that there is no key, and where it looked' {
            $env:SPOTT_BASE_URI = 'http://127.0.0.1:9'
            $result = Test-SpottConnection

            $result.Succeeded | Should -BeFalse
            $result.KeySource | Should -BeNullOrEmpty
            $result.KeySourcesChecked.ToString() | Should -Be 'the parameter -Connection: not given; the current connection: none; the environment variable SPOTT_API_KEY: not set'
            $result.Problem | Should -Match '^There is no connection to Spott: .*SPOTT_API_KEY is not set.*\.$'
            $result.Remedy | Should -Match '^Run Connect-Spott, .*SPOTT_API_KEY\.$'
            $result.TcpConnected | Should -BeFalse -Because 'the network is looked at all the same'
        }

        It 'tells a key that is refused, without showing it' {
            $env:SPOTT_API_KEY = "Marker key`nwith a break"
            $env:SPOTT_BASE_URI = 'http://127.0.0.1:9'
            $result = Test-SpottConnection
            $result.Problem | Should -Match '^The API key from the environment variable SPOTT_API_KEY has a character'
            $result.Remedy | Should -Match '^Copy it again'
            $result.KeySourcesChecked[-1] | Should -Be 'the environment variable SPOTT_API_KEY: refused'
            $result | ConvertTo-Json -Depth 5 | Should -Not -Match 'Marker'
        }

        It 'tells a base address that is refused: <Address>' -ForEach @(
            @{ Address = 'ftp://example.com'; Problem = 'not an absolute http or https address' }
            @{ Address = 'https://me:secret@example.com'; Problem = 'has a user name in it' }
            @{ Address = 'http://example.com'; Problem = 'unencrypted' }
        ) {
            $env:SPOTT_API_KEY = 'k'
            $env:SPOTT_BASE_URI = $Address
            $result = Test-SpottConnection
            $result.Succeeded | Should -BeFalse
            $result.BaseUri | Should -BeNullOrEmpty
            $result.Problem | Should -Match "SPOTT_BASE_URI .*$Problem.*\.$"
            $result.Problem | Should -Not -Match 'secret'
            $result.Remedy | Should -Match '^(Give|Use) '
            Test-SpottConnection -Quiet | Should -BeFalse
        }

        It 'tells a connection that was closed' {
            $connection = Connect-Spott -Sandbox -PassThru
            Disconnect-Spott
            $result = Test-SpottConnection -Connection $connection
            $result.Succeeded | Should -BeFalse
            $result.Problem | Should -Match 'closed by Disconnect-Spott\.$'
        }
    }

    Context 'when the key comes from the environment' {
        It 'uses it for the test alone and leaves no connection behind' {
            $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(1))
            try {
                $env:SPOTT_API_KEY = $TestKeyText
                $env:SPOTT_BASE_URI = $server.BaseUri
                $result = Test-SpottConnection
            } finally {
                $server.Dispose()
            }
            $result.Succeeded | Should -BeTrue
            $result.KeySource | Should -Be 'the environment variable SPOTT_API_KEY'
            $server.Requests[0].ApiKey | Should -Be $TestKeyText
            Get-SpottConnection | Should -BeNullOrEmpty
        }
    }

    Context 'when the last Connect-Spott failed' {
        BeforeEach {
            $elsewhere = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(1))
            $env:SPOTT_API_KEY = 'another-accounts-key-0123456789'
            $env:SPOTT_BASE_URI = $elsewhere.BaseUri
            $api = [Spott.Fakes.OpportunityServer]::new(1)
            $api.Key = 'the right one'
            $server = [Spott.Fakes.LoopbackServer]::new($api)
        }
        AfterEach {
            $elsewhere.RequestCount | Should -Be 0 -Because 'nothing is sent to another address than the one that failed'
            $elsewhere.Dispose()
            $server.Dispose()
        }

        It 'tests the address and the key of that attempt, and no others' {
            { Connect-Spott -ApiKey (New-TestKey) -BaseUri $server.BaseUri } | Should -Throw
            $result = Test-SpottConnection
            $result.BaseUri | Should -Be $server.BaseUri
            $result.KeySource | Should -Be 'the parameter -ApiKey'
            $result.KeySourcesChecked[-1] | Should -Be 'the Connect-Spott that failed last: its address and key are used'
            $result.StatusCode | Should -Be 401
            $result.Problem | Should -Match '^The server refused the API key'
            $server.Requests[-1].ApiKey | Should -Be $TestKeyText
            $result | ConvertTo-Json -Depth 5 | Should -Not -Match ([regex]::Escape($TestKeyText))
        }

        It 'tests it through that attempt''s proxy' {
            $dead = 'http://127.0.0.1:9/'
            { Connect-Spott -ApiKey (New-TestKey) -BaseUri https://api.invalid -Proxy $dead -MaxRetryCount 0 } | Should -Throw
            $result = Test-SpottConnection
            $result.Proxy | Should -Be 'http://127.0.0.1:9'
            $result.Succeeded | Should -BeFalse
            $result.Problem | Should -Match 'through the proxy http://127\.0\.0\.1:9'
        }

        It 'shows the step that fails when nobody listens, and the failed connect costs no wait' {
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $failure = Get-Failure { Connect-Spott -ApiKey (New-TestKey) -BaseUri http://127.0.0.1:9 }
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 5
            "$failure" | Should -Match 'after 1 attempt in .*; run Test-SpottConnection'
            $result = Test-SpottConnection
            $result.TcpConnected | Should -BeFalse
            $result.Problem | Should -Match '^No connection to 127\.0\.0\.1, port 9'
        }

        It 'does not call the session sound when the same attempt succeeds now' {
            { Connect-Spott -ApiKey (New-TestKey) -BaseUri $server.BaseUri } | Should -Throw
            $api.Key = $TestKeyText
            $result = Test-SpottConnection
            $result.StatusCode | Should -Be 200
            $result.Succeeded | Should -BeFalse
            $result.Problem | Should -Match 'last Connect-Spott of this session failed.*work now\.$'
            { Get-SpottOpportunity } | Should -Throw -Because 'that is what it told'
        }

        It 'says that there is nothing to test when that attempt had no address and key, and sends nothing' {
            { Connect-Spott -ApiKey $null } | Should -Throw
            $result = Test-SpottConnection
            $result.Succeeded | Should -BeFalse
            $result.BaseUri | Should -BeNullOrEmpty
            $result.Problem | Should -Match 'failed before it could send anything\.$'
            $result.Remedy | Should -Match '^Run Connect-Spott again'
        }

        It 'forgets the attempt, and its key, with Disconnect-Spott' {
            { Connect-Spott -ApiKey (New-TestKey) -BaseUri $server.BaseUri } | Should -Throw
            Disconnect-Spott
            Get-Variable -Scope Global | Where-Object Name -Like 'Spott.CurrentConnection*' | Should -BeNullOrEmpty
        }
    }

    Context 'with two clocks' {
        It 'tells how far this machine is <Word> the server' -ForEach @(
            @{ Minutes = 7; Word = 'behind'; Skew = '-00:07:00' }
            @{ Minutes = -3; Word = 'ahead of'; Skew = '00:03:00' }
        ) {
            $clock = [Spott.Fakes.FakeClock]::new()
            $server = [Spott.Fakes.OpportunityServer]::new(1)
            $server.Clock = $clock
            $server.DateSkew = [timespan]::FromMinutes($Minutes)
            $result = Test-SpottConnection -Connection (Connect-Fake -Handler $server -Clock $clock)
            $result.Succeeded | Should -BeTrue
            $result.ClockSkew | Should -Be ([timespan] $Skew)
            $result.Problem | Should -Match "clock is $([Math]::Abs($Minutes)) minutes $Word the server's"
            $result.Remedy | Should -Match 'time server'
        }

        It 'measures the one call' {
            $clock = [Spott.Fakes.FakeClock]::new()
            $date = $clock.GetUtcNow()
            $answer = [Spott.Fakes.Answer]::Page(@()).WithDate($date).Taking($clock, [timespan]'00:00:04')
            $result = Test-SpottConnection -Connection (Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new($answer)) -Clock $clock)
            $result.Latency | Should -Be ([timespan]'00:00:04')
        }

        It 'tells no skew when the server gives no date' {
            $result = Test-Fake ([Spott.Fakes.Answer]::Page(@()))
            $result.Succeeded | Should -BeTrue
            $result.ClockSkew | Should -BeNullOrEmpty
        }
    }
}

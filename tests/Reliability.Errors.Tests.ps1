BeforeAll {
    . $PSScriptRoot/common.ps1

    $page = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2))

    function Get-FailedRun {
        # The error of one run and the objects before it. -Retries 0, unless the case is about what is given up.
        param([Spott.Fakes.Answer[]] $Answers, [int] $Retries = 0, [hashtable] $Get = @{}, [object] $Handler)

        if (-not $Handler) { $Handler = [Spott.Fakes.ScriptedHandler]::new($Answers) }
        $connection = Connect-Fake -Handler $Handler -Clock ([Spott.Fakes.FakeClock]::new()) -With @{ MaxRetryCount = $Retries }
        $items = [System.Collections.Generic.List[object]]::new()
        $failure = $null
        try {
            Get-SpottOpportunity -Connection $connection @Get 3> $null | ForEach-Object { $items.Add($_) }
        } catch {
            $failure = $_
        }
        [pscustomobject]@{ Error = $failure; Exception = ($failure)?.Exception; Items = $items; Connection = $connection; Handler = $Handler }
    }

    function Assert-Sentence {
        # One line, one sentence: it ends in a full stop, names what was asked, and has no empty place in it.
        param([string] $Text)

        $Text | Should -Match '^[A-Z].*\.$'
        $Text | Should -Not -Match '[\r\n]|\(\)|\s\s|: [,;.]| ,|\.\.|; \.|\bnull\b'
    }

    function Get-Rest {
        # What a person does with the error: the page that failed, then the companies that had not begun.
        param([object] $Exception, [object] $Connection)

        $get = @{ Connection = $Connection }
        $ids = @($Exception.CompanyId)
        $own = @($ids | Select-Object -First 20)
        $later = @($ids | Select-Object -Skip 20)
        if ($Exception.Cursor) { $get.Cursor = $Exception.Cursor }
        if ($own) { $get.CompanyId = $own }
        Get-SpottOpportunity @get
        if ($later) { Get-SpottOpportunity -Connection $Connection -CompanyId $later }
    }
}

Describe 'Each failure of the table' {
    It 'makes <Name> a <Id> of category <Category> that says what to do' -ForEach @(
        @{ Name = '401'; Id = 'Spott.Unauthorized'; Category = 'AuthenticationError'; Says = '*refused the API key*Settings, API Keys*'; Make = { [Spott.Fakes.Answer]::Error(401, 'Nope', 'r-1') } }
        @{ Name = '403'; Id = 'Spott.Forbidden'; Category = 'PermissionDenied'; Says = '*not allowed*administrator*'; Make = { [Spott.Fakes.Answer]::Error(403, 'Nope', 'r-1') } }
        @{ Name = '400'; Id = 'Spott.BadRequest'; Category = 'InvalidArgument'; Says = '*did not accept*parameters*'; Make = { [Spott.Fakes.Answer]::Error(400, 'Nope', 'r-1') } }
        @{ Name = '422'; Id = 'Spott.BadRequest'; Category = 'InvalidArgument'; Says = '*did not accept*parameters*'; Make = { [Spott.Fakes.Answer]::Error(422, 'Nope', 'r-1') } }
        @{ Name = '409'; Id = 'Spott.BadRequest'; Category = 'InvalidArgument'; Says = '*did not accept*parameters*'; Make = { [Spott.Fakes.Answer]::Error(409, 'Nope', 'r-1') } }
        @{ Name = '404'; Id = 'Spott.NotFound'; Category = 'ObjectNotFound'; Says = '*nothing at*base address*'; Make = { [Spott.Fakes.Answer]::Error(404, 'Nope', 'r-1') } }
        @{ Name = '429'; Id = 'Spott.Throttled'; Category = 'LimitsExceeded'; Says = '*throttling*after 1 attempt in*-MaxRequestsPerMinute*'; Make = { [Spott.Fakes.Answer]::Error(429, 'Nope', 'r-1') } }
        @{ Name = '500'; Id = 'Spott.ServerError'; Category = 'ResourceUnavailable'; Says = '*failed*again later*support*'; Make = { [Spott.Fakes.Answer]::Error(500, 'Nope', 'r-1') } }
        @{ Name = '501'; Id = 'Spott.ServerError'; Category = 'ResourceUnavailable'; Says = '*failed*support*'; Make = { [Spott.Fakes.Answer]::Error(501, 'Nope', 'r-1') } }
        @{ Name = '503'; Id = 'Spott.ServerError'; Category = 'ResourceUnavailable'; Says = '*failed*support*'; Make = { [Spott.Fakes.Answer]::Error(503, 'Nope', 'r-1') } }
        @{ Name = '408'; Id = 'Spott.Timeout'; Category = 'OperationTimeout'; Says = '*gave up waiting*again*'; Make = { [Spott.Fakes.Answer]::Error(408, 'Nope', 'r-1') } }
    ) {
        $run = Get-FailedRun (& $Make)
        $run.Error.FullyQualifiedErrorId | Should -Be "$Id,Spott.Commands.GetSpottOpportunityCommand"
        $run.Error.CategoryInfo.Category | Should -Be $Category
        $run.Exception | Should -BeOfType Spott.SpottApiException
        $run.Exception.Message | Should -BeLike $Says
        $run.Exception.Message | Should -BeLike "*GET https://fake.invalid/opportunities*($Name`: Nope)*(request id r-1)*"
        Assert-Sentence $run.Exception.Message
        [int] $run.Exception.StatusCode | Should -Be $Name
        $run.Exception.ServerMessage | Should -Be 'Nope'
        $run.Exception.RequestId | Should -Be 'r-1'
        $run.Exception.Attempts | Should -Be 1
        $run.Exception.PageNumber | Should -Be 1
        $run.Exception.ItemsWritten | Should -Be 0
        $run.Exception.Cursor | Should -BeNullOrEmpty
        $run.Exception.CompanyId | Should -BeNullOrEmpty
        $run.Exception.RetryAfter | Should -BeNullOrEmpty
    }

    It 'makes <Name> a Spott.Network' -ForEach @(
        @{ Name = 'a refused connection'; Fault = 'ConnectionRefused'; Says = '*No answer from GET https://fake.invalid/opportunities: Connection refused, after 1 attempt in 0 s;*proxy*' }
        @{ Name = 'an unknown host'; Fault = 'NameNotResolved'; Says = '*No answer*not known*' }
        @{ Name = 'a reset'; Fault = 'ResetBeforeHeaders'; Says = '*No answer*reset by peer*' }
        @{ Name = 'an early end'; Fault = 'ClosedBeforeHeaders'; Says = '*No answer*ended prematurely*' }
        @{ Name = 'what is no HTTP'; Fault = 'NotHttp'; Says = '*No answer*invalid status line*' }
    ) {
        $run = Get-FailedRun ([Spott.Fakes.Answer]::Throw($Fault))
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Network,*'
        $run.Error.CategoryInfo.Category | Should -Be 'ConnectionError'
        $run.Exception.Message | Should -BeLike $Says
        Assert-Sentence $run.Exception.Message
        $run.Exception.InnerException | Should -BeOfType System.Net.Http.HttpRequestException
        $run.Exception.StatusCode | Should -BeNullOrEmpty
    }

    It 'makes <Name> a Spott.Protocol that is no puzzle' -ForEach @(
        @{ Name = 'no JSON'; Says = '*no valid JSON (line 1, byte 1)*'; Make = { [Spott.Fakes.Answer]::Garbage() } }
        @{ Name = 'HTML with status 200'; Says = '*no valid JSON*'; Make = { [Spott.Fakes.Answer]::Html(200) } }
        @{ Name = 'an empty body'; Says = '*no valid JSON*'; Make = { [Spott.Fakes.Answer]::Empty(200) } }
        @{ Name = 'a page without items'; Says = '*no list of items*'; Make = { [Spott.Fakes.Answer]::Json('{"pagination":{"hasMore":false}}') } }
        @{ Name = 'items that are no list'; Says = '*no list of items*'; Make = { [Spott.Fakes.Answer]::Json('{"items":{},"pagination":{"hasMore":false}}') } }
        @{ Name = 'hasMore without a cursor'; Says = '*gives no cursor*'; Make = { [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2), '', $true) } }
        @{ Name = 'no pagination'; Says = '*does not say whether there are more pages*'; Make = { [Spott.Fakes.Answer]::Json('{"items":[]}') } }
    ) {
        $run = Get-FailedRun (& $Make)
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Protocol,*'
        $run.Error.CategoryInfo.Category | Should -Be 'InvalidData'
        $run.Exception.Message | Should -BeLike $Says
        Assert-Sentence $run.Exception.Message
    }

    It 'makes a cursor that comes again a Spott.Protocol, after the items of its page' {
        $loop = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2), 'again')
        $run = Get-FailedRun @($loop, $loop, $loop, $loop)
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Protocol,*'
        $run.Items.Count | Should -Be 4
        Assert-Sentence $run.Exception.Message
    }

    It 'makes a filter that was not applied a Spott.Protocol, and gives nothing of that page' {
        $server = [Spott.Fakes.OpportunityServer]::new(10)
        $server.FiltersByCompany = $false
        $run = Get-FailedRun -Handler $server -Get @{ CompanyId = 'co-3' }
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Protocol,*'
        $run.Items.Count | Should -Be 0
        $run.Exception.CompanyId | Should -Be 'co-3'
    }

    It 'makes a redirect a Spott.Insecure with its status, and follows it nowhere' -ForEach 301, 302, 303, 307, 308 {
        $run = Get-FailedRun ([Spott.Fakes.Answer]::Empty($_).WithHeader('Location', 'https://elsewhere.invalid/')) -Retries 5
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Insecure,*'
        $run.Error.CategoryInfo.Category | Should -Be 'SecurityError'
        $run.Handler.RequestCount | Should -Be 1
        [int] $run.Exception.StatusCode | Should -Be $_
        $run.Exception.Message | Should -BeLike '*redirect*never followed*'
        Assert-Sentence $run.Exception.Message
    }

    It 'makes a lack of connection a Spott.NotConnected' {
        Disconnect-Spott
        $failure = $null
        try { Get-SpottOpportunity } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.NotConnected,*'
        $failure.CategoryInfo.Category | Should -Be 'ConnectionError'
        $failure.Exception.Message | Should -BeLike '*Connect-Spott*SPOTT_API_KEY*'
        Assert-Sentence $failure.Exception.Message
    }

    It 'makes an item that is none an error that does not end the run' {
        $answer = [Spott.Fakes.Answer]::Page(@([Spott.Fakes.OpportunityJson]::Item(1), '{"name":null}', '7', [Spott.Fakes.OpportunityJson]::Item(2)))
        $handler = [Spott.Fakes.ScriptedHandler]::new(@($answer))
        $items = @(Get-SpottOpportunity -Connection (Connect-Fake -Handler $handler) -ErrorAction SilentlyContinue -ErrorVariable failures)
        $items.Id | Should -Be 'opp-000001', 'opp-000002'
        $failures.Count | Should -Be 2
        foreach ($failure in $failures) {
            $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.MalformedItem,*'
            $failure.CategoryInfo.Category | Should -Be 'InvalidData'
            Assert-Sentence $failure.Exception.Message
        }
    }

    It 'says the same of a failed Connect-Spott' {
        $handler = [Spott.Fakes.ScriptedHandler]::new(@([Spott.Fakes.Answer]::Error(401, 'Nope', 'r-1')))
        $failure = $null
        try { Connect-Fake -Handler $handler -With @{ SkipVerify = $false } } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -Be 'Spott.Unauthorized,Spott.Commands.ConnectSpottCommand'
        $failure.Exception.PageNumber | Should -Be 0
        $failure.Exception.Message | Should -Not -BeLike '*items were written*'
        Assert-Sentence $failure.Exception.Message
    }
}

Describe 'What is given up' {
    It 'counts the attempts and the time of <Status>' -ForEach @{ Status = 429; Id = 'Spott.Throttled' }, @{ Status = 502; Id = 'Spott.ServerError' } {
        $run = Get-FailedRun (@([Spott.Fakes.Answer]::Error($Status, 'Nope', 'r-1')) * 6) -Retries 5
        $run.Error.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $run.Exception.Attempts | Should -Be 6
        $run.Exception.Message | Should -BeLike '*after 6 attempts in * s*'
        if ($Status -eq 429) { $run.Exception.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 62 }
    }

    It 'is the error of the last answer' {
        $run = Get-FailedRun @(
            [Spott.Fakes.Answer]::Error(429, 'first', 'r-1').WithRetryAfter(3), [Spott.Fakes.Answer]::Throw('ConnectionRefused'), [Spott.Fakes.Answer]::Error(500, 'last', 'r-3')) -Retries 2
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.ServerError,*'
        $run.Exception.RequestId | Should -Be 'r-3'
        $run.Exception.ServerMessage | Should -Be 'last'
        $run.Exception.RetryAfter | Should -BeNullOrEmpty
    }

    It 'keeps what the server asked for in RetryAfter' {
        (Get-FailedRun ([Spott.Fakes.Answer]::Error(429, 'x', 'r').WithRetryAfter(17))).Exception.RetryAfter | Should -Be ([timespan]::FromSeconds(17))
    }
}

Describe 'What the server says' {
    It 'joins an array of messages' {
        $run = Get-FailedRun ([Spott.Fakes.Answer]::Errors(400, @('limit must be a number', 'cursor is invalid'), 'r-1'))
        $run.Exception.ServerMessage | Should -Be 'limit must be a number; cursor is invalid'
        $run.Exception.Message | Should -BeLike '*(400: limit must be a number; cursor is invalid)*'
    }

    It 'makes no second exception of <Name>' -ForEach @(
        @{ Name = 'an HTML body'; Make = { [Spott.Fakes.Answer]::Html(502) } }
        @{ Name = 'no body'; Make = { [Spott.Fakes.Answer]::Empty(502) } }
        @{ Name = 'garbage'; Make = { [Spott.Fakes.Answer]::Garbage().WithStatus(502) } }
        @{ Name = 'half a JSON'; Make = { [Spott.Fakes.Answer]::Json(502, '{"message":"cut o') } }
        @{ Name = 'a JSON string'; Make = { [Spott.Fakes.Answer]::Json(502, '"oops"') } }
        @{ Name = 'a message of another type'; Make = { [Spott.Fakes.Answer]::Json(502, '{"message":{"a":[1]},"requestId":7}') } }
        @{ Name = 'an empty array of messages'; Make = { [Spott.Fakes.Answer]::Json(502, '{"message":[]}') } }
        @{ Name = 'brackets ten thousand deep'; Make = { [Spott.Fakes.Answer]::Json(502, '{"message":' + ('[' * 10000)) } }
        @{ Name = 'bad UTF-8 and a lone surrogate'; Make = { [Spott.Fakes.Answer]::Bytes([byte[]](0x7B, 0x22, 0x61, 0xFF, 0x22, 0x3A, 0x22, 0x5C, 0x75, 0x64, 0x38, 0x30, 0x30, 0x22, 0x7D)).WithStatus(502) } }
        @{ Name = 'a body that is reset'; Make = { [Spott.Fakes.Answer]::Html(502).WithFault('ResetInBody') } }
        @{ Name = 'a body that is cut short'; Make = { [Spott.Fakes.Answer]::Html(502).WithFault('CutBody') } }
    ) {
        $Error.Clear(); $before = 0
        $run = Get-FailedRun (& $Make)
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.ServerError,*'
        [int] $run.Exception.StatusCode | Should -Be 502
        $run.Exception.ServerMessage | Should -BeNullOrEmpty
        $run.Exception.RequestId | Should -BeNullOrEmpty
        $run.Exception.Message | Should -BeLike '*opportunities (502) after 1 attempt*'
        Assert-Sentence $run.Exception.Message
        $Error.Count | Should -Be ($before + 1)
    }

    It 'makes no second exception of a compressed error body that does not unpack' {
        $server = [Spott.Fakes.LoopbackServer]::new().Enqueue([Spott.Fakes.Answer]::Garbage().WithStatus(403).WithHeader('Content-Encoding', 'gzip'))
        try {
            { Get-SpottOpportunity -Connection (Connect-Fake -Server $server) } | Should -Throw -ErrorId 'Spott.Forbidden,*'
        } finally {
            $server.Dispose()
        }
    }

    It 'reads 64 KiB of an error body and shows 1 KiB' {
        $long = [Spott.Fakes.Answer]::Json(500, '{"message":"' + ('ä' * 30000) + '","requestId":"r-1"}')
        $run = Get-FailedRun $long
        [System.Text.Encoding]::UTF8.GetByteCount($run.Exception.ServerMessage) | Should -BeLessOrEqual 1024
        [System.Text.Encoding]::UTF8.GetByteCount($run.Exception.ServerMessage) | Should -BeGreaterThan 1000
        $run.Exception.RequestId | Should -Be 'r-1'

        $beyond = [Spott.Fakes.Answer]::Json(500, '{"padding":"' + ('x' * 70000) + '","message":"too late"}')
        (Get-FailedRun $beyond).Exception.ServerMessage | Should -BeNullOrEmpty
    }

    It 'takes the request id from the header <_> where the body has none' -ForEach 'x-request-id', 'request-id', 'cf-ray', 'traceparent' {
        $run = Get-FailedRun ([Spott.Fakes.Answer]::Html(500).WithHeader($_, 'id-7'))
        $run.Exception.RequestId | Should -Be 'id-7'
        $run.Exception.Message | Should -BeLike '*(request id id-7)*'
    }

    It 'trusts the status of HTTP, not one in the body' {
        $run = Get-FailedRun ([Spott.Fakes.Answer]::Json(403, '{"status":0,"statusCode":429,"message":"x"}'))
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Forbidden,*'
    }
}

Describe 'A transport of the user''s own' {
    BeforeAll {
        if (-not ('SpottTests.ThrowingTransport' -as [type])) {
            Add-Type -TypeDefinition @'
namespace SpottTests
{
    using System; using System.IO; using System.Net.Http; using System.Threading; using System.Threading.Tasks;
    public sealed class ThrowingTransport : HttpMessageHandler
    {
        private readonly Exception _exception; private readonly bool _now; private readonly bool _inBody; public int Requests;
        public ThrowingTransport(Exception exception, bool now, bool inBody) { _exception = exception; _now = now; _inBody = inBody; }
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref Requests);
            if (_inBody) return Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new Broken(_exception)) });
            if (_now) throw _exception;
            return Later();
        }
        private async Task<HttpResponseMessage> Later() { await Task.Yield(); throw _exception; }
        private sealed class Broken : MemoryStream
        {
            private readonly Exception _exception;
            public Broken(Exception exception) { _exception = exception; }
            public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw _exception;
            public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw _exception;
        }
    }
    public sealed class NullTransport : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult<HttpResponseMessage>(null);
    }
}
'@
        }
    }

    It 'may throw <Type>: it comes as Spott.Network with that exception inside' -ForEach @(
        @{ Type = 'System.Net.Http.HttpRequestException'; Repeated = $true }
        @{ Type = 'System.IO.IOException'; Repeated = $true }
        @{ Type = 'System.Net.Sockets.SocketException'; Repeated = $true }
        @{ Type = 'System.TimeoutException'; Repeated = $true }
        @{ Type = 'System.Threading.Tasks.TaskCanceledException'; Repeated = $true }
        @{ Type = 'System.OperationCanceledException'; Repeated = $true }
        @{ Type = 'System.ObjectDisposedException'; Repeated = $false }
        @{ Type = 'System.InvalidOperationException'; Repeated = $false }
        @{ Type = 'System.NullReferenceException'; Repeated = $false }
        @{ Type = 'System.NotSupportedException'; Repeated = $false }
        @{ Type = 'System.FormatException'; Repeated = $false }
        @{ Type = 'System.Security.Authentication.AuthenticationException'; Repeated = $false }
        @{ Type = 'System.Management.Automation.RuntimeException'; Repeated = $false }
    ) {
        foreach ($now in $true, $false) {
            $own = if ($Type -like '*ObjectDisposed*') { [System.ObjectDisposedException]::new('thing') } else { New-Object -TypeName $Type }
            $transport = [SpottTests.ThrowingTransport]::new($own, $now, $false)
            $run = Get-FailedRun -Handler $transport -Retries 1
            $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Network,*'
            [object]::ReferenceEquals($run.Exception.InnerException, $own) | Should -BeTrue
            $transport.Requests | Should -Be ($Repeated ? 2 : 1)
            Assert-Sentence $run.Exception.Message
        }
    }

    It 'may break its body with <_>: the page is asked for again' -ForEach 'System.IO.InvalidDataException', 'System.InvalidOperationException', 'System.ObjectDisposedException', 'System.OperationCanceledException' {
        $own = if ($_ -like '*ObjectDisposed*') { [System.ObjectDisposedException]::new('thing') } else { New-Object -TypeName $_ }
        $transport = [SpottTests.ThrowingTransport]::new($own, $false, $true)
        $run = Get-FailedRun -Handler $transport -Retries 2
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Network,*'
        [object]::ReferenceEquals($run.Exception.InnerException, $own) | Should -BeTrue
        $transport.Requests | Should -Be 3
    }

    It 'may be without an end' {
        $run = Get-FailedRun -Handler ([SpottTests.NullTransport]::new())
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Network,*'
    }

    It 'may be a chain whose last link is missing' {
        Add-Type -TypeDefinition 'public sealed class SpottTestsOpenChain : System.Net.Http.DelegatingHandler { }' -ErrorAction Ignore
        $run = Get-FailedRun -Handler ([SpottTestsOpenChain]::new())
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Network,*'
    }
}

Describe 'A connection that is closed meanwhile' {
    It 'ends a run in Spott.NotConnected, and what was written stays' {
        $connection = Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(500))
        $items = [System.Collections.Generic.List[object]]::new()
        $failure = $null
        try {
            Get-SpottOpportunity -Connection $connection | ForEach-Object {
                $items.Add($_)
                if ($items.Count -eq 60) { Disconnect-Spott -Connection $connection }
            }
        } catch {
            $failure = $_
        }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.NotConnected,*'
        $failure.Exception.Message | Should -BeLike '*closed by Disconnect-Spott*'
        # The page ahead may have come already.
        $items.Count | Should -BeIn 100, 150
        $failure.Exception.ItemsWritten | Should -Be $items.Count
        Assert-Sentence $failure.Exception.Message
    }

    It 'ends a request that is under way in another runspace in Spott.NotConnected' {
        $handler = [Spott.Fakes.ScriptedHandler]::new(@([Spott.Fakes.Answer]::Hang()))
        $connection = Connect-Fake -Handler $handler
        $shell = [powershell]::Create()
        try {
            $running = $shell.AddScript("Import-Module '$SpottModule'; Get-SpottOpportunity -Connection `$args[0]").AddArgument($connection).BeginInvoke()
            $handler.Requests.WaitForCount(1, [timespan]::FromSeconds(20)) | Should -BeTrue
            Disconnect-Spott -Connection $connection
            $running.AsyncWaitHandle.WaitOne(10000) | Should -BeTrue
            $null = $shell.EndInvoke($running)
            $shell.Streams.Error[0].FullyQualifiedErrorId | Should -BeLike 'Spott.NotConnected,*'
            $handler.RequestCount | Should -Be 1
        } finally {
            $shell.Dispose()
        }
    }
}

Describe 'A run that fails half-way' {
    BeforeAll {
        function Get-Ids([object[]] $Items) { , @($Items | ForEach-Object Id) }
    }

    It 'gives 401 in mid-run a cursor that yields exactly the rest' {
        $server = [Spott.Fakes.OpportunityServer]::new(237)
        $server.RevokeKeyAfter = 3
        $run = Get-FailedRun -Handler $server -Retries 5
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Unauthorized,*'
        $run.Items.Count | Should -Be 150
        $run.Exception.ItemsWritten | Should -Be 150
        $run.Exception.PageNumber | Should -Be 4
        $run.Exception.Cursor | Should -Not -BeNullOrEmpty
        $run.Exception.CompanyId | Should -BeNullOrEmpty
        $run.Exception.Message | Should -BeLike '*150 items were written before page 4 failed, and a later run goes on there with -Cursor $Error`[0`].Exception.Cursor; *'
        Assert-Sentence $run.Exception.Message

        $server.RevokeKeyAfter = $null
        $rest = @(Get-Rest $run.Exception (Connect-Fake -Handler $server))
        (Get-Ids ($run.Items + $rest)) | Should -Be (1..237 | ForEach-Object { [Spott.Fakes.OpportunityJson]::Id($_) })
    }

    It 'yields exactly the rest of one company' {
        $server = [Spott.Fakes.OpportunityServer]::new(700)
        $whole = Get-Ids @(Get-SpottOpportunity -Connection (Connect-Fake -Handler $server) -CompanyId co-4 -PageSize 20)
        $server = [Spott.Fakes.OpportunityServer]::new(700)
        $server.RevokeKeyAfter = 2
        $run = Get-FailedRun -Handler $server -Get @{ CompanyId = 'co-4'; PageSize = 20 }
        $run.Items.Count | Should -Be 40
        $run.Exception.CompanyId | Should -Be 'co-4'
        $run.Exception.Message | Should -BeLike '*-Cursor $Error`[0`].Exception.Cursor and -CompanyId $Error`[0`].Exception.CompanyId; *'
        $server.RevokeKeyAfter = $null
        (Get-Ids ($run.Items + @(Get-Rest $run.Exception (Connect-Fake -Handler $server)))) | Should -Be $whole
    }

    It 'yields exactly the rest of 45 companies, given <How>, when request <After> is the last good one' -ForEach @(
        foreach ($how in 'as a parameter', 'by the pipeline') {
            # 450 items: series of 200, 200 and 50 in 4, 4 and 1 requests.
            foreach ($after in 0, 1, 3, 4, 6, 8) { @{ How = $how; After = $after } }
        }
    ) {
        $ids = 1..45 | ForEach-Object { "co-$_" }
        $server = [Spott.Fakes.OpportunityServer]::new(450, 45)
        $whole = Get-Ids @(Get-SpottOpportunity -Connection (Connect-Fake -Handler $server) -CompanyId $ids)
        $whole.Count | Should -Be 450

        $server = [Spott.Fakes.OpportunityServer]::new(450, 45)
        $server.RevokeKeyAfter = $After
        $connection = Connect-Fake -Handler $server
        $items = [System.Collections.Generic.List[object]]::new()
        $failure = $null
        try {
            if ($How -eq 'as a parameter') {
                Get-SpottOpportunity -Connection $connection -CompanyId $ids | ForEach-Object { $items.Add($_) }
            } else {
                $ids | Get-SpottOpportunity -Connection $connection | ForEach-Object { $items.Add($_) }
            }
        } catch {
            $failure = $_.Exception
        }
        $items.Count | Should -Be (50 * $After)
        $failure.ItemsWritten | Should -Be $items.Count
        $failedSeries = [math]::Floor($After / 4)
        $failure.CompanyId | Should -Be $ids[(20 * $failedSeries)..44]
        [bool] $failure.Cursor | Should -Be ($After % 4 -ne 0)
        Assert-Sentence $failure.Message
        if ($After) { $failure.Message | Should -BeLike '*a later run goes on there with*$Error`[0`].Exception.CompanyId*' }

        $server.RevokeKeyAfter = $null
        (Get-Ids ($items + @(Get-Rest $failure (Connect-Fake -Handler $server)))) | Should -Be $whole
    }

    It 'writes the whole page before it says that there is no way on' {
        $broken = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(51, 50), '', $true)
        $run = Get-FailedRun @([Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 50), 'c1'), $broken)
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Protocol,*'
        $run.Items.Count | Should -Be 100
        $run.Exception.ItemsWritten | Should -Be 100
        $run.Exception.PageNumber | Should -Be 2
        $run.Exception.Cursor | Should -Be 'c1'
    }

    It 'writes all items of a page before the error of the page fetched ahead' {
        $run = Get-FailedRun @([Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 50), 'c1'), [Spott.Fakes.Answer]::Error(403, 'x', 'r'))
        $run.Items.Count | Should -Be 50
        $run.Exception.PageNumber | Should -Be 2
        $run.Exception.Cursor | Should -Be 'c1'
    }

    It 'says in its last line that it is not complete' {
        $server = [Spott.Fakes.OpportunityServer]::new(237)
        $server.RevokeKeyAfter = 2
        try { Get-SpottOpportunity -Connection (Connect-Fake -Handler $server) -InformationVariable lines | Out-Null } catch { $null = $_ }
        "$lines" | Should -BeLike 'Get-SpottOpportunity: 100 items, 2 pages, 3 requests, 0 retries,*not complete.'
    }
}

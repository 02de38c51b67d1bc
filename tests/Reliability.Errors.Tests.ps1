BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/common.failures.ps1
}

Describe 'Each failure of the table' {
    It 'makes <Name> a <Id> of category <Category> that says what to do' -ForEach @(
        @{ Name = '401'; Id = 'Spott.Unauthorized'; Category = 'AuthenticationError'; Says = '*refused the API key*Settings, API Keys*'; Make = { [Spott.Fakes.Answer]::Error(401, 'Nope', 'r-1') } }
        @{ Name = '403'; Id = 'Spott.Forbidden'; Category = 'PermissionDenied'; Says = '*not allowed*administrator*'; Make = { [Spott.Fakes.Answer]::Error(403, 'Nope', 'r-1') } }
        @{ Name = '400'; Id = 'Spott.BadRequest'; Category = 'InvalidArgument'; Says = '*did not accept*parameters*'; Make = { [Spott.Fakes.Answer]::Error(400, 'Nope', 'r-1') } }
        @{ Name = '422'; Id = 'Spott.BadRequest'; Category = 'InvalidArgument'; Says = '*did not accept*parameters*'; Make = { [Spott.Fakes.Answer]::Error(422, 'Nope', 'r-1') } }
        @{ Name = '405'; Id = 'Spott.BadRequest'; Category = 'InvalidArgument'; Says = '*does not offer GET *give another -Method to Invoke-SpottRequest*base address*'; Make = { [Spott.Fakes.Answer]::Error(405, 'Nope', 'r-1') } }
        @{ Name = '409'; Id = 'Spott.BadRequest'; Category = 'InvalidArgument'; Says = '*did not accept*look at it*'; Make = { [Spott.Fakes.Answer]::Error(409, 'Nope', 'r-1') } }
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
        @{ Name = 'no JSON'; Says = '*not valid JSON (line 1, byte 1)*'; Make = { [Spott.Fakes.Answer]::Garbage() } }
        @{ Name = 'HTML with status 200'; Says = '*not valid JSON*'; Make = { [Spott.Fakes.Answer]::Html(200) } }
        @{ Name = 'an empty body'; Says = '*not valid JSON*'; Make = { [Spott.Fakes.Answer]::Empty(200) } }
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

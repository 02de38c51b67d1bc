BeforeAll {
    . $PSScriptRoot/common.ps1

    function Connect-Answer {
        # Connects to a handler that gives these answers, and gives the handler; what is asked beyond them fails.
        param([Parameter(Mandatory)] [Spott.Fakes.Answer[]] $Answer, [object] $Clock, [hashtable] $With = @{})

        $handler = [Spott.Fakes.ScriptedHandler]::new($Answer)
        $null = Connect-Fake -Handler $handler -Clock $Clock -With $With
        $handler
    }

    function New-Json { param([string] $Json) [Spott.Fakes.Answer]::Json($Json) }
}

Describe 'Invoke-SpottRequest -Path' {
    BeforeAll {
        $home1 = [Spott.Fakes.LoopbackServer]::new()
        $elsewhere = [Spott.Fakes.LoopbackServer]::new()
        $home1.Answers.Otherwise = $elsewhere.Answers.Otherwise = New-Json '{"ok":true}'
        $connection = Connect-Fake -Server $home1 -With @{ BaseUri = "$($home1.BaseUri)prefix/v1" }
    }

    AfterAll {
        $home1.Dispose()
        $elsewhere.Dispose()
    }

    It 'refuses <_> and sends nothing anywhere' -ForEach @(
        'http://{other}/', 'HTTP://{other}/x', 'https://{other}/x', 'http:{other}/x', '//{other}/x', '///{other}/x', '////{other}', '/\{other}/x', '\\{other}\x'
        '\/{other}', '/%2f{other}/x', '%2f%2f{other}/x', '/%5c{other}', '%5c%5c{other}', 'user:word@{other}/x', '@{other}/x', ':80/x', 'http%3a//{other}/x'
        '../x', '/../x', 'a/../../../x', 'a/./x', '..', 'a/..', '%2e%2e/x', 'a/.%2E/x', '%252e%252e/x', '%25252e%25252e%25252fx', '..%2fx', '..%5cx', '..;/x', 'a/..;x=1/y'
        "a`r`nHost: {other}", "a`nb", "a%0d%0ax-api-key:%20y", "a%00b", ' //{other}/x', "`t//{other}", 'a b', "a$([char] 0x200B)b", "a$([char] 0x202E)b"
        "$([char] 0xFF0F)$([char] 0xFF0F){other}/x", "$([char] 0xFF0E)$([char] 0xFF0E)/x", "$([char] 0x2025)/x", "a$([char] 0xFF3C)b"
        '%c0%ae%c0%ae/x', '%c0%af%c0%af{other}', '%ff', "a$([char] 0xD800)b", 'a%', 'a%2', 'a%zz', 'a?key=1', '?x', 'a#b', 'javascript:alert(1)', 'file:///etc/passwd', 'C:\x', 'c:/x', 'data:,x'
    ) {
        $path = $_ -replace '\{other\}', $elsewhere.BaseUri.Authority
        $failure = Get-Failure { Invoke-SpottRequest -Path $path -Connection $connection }
        $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.Insecure,Spott.Commands.InvokeSpottRequestCommand'
        $failure.CategoryInfo.Category | Should -Be SecurityError
        $failure.Exception.Message | Should -Match '^-Path was refused because it '
        $failure.Exception.Message | Should -Not -Match ([regex]::Escape($elsewhere.BaseUri.Authority)) -Because 'a password may stand there'
        $home1.RequestCount | Should -Be 0
        $elsewhere.ConnectionCount | Should -Be 0
    }

    It 'keeps <Path> below the base address, as <Sent>' -ForEach @(
        @{ Path = 'opportunities'; Sent = '/prefix/v1/opportunities' }
        @{ Path = '/opportunities'; Sent = '/prefix/v1/opportunities' }
        @{ Path = 'opportunities/'; Sent = '/prefix/v1/opportunities/' }
        @{ Path = 'a/b-c_d.e~f/1,2;x=3'; Sent = '/prefix/v1/a/b-c_d.e~f/1,2;x=3' }
        @{ Path = 'people/jane@example.com/urn:1'; Sent = '/prefix/v1/people/jane@example.com/urn:1' }
        @{ Path = 'a/%20b/100%25'; Sent = '/prefix/v1/a/%20b/100%25' }
        @{ Path = 'Zoë/...'; Sent = '/prefix/v1/Zo%C3%AB/...' }
    ) {
        $before = $home1.RequestCount
        (Invoke-SpottRequest $Path -Connection $connection).ok | Should -BeTrue
        $home1.RequestCount | Should -Be ($before + 1)
        $home1.Requests[$before].Path | Should -BeExactly $Sent
        $home1.Requests[$before].ApiKey | Should -BeExactly $TestKeyText
        $elsewhere.ConnectionCount | Should -Be 0
    }
}

Describe 'Invoke-SpottRequest -Query' {
    It 'sends <Name> as <Sent>' -ForEach @(
        @{ Name = 'text'; Value = 'a b&c=d/ü+'; Sent = 'x=a%20b%26c%3Dd%2F%C3%BC%2B' }
        @{ Name = 'an empty text'; Value = ''; Sent = 'x=' }
        @{ Name = 'null'; Value = $null; Sent = '' }
        @{ Name = 'a list'; Value = 'b', 'a', 'b'; Sent = 'x=b&x=a&x=b' }
        @{ Name = 'a list with null'; Value = 1, $null, $true; Sent = 'x=1&x=true' }
        @{ Name = 'an empty list'; Value = @(); Sent = '' }
        @{ Name = 'true'; Value = $true; Sent = 'x=true' }
        @{ Name = 'a switch'; Value = [switch] $false; Sent = 'x=false' }
        @{ Name = 'a UTC date'; Value = [datetime]::new(2024, 1, 31, 8, 30, 0, 7, [System.DateTimeKind]::Utc); Sent = 'x=2024-01-31T08%3A30%3A00.007Z' }
        @{ Name = 'a date with a zone'; Value = [datetimeoffset]::new(2024, 1, 31, 8, 30, 0, [timespan]::FromHours(2)); Sent = 'x=2024-01-31T06%3A30%3A00.000Z' }
        @{ Name = 'a fraction'; Value = 1234.5; Sent = 'x=1234.5' }
        @{ Name = 'a decimal'; Value = 1234.50d; Sent = 'x=1234.50' }
        @{ Name = 'a negative number'; Value = -3; Sent = 'x=-3' }
        @{ Name = 'a GUID'; Value = [guid] '0d6b5c1e-0000-0000-0000-000000000001'; Sent = 'x=0d6b5c1e-0000-0000-0000-000000000001' }
        @{ Name = 'a member of an enumeration'; Value = [System.DayOfWeek]::Friday; Sent = 'x=Friday' }
    ) {
        $handler = Connect-Answer @(1..3 | ForEach-Object { New-Json '{}' })
        $culture = [cultureinfo]::CurrentCulture
        try {
            foreach ($name in 'en-US', 'th-TH', 'fi-FI') {
                [cultureinfo]::CurrentCulture = $name
                $null = Invoke-SpottRequest a -Query @{ x = $Value }
            }
        } finally {
            [cultureinfo]::CurrentCulture = $culture
        }
        $handler.Requests.RawQuery | Should -BeExactly $Sent, $Sent, $Sent
    }

    It 'takes a local date as the moment that it is' {
        $handler = Connect-Answer (New-Json '{}')
        $local = [datetime]::new(2024, 7, 1, 12, 0, 0)
        $null = Invoke-SpottRequest a -Query @{ x = $local }
        $handler.Requests[0].Value('x') | Should -BeExactly $local.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", [cultureinfo]::InvariantCulture)
    }

    It 'keeps the order of an ordered table and sorts another' {
        $handler = Connect-Answer @((New-Json '{}'), (New-Json '{}'))
        $null = Invoke-SpottRequest a -Query ([ordered]@{ z = 1; a = 2 })
        $null = Invoke-SpottRequest a -Query @{ z = 1; a = 2; m = 3 }
        $handler.Requests.RawQuery | Should -BeExactly 'z=1&a=2', 'a=2&m=3&z=1'
    }

    It 'refuses <Name> before anything is sent' -ForEach @(
        @{ Name = 'a table in a table'; Query = @{ x = @{ y = 1 } } }
        @{ Name = 'an object'; Query = @{ x = [pscustomobject]@{ y = 1 } } }
        @{ Name = 'a list of lists'; Query = @{ x = @(, @(1, 2)) } }
        @{ Name = 'an empty name'; Query = @{ '' = 1 } }
        @{ Name = 'more than an address can hold'; Query = @{ x = 'a' * 40000 } }
    ) {
        $handler = Connect-Answer (New-Json '{}')
        (Get-Failure { Invoke-SpottRequest a -Query $Query }).FullyQualifiedErrorId | Should -BeExactly 'Spott.InvalidArgument,Spott.Commands.InvokeSpottRequestCommand'
        $handler.RequestCount | Should -Be 0
    }
}

Describe 'Invoke-SpottRequest -Body' {
    It 'sends an object as JSON and says so' {
        $handler = Connect-Answer (New-Json '{"id":"1"}')
        $body = [ordered]@{ name = 'Zoë "x"'; list = @(1); deep = @{ a = @{ b = @{ c = @{ d = @{ e = 1.5 } } } } }; none = $null }
        (Invoke-SpottRequest contacts -Method post -Body $body).id | Should -BeExactly '1'
        $request = $handler.Requests[0]
        $request.Method | Should -BeExactly 'POST'
        $request.Body | Should -BeExactly '{"name":"Zoë \"x\"","list":[1],"deep":{"a":{"b":{"c":{"d":{"e":1.5}}}}},"none":null}'
        $request.Header('Content-Type') | Should -BeExactly 'application/json'
        $request.Header('Accept') | Should -BeExactly 'application/json'
        $request.ApiKey | Should -BeExactly $TestKeyText
    }

    It 'sends <Name> as <Sent>' -ForEach @(
        @{ Name = 'text as it is'; Body = " {`"a`" : 1}`n"; Sent = " {`"a`" : 1}`n" }
        @{ Name = 'text that went through the pipeline'; Body = ('{"a":1}' | Write-Output); Sent = '{"a":1}' }
        @{ Name = 'a list of one'; Body = @(1); Sent = '[1]' }
        @{ Name = 'an empty list'; Body = @(); Sent = '[]' }
        @{ Name = 'a number'; Body = 1.5; Sent = '1.5' }
        @{ Name = 'false'; Body = $false; Sent = 'false' }
    ) {
        $handler = Connect-Answer (New-Json '{}')
        $null = Invoke-SpottRequest a -Method PUT -Body $Body
        $handler.Requests[0].Body | Should -BeExactly $Sent
    }

    It 'refuses <Name> before anything is sent' -ForEach @(
        @{ Name = 'null'; Method = 'POST'; Body = $null }
        @{ Name = 'a body of a GET'; Method = 'GET'; Body = 'x' }
        @{ Name = 'what is nested too deep to be sent whole'; Method = 'POST'; Body = (1..102 | ForEach-Object { $inner = 1 } { $inner = @{ a = $inner } } { $inner }) }
    ) {
        $handler = Connect-Answer (New-Json '{}')
        (Get-Failure { Invoke-SpottRequest a -Method $Method -Body $Body }).FullyQualifiedErrorId | Should -BeExactly 'Spott.InvalidArgument,Spott.Commands.InvokeSpottRequestCommand'
        $handler.RequestCount | Should -Be 0
    }

    It 'sends no content type without a body' {
        $handler = Connect-Answer ([Spott.Fakes.Answer]::Empty(204))
        Invoke-SpottRequest a -Method DELETE | Should -BeNullOrEmpty
        $handler.Requests[0].Header('Content-Type') | Should -BeNullOrEmpty
    }
}

Describe 'What Invoke-SpottRequest gives' {
    It 'gives exactly what ConvertFrom-Json gives for <_>' -ForEach @(
        '{"a":{"b":[1,2.5,"2024-01-31T08:30:00Z",null,{"c":true}]},"e":1e300}', '[{"x":1},{"x":2}]', '[]', '[[1,2],3]', '"text"', '42', 'null', 'true', ' {"a":1} '
    ) {
        $null = Connect-Answer (New-Json $_)
        $actual = @(Invoke-SpottRequest a)
        $expected = @($_ | ConvertFrom-Json)
        $actual.Count | Should -Be $expected.Count
        ConvertTo-Json $actual -Depth 9 | Should -BeExactly (ConvertTo-Json $expected -Depth 9)
        if ($actual.Count -and $null -ne $actual[0]) { $actual[0].GetType() | Should -Be $expected[0].GetType() }
    }

    It 'gives the body as text with -Raw, JSON or not' {
        $null = Connect-Answer @((New-Json ' [1] '), [Spott.Fakes.Answer]::Html(200), [Spott.Fakes.Answer]::Empty(204))
        Invoke-SpottRequest a -Raw | Should -BeExactly ' [1] '
        Invoke-SpottRequest a -Raw | Should -Match '^<html>'
        Invoke-SpottRequest a -Raw | Should -BeExactly ''
    }

    It 'says that no object can hold it, without a word of the body, and that -Raw can' {
        $null = Connect-Answer @((New-Json '{"mail":"a@b.c","Mail":"secret"}'), (New-Json '{"mail":"a@b.c","Mail":"secret"}'))
        foreach ($preference in 'Stop', 'SilentlyContinue') {
            $ErrorActionPreference = $preference
            $failure = Get-Failure { Invoke-SpottRequest a -WarningAction SilentlyContinue }
            $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.Protocol,Spott.Commands.InvokeSpottRequestCommand'
            $failure.Exception.Message | Should -Match '-Raw gives its text'
            $failure | Format-List * -Force | Out-String | Should -Not -Match 'secret|a@b'
        }
    }

    It 'masks the key where the server echoes it' {
        $null = Connect-Answer @((New-Json '{"k":"{x-api-key}"}'), (New-Json 'plain {x-api-key}'))
        (Invoke-SpottRequest a).k | Should -Not -Match $TestKeyText
        Invoke-SpottRequest a -Raw | Should -Not -Match $TestKeyText
    }

    It 'takes no body above 32 MiB' {
        $server = [Spott.Fakes.LoopbackServer]::new()
        try {
            $connection = Connect-Fake -Server $server.Enqueue([Spott.Fakes.Answer]::GzipBomb(40))
            $failure = Get-Failure { Invoke-SpottRequest a -Raw -Connection $connection }
            $failure.FullyQualifiedErrorId | Should -Match '^Spott.Protocol,'
            $failure.Exception.Message | Should -Match '32 MiB'
        } finally {
            $server.Dispose()
        }
    }
}

Describe 'Invoke-SpottRequest -All' {
    It 'follows <Shape> to the end, gives each element in order, and sends the same query each time' -ForEach @(
        @{ Shape = 'Pagination' }, @{ Shape = 'PageInfo' }
    ) {
        $server = [Spott.Fakes.OpportunityServer]::new(137)
        $server.Shape = $Shape
        $handler = $server.AsHandler()
        $null = Connect-Fake -Handler $handler
        $elements = @(Invoke-SpottRequest opportunities -All -Query @{ limit = 50; companyIds = 'co-1', 'co-2', 'co-3', 'co-4', 'co-5', 'co-6', 'co-7' })
        $elements.id | Should -BeExactly (1..137 | ForEach-Object { [Spott.Fakes.OpportunityJson]::Id($_) })
        ConvertTo-Json $elements[10] -Depth 9 | Should -BeExactly (ConvertTo-Json ([Spott.Fakes.OpportunityJson]::Item(11) | ConvertFrom-Json) -Depth 9)
        $handler.RequestCount | Should -Be 3
        foreach ($request in $handler.Requests) { $request.RawQuery -replace '&cursor=.*' | Should -BeExactly $handler.Requests[0].RawQuery }
        (Get-SpottConnection).ItemCount | Should -Be 137
    }

    It 'gives each element as it is: numbers, texts, null, lists' {
        $null = Connect-Answer (New-Json '{"items":[1,"a",null,[1,2],{"b":[]}],"pagination":{"cursor":null,"hasMore":false}}')
        $elements = @(Invoke-SpottRequest a -All)
        $elements.Count | Should -Be 5
        ConvertTo-Json $elements -Compress | Should -BeExactly '[1,"a",null,[1,2],{"b":[]}]'
    }

    It 'sends one request when nobody reads beyond the first page' {
        $server = [Spott.Fakes.OpportunityServer]::new(137)
        $handler = $server.AsHandler()
        $null = Connect-Fake -Handler $handler
        (Invoke-SpottRequest opportunities -All | Select-Object -First 1).id | Should -BeExactly 'opp-000001'
        $handler.RequestCount | Should -Be 1
    }

    It 'begins at a cursor of the query and replaces it' {
        $handler = Connect-Answer @((New-Json '{"items":[1],"pagination":{"cursor":"c/2+=","hasMore":true}}'), (New-Json '{"items":[2],"pagination":{"cursor":null,"hasMore":false}}'))
        Invoke-SpottRequest a -All -Query @{ cursor = 'c1'; limit = 1 } | Should -Be 1, 2
        $handler.Requests.RawQuery | Should -BeExactly 'limit=1&cursor=c1', 'limit=1&cursor=c%2F2%2B%3D'
    }

    It 'ends with an error, after what came, when <Name>' -ForEach @(
        @{ Name = 'a cursor comes again'; Pages = '{"items":[1],"pagination":{"cursor":"c","hasMore":true}}', '{"items":[2],"pagination":{"cursor":"c","hasMore":true}}', '{}'; Items = 1, 2; Says = 'used before'; Spare = 1 }
        @{ Name = 'there is more but no cursor'; Pages = @('{"items":[1],"pagination":{"cursor":null,"hasMore":true}}'); Items = @(1); Spare = 0; Says = 'gives no cursor' }
        @{ Name = 'nothing says how to go on'; Pages = @('{"items":[1]}'); Items = @(1); Spare = 0; Says = 'does not say whether there are more' }
        @{ Name = 'there is no list'; Pages = @('{"data":[1]}'); Items = @(); Spare = 0; Says = 'no list of items' }
        @{ Name = 'the list is none'; Pages = @('{"items":{}}'); Items = @(); Spare = 0; Says = 'no list of items' }
    ) {
        $handler = Connect-Answer @($Pages | ForEach-Object { New-Json $_ })
        $got = [System.Collections.Generic.List[object]]::new()
        $failure = Get-Failure { Invoke-SpottRequest a -All | ForEach-Object { $got.Add($_) } }
        $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.Protocol,Spott.Commands.InvokeSpottRequestCommand'
        $failure.Exception.Message | Should -Match $Says
        $got | Should -Be $Items
        # Sound JSON is not asked for again; a page after a loop may or may not be on its way already.
        $handler.RequestCount | Should -BeIn @(($Pages.Count - [int] $Spare)..$Pages.Count)
    }

    It 'names the cursor to go on with when a later page fails' {
        $null = Connect-Answer @((New-Json '{"items":[1,2],"pagination":{"cursor":"next","hasMore":true}}'), [Spott.Fakes.Answer]::Error(403, 'no', 'r1'))
        $failure = Get-Failure { Invoke-SpottRequest a -All }
        $failure.Exception.Cursor | Should -BeExactly 'next'
        $failure.Exception.ItemsWritten | Should -Be 2
        $failure.Exception.Message | Should -Match 'cursor = \$Error\[0\]\.Exception\.Cursor in -Query'
    }

    It 'excludes <_>' -ForEach '-Raw', '-Body x', '-Method POST' {
        $null = Connect-Answer (New-Json '{}')
        $failure = Get-Failure ([scriptblock]::Create("Invoke-SpottRequest a -All $_"))
        $failure.FullyQualifiedErrorId | Should -Match '^AmbiguousParameterSet'
    }
}

Describe 'How often Invoke-SpottRequest sends' {
    It 'repeats a GET after <Name>' -ForEach @(
        @{ Name = '503'; Bad = { [Spott.Fakes.Answer]::Html(503) } }
        @{ Name = '429'; Bad = { [Spott.Fakes.Answer]::Error(429, 'slow', 'r') } }
        @{ Name = 'a reset'; Bad = { [Spott.Fakes.Answer]::Throw('ResetBeforeHeaders') } }
        @{ Name = 'JSON that is cut short'; Bad = { [Spott.Fakes.Answer]::Truncated('{"a":1,"b":2}') } }
        @{ Name = 'nothing at all with 200'; Bad = { [Spott.Fakes.Answer]::Empty(200) } }
    ) {
        $handler = Connect-Answer @((& $Bad), (& $Bad), (New-Json '{"ok":1}')) -Clock ([Spott.Fakes.FakeClock]::new())
        (Invoke-SpottRequest a -WarningAction SilentlyContinue).ok | Should -Be 1
        $handler.RequestCount | Should -Be 3
    }

    It 'never repeats a <_> after an unclear failure' -ForEach 'POST', 'PUT', 'PATCH', 'DELETE' {
        $method = $_
        $faults = @(
            408, 500, 502, 503, 504 | ForEach-Object { @{ Answer = [Spott.Fakes.Answer]::Error($_, 'sorry', 'r'); Id = $_ -eq 408 ? 'Timeout' : 'ServerError' } }
            'ResetBeforeHeaders', 'ClosedBeforeHeaders', 'ResetInBody', 'CutBody', 'NotHttp' |
                ForEach-Object { @{ Answer = (New-Json '{"a":1,"b":2}').WithFault($_); Id = 'Network' } }
            @{ Answer = [Spott.Fakes.Answer]::Garbage(); Id = 'Protocol' }
        )
        foreach ($isReused in $false, $true) {
            foreach ($fault in $faults) {
                $server = [Spott.Fakes.LoopbackServer]::new()
                try {
                    $server.Answers.Otherwise = New-Json '{"second":true}'
                    $connection = Connect-Fake -Server $server
                    if ($isReused) {
                        # A connection that was good a moment ago is where HTTP stacks like to try again.
                        $null = Invoke-SpottRequest warm -Connection $connection
                    }
                    $server.Enqueue($fault.Answer)
                    $failure = Get-Failure { Invoke-SpottRequest a -Method $method -Body '{}' -Connection $connection }
                    $failure.FullyQualifiedErrorId | Should -BeExactly "Spott.$($fault.Id),Spott.Commands.InvokeSpottRequestCommand" -Because "$($fault.Answer)"
                    $failure.Exception.Message | Should -Match 'may have been carried out all the same: look before you send it again'
                    @($server.Requests | Where-Object Path -EQ '/a').Count | Should -Be 1 -Because "$($fault.Answer), reused: $isReused"
                } finally {
                    $server.Dispose()
                }
            }
        }
    }

    It 'never repeats a <Method> without a body when the server closes before it answers, also below our own code' -ForEach @(
        @{ Method = 'POST' }, @{ Method = 'DELETE' }
    ) {
        foreach ($isReused in $false, $true) {
            $server = [Spott.Fakes.LoopbackServer]::new()
            try {
                $server.Answers.Otherwise = New-Json '{"second":true}'
                $connection = Connect-Fake -Server $server
                if ($isReused) { $null = Invoke-SpottRequest warm -Connection $connection }
                $server.Enqueue([Spott.Fakes.Answer]::Throw('ClosedBeforeHeaders'))
                (Get-Failure { Invoke-SpottRequest a -Method $Method -Connection $connection }).FullyQualifiedErrorId | Should -Match '^Spott.Network,'
                @($server.Requests | Where-Object Path -EQ '/a').Count | Should -Be 1 -Because "reused: $isReused"
            } finally {
                $server.Dispose()
            }
        }
    }

    It 'never repeats a POST that got no answer in time' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $handler = Connect-Answer ([Spott.Fakes.Answer]::HangFor($clock, [timespan]::FromSeconds(61))) -Clock $clock
        $failure = Get-Failure { Invoke-SpottRequest a -Method POST }
        $failure.FullyQualifiedErrorId | Should -Match '^Spott.Timeout,'
        $failure.Exception.Message | Should -Match 'may have been carried out'
        $handler.RequestCount | Should -Be 1
    }

    It 'sends a POST again after 429, with which a server says that it did nothing' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $handler = Connect-Answer @([Spott.Fakes.Answer]::Error(429, 'slow', 'r').WithRetryAfter(7), (New-Json '{"ok":1}')) -Clock $clock
        (Invoke-SpottRequest a -Method POST -Body '{"n":1}' -WarningAction SilentlyContinue).ok | Should -Be 1
        $handler.Requests.Body | Should -BeExactly '{"n":1}', '{"n":1}'
        $clock.TotalWaited.TotalSeconds | Should -BeGreaterOrEqual 7
    }

    It 'does not warn of a POST that cannot have left the machine' {
        $null = Connect-Answer ([Spott.Fakes.Answer]::Throw('ConnectionRefused'))
        $failure = Get-Failure { Invoke-SpottRequest a -Method POST }
        $failure.FullyQualifiedErrorId | Should -Match '^Spott.Network,'
        $failure.Exception.Message | Should -Not -Match 'carried out'
    }
}

Describe 'Invoke-SpottRequest -WhatIf' {
    It 'sends no <_>' -ForEach 'POST', 'PUT', 'PATCH', 'DELETE' {
        $handler = Connect-Answer (New-Json '{}')
        Invoke-SpottRequest a -Method $_ -WhatIf | Should -BeNullOrEmpty
        $handler.RequestCount | Should -Be 0
    }

    It 'sends a GET, which changes nothing' {
        $handler = Connect-Answer (New-Json '{"ok":1}')
        (Invoke-SpottRequest a -WhatIf).ok | Should -Be 1
        $handler.RequestCount | Should -Be 1
    }

    It 'asks at ConfirmPreference Medium and not above' {
        $attribute = [Spott.Commands.InvokeSpottRequestCommand].GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)
        $attribute.ConfirmImpact | Should -Be Medium
        $attribute.SupportsShouldProcess | Should -BeTrue
    }
}

Describe 'What Invoke-SpottRequest says' {
    It 'fails with <Id> at <Status>' -ForEach @(
        @{ Status = 400; Id = 'BadRequest' }, @{ Status = 401; Id = 'Unauthorized' }, @{ Status = 403; Id = 'Forbidden' }
        @{ Status = 404; Id = 'NotFound' }, @{ Status = 422; Id = 'BadRequest' }, @{ Status = 302; Id = 'Insecure' }
    ) {
        $handler = Connect-Answer ([Spott.Fakes.Answer]::Error($Status, 'the reason', 'req-7').WithHeader('Location', 'https://elsewhere.invalid/'))
        $failure = Get-Failure { Invoke-SpottRequest things/1 -Query @{ mail = 'a@b.c' } }
        $failure.FullyQualifiedErrorId | Should -BeExactly "Spott.$Id,Spott.Commands.InvokeSpottRequestCommand"
        $failure.Exception.RequestId | Should -BeExactly 'req-7'
        [int] $failure.Exception.StatusCode | Should -Be $Status
        $failure.Exception.Message | Should -Not -Match 'a@b'
        $handler.RequestCount | Should -Be 1
    }

    It 'logs the names of the query and no value of it, no body and no key' {
        # -Confirm:$false, because up to PowerShell 7.5 -Debug makes ShouldProcess ask.
        $null = Connect-Answer (New-Json '{"mail":"c@d.e"}').WithHeader('x-request-id', 'req-9')
        $log = Invoke-SpottRequest things/1 -Method POST -Query @{ email = 'a@b.c'; limit = 5 } -Body @{ note = 'f@g.h' } -Confirm:$false -Verbose -Debug 4>&1 5>&1 |
            Where-Object { $_ -is [System.Management.Automation.InformationalRecord] } | Out-String
        $log | Should -Match 'POST /things/1\?email&limit=5 -> 200, \d+ ms, 16 bytes, attempt 1, request id req-9'
        $log | Should -Not -Match '@|Marker-Key'
    }

    It 'ends at once when the pipeline is stopped, and aborts the request' {
        $handler = Connect-Answer ([Spott.Fakes.Answer]::Hang())
        $current = Get-SpottConnection
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($Module, $Connection) Import-Module $Module; Invoke-SpottRequest a -Connection $Connection').AddArgument($SpottModule).AddArgument($current)
            $running = $shell.BeginInvoke()
            $handler.Requests.WaitForCount(1, [timespan]::FromSeconds(30)) | Should -BeTrue
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 5
            $running.IsCompleted | Should -BeTrue
            $handler.Requests.WaitForCancelled(1, [timespan]::FromSeconds(20)) | Should -BeTrue
            $shell.Streams.Error.Count | Should -Be 0
        } finally {
            $shell.Dispose()
        }
    }
}

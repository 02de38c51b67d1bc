BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/common.requests.ps1
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
            $failure.Exception.Message | Should -Match '; use -Raw, which gives its text\.$'
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
        @{ Name = 'the answer is a list itself'; Pages = @('[1,2]'); Items = @(); Spare = 0; Says = 'JSON object' }
        @{ Name = 'the list is none'; Pages = @('{"items":{}}'); Items = @(); Spare = 0; Says = 'no list of items' }
    ) {
        $handler = Connect-Answer @($Pages | ForEach-Object { New-Json $_ })
        $got = [System.Collections.Generic.List[object]]::new()
        $failure = Get-Failure { Invoke-SpottRequest a -All | ForEach-Object { $got.Add($_) } }
        $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.Protocol,Spott.Commands.InvokeSpottRequestCommand'
        $failure.Exception.Message | Should -Match $Says
        $isNoPage = $Name -in 'nothing says how to go on', 'there is no list', 'the list is none', 'the answer is a list itself'
        $reason = 'The answer of GET https://fake.invalid/a is not a page: *; leave -All out, which is only for endpoints that answer in pages.'
        ($failure.Exception.Message -like $reason) | Should -Be $isNoPage
        ($failure.Exception.Message -like '*0 items*') | Should -BeFalse
        $got | Should -Be $Items
        # Sound JSON is not asked for again; a page after a loop may or may not be on its way already.
        $handler.RequestCount | Should -BeIn @(($Pages.Count - [int] $Spare)..$Pages.Count)
    }

    It 'names the cursor to go on with when a later page fails' {
        $null = Connect-Answer @((New-Json '{"items":[1,2],"pagination":{"cursor":"next","hasMore":true}}'), [Spott.Fakes.Answer]::Error(403, 'no', 'r1'))
        $failure = Get-Failure { Invoke-SpottRequest a -All }
        $failure.Exception.Cursor | Should -BeExactly 'next'
        $failure.Exception.ItemsWritten | Should -Be 2
        $failure.Exception.Message | Should -BeLike '*in this session a later run continues there with cursor = $Error`[0`].Exception.Cursor in -Query, in another one with cursor = ''next'' in -Query; *'
    }

    It 'excludes <_>' -ForEach '-Raw', '-Body x', '-Method POST' {
        $null = Connect-Answer (New-Json '{}')
        $failure = Get-Failure ([scriptblock]::Create("Invoke-SpottRequest a -All $_"))
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.InvalidArgument,*'
        "$failure" | Should -Be "-All and $(-split $_ | Select-Object -First 1) cannot be used together; leave one of them out."
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
                    $failure.Exception.Message | Should -Match 'may have been carried out: look before you send it again'
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

BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Get-SpottOpportunity follows the pages' {
    It 'gives all of <Count> items in order with <Requests> requests (<Shape>, way on first: <First>)' -ForEach @(
        foreach ($shape in 'Pagination', 'PageInfo') {
            foreach ($first in $false, $true) {
                foreach ($case in (0, 1), (1, 1), (49, 1), (50, 1), (51, 2), (100, 2), (101, 3)) {
                    @{ Count = $case[0]; Requests = $case[1]; Shape = $shape; First = $first }
                }
            }
        }
    ) {
        $server = [Spott.Fakes.OpportunityServer]::new($Count)
        $server.Shape = $Shape
        $server.PaginationFirst = $First
        $handler = $server.AsHandler()
        $null = Connect-Fake -Handler $handler

        $ids = @(Get-SpottOpportunity).ForEach('Id')

        $ids.Count | Should -Be $Count
        $expected = @(for ($index = 1; $index -le $Count; $index++) { 'opp-{0:d6}' -f $index })
        ($ids -join ',') | Should -BeExactly ($expected -join ',')
        $handler.RequestCount | Should -Be $Requests
    }

    It 'sends each cursor back byte by byte and with nothing changed beside it' {
        $server = [Spott.Fakes.OpportunityServer]::new(5)
        $handler = $server.AsHandler()
        $null = Connect-Fake -Handler $handler

        @(Get-SpottOpportunity -PageSize 2 -ModifiedSince '2026-01-01T00:00:00Z' -CompanyId co-1, co-2, co-3, co-4, co-5, co-6, co-7).Count | Should -Be 5

        $handler.RequestCount | Should -Be 3
        foreach ($request in $handler.Requests | Select-Object -Skip 1) {
            $before = $handler.Requests[$request.Number - 2]
            $given = ([System.Text.Encoding]::UTF8.GetString($before.Answer.Body) | ConvertFrom-Json).pagination.cursor
            # The fake's cursors hold + / = ? & % # a space and a letter beyond ASCII.
            $request.Value('cursor') | Should -BeExactly $given
            $request.RawQuery | Should -BeExactly ($handler.Requests[0].RawQuery + '&cursor=' + [uri]::EscapeDataString($given))
        }
    }

    It 'takes a page whose items come one by one to the same end' {
        $handler = [Spott.Fakes.ScriptedHandler]::Pages(1, 0, 0, 0, 3, 0)
        $null = Connect-Fake -Handler $handler

        (Get-SpottOpportunity).Id -join ' ' | Should -Be 'opp-000001 opp-000002 opp-000003 opp-000004'
        $handler.RequestCount | Should -Be 6
    }

    It 'ends where the page says so: <Way>' -ForEach @(
        @{ Way = '"pagination":{"cursor":null,"hasMore":false}' }
        @{ Way = '"pagination":{"cursor":"left over","hasMore":false}' }
        @{ Way = '"pagination":{"hasMore":false}' }
        @{ Way = '"pagination":{"cursor":null}' }
        @{ Way = '"pageInfo":{"nextCursor":null,"hasNextPage":false}' }
        @{ Way = '"pageInfo":{"nextCursor":"left over","hasNextPage":false}' }
    ) {
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Json("{`"items`":[{`"id`":`"a`"}],$Way}")))
        $null = Connect-Fake -Handler $handler

        (Get-SpottOpportunity).Id | Should -Be 'a'
        $handler.RequestCount | Should -Be 1
    }

    It 'goes on where only a cursor says so: <Way>' -ForEach @(
        @{ Way = '"pagination":{"cursor":"c1"}' }
        @{ Way = '"pagination":{"cursor":"c1","hasMore":null}' }
        @{ Way = '"pageInfo":{"nextCursor":"c1"}' }
    ) {
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @(
                [Spott.Fakes.Answer]::Json("{`"items`":[{`"id`":`"a`"}],$Way}")
                [Spott.Fakes.Answer]::Page(@('{"id":"b"}'))))
        $null = Connect-Fake -Handler $handler

        (Get-SpottOpportunity).Id -join ' ' | Should -Be 'a b'
        $handler.Requests[1].RawQuery | Should -BeExactly 'limit=50&cursor=c1'
    }
}

Describe 'Get-SpottOpportunity never ends in silence or goes on for ever' {
    BeforeAll {
        function Get-FailedRun {
            # Runs to the error, and gives it with what was written before it.
            param([Spott.Fakes.Answer[]] $Answers, [hashtable] $With = @{})

            $handler = [Spott.Fakes.ScriptedHandler]::new($Answers)
            $null = Connect-Fake -Handler $handler -Clock ([Spott.Fakes.FakeClock]::new())
            $written = [System.Collections.Generic.List[string]]::new()
            $failure = try { Get-SpottOpportunity @With -WarningAction SilentlyContinue | ForEach-Object { $written.Add($_.Id) } } catch { $_ }
            [pscustomobject]@{ Error = $failure; Written = $written -join ' '; Requests = $handler.RequestCount }
        }
    }

    It 'fails after the items of a page that <Name>' -ForEach @(
        @{ Name = 'has more without a cursor'; Way = '"pagination":{"cursor":null,"hasMore":true}'; Says = 'more pages, but gives no cursor' }
        @{ Name = 'has more with an empty cursor'; Way = '"pagination":{"cursor":"","hasMore":true}'; Says = 'more pages, but gives no cursor' }
        @{ Name = 'has more without a cursor, other shape'; Way = '"pageInfo":{"hasNextPage":true}'; Says = 'more pages, but gives no cursor' }
        @{ Name = 'says nothing about the next one'; Way = '"page":1'; Says = 'does not say whether there are more' }
        @{ Name = 'says null about the next one'; Way = '"pagination":null'; Says = 'does not say whether there are more' }
        @{ Name = 'says an empty object about the next one'; Way = '"pagination":{}'; Says = 'does not say whether there are more' }
        @{ Name = 'has a number as its cursor'; Way = '"pagination":{"cursor":7,"hasMore":true}'; Says = 'its cursor has an unexpected type' }
        @{ Name = 'has a text as hasMore'; Way = '"pagination":{"cursor":null,"hasMore":"true"}'; Says = 'its hasMore has an unexpected type' }
    ) {
        $run = Get-FailedRun ([Spott.Fakes.Answer]::Json("{`"items`":[{`"id`":`"a`"},{`"id`":`"b`"}],$Way}"))

        $run.Written | Should -Be 'a b'
        $run.Error.FullyQualifiedErrorId | Should -Match '^Spott\.Protocol,'
        $run.Error.Exception.Message | Should -BeLike "*$Says*"
        $run.Error.Exception.ItemsWritten | Should -Be 2
        $run.Requests | Should -Be 1
    }

    It 'does not fail over a next page that nobody wants' {
        $run = Get-FailedRun ([Spott.Fakes.Answer]::Json('{"items":[{"id":"a"},{"id":"b"}],"pagination":{"cursor":null,"hasMore":true}}')) @{ First = 2 }

        $run.Error | Should -BeNullOrEmpty
        $run.Written | Should -Be 'a b'
    }

    It 'fails on a cursor that was used before: <Name>' -ForEach @(
        @{ Name = 'at once'; Cursors = 'c1', 'c1'; Requests = 2 }
        @{ Name = 'in a circle of three'; Cursors = 'c1', 'c2', 'c3', 'c1'; Requests = 4 }
    ) {
        $number = 0
        $answers = foreach ($cursor in $Cursors) {
            $number++
            [Spott.Fakes.Answer]::Page(@("{`"id`":`"i$number`"}"), $cursor)
        }
        $run = Get-FailedRun $answers

        $run.Error.FullyQualifiedErrorId | Should -Match '^Spott\.Protocol,'
        $run.Error.Exception.Message | Should -BeLike '*cursor was used before*'
        $run.Written | Should -Be ((1..$number).ForEach({ "i$_" }) -join ' ')
        # The page that the circle leads to may be asked for ahead, never be written.
        $run.Requests | Should -BeIn $Requests, ($Requests + 1)
    }

    It 'fails when the page of -Cursor leads back to itself' {
        $run = Get-FailedRun ([Spott.Fakes.Answer]::Page(@('{"id":"a"}'), 'c1')) @{ Cursor = 'c1' }

        $run.Error.Exception.Message | Should -BeLike '*cursor was used before*'
        $run.Written | Should -Be 'a'
    }

    It 'fails on a body that is no page: <Body>' -ForEach @(
        @{ Body = '{}'; Says = 'no list of items' }
        @{ Body = '{"pagination":{"cursor":null,"hasMore":false}}'; Says = 'no list of items' }
        @{ Body = '{"items":null,"pagination":{"cursor":null,"hasMore":false}}'; Says = 'no list of items' }
        @{ Body = '{"items":{"0":{"id":"a"}},"pagination":{"cursor":null,"hasMore":false}}'; Says = 'no list of items' }
        @{ Body = '[]'; Says = 'not a JSON object' }
        @{ Body = 'null'; Says = 'not a JSON object' }
        @{ Body = ''; Says = 'not valid JSON' }
        @{ Body = '{"items":[{"id":"a"}],"pagination":{"cursor":null,"hasMore":false}}x'; Says = 'not valid JSON' }
    ) {
        $answer = [Spott.Fakes.Answer]::Json($Body)
        $run = Get-FailedRun @($answer, $answer, $answer, $answer, $answer, $answer)

        $run.Error.FullyQualifiedErrorId | Should -Match '^Spott\.Protocol,'
        $run.Error.Exception.Message | Should -BeLike "*$Says*"
        $run.Written | Should -BeNullOrEmpty
    }

    It 'fails on the fourth empty page in a row that says there are more' {
        $run = Get-FailedRun @(
            [Spott.Fakes.Answer]::Page(@('{"id":"a"}'), 'c1')
            foreach ($number in 2..6) { [Spott.Fakes.Answer]::Page(@(), "c$number") })

        $run.Error.FullyQualifiedErrorId | Should -Match '^Spott\.Protocol,'
        $run.Error.Exception.Message | Should -BeLike '*4 pages in a row were empty*'
        $run.Error.Exception.PageNumber | Should -Be 5
        $run.Written | Should -Be 'a'
        $run.Requests | Should -BeIn 5, 6
    }

    It 'takes an item as a new beginning for counting empty pages' {
        $handler = [Spott.Fakes.ScriptedHandler]::Pages(0, 0, 0, 1, 0, 0, 0, 1)
        $null = Connect-Fake -Handler $handler

        @(Get-SpottOpportunity).Count | Should -Be 2
    }

    It 'says how to go on after a failure, and goes on there' {
        $server = [Spott.Fakes.OpportunityServer]::new(12)
        $server.RevokeKeyAfter = 2
        $null = Connect-Fake -Handler $server
        $written = [System.Collections.Generic.List[string]]::new()
        try { Get-SpottOpportunity -PageSize 4 | ForEach-Object { $written.Add($_.Id) } } catch { $failure = $_ }

        $written.Count | Should -Be 8
        $failure.FullyQualifiedErrorId | Should -Match '^Spott\.Unauthorized,'
        $server.RevokeKeyAfter = $null
        Get-SpottOpportunity -PageSize 4 -Cursor $failure.Exception.Cursor | ForEach-Object { $written.Add($_.Id) }
        $written -join ' ' | Should -Be ((1..12).ForEach({ 'opp-{0:d6}' -f $_ }) -join ' ')
    }
}

Describe 'Get-SpottOpportunity asks for what is wanted and no more' {
    It '-First <First> of pages of <PageSize> sends <Requests> requests with limit <Limit>' -ForEach @(
        @{ First = 1; PageSize = 50; Requests = 1; Limit = 1 }
        @{ First = 49; PageSize = 50; Requests = 1; Limit = 49 }
        @{ First = 50; PageSize = 50; Requests = 1; Limit = 50 }
        @{ First = 51; PageSize = 50; Requests = 2; Limit = 50 }
        @{ First = 100; PageSize = 50; Requests = 2; Limit = 50 }
        @{ First = 101; PageSize = 50; Requests = 3; Limit = 50 }
        @{ First = 5; PageSize = 2; Requests = 3; Limit = 2 }
        @{ First = 1000; PageSize = 50; Requests = 3; Limit = 50 }
    ) {
        $handler = [Spott.Fakes.OpportunityServer]::new(120).AsHandler()
        $null = Connect-Fake -Handler $handler

        $count = 0
        $surplus = $null
        # At the last item a surplus request would be on its way, if the consumer takes its time.
        Get-SpottOpportunity -First $First -PageSize $PageSize | ForEach-Object {
            if (++$count -eq [Math]::Min($First, 120)) { $surplus = $handler.Requests.WaitForCount($Requests + 1, [timespan]::FromMilliseconds(150)) }
        }

        $count | Should -Be ([Math]::Min($First, 120))
        $surplus | Should -BeFalse
        $handler.RequestCount | Should -Be $Requests
        $handler.Requests.ForEach({ $_.Value('limit') }) | Select-Object -Unique | Should -Be $Limit
        $handler.Cancelled | Should -Be 0
    }

    It 'Select-Object -First 1 costs one request' {
        $handler = [Spott.Fakes.ScriptedHandler]::Pages(50, 50, 50)
        $null = Connect-Fake -Handler $handler

        (Get-SpottOpportunity | Select-Object -First 1).Id | Should -Be 'opp-000001'

        $handler.Requests.WaitForCount(2, [timespan]::FromMilliseconds(300)) | Should -BeFalse
    }

    It 'refuses -<Parameter> <Value>' -ForEach @(
        @{ Parameter = 'First'; Value = 0 }
        @{ Parameter = 'First'; Value = -1 }
        @{ Parameter = 'PageSize'; Value = 0 }
        @{ Parameter = 'PageSize'; Value = 51 }
        @{ Parameter = 'Limit'; Value = 51 }
        @{ Parameter = 'Cursor'; Value = '' }
        @{ Parameter = 'Cursor'; Value = $null }
        @{ Parameter = 'ModifiedSince'; Value = $null }
    ) {
        $handler = [Spott.Fakes.ScriptedHandler]::Pages(1)
        $null = Connect-Fake -Handler $handler
        $arguments = @{ $Parameter = $Value }

        { Get-SpottOpportunity @arguments } | Should -Throw -ErrorId 'Parameter*'
        $handler.RequestCount | Should -Be 0
    }

    It 'sends <Query> for <Name>' -ForEach @(
        @{ Name = 'no parameter'; With = @{}; Query = 'limit=50' }
        @{ Name = '-PageSize 7'; With = @{ PageSize = 7 }; Query = 'limit=7' }
        @{ Name = '-Limit 7'; With = @{ Limit = 7 }; Query = 'limit=7' }
        @{ Name = '-First 7'; With = @{ First = 7 }; Query = 'limit=7' }
        @{ Name = '-First 60 -PageSize 20'; With = @{ First = 60; PageSize = 20 }; Query = 'limit=20' }
        @{ Name = '-Cursor'; With = @{ Cursor = 'a+b/c=?&%2F #ü' }; Query = 'limit=50&cursor=a%2Bb%2Fc%3D%3F%26%252F%20%23%C3%BC' }
        @{ Name = 'one company'; With = @{ CompanyId = 'co-1' }; Query = 'limit=50&companyIds=co-1' }
        @{ Name = 'two companies'; With = @{ CompanyId = 'co 1', 'ü&b' }; Query = 'limit=50&companyIds=co%201&companyIds=%C3%BC%26b' }
        @{ Name = 'a moment'; With = @{ ModifiedSince = '2024-01-31T08:30:00.5Z' }; Query = 'limit=50&modifiedSince=2024-01-31T08%3A30%3A00.500Z' }
        @{ Name = 'everything'; With = @{ ModifiedSince = '2024-01-31T08:30:00+02:00'; CompanyId = 'b', 'a'; PageSize = 3; First = 9; Cursor = 'c' }
            Query = 'limit=3&modifiedSince=2024-01-31T06%3A30%3A00.000Z&companyIds=b&companyIds=a&cursor=c' }
    ) {
        $handler = [Spott.Fakes.ScriptedHandler]::Pages(0)
        $null = Connect-Fake -Handler $handler

        Get-SpottOpportunity @With | Should -BeNullOrEmpty

        $handler.RequestCount | Should -Be 1
        $handler.Requests[0].Method | Should -BeExactly 'GET'
        $handler.Requests[0].Path | Should -BeExactly '/opportunities'
        $handler.Requests[0].RawQuery | Should -BeExactly $Query
        $handler.Requests[0].ApiKey | Should -BeExactly $TestKeyText
    }

    It 'asks below the path of a base address that has one' {
        $handler = [Spott.Fakes.ScriptedHandler]::Pages(0)
        $null = Connect-Fake -Handler $handler -With @{ BaseUri = 'https://fake.invalid/gateway/v1' }

        Get-SpottOpportunity

        $handler.Requests[0].Uri.AbsoluteUri | Should -BeExactly 'https://fake.invalid/gateway/v1/opportunities?limit=50'
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    $null = Connect-Spott -Sandbox
    $items = @(Get-SpottOpportunity)
    $contacts = @($items | Select-Object -ExpandProperty ClientTeam)
}

Describe 'The sandbox''s data' {
    It 'are 137 opportunities unless told otherwise, each with an id of its own' {
        $items.Count | Should -Be 137
        @($items.Id | Select-Object -Unique).Count | Should -Be 137
    }

    It 'are as many as -SandboxSize says: <_>' -ForEach 0, 1, 49, 50, 51, 101 {
        $null = Connect-Spott -Sandbox -SandboxSize $_

        @(Get-SpottOpportunity).Count | Should -Be $_
    }

    It 'are refused beyond -SandboxSize''s range: <_>' -ForEach -1, 1000001 {
        { Connect-Spott -Sandbox -SandboxSize $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'are the same each time, dates aside, which are relative to the date of connecting' {
        $null = Connect-Spott -Sandbox
        $again = @(Get-SpottOpportunity)
        $dates = 'OwnerDeactivatedAt', 'CloseDate', 'CreatedAt', 'NextTaskDueDate'

        ($again | Select-Object -ExcludeProperty $dates | ConvertTo-Json -Depth 6) | Should -BeExactly ($items | Select-Object -ExcludeProperty $dates | ConvertTo-Json -Depth 6)
        # None within a day, one day around midnight UTC.
        $shift = $again[0].CreatedAt - $items[0].CreatedAt
        $shift.TotalDays | Should -BeIn 0, 1
        foreach ($index in 1, 50, 136) { $again[$index].CreatedAt - $items[$index].CreatedAt | Should -Be $shift }
    }

    It 'are the first of a bigger sandbox too' {
        $null = Connect-Spott -Sandbox -SandboxSize 500

        (Get-SpottOpportunity -First 137).Name -join '|' | Should -BeExactly ($items.Name -join '|')
    }

    It 'have several companies, stages and owners' {
        @($items.CompanyId | Where-Object { $_ } | Select-Object -Unique).Count | Should -BeGreaterThan 10
        @($items.StageName | Select-Object -Unique).Count | Should -Be 6
        @($items.OwnerName | Where-Object { $_ } | Select-Object -Unique).Count | Should -BeGreaterThan 4
        @($items | Where-Object StageIsOpen).Count | Should -BeIn (60..120)
        # One id, one name.
        foreach ($pair in ('CompanyId', 'CompanyName'), ('StageId', 'StageName'), ('OwnerId', 'OwnerName')) {
            $items | Where-Object { $_.($pair[0]) } | Group-Object $pair[0] | ForEach-Object { @($_.Group.($pair[1]) | Select-Object -Unique).Count | Should -Be 1 }
        }
    }

    It 'have one owner who left' {
        @($items | Where-Object OwnerDeactivatedAt | Select-Object -ExpandProperty OwnerName -Unique).Count | Should -Be 1
    }

    It 'have 0 to 3 contacts' {
        $items.ForEach({ $_.ClientTeam.Count }) | Sort-Object -Unique | Should -Be 0, 1, 2, 3
    }

    It 'miss a <_> here and there' -ForEach 'Description', 'CompanyId', 'OwnerId', 'CloseDate', 'NextTaskId' {
        $name = $_
        @($items | Where-Object { $null -eq $_.$name }).Count | Should -BeIn (1..110)
    }

    It 'miss contacts'' <_> here and there' -ForEach 'FirstName', 'MiddleName', 'Email', 'JobTitle', 'Department' {
        $name = $_
        @($contacts | Where-Object { $null -eq $_.$name }).Count | Should -BeGreaterThan 0
        @($contacts | Where-Object { $null -ne $_.$name }).Count | Should -BeGreaterThan 0
    }

    It 'have text that makes an export stumble' {
        @($items | Where-Object Name -like '=*').Count | Should -BeGreaterOrEqual 1
        @($items | Where-Object Description -match "`n").Count | Should -BeGreaterThan 5
        @($items | Where-Object Description -match '"').Count | Should -BeGreaterThan 1
        @($items | Where-Object Description -match ';').Count | Should -BeGreaterThan 1
        @($items | Where-Object Name -match '[^\x00-\x7F]').Count | Should -BeGreaterThan 5
        @($items | Where-Object CompanyName -match '\p{IsCJKUnifiedIdeographs}').Count | Should -BeGreaterThan 0
    }

    It 'come whole out of a CSV' {
        $csv = Join-Path $TestDrive 'sandbox.csv'
        $items | Export-Csv $csv -Encoding utf8

        $rows = @(Import-Csv $csv -Encoding utf8)
        for ($index = 0; $index -lt 137; $index++) {
            if ($rows[$index].Description -cne [string] $items[$index].Description) { $rows[$index].Description | Should -BeExactly $items[$index].Description }
            if ($rows[$index].Name -cne $items[$index].Name) { $rows[$index].Name | Should -BeExactly $items[$index].Name }
        }
        $rows.Count | Should -Be 137
    }

    It 'use addresses that belong to nobody' {
        $addresses = @($contacts | ForEach-Object { $_.Emails } | ForEach-Object { $_.Email })
        $addresses.Count | Should -BeGreaterThan 50
        foreach ($address in $addresses) { $address | Should -Match '^[a-z.-]+@([a-z-]+\.)?example\.com$' }
    }

    It 'have something that was modified in the last seven days, and something older' {
        $null = Connect-Spott -Sandbox
        $week = @(Get-SpottOpportunity -ModifiedSince (Get-Date).AddDays(-7))

        $week.Count | Should -BeIn (20..100)
        # Small sandboxes too.
        $null = Connect-Spott -Sandbox -SandboxSize 1
        @(Get-SpottOpportunity -ModifiedSince (Get-Date).AddDays(-7)).Count | Should -Be 1
    }

    It 'are plausible in time: created before the connection, closed ones in the past' {
        $now = Get-Date
        foreach ($item in $items) { if ($item.CreatedAt -ge $now) { $item.CreatedAt | Should -BeLessThan $now } }
        @($items | Where-Object { -not $_.StageIsOpen -and $_.CloseDate -gt $now }).Count | Should -Be 0
        @($items | Where-Object { $_.StageIsOpen -and $_.CloseDate -gt $now }).Count | Should -BeGreaterThan 20
    }
}

Describe 'The sandbox as a server' {
    It 'shows an address that leads nowhere, and needs no key' {
        $connection = Connect-Spott -Sandbox -PassThru

        $connection.BaseUri.AbsoluteUri | Should -BeExactly 'https://sandbox.invalid/'
    }

    It 'is paged and filtered like the API' {
        $connection = Connect-Spott -Sandbox -PassThru -SkipVerify

        @(Get-SpottOpportunity).Count | Should -Be 137
        $connection.RequestCount | Should -Be 3
        $company = ($items | Where-Object CompanyId | Group-Object CompanyId | Sort-Object Count -Descending)[0]
        @(Get-SpottOpportunity -CompanyId $company.Name).Id | Should -Be $company.Group.Id
        @(Get-SpottOpportunity -CompanyId 'co-nobody').Count | Should -Be 0
    }

    It 'refuses a cursor of another query or none of its own' {
        $null = Connect-Spott -Sandbox
        foreach ($cursor in 'x', 'AAAA', ('A' * 27)) {
            { Get-SpottOpportunity -Cursor $cursor } | Should -Throw -ErrorId 'Spott.BadRequest,*' -ExpectedMessage '*Invalid cursor*'
        }
    }
}

Describe 'The sandbox beside the tests'' own server of the contract' {
    BeforeAll {
        # The handler itself: the cmdlets never send what is wrong.
        $engine = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Spott.Engine' } | Select-Object -First 1
        $handler = [Activator]::CreateInstance($engine.GetType('Spott.Engine.Sandbox.SandboxHandler', $true), @(137, 0, [TimeProvider]::System))
        $sandbox = [System.Net.Http.HttpMessageInvoker]::new($handler)
        $model = [System.Net.Http.HttpMessageInvoker]::new([Spott.Fakes.OpportunityServer]::new(137).AsHandler())

        function Send($Invoker, [string] $Query, [string] $Key = 'k', [string] $Method = 'GET', [string] $Path = '/opportunities') {
            $request = [System.Net.Http.HttpRequestMessage]::new($Method, "https://sandbox.invalid$Path$Query")
            if ($Key) { $request.Headers.Add('x-api-key', $Key) }
            $response = $Invoker.SendAsync($request, [System.Threading.CancellationToken]::None).GetAwaiter().GetResult()
            $text = $response.Content.ReadAsStringAsync().GetAwaiter().GetResult()
            [pscustomobject]@{ Status = [int] $response.StatusCode; Body = $text | ConvertFrom-Json -DateKind String; Headers = $response.Headers }
        }
    }

    AfterAll { $sandbox.Dispose(); $model.Dispose() }

    It 'answers <Status> to <Query>, as that does' -ForEach @(
        @{ Query = ''; Status = 200; Items = 25 }
        @{ Query = '?limit=1'; Status = 200; Items = 1 }
        @{ Query = '?limit=50'; Status = 200; Items = 50 }
        @{ Query = '?limit=0'; Status = 400 }
        @{ Query = '?limit=51'; Status = 400 }
        @{ Query = '?limit=-1'; Status = 400 }
        @{ Query = '?limit=many'; Status = 400 }
        @{ Query = '?limit='; Status = 400 }
        @{ Query = '?limit=1&limit=2'; Status = 400 }
        @{ Query = '?modifiedSince=2020-01-01T00:00:00Z'; Status = 200; Items = 25 }
        @{ Query = '?modifiedSince=2020-01-01T00:00:00.123Z'; Status = 200; Items = 25 }
        @{ Query = '?modifiedSince=2100-01-01T00:00:00.000Z'; Status = 200; Items = 0 }
        @{ Query = '?modifiedSince=2020-01-01'; Status = 400 }
        @{ Query = '?modifiedSince=2020-01-01T00:00:00'; Status = 400 }
        @{ Query = '?modifiedSince=2020-01-01T00:00:00%2B02:00'; Status = 400 }
        @{ Query = '?modifiedSince=2020-13-01T00:00:00Z'; Status = 400 }
        @{ Query = '?modifiedSince=yesterday'; Status = 400 }
        @{ Query = '?modifiedSince='; Status = 400 }
        @{ Query = '?companyIds=co-none'; Status = 200; Items = 0 }
        @{ Query = '?companyIds=co-none,co-0001'; Status = 200; Items = 0 }
        @{ Query = '?' + ((1..20).ForEach({ "companyIds=x$_" }) -join '&'); Status = 200; Items = 0 }
        @{ Query = '?' + ((1..21).ForEach({ "companyIds=x$_" }) -join '&'); Status = 400 }
        @{ Query = '?cursor=nonsense'; Status = 400 }
    ) {
        $answer = Send $sandbox $Query
        $other = Send $model $Query

        $answer.Status | Should -Be $Status
        $other.Status | Should -Be $Status
        if ($Status -eq 200) {
            $answer.Body.items.Count | Should -Be $Items
            $answer.Body.pagination.hasMore | Should -Be ($Items -gt 0)
            ($null -eq $answer.Body.pagination.cursor) | Should -Be ($Items -eq 0)
        } else {
            $answer.Body.statusCode | Should -Be 400
            $answer.Body.error | Should -BeExactly 'Bad Request'
            $answer.Body.requestId | Should -Not -BeNullOrEmpty
            $answer.Body.status | Should -Be 0
            $answer.Body.message | Should -Not -BeNullOrEmpty
        }
        @($answer.Headers.GetValues('x-request-id')).Count | Should -Be 1
    }

    It 'wants the key: <Name>' -ForEach @(
        @{ Name = 'none'; Key = '' }, @{ Name = 'one that begins with invalid'; Key = 'invalid-key' }
    ) {
        $answer = Send $sandbox '' $Key

        $answer.Status | Should -Be 401
        $answer.Body.statusCode | Should -Be 401
        $answer.Body.message | Should -BeLike '*API key*'
    }

    It 'knows one address and one method' {
        (Send $sandbox '' -Path '/candidates').Status | Should -Be 404
        (Send $sandbox '' -Path '/').Status | Should -Be 404
        (Send $sandbox '' -Method POST).Status | Should -Be 405
        $null = Connect-Spott -Sandbox -SandboxSize 1
        foreach ($call in { Invoke-SpottRequest opportunities -Method POST }, { Invoke-SpottRequest candidates }) {
            (Get-Failure $call).Exception.Message | Should -BeLike '*; only GET opportunities, opportunities/<id> and users/_list are answered here)*'
        }
    }

    It 'takes a cursor with the filter that it was made for, and no other' {
        $first = Send $sandbox '?limit=5&companyIds=co-0001&companyIds=co-0002'
        $cursor = [uri]::EscapeDataString($first.Body.pagination.cursor)

        (Send $sandbox "?limit=5&companyIds=co-0001&companyIds=co-0002&cursor=$cursor").Status | Should -Be 200
        (Send $sandbox "?limit=5&companyIds=co-0001&cursor=$cursor").Status | Should -Be 400
        (Send $sandbox "?limit=5&cursor=$cursor").Status | Should -Be 400
        (Send $sandbox "?limit=5&companyIds=co-0001&companyIds=co-0002&modifiedSince=2020-01-01T00:00:00Z&cursor=$cursor").Status | Should -Be 400
        (Send $sandbox "?limit=5&companyIds=co-0001&companyIds=co-0002&cursor=$($cursor.Substring(1))").Status | Should -Be 400
        $first.Body.pagination.cursor | Should -Not -Match '^\d+$'
    }

    It 'goes through all pages of any size to the same items' {
        $all = foreach ($limit in 7, 25, 50) {
            $ids = [System.Collections.Generic.List[string]]::new()
            $cursor = $null
            do {
                $page = (Send $sandbox ("?limit=$limit" + $(if ($cursor) { "&cursor=$([uri]::EscapeDataString($cursor))" }))).Body
                $ids.AddRange([string[]] $page.items.id)
                $cursor = $page.pagination.cursor
                [bool] $cursor | Should -Be $page.pagination.hasMore
            } while ($cursor)
            $ids -join ' '
        }

        @($all | Select-Object -Unique).Count | Should -Be 1
        $all[0] | Should -BeExactly ($items.Id -join ' ')
    }

    It 'writes items of the published shape: every field of the page somewhere, and none beside' {
        $pages = foreach ($number in 1) { (Send $sandbox '?limit=50').Body.items }
        $paths = [System.Collections.Generic.HashSet[string]]::new()
        function Add-Path($Value, [string] $Path) {
            if ($Value -is [pscustomobject]) { foreach ($property in $Value.PSObject.Properties) { Add-Path $property.Value "$Path.$($property.Name)".TrimStart('.') } }
            elseif ($Value -is [object[]]) { foreach ($element in $Value) { Add-Path $element "$Path[]" } }
            elseif ($null -ne $Value) { [void] $paths.Add($Path) }
        }
        foreach ($item in $pages) { Add-Path $item '' }

        $published = @(
            'id'
            foreach ($field in 'name', 'description', 'createdAt') { "$field.viewType"; "$field.$field" }
            'stage.viewType'; foreach ($name in 'id', 'name', 'order', 'isOpen') { "stage.stage.$name" }
            'company.viewType'; foreach ($name in 'id', 'name') { "company.company.$name" }
            'owner.viewType'; foreach ($name in 'id', 'name', 'avatarUrl', 'deactivatedAt') { "owner.owner.$name" }
            'closeDate.viewType', 'closeDate.closeDate.target', 'clientTeam.viewType'
            foreach ($name in 'id', 'firstName', 'lastName', 'middleName', 'secondLastName', 'avatarUrl', 'candidateId', 'companyId', 'companyName', 'companyLogoUrl', 'jobTitle', 'department',
                'emails[].purpose', 'emails[].email', 'emails[].isPrimary', 'phoneNumbers[].purpose', 'phoneNumbers[].phoneNumber', 'phoneNumbers[].isPrimary') { "clientTeam.clientTeam[].$name" }
            'nextTaskDue.viewType'; foreach ($name in 'id', 'content', 'dueDate') { "nextTaskDue.nextTaskDue.$name" }
        )
        ($paths | Sort-Object) -join "`n" | Should -BeExactly (($published | Sort-Object) -join "`n")
    }
}

Describe 'The sandbox, beyond the list' {
    BeforeAll { $null = Connect-Spott -Sandbox }

    It 'gives an opportunity by its id: the list''s item, and custom attributes' {
        $listed = (Invoke-SpottRequest opportunities -Query @{ limit = 3 }).items[2]
        $one = Invoke-SpottRequest "opportunities/$($listed.id)"
        $one.customAttributes.Count | Should -BeIn 1, 2
        $one.customAttributes[0].label | Should -Be 'Fee model'
        $one.customAttributes[0].value.text | Should -Not -BeNullOrEmpty
        $one | Select-Object -ExcludeProperty customAttributes | ConvertTo-Json -Depth 9 | Should -BeExactly ($listed | ConvertTo-Json -Depth 9)
        $listed.PSObject.Properties.Name | Should -Not -Contain customAttributes
    }

    It 'gives the active users, who are the owners that have not left' {
        $users = (Invoke-SpottRequest users/_list).users
        $active = $items | Where-Object { $_.OwnerId -and -not $_.OwnerDeactivatedAt } | Select-Object -ExpandProperty OwnerId -Unique
        $users.userId | Sort-Object | Should -Be ($active | Sort-Object)
        $users[0].name | Should -Be 'Maya Patel'
    }

    It 'has nothing at <_>' -ForEach 'opportunities/opp-000138', 'opportunities/opp-1', 'opportunities/x', 'opportunities/co-000001', 'users' {
        (Get-Failure { Invoke-SpottRequest $_ }).FullyQualifiedErrorId | Should -BeLike 'Spott.NotFound,*'
    }

    It 'names each request, unmasked' {
        "$(Get-Failure { Invoke-SpottRequest opportunities/x })" | Should -Match '\(request id request-\d{6}\)'
    }
}

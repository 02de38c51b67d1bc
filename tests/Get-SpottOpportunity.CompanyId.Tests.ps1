BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Get-SpottOpportunity -CompanyId' {
    BeforeEach {
        $server = [Spott.Fakes.OpportunityServer]::new(90, 45)
        $handler = $server.AsHandler()
        $null = Connect-Fake -Handler $handler
    }

    It 'takes ids by value from the pipeline' {
        $items = @('co-1', 'co-2' | Get-SpottOpportunity)

        $items.CompanyId | Sort-Object -Unique | Should -Be 'co-1', 'co-2'
        $items.Count | Should -Be 4
        $handler.RequestCount | Should -Be 1
        $handler.Requests[0].RawQuery | Should -BeExactly 'limit=50&companyIds=co-1&companyIds=co-2'
    }

    It 'takes ids by position and by name' {
        @(Get-SpottOpportunity co-3).CompanyId | Select-Object -Unique | Should -Be 'co-3'
        @(Get-SpottOpportunity -CompanyId co-3, co-4).CompanyId | Sort-Object -Unique | Should -Be 'co-3', 'co-4'
    }

    It 'takes ids by property name from <Name>' -ForEach @(
        @{ Name = 'custom objects'; Build = { [pscustomobject]@{ CompanyId = 'co-5'; Other = 1 }; [pscustomobject]@{ companyid = 'co-6' } } }
        @{ Name = 'objects with a list of ids'; Build = { , [pscustomobject]@{ CompanyId = 'co-5', 'co-6' } } }
        @{ Name = 'rows of a CSV'; Build = { "CompanyId,Other`nco-5,1`nco-6,2" | ConvertFrom-Csv } }
        @{ Name = 'lists of ids'; Build = { , @('co-5', 'co-6') } }
        @{ Name = 'texts with members of their own'; Build = { 'co-5' | Add-Member Note 1 -PassThru; 'co-6' } }
        @{ Name = 'opportunities'; Build = { Get-SpottOpportunity | Where-Object CompanyId -in 'co-5', 'co-6' } }
        @{ Name = 'contacts'; Build = { Get-SpottOpportunity | Where-Object CompanyId -in 'co-5', 'co-6' | Select-Object -ExpandProperty ClientTeam } }
    ) {
        $source = @(& $Build)
        $before = $handler.RequestCount

        $items = @($source | Get-SpottOpportunity)

        ($items.CompanyId | Sort-Object -Unique) -join ' ' | Should -Be 'co-5 co-6'
        $handler.RequestCount | Should -Be ($before + 1)
    }

    It 'takes ids from Import-Csv' {
        $csv = Join-Path $TestDrive 'companies.csv'
        Set-Content -Path $csv -Value 'CompanyId,Name', '"co-7","Seven, Ltd"', 'co-8,"Eight"'

        (Import-Csv $csv | Get-SpottOpportunity).CompanyId | Sort-Object -Unique | Should -Be 'co-7', 'co-8'
    }

    It 'asks for 45 ids in three series, each id once and none of them with the cursor of another' {
        $ids = 1..45 | ForEach-Object { "co-$_" }

        # Every id twice, the second time in another order.
        $items = @(($ids + ($ids | Sort-Object)) | Get-SpottOpportunity -PageSize 15)

        $items.Count | Should -Be 90
        @($items.Id | Select-Object -Unique).Count | Should -Be 90
        $series = @($handler.Requests | Where-Object { $null -eq $_.Value('cursor') })
        $series.ForEach({ $_.Values('companyIds').Count }) -join ' ' | Should -Be '20 20 5'
        $series.ForEach({ $_.Values('companyIds') }) -join ' ' | Should -Be ($ids -join ' ')
        # 40 items of 20 companies: three pages, twice; 10 of five: one.
        $handler.RequestCount | Should -Be 7
    }

    It 'asks for <Count> ids in <Series> series' -ForEach @(
        @{ Count = 1; Series = 1 }, @{ Count = 19; Series = 1 }, @{ Count = 20; Series = 1 }, @{ Count = 21; Series = 2 }, @{ Count = 40; Series = 2 }, @{ Count = 41; Series = 3 }
    ) {
        $ids = @(1..$Count | ForEach-Object { "co-$_" })

        @(Get-SpottOpportunity -CompanyId $ids).Count | Should -Be (2 * $Count)
        @($handler.Requests | Where-Object { $null -eq $_.Value('cursor') }).Count | Should -Be $Series
    }

    It 'asks for nothing before the last id has come, because an error has to name all that are left' {
        $seen = [System.Collections.Generic.List[int]]::new()

        1..45 | ForEach-Object { "co-$_"; if ($_ -eq 41) { $seen.Add($handler.RequestCount) } } | Get-SpottOpportunity | Out-Null

        $seen[0] | Should -Be 0
        $handler.RequestCount | Should -BeGreaterOrEqual 3
    }

    It 'counts -First over all series and begins none that it does not need' {
        $ids = 1..45 | ForEach-Object { "co-$_" }

        @($ids | Get-SpottOpportunity -First 41).Count | Should -Be 41
        $handler.Requests.ForEach({ $_.Value('limit') }) -join ' ' | Should -Be '41 1'
    }

    It 'keeps ids that differ in case or in spaces apart' {
        $server.Upsert(200, '2026-02-01Z', 'CO-1')

        $items = @(Get-SpottOpportunity -CompanyId 'co-1', 'CO-1', 'co-1')

        $handler.Requests[0].RawQuery | Should -BeExactly 'limit=50&companyIds=co-1&companyIds=CO-1'
        @($items | Where-Object CompanyId -ceq 'CO-1').Count | Should -Be 1
    }

    It 'names the ids that gave nothing, and the one that may be meant' {
        $name = (Get-SpottOpportunity | Where-Object CompanyId -CEQ 'co-2')[0].CompanyName

        $items = @(Get-SpottOpportunity -CompanyId co-1, co-777, CO-2 -WarningVariable warnings -WarningAction SilentlyContinue)

        $items.Count | Should -Be 2
        "$warnings" | Should -BeExactly ("No opportunity came for 2 of 3 company ids: 'co-777', 'CO-2'. The companies have none, or no company has these ids. " +
            "Upper and lower case count, wildcards do not work, and a company's name is not its id: the property CompanyId of an opportunity is. Did you mean 'co-2', the id of '$name'?")
        $null = Get-SpottOpportunity -CompanyId $name -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike "No opportunity came for the company id '$name': *no company has this id. *Did you mean 'co-*', the id of '$name'?"
    }

    It 'sees which id is meant where a space stands around it' {
        $null = Get-SpottOpportunity
        $null = Get-SpottOpportunity -CompanyId ' co-2 ' -WarningVariable warnings -WarningAction SilentlyContinue

        "$warnings" | Should -BeLike "No opportunity came for the company id ' co-2 ': * Did you mean 'co-2', *"
    }

    It 'says nothing of an id where only a part was asked for: <Name>' -ForEach @(
        @{ Name = '-ModifiedSince'; With = @{ ModifiedSince = '2026-01-01' } }
        @{ Name = '-First'; With = @{ First = 1 } }
        @{ Name = '-CheckpointPath'; With = @{ CheckpointPath = 'TestDrive:/of-a-part.json' } }
    ) {
        $null = Get-SpottOpportunity -CompanyId co-1, co-777 @With -WarningVariable warnings -WarningAction SilentlyContinue

        $warnings | Should -BeNullOrEmpty
    }

    It 'goes on with -Cursor and at most twenty ids' {
        $ids = @(1..20 | ForEach-Object { "co-$_" })
        $all = @(Get-SpottOpportunity -CompanyId $ids -PageSize 30)
        $cursor = $handler.Requests[1].Value('cursor')

        $rest = @($ids | Get-SpottOpportunity -PageSize 30 -Cursor $cursor)

        $rest.Id -join ' ' | Should -Be ($all[30..39].Id -join ' ')
    }

    It 'refuses -Cursor with more than twenty ids before any request (<Way>)' -ForEach @(
        @{ Way = 'parameter' }, @{ Way = 'pipeline' }
    ) {
        $ids = @(1..21 | ForEach-Object { "co-$_" })

        {
            if ($Way -eq 'parameter') { Get-SpottOpportunity -CompanyId $ids -Cursor c1 } else { $ids | Get-SpottOpportunity -Cursor c1 }
        } | Should -Throw -ErrorId 'Spott.InvalidArgument,*' -ExpectedMessage '*at most 20 company ids*'
        $handler.RequestCount | Should -Be 0
    }

    It 'takes twenty ids given twice as twenty beside -Cursor' {
        $ids = @(1..20 | ForEach-Object { "co-$_" })
        $null = @(Get-SpottOpportunity -CompanyId $ids -PageSize 30)

        @(($ids + $ids) | Get-SpottOpportunity -PageSize 30 -Cursor $handler.Requests[1].Value('cursor')).Count | Should -Be 10
    }
}

Describe 'Get-SpottOpportunity with a filter that came to nothing' {
    BeforeEach {
        $handler = [Spott.Fakes.OpportunityServer]::new(3).AsHandler()
        $null = Connect-Fake -Handler $handler
    }

    It 'sends no request and gives nothing for <Name>' -ForEach @(
        @{ Name = 'an empty array'; Run = { @() | Get-SpottOpportunity } }
        @{ Name = '$null'; Run = { $null | Get-SpottOpportunity } }
        @{ Name = 'a header-only CSV'; Run = { 'CompanyId,Name' | Set-Content TestDrive:/none.csv; Import-Csv TestDrive:/none.csv | Get-SpottOpportunity } }
        @{ Name = 'a CSV with an empty field'; Run = { "CompanyId,Name`n,One" | ConvertFrom-Csv | Get-SpottOpportunity } }
        @{ Name = 'a command without output'; Run = { & { } | Get-SpottOpportunity } }
        @{ Name = 'a filter that lets nothing through'; Run = { 'co-1' | Where-Object { $false } | Get-SpottOpportunity } }
        @{ Name = 'an empty text'; Run = { '' | Get-SpottOpportunity } }
        @{ Name = 'an empty list in the pipeline'; Run = { , @() | Get-SpottOpportunity } }
        @{ Name = 'an empty pipeline with other parameters'; Run = { @() | Get-SpottOpportunity -First 5 -PageSize 2 -ModifiedSince 2024-01-01 } }
        @{ Name = 'an empty pipeline with a cursor'; Run = { @() | Get-SpottOpportunity -Cursor c1 } }
        @{ Name = 'the input of a function that has none'; Run = { function Get-Piped { $input | Get-SpottOpportunity }; Get-Piped } }
        @{ Name = 'an object whose CompanyId is null'; Run = { [pscustomobject]@{ CompanyId = $null } | Get-SpottOpportunity } }
        @{ Name = 'an object without CompanyId'; Run = { [pscustomobject]@{ Id = 'co-1' } | Get-SpottOpportunity } }
    ) {
        # Some of these are binding errors besides, but only Stop may end the pipeline.
        $ErrorActionPreference = 'SilentlyContinue'
        @(& $Run).Count | Should -Be 0
        $handler.RequestCount | Should -Be 0
    }

    It 'is a binding error, and no request, for -CompanyId <Name>' -ForEach @(
        @{ Name = '$null'; Value = $null }
        @{ Name = '@()'; Value = @() }
        @{ Name = 'an empty text'; Value = '' }
        @{ Name = 'a list with a null'; Value = 'co-1', $null }
        @{ Name = 'a list with an empty text'; Value = 'co-1', '' }
        @{ Name = 'a number'; Value = 7 }
        @{ Name = 'a list with a number'; Value = 'co-1', 7 }
        @{ Name = 'a table'; Value = @{ Id = 'co-1' } }
    ) {
        { Get-SpottOpportunity -CompanyId $Value } | Should -Throw -ErrorId 'Parameter*'
        $handler.RequestCount | Should -Be 0
    }

    It 'is a non-terminating error, never the object''s text as an id, for <Name>' -ForEach @(
        @{ Name = 'a number'; Make = { 7 } }
        @{ Name = 'an object without CompanyId'; Make = { [pscustomobject]@{ Id = 'co-9' } } }
        @{ Name = 'an object whose CompanyId is a number'; Make = { [pscustomobject]@{ CompanyId = 7 } } }
        @{ Name = 'a date'; Make = { [datetime]::UnixEpoch } }
        @{ Name = 'a file'; Make = { Get-Item -LiteralPath $PSCommandPath } }
        @{ Name = 'a row with an empty CompanyId'; Make = { [pscustomobject]@{ CompanyId = '' } } }
    ) {
        $errors = $null
        $items = @('co-2', (& $Make), 'co-3' | Get-SpottOpportunity -ErrorAction SilentlyContinue -ErrorVariable errors)

        $errors.Count | Should -Be 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike '*,Spott.Commands.GetSpottOpportunityCommand'
        # The ids around it still count.
        $items.Count | Should -Be 2
        $handler.Requests[0].RawQuery | Should -BeExactly 'limit=50&companyIds=co-2&companyIds=co-3'
    }

    It 'asks for everything where no pipeline is: inside <Name>' -ForEach @(
        @{ Name = 'ForEach-Object'; Run = { 1 | ForEach-Object { Get-SpottOpportunity } } }
        @{ Name = 'a script block with input of its own'; Run = { @() | & { Get-SpottOpportunity } } }
        @{ Name = 'the process block of a function'; Run = { function Test-Process { process { Get-SpottOpportunity } }; 1 | Test-Process } }
        @{ Name = 'a PowerShell of one''s own'; Run = {
                $shell = [powershell]::Create('CurrentRunspace')
                $shell.AddCommand('Get-SpottOpportunity').Invoke()
            } }
    ) {
        @(& $Run).Count | Should -Be 3
    }
}

Describe 'Get-SpottOpportunity does not trust the server''s filter' {
    It 'takes <Name> for a protocol error and writes none of its page' -ForEach @(
        @{ Name = 'an item of another company'; Company = '{"id":"co-9","name":"Nine"}' }
        @{ Name = 'an item whose company is null'; Company = 'null' }
        @{ Name = 'an item whose company has no id'; Company = '{"name":"Nameless"}' }
        @{ Name = 'an item whose company id is a number'; Company = '{"id":1}' }
        @{ Name = 'an id in another case'; Company = '{"id":"CO-1"}' }
    ) {
        $wrong = '{"id":"wrong-1","company":{"company":' + $Company + '}}'
        $right = '{"id":"right-1","company":{"company":{"id":"co-1"}}}'
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @(
                [Spott.Fakes.Answer]::Page(@($right), 'c1')
                [Spott.Fakes.Answer]::Page(@($right.Replace('right-1', 'right-2'), $wrong))))
        $null = Connect-Fake -Handler $handler
        $written = [System.Collections.Generic.List[string]]::new()

        { Get-SpottOpportunity -CompanyId co-1, co-2 | ForEach-Object { $written.Add($_.Id) } } |
            Should -Throw -ErrorId 'Spott.Protocol,*' -ExpectedMessage '*wrong-1*company that was not asked for*'

        $written -join ' ' | Should -Be 'right-1'
        # Asking again would not help: the server does not know the filter.
        $handler.RequestCount | Should -Be 2
    }

    It 'ends with an error when a whole server ignores companyIds' {
        $server = [Spott.Fakes.OpportunityServer]::new(20)
        $server.FiltersByCompany = $false
        $null = Connect-Fake -Handler $server

        { Get-SpottOpportunity -CompanyId co-1 } | Should -Throw -ErrorId 'Spott.Protocol,*'
    }

    It 'takes items of any company, or of none, when there is no filter' {
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Page(@('{"id":"a"}', '{"id":"b","company":{"company":null}}', '{"id":"c","company":{"company":{"id":"x"}}}'))))
        $null = Connect-Fake -Handler $handler

        (Get-SpottOpportunity).Id -join ' ' | Should -Be 'a b c'
    }

    It 'sends a lone id twice, once per connection, to a server that wants an array' {
        $server = [Spott.Fakes.OpportunityServer]::new(14)
        $server.StrictArray = $true
        $handler = $server.AsHandler()
        $null = Connect-Fake -Handler $handler

        @(Get-SpottOpportunity -CompanyId co-1).Count | Should -Be 2
        @(Get-SpottOpportunity -CompanyId co-2).Count | Should -Be 2

        $handler.Requests.ForEach('RawQuery') -join ' ' | Should -BeExactly (
            'limit=50&companyIds=co-1', 'limit=50&companyIds=co-1&companyIds=co-1', 'limit=50&companyIds=co-2&companyIds=co-2' -join ' ')
    }

    It 'does not send a lone id twice for any other refusal' {
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Error(400, 'unknown company', 'r1')))
        $null = Connect-Fake -Handler $handler

        { Get-SpottOpportunity -CompanyId co-1 } | Should -Throw -ErrorId 'Spott.BadRequest,*' -ExpectedMessage '*unknown company*'
        $handler.RequestCount | Should -Be 1
    }
}

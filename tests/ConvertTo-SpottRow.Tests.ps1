BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-Opportunity {
        # What Get-SpottOpportunity makes of these items.
        param([Parameter(Mandatory)] [string[]] $Json)

        $connection = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new().Enqueue([Spott.Fakes.Answer]::Page($Json)))
        Get-SpottOpportunity -Connection $connection -WarningAction SilentlyContinue
    }

    function ConvertTo-Text {
        # The CSV that a consumer would see, with every column of the contacts.
        param([object[]] $Opportunity)

        @(
            $Opportunity | ConvertTo-SpottRow | ConvertTo-Csv
            $Opportunity | ConvertTo-SpottRow -ExpandClientTeam | ConvertTo-Csv
            $Opportunity.ClientTeam | ConvertTo-SpottRow | ConvertTo-Csv
        ) -join "`n"
    }

    # Everything at once: all fields, gaps, unsorted and nested unknown ones, numbers of every kind, two contacts.
    $richJson = @'
{"id":"opp-1","name":{"name":"=Señor, \"Dev\""},"description":{"description":"one\ntwo"},
 "stage":{"stage":{"id":"st-1","name":"Lead","order":3.0,"isOpen":false}},"company":{"company":{"id":"co-1","name":"株式会社"}},
 "owner":{"owner":{"id":"usr-1","name":"Zoë","avatarUrl":"https://example.com/z.png","deactivatedAt":"2025-03-01T10:00:00Z"}},
 "closeDate":{"closeDate":{"target":"2026-10-01T00:00:00+02:00"}},"createdAt":{"createdAt":"2024-02-29T23:59:59.1239Z"},
 "nextTaskDue":{"nextTaskDue":{"id":"t-1","content":"Call","dueDate":"2026-06-01T06:30:00Z"}},
 "zeta":{"b":[1,{"y":null,"x":[[],{}]}],"a":1.50,"A":-0.25,"big":12345678901234567890123456789012345,"e":1.5e300},"Alpha":true,"alpha":"ü\u0001\"",
 "clientTeam":{"clientTeam":[
  {"id":"con-1","firstName":"Jane","lastName":"Doe","middleName":"M.","secondLastName":"Ruiz","avatarUrl":"https://example.com/j.png","candidateId":"cand-1",
   "companyId":"co-7","companyName":"Seven","companyLogoUrl":"https://example.com/l.svg","jobTitle":"Head","department":"HR","nick":{"b":1,"a":[2]},
   "emails":[{"purpose":"personal","email":"j@example.org","isPrimary":false},{"purpose":"work","email":"jane@example.com","isPrimary":true}],
   "phoneNumbers":[{"purpose":null,"phoneNumber":"+44 20 7946 0000","isPrimary":null}]},
  {"id":"con-2"}]}}
'@
    $rich = Get-Opportunity $richJson
    $bare = Get-Opportunity '{"id":"opp-2"}'

    $opportunityColumns = 'Id', 'Name', 'Description', 'StageId', 'StageName', 'StageOrder', 'StageIsOpen', 'CompanyId', 'CompanyName', 'OwnerId',
        'OwnerName', 'OwnerAvatarUrl', 'OwnerDeactivatedAt', 'CloseDate', 'CreatedAt', 'NextTaskId', 'NextTaskContent', 'NextTaskDueDate',
        'ClientTeam', 'AdditionalProperties'
    $contactColumns = 'OpportunityId', 'OpportunityName', 'Id', 'FirstName', 'MiddleName', 'LastName', 'SecondLastName', 'FullName', 'JobTitle',
        'Department', 'CandidateId', 'CompanyId', 'CompanyName', 'CompanyLogoUrl', 'AvatarUrl', 'Email', 'Phone', 'Emails', 'PhoneNumbers',
        'AdditionalProperties'
    $expandedColumns = $opportunityColumns + ($contactColumns | Select-Object -Skip 2 | ForEach-Object { "Contact$_" })
}

Describe 'ConvertTo-SpottRow' {
    It 'gives an opportunity all columns of the contract in their order, whatever it holds' {
        foreach ($opportunity in $rich, $bare) {
            ($opportunity | ConvertTo-SpottRow).PSObject.Properties.Name | Should -BeExactly $opportunityColumns
        }
    }

    It 'gives a contact all columns of the contract in their order, whatever it holds' {
        foreach ($row in $rich.ClientTeam | ConvertTo-SpottRow) { $row.PSObject.Properties.Name | Should -BeExactly $contactColumns }
    }

    It 'gives text, decimal numbers and booleans only' {
        $cells = @($rich, $bare | ConvertTo-SpottRow -ExpandClientTeam) + @($rich.ClientTeam | ConvertTo-SpottRow) |
            ForEach-Object { $_.PSObject.Properties.Value } | Where-Object { $null -ne $_ }
        $cells | ForEach-Object { $_.GetType().Name } | Sort-Object -Unique | Should -BeExactly 'Boolean', 'Decimal', 'String'
        $cells.Count | Should -BeGreaterThan 60
    }

    It 'leaves a cell null where there is nothing, also for a number, a boolean, a list and further properties' {
        $row = $bare | ConvertTo-SpottRow
        $row.Id | Should -BeExactly 'opp-2'
        ($row.PSObject.Properties | Where-Object { $null -ne $_.Value }).Name | Should -BeExactly 'Id'
    }

    It 'writes dates as UTC in milliseconds' {
        $row = $rich | ConvertTo-SpottRow
        $row.CreatedAt | Should -BeExactly '2024-02-29T23:59:59.123Z'
        $row.CloseDate | Should -BeExactly '2026-09-30T22:00:00.000Z'
        $row.OwnerDeactivatedAt | Should -BeExactly '2025-03-01T10:00:00.000Z'
        $row.NextTaskDueDate | Should -BeExactly '2026-06-01T06:30:00.000Z'
    }

    It 'writes the stage order <Json> as the decimal <Text>, whatever the value' -ForEach @(
        @{ Json = '3'; Text = '3' }, @{ Json = '-1'; Text = '-1' }, @{ Json = '2.0'; Text = '2' }, @{ Json = '2.50'; Text = '2.5' }
        @{ Json = '-0.125'; Text = '-0.125' }, @{ Json = '0'; Text = '0' }, @{ Json = '1e3'; Text = '1000' }
        @{ Json = '9223372036854775808'; Text = '9223372036854775808' }, @{ Json = '79228162514264337593543950335'; Text = '79228162514264337593543950335' }
    ) {
        $opportunity = Get-Opportunity "{`"id`":`"a`",`"stage`":{`"stage`":{`"order`":$Json}}}"
        $opportunity | Export-Clixml -LiteralPath TestDrive:/order.xml
        foreach ($given in $opportunity, (Import-Clixml -LiteralPath TestDrive:/order.xml)) {
            $cell = ($given | ConvertTo-SpottRow -EscapeFormula).StageOrder
            $cell | Should -BeOfType decimal
            $cell.ToString([cultureinfo]::InvariantCulture) | Should -BeExactly $Text
        }
    }

    It 'gives a table whose columns are typed by the first row every number' {
        $rows = Get-Opportunity @(1, 2.5, 10).ForEach({ "{`"id`":`"a`",`"stage`":{`"stage`":{`"order`":$_}}}" }) | ConvertTo-SpottRow
        $table = [System.Data.DataTable]::new()
        $null = $table.Columns.Add('StageOrder', $rows[0].StageOrder.GetType())
        foreach ($row in $rows) { $null = $table.Rows.Add($row.StageOrder) }
        $table.Rows.StageOrder -join ' ' | Should -BeExactly '1 2.5 10'
        ($rows | Sort-Object StageOrder).StageOrder -join ' ' | Should -BeExactly '1 2.5 10'
    }

    It 'writes lists as text' {
        ($rich | ConvertTo-SpottRow).ClientTeam | Should -BeExactly 'Jane M. Doe Ruiz <jane@example.com>; con-2'
        $contact = $rich.ClientTeam[0] | ConvertTo-SpottRow
        $contact.Emails | Should -BeExactly 'j@example.org (personal); jane@example.com (work, primary)'
        $contact.PhoneNumbers | Should -BeExactly '+44 20 7946 0000'
        $contact.OpportunityName | Should -BeExactly '=Señor, "Dev"'
    }

    It 'writes further properties as JSON with keys sorted by code point on every level' {
        $expected = '{"Alpha":true,"alpha":"ü\u0001\"","zeta":{"A":-0.25,"a":1.50,"b":[1,{"x":[[],{}],"y":null}],"big":"12345678901234567890123456789012345","e":1.5E+300}}'
        ($rich | ConvertTo-SpottRow).AdditionalProperties | Should -BeExactly $expected
        ($rich.ClientTeam[0] | ConvertTo-SpottRow).AdditionalProperties | Should -BeExactly '{"nick":{"a":[2],"b":1}}'
    }

    It 'takes an array as argument as well' {
        (ConvertTo-SpottRow @($rich, $bare)).Id | Should -BeExactly 'opp-1', 'opp-2'
    }

    It 'gives nothing for nothing' {
        @(@() | ConvertTo-SpottRow).Count | Should -Be 0
    }

    It 'says what has no row and goes on' -ForEach @(
        @{ Stranger = 'text' }, @{ Stranger = 42 }, @{ Stranger = [pscustomobject]@{ Id = 'x'; Name = 'n' } }
    ) {
        $rows = $rich, $Stranger, $bare | ConvertTo-SpottRow -ErrorVariable errors -ErrorAction SilentlyContinue
        $rows.Id | Should -BeExactly 'opp-1', 'opp-2'
        $errors.Count | Should -Be 1
        $errors[0].FullyQualifiedErrorId | Should -BeExactly 'Spott.InvalidArgument,Spott.Commands.ConvertToSpottRowCommand'
        $errors[0].Exception.Message | Should -Match 'neither an opportunity, a contact, a change nor a stay in a stage'
    }
}

Describe 'ConvertTo-SpottRow -ExpandClientTeam' {
    It 'gives a row for each contact, with its columns prefixed' {
        $rows = @($rich | ConvertTo-SpottRow -ExpandClientTeam)
        $rows.Count | Should -Be 2
        $rows.Id | Should -BeExactly 'opp-1', 'opp-1'
        $rows.ContactId | Should -BeExactly 'con-1', 'con-2'
        $rows[0].ContactEmail | Should -BeExactly 'jane@example.com'
        $rows[0].ContactAdditionalProperties | Should -BeExactly '{"nick":{"a":[2],"b":1}}'
        $rows[1].ContactEmail | Should -BeNullOrEmpty
        foreach ($row in $rows) { $row.PSObject.Properties.Name | Should -BeExactly $expandedColumns }
    }

    It 'gives one row with empty columns for an opportunity without contacts' {
        $row = @($bare | ConvertTo-SpottRow -ExpandClientTeam)
        $row.Count | Should -Be 1
        $row[0].PSObject.Properties.Name | Should -BeExactly $expandedColumns
        ($row[0].PSObject.Properties | Where-Object { $null -ne $_.Value }).Name | Should -BeExactly 'Id'
    }
}

Describe 'ConvertTo-SpottRow -EscapeFormula' {
    BeforeAll {
        # What a spreadsheet may drop before it looks for a sign, and the signs.
        $invisible = '', "`0", "`u{1}", "`t", "`r", "`n", ' ', "`u{85}", "`u{9B}", "`u{A0}", "`u{AD}", "`u{200B}", "`u{200F}", "`u{2028}", "`u{202E}",
            "`u{2060}", "`u{3000}", "`u{FEFF}", "`u{E0041}", "`u{7F}", " `u{FEFF}`n"
        $signs = '=', '+', '-', '@', "`u{FF1D}", "`u{FF0B}", "`u{FF0D}", "`u{FF20}", "`u{FE66}", "`u{FE62}", "`u{FE63}", "`u{FE6B}"
        $formulas = @(foreach ($before in $invisible) { foreach ($sign in $signs) { "$before${sign}1+1" } }) + "`t1", "`r1", '-V1StGXR8_Z5', '=', "`t"
        $texts = 'plain', '1+1', "'=1+1", 'a=1', "`n1", ' 1', '"=1+1"', '(=1+1)', "`u{2010}1", '#=1', '', ' ', "`u{200B}"

        function Get-Named([string[]] $Name) {
            Get-Opportunity $Name.ForEach({ "{`"id`":`"a`",`"name`":{`"name`":$(ConvertTo-Json $_ -EscapeHandling EscapeNonAscii)}}" })
        }
    }

    It 'puts an apostrophe before every text whose first visible character is a sign, and before a tab and a carriage return' {
        $given = Get-Named $formulas
        $given.Name -join "`n" | Should -BeExactly ($formulas -join "`n")
        ($given | ConvertTo-SpottRow -EscapeFormula).Name | Should -BeExactly @($formulas | ForEach-Object { "'$_" })
        ($given | ConvertTo-SpottRow).Name | Should -BeExactly $formulas
    }

    It 'puts none before any other text' {
        (Get-Named $texts | ConvertTo-SpottRow -EscapeFormula).Name | Should -BeExactly $texts
    }

    It 'escapes an id alike wherever it stands, so that tables of one -EscapeFormula join, and back as the help says' {
        $opportunity = Get-Opportunity '{"id":"-V1StGXR8_Z5","clientTeam":{"clientTeam":[{"id":"=c"}]}}'
        $id = ($opportunity | ConvertTo-SpottRow -EscapeFormula).Id
        $id | Should -BeExactly "'-V1StGXR8_Z5"
        ($opportunity.ClientTeam | ConvertTo-SpottRow -EscapeFormula).OpportunityId | Should -BeExactly $id
        ($opportunity | ConvertTo-SpottRow -ExpandClientTeam -EscapeFormula).ContactId | Should -BeExactly ($opportunity.ClientTeam | ConvertTo-SpottRow -EscapeFormula).Id
        $id -replace "^'" | Should -BeExactly $opportunity.Id
    }

    It 'lets LibreOffice calculate nothing' -Skip:(-not ($IsLinux -and $env:CI) -and -not (Get-Command soffice -ErrorAction Ignore)) -Tag Slow {
        # Where CI tests on Linux and LibreOffice is missing this fails, instead of proving nothing.
        $soffice = (Get-Command soffice).Source
        $all = $formulas + $texts
        $source = Join-Path $TestDrive formulas.csv
        function Get-Shown([object[]] $Row) {
            # What LibreOffice has in the cells after it opened the file: UTF-8, comma, quotation marks.
            $Row | Select-Object Name | Export-Csv -LiteralPath $source -Encoding utf8BOM
            & $soffice "-env:UserInstallation=file://$TestDrive/profile" --headless '--infilter=CSV:44,34,76,1' --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1' --outdir "$TestDrive/shown" $source *> "$TestDrive/log"
            Get-Content -Raw -LiteralPath "$TestDrive/shown/formulas.csv"
        }
        $plain = Get-Shown (Get-Named '=1+1' | ConvertTo-SpottRow)
        $plain | Should -Match '(?m)^"?2"?\r?$' -Because 'a test that sees no calculation where there is one proves nothing'
        $shown = Get-Shown (Get-Named $all | ConvertTo-SpottRow -EscapeFormula)
        # 1+1 is 2, a name that is none is an error: both are traces of a calculation.
        $shown | Should -Not -Match '(?m)^"?(2|#\w+[!?]?|Err:\d+)"?\r?$'
        ([regex]::Matches($shown, "(?m)^""?'")).Count | Should -BeGreaterOrEqual ($formulas.Count)
    }

    It 'leaves every other cell as it is' {
        $plain = $rich | ConvertTo-SpottRow -ExpandClientTeam
        $escaped = $rich | ConvertTo-SpottRow -ExpandClientTeam -EscapeFormula
        $changed = foreach ($index in 0, 1) {
            foreach ($column in $plain[$index].PSObject.Properties) {
                if (-not [object]::Equals($column.Value, $escaped[$index].($column.Name))) { "$index $($column.Name)" }
            }
        }
        $changed | Should -BeExactly '0 Name', '0 ContactPhone', '0 ContactPhoneNumbers', '1 Name'
    }
}

Describe 'ConvertTo-SpottRow of what was serialized' {
    BeforeAll {
        $opportunities = @($rich, $bare) + @(Get-Opportunity ([Spott.Fakes.OpportunityJson]::Items(1, 12)))
        $live = ConvertTo-Text $opportunities
    }

    It 'gives the same bytes after Export-Clixml, once and twice' {
        $opportunities | Export-Clixml -LiteralPath TestDrive:/once.xml
        $once = Import-Clixml -LiteralPath TestDrive:/once.xml
        $once[0].PSObject.TypeNames[0] | Should -BeExactly 'Deserialized.Spott.Opportunity'
        ConvertTo-Text $once | Should -BeExactly $live
        $once | Export-Clixml -LiteralPath TestDrive:/twice.xml
        ConvertTo-Text (Import-Clixml -LiteralPath TestDrive:/twice.xml) | Should -BeExactly $live
    }

    It 'gives the same bytes out of a job, and of contacts that were serialized alone' -Tag Slow {
        $job = Start-Job { $using:opportunities }
        $received = @(Receive-Job $job -Wait -AutoRemoveJob)
        $received[0].PSObject.TypeNames[0] | Should -BeExactly 'Deserialized.Spott.Opportunity'
        ConvertTo-Text $received | Should -BeExactly $live
        $rich.ClientTeam | Export-Clixml -LiteralPath TestDrive:/contacts.xml
        $contacts = Import-Clixml -LiteralPath TestDrive:/contacts.xml
        ($contacts | ConvertTo-SpottRow | ConvertTo-Csv) -join "`n" | Should -BeExactly (($rich.ClientTeam | ConvertTo-SpottRow | ConvertTo-Csv) -join "`n")
    }

    It 'gives the same further properties for values nested 40 deep' {
        $deep = Get-Opportunity ('{"id":"deep","x":' + '{"b":[1,2],"a":' * 20 + '0' + '}' * 20 + ',"y":' + '[' * 40 + ']' * 40 + '}')
        $text = ($deep | ConvertTo-SpottRow).AdditionalProperties
        $text.Length | Should -BeGreaterThan 300
        $deep | Export-Clixml -LiteralPath TestDrive:/deep.xml
        (Import-Clixml -LiteralPath TestDrive:/deep.xml | ConvertTo-SpottRow).AdditionalProperties | Should -BeExactly $text
    }

    It 'gives the same bytes also when -Depth asked for less' {
        $opportunities | Export-Clixml -LiteralPath TestDrive:/depth.xml -Depth 1
        ConvertTo-Text (Import-Clixml -LiteralPath TestDrive:/depth.xml) | Should -BeExactly $live
    }

    It 'says when a shell that does not know the type has cut off the contacts, instead of giving a row without them' {
        $cut = Join-Path $TestDrive cut.xml
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($Opportunity, $To) $Opportunity | Export-Clixml -LiteralPath $To -Depth 1').AddArgument($rich).AddArgument($cut).Invoke()
        } finally {
            $shell.Dispose()
        }
        $rows = @(Import-Clixml -LiteralPath $cut | ConvertTo-SpottRow -ExpandClientTeam -ErrorVariable errors -ErrorAction SilentlyContinue)
        $rows.Count | Should -Be 0
        $errors.Exception.Message | Should -Match 'opportunity opp-1 were cut off'
        (Import-Clixml -LiteralPath $cut | ConvertTo-SpottRow).ClientTeam | Should -BeExactly ($rich | ConvertTo-SpottRow).ClientTeam
    }
}

# The zone is a variable of the environment, which Windows does not heed.
Describe 'ConvertTo-SpottRow in every culture and zone' -Skip:$IsWindows -Tag Slow {
    It 'gives byte-identical CSV in four cultures and three zones, of live and of serialized objects, a repeated hour included' {
        # The hour that Brussels repeats in October 2025, twice over, and the same in New York and in Auckland (UTC+13 in summer).
        $moments = '2025-10-26T00:30:00Z', '2025-10-26T01:30:00Z', '2025-11-02T05:30:00Z', '2025-11-02T06:30:00Z',
            '2026-04-04T13:30:00Z', '2026-04-04T14:30:00Z', '2026-12-31T23:59:59.999Z'
        $items = @($richJson) + ($moments | ForEach-Object {
                "{`"id`":`"$_`",`"createdAt`":{`"createdAt`":`"$_`"},`"closeDate`":{`"closeDate`":{`"target`":`"$($_ -replace 'Z', '+00:00')`"}},`"stage`":{`"stage`":{`"order`":1234.5}}}"
            })
        $jsonFile = Join-Path $TestDrive items.json
        ConvertTo-Json $items | Set-Content -LiteralPath $jsonFile

        $script = @'
param($Common, $JsonFile)
. $Common
$items = [string[]] (Get-Content -Raw -LiteralPath $JsonFile | ConvertFrom-Json)
foreach ($culture in 'en-US', 'de-DE', 'th-TH', 'fi-FI') {
    [cultureinfo]::CurrentCulture = $culture
    $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new().Enqueue([Spott.Fakes.Answer]::Page($items)))
    $live = @(Get-SpottOpportunity -WarningAction SilentlyContinue)
    $clixml = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($live))
    foreach ($opportunities in $live, $clixml) {
        $file = [System.IO.Path]::GetTempFileName()
        $opportunities | ConvertTo-SpottRow -ExpandClientTeam -EscapeFormula | Export-Csv -LiteralPath $file
        # A fraction is written as the session writes numbers, and the file is otherwise the same.
        $comma = [cultureinfo]::CurrentCulture.NumberFormat.NumberDecimalSeparator
        [System.IO.File]::WriteAllText($file, [System.IO.File]::ReadAllText($file).Replace("`"1234${comma}5`"", '"1234.5"'))
        "$([System.TimeZoneInfo]::Local.BaseUtcOffset) $([cultureinfo]::CurrentCulture.Name) $((Get-FileHash -LiteralPath $file).Hash)"
        if ($culture -eq 'th-TH' -and [object]::ReferenceEquals($opportunities, $live)) { "text $([System.IO.File]::ReadAllText($file))" }
        Remove-Item -LiteralPath $file
    }
    Disconnect-Spott
}
'@
        $results = foreach ($zone in 'Pacific/Auckland', 'America/Los_Angeles', 'Europe/Brussels') {
            $child = Invoke-ChildShell -Script $script -ArgumentList "$PSScriptRoot/common.ps1", $jsonFile -Environment @{ TZ = $zone }
            $child.Err | Should -BeNullOrEmpty
            $child.ExitCode | Should -Be 0
            $child.Out
        }
        $hashes = $results -split "`n" | Where-Object { $_ -match '^\S+ \S+ [0-9A-F]{64}$' }
        $hashes.Count | Should -Be 24
        @($hashes | ForEach-Object { ($_ -split ' ')[0] } | Sort-Object -Unique).Count | Should -Be 3 -Because 'each child has a zone of its own'
        @($hashes | ForEach-Object { ($_ -split ' ')[2] } | Sort-Object -Unique).Count | Should -Be 1

        $text = $results[0].Substring($results[0].IndexOf('text ') + 5)
        $rows = $text -split "`r?`n" | Where-Object { $_ -match '^"Id"|^"20' } | ConvertFrom-Csv
        $rows.Id | Should -BeExactly $moments
        for ($index = 0; $index -lt $moments.Count; $index++) {
            $expected = $moments[$index] -replace '(:\d\d)Z', '$1.000Z'
            $rows[$index].CreatedAt | Should -BeExactly $expected
            $rows[$index].CloseDate | Should -BeExactly $expected
            $rows[$index].StageOrder | Should -BeExactly '1234.5'
        }
    }
}

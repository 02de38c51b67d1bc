BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-Parsed {
        # What a page of these items becomes: the objects, the warnings and the errors.
        param([string[]] $Item)

        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Page($Item)))
        $null = Connect-Fake -Handler $handler
        $warnings = $errors = $null
        $items = @(Get-SpottOpportunity -WarningVariable warnings -WarningAction SilentlyContinue -ErrorVariable errors -ErrorAction SilentlyContinue)
        [pscustomobject]@{ Items = $items; Item = $items | Select-Object -First 1; Warnings = @($warnings.ForEach('Message')); Errors = @($errors) }
    }
}

Describe 'A field that the module does not know' {
    It 'is kept under its path (<Path>)' -ForEach @(
        @{ Path = 'priority'; Json = '"priority":3'; Value = 3 }
        @{ Path = 'priority'; Json = '"priority":"high"'; Value = 'high' }
        @{ Path = 'archived'; Json = '"archived":false'; Value = $false }
        @{ Path = 'score'; Json = '"score":0.1'; Value = 0.1d }
        @{ Path = 'name.language'; Json = '"name":{"name":"N","language":"de"}'; Value = 'de' }
        @{ Path = 'stage.stage.color'; Json = '"stage":{"stage":{"color":"red"}}'; Value = 'red' }
        @{ Path = 'stage.label'; Json = '"stage":{"label":"red"}'; Value = 'red' }
        @{ Path = 'company.company.vat'; Json = '"company":{"company":{"vat":"BE1"}}'; Value = 'BE1' }
        @{ Path = 'owner.owner.team'; Json = '"owner":{"owner":{"team":"t"}}'; Value = 't' }
        @{ Path = 'closeDate.closeDate.actual'; Json = '"closeDate":{"closeDate":{"actual":"2026-01-01T00:00:00Z"}}'; Value = '2026-01-01T00:00:00Z' }
        @{ Path = 'nextTaskDue.nextTaskDue.kind'; Json = '"nextTaskDue":{"nextTaskDue":{"kind":"call"}}'; Value = 'call' }
        @{ Path = 'clientTeam.total'; Json = '"clientTeam":{"clientTeam":[],"total":9}'; Value = 9 }
        @{ Path = 'name.viewType'; Json = '"name":{"name":"N","viewType":"somethingElse"}'; Value = 'somethingElse' }
        @{ Path = ''; Json = '"":"no name"'; Value = 'no name' }
    ) {
        $parsed = Get-Parsed "{`"id`":`"a`",$Json}"

        $parsed.Item.AdditionalProperties.Count | Should -Be 1
        $parsed.Item.AdditionalProperties[$Path] | Should -BeExactly $Value
        # New fields are nothing to be warned about.
        $parsed.Warnings.Count | Should -Be 0
    }

    It 'is kept under its new name when a known one was renamed' {
        $parsed = Get-Parsed '{"id":"a","title":{"viewType":"opportunityTitle","title":"Renamed"}}'

        $parsed.Item.Name | Should -BeExactly $null
        $parsed.Item.AdditionalProperties.ToString() | Should -BeExactly '{"title":{"viewType":"opportunityTitle","title":"Renamed"}}'
    }

    It 'is kept whole with all that is in it, in the server''s order' {
        $json = '{"z":{"a":[1,"two",null,true,{"deep":[[[]]],"empty":{}}],"number":12345678901234567890.5},"b":null,"A":"case","a":"Case"}'
        $parsed = Get-Parsed ('{"id":"i",' + $json.Substring(1))

        $parsed.Item.AdditionalProperties.ToString() | Should -BeExactly $json
        $parsed.Item.AdditionalProperties['z']['a'][4]['deep'].Count | Should -Be 1
        $parsed.Item.AdditionalProperties.z.a[1] | Should -BeExactly 'two'
    }

    It 'loses no digit of a number: <Number>' -ForEach @(
        @{ Number = '0' }, @{ Number = '-1' }, @{ Number = '9223372036854775807' }, @{ Number = '9223372036854775808' }
        @{ Number = '79228162514264337593543950336' }, @{ Number = '0.1' }, @{ Number = '1.10' }, @{ Number = '123456789012345678901234567890.123456789' }
    ) {
        $value = (Get-Parsed "{`"id`":`"a`",`"n`":$Number}").Item.AdditionalProperties['n']

        [string]::Format([cultureinfo]::InvariantCulture, '{0}', $value) | Should -BeExactly $Number
    }

    It 'is kept in a contact, and in an address of a contact' {
        $contact = (Get-Parsed '{"id":"a","clientTeam":{"clientTeam":[{"id":"c","nickname":"J","emails":[{"email":"x@example.com","verified":true}],"phoneNumbers":[{"phoneNumber":"1"},{"phoneNumber":"2","ext":"7"}]}]}}').Item.ClientTeam[0]

        $contact.AdditionalProperties.ToString() | Should -BeExactly '{"nickname":"J","emails[0].verified":true,"phoneNumbers[1].ext":"7"}'
        $contact.Email | Should -BeExactly 'x@example.com'
    }

    It 'is read as text whatever it holds: <Name>' -ForEach @(
        @{ Name = 'a lone surrogate'; Json = '\ud800x'; Text = [string] [char] 0xFFFD + 'x' }
        @{ Name = 'a pair of surrogates'; Json = '\ud83c\udf89'; Text = '🎉' }
        @{ Name = 'a null character'; Json = 'a\u0000b'; Text = "a`0b" }
        @{ Name = 'all escapes'; Json = '\"\\\/\b\f\n\r\t'; Text = "`"\/`b`f`n`r`t" }
    ) {
        $item = (Get-Parsed "{`"id`":`"a`",`"name`":{`"name`":`"$Json`"},`"other`":`"$Json`"}").Item

        $item.Name | Should -BeExactly $Text
        $item.AdditionalProperties['other'] | Should -BeExactly $Text
    }

    It 'takes bytes that are no UTF-8 for what they are' {
        $bytes = [System.Text.Encoding]::ASCII.GetBytes('{"items":[{"id":"a","name":{"name":"x?y"}}],"pagination":{"hasMore":false}}')
        $bytes[$bytes.IndexOf([byte] [char] '?')] = 0xFF
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Bytes($bytes)))
        $null = Connect-Fake -Handler $handler

        (Get-SpottOpportunity).Name | Should -BeExactly "x$([char] 0xFFFD)y"
    }

    It 'warns of nothing when a value is nested deep: nothing is lost' {
        $deep = '[' * 100 + ']' * 100
        $parsed = Get-Parsed "{`"id`":`"a`",`"deep`":$deep,`"after`":1}", "{`"id`":`"b`",`"deep`":$deep}"

        $parsed.Items.Count | Should -Be 2
        $parsed.Item.AdditionalProperties['after'] | Should -Be 1
        $parsed.Item.AdditionalProperties.ToString() -replace '[^\[\]]' | Should -BeExactly $deep
        $parsed.Warnings.Count | Should -Be 0
    }

    It 'keeps the last of a field that comes twice' {
        (Get-Parsed '{"id":"a","id":"b","name":{"name":"1"},"name":{"name":"2"}}').Item | ForEach-Object { "$($_.Id) $($_.Name)" } | Should -BeExactly 'b 2'
    }
}

Describe 'A field of an unexpected type' {
    It 'is $null in <Property>, with its raw value under <Path> and one warning' -ForEach @(
        @{ Property = 'Name'; Path = 'name.name'; Json = '"name":{"name":7}'; Text = '7' }
        @{ Property = 'Name'; Path = 'name'; Json = '"name":"flat"'; Text = '"flat"' }
        @{ Property = 'Name'; Path = 'name'; Json = '"name":[]'; Text = '[]' }
        @{ Property = 'Description'; Path = 'description.description'; Json = '"description":{"description":{"html":"<p>"}}'; Text = '{"html":"<p>"}' }
        @{ Property = 'StageId'; Path = 'stage.stage.id'; Json = '"stage":{"stage":{"id":1}}'; Text = '1' }
        @{ Property = 'StageName'; Path = 'stage.stage'; Json = '"stage":{"stage":"Lead"}'; Text = '"Lead"' }
        @{ Property = 'StageOrder'; Path = 'stage.stage.order'; Json = '"stage":{"stage":{"order":"2"}}'; Text = '"2"' }
        @{ Property = 'StageOrder'; Path = 'stage.stage.order'; Json = '"stage":{"stage":{"order":1e400}}'; Text = '"1e400"' }
        @{ Property = 'StageIsOpen'; Path = 'stage.stage.isOpen'; Json = '"stage":{"stage":{"isOpen":"yes"}}'; Text = '"yes"' }
        @{ Property = 'StageIsOpen'; Path = 'stage.stage.isOpen'; Json = '"stage":{"stage":{"isOpen":1}}'; Text = '1' }
        @{ Property = 'CompanyId'; Path = 'company.company.id'; Json = '"company":{"company":{"id":true}}'; Text = 'true' }
        @{ Property = 'CompanyName'; Path = 'company.company.name'; Json = '"company":{"company":{"name":["a"]}}'; Text = '["a"]' }
        @{ Property = 'OwnerId'; Path = 'owner.owner'; Json = '"owner":{"owner":["u"]}'; Text = '["u"]' }
        @{ Property = 'OwnerDeactivatedAt'; Path = 'owner.owner.deactivatedAt'; Json = '"owner":{"owner":{"deactivatedAt":false}}'; Text = 'false' }
        @{ Property = 'CloseDate'; Path = 'closeDate.closeDate.target'; Json = '"closeDate":{"closeDate":{"target":"soon"}}'; Text = '"soon"' }
        @{ Property = 'CloseDate'; Path = 'closeDate.closeDate'; Json = '"closeDate":{"closeDate":"2026-01-01T00:00:00Z"}'; Text = '"2026-01-01T00:00:00Z"' }
        @{ Property = 'CreatedAt'; Path = 'createdAt.createdAt'; Json = '"createdAt":{"createdAt":1767225600000}'; Text = '1767225600000' }
        @{ Property = 'CreatedAt'; Path = 'createdAt.createdAt'; Json = '"createdAt":{"createdAt":""}'; Text = '""' }
        @{ Property = 'CreatedAt'; Path = 'createdAt.createdAt'; Json = '"createdAt":{"createdAt":"2026-02-30T00:00:00Z"}'; Text = '"2026-02-30T00:00:00Z"' }
        @{ Property = 'NextTaskContent'; Path = 'nextTaskDue.nextTaskDue.content'; Json = '"nextTaskDue":{"nextTaskDue":{"content":0.5}}'; Text = '0.5' }
    ) {
        $parsed = Get-Parsed "{`"id`":`"a`",$Json}", "{`"id`":`"b`",$Json}"

        $parsed.Items.Count | Should -Be 2
        foreach ($item in $parsed.Items) {
            ($null -eq $item.$Property) | Should -BeTrue
            $item.AdditionalProperties.ToString() | Should -BeExactly "{`"$Path`":$Text}"
        }
        $parsed.Warnings.Count | Should -Be 1
        $parsed.Warnings[0] | Should -BeLike "*'$Path'*"
        # What the value is may be about a person.
        $parsed.Warnings[0] | Should -Not -BeLike '*soon*'
    }

    It 'is kept when it is in a list of contacts or addresses (<Path>)' -ForEach @(
        @{ Path = 'clientTeam.clientTeam'; Json = '"clientTeam":{"clientTeam":"none"}'; Opportunity = '{"clientTeam.clientTeam":"none"}' }
        @{ Path = 'clientTeam.clientTeam[]'; Json = '"clientTeam":{"clientTeam":["con-1",{"id":"c"}]}'; Opportunity = '{"clientTeam.clientTeam[0]":"con-1"}'; Contact = '' }
        @{ Path = 'clientTeam.clientTeam[].firstName'; Json = '"clientTeam":{"clientTeam":[{"firstName":5}]}'; Opportunity = ''; Contact = '{"firstName":5}' }
        @{ Path = 'clientTeam.clientTeam[].emails'; Json = '"clientTeam":{"clientTeam":[{"emails":"x@example.com"}]}'; Opportunity = ''; Contact = '{"emails":"x@example.com"}' }
        @{ Path = 'clientTeam.clientTeam[].emails[]'; Json = '"clientTeam":{"clientTeam":[{"emails":["x@example.com"]}]}'; Opportunity = ''; Contact = '{"emails[0]":"x@example.com"}' }
        @{ Path = 'clientTeam.clientTeam[].emails[].isPrimary'; Json = '"clientTeam":{"clientTeam":[{"emails":[{"email":"x@example.com","isPrimary":"yes"}]}]}'; Opportunity = ''; Contact = '{"emails[0].isPrimary":"yes"}' }
        @{ Path = 'clientTeam.clientTeam[].phoneNumbers[].phoneNumber'; Json = '"clientTeam":{"clientTeam":[{"phoneNumbers":[{"phoneNumber":"1"},{"phoneNumber":2}]}]}'; Opportunity = ''; Contact = '{"phoneNumbers[1].phoneNumber":2}' }
    ) {
        $parsed = Get-Parsed "{`"id`":`"a`",$Json}"

        $parsed.Warnings.Count | Should -Be 1
        $parsed.Warnings[0] | Should -BeLike "*'$([WildcardPattern]::Escape($Path))'*"
        $parsed.Item.AdditionalProperties.ToString() | Should -BeExactly $Opportunity
        if ($Opportunity -ne '{"clientTeam.clientTeam":"none"}') { $parsed.Item.ClientTeam[0].AdditionalProperties.ToString() | Should -BeExactly $Contact }
    }

    It 'ignores a null in a list of addresses, as in a list of contacts' {
        $parsed = Get-Parsed '{"id":"a","clientTeam":{"clientTeam":[null,{"emails":[null,{"email":"x@example.com"}],"phoneNumbers":[null]}]}}'

        $parsed.Warnings.Count | Should -Be 0
        $parsed.Item.ClientTeam.Count | Should -Be 1
        $parsed.Item.ClientTeam[0].Email | Should -BeExactly 'x@example.com'
        $parsed.Item.ClientTeam[0].AdditionalProperties.Count | Should -Be 0
    }

    It 'is warned about once a field and run, not once a page, and again in the next run' {
        $page = { param($from, $cursor) [Spott.Fakes.Answer]::Page(@($from..($from + 2) | ForEach-Object { "{`"id`":`"i$_`",`"name`":{`"name`":$_},`"stage`":{`"stage`":{`"order`":`"x`"}}}" }), $cursor) }
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @((& $page 1 'c1'), (& $page 4 'c2'), (& $page 7 $null), (& $page 1 $null)))
        $null = Connect-Fake -Handler $handler

        $warnings = $null
        @(Get-SpottOpportunity -WarningVariable warnings -WarningAction SilentlyContinue).Count | Should -Be 9
        $warnings.Count | Should -Be 2

        @(Get-SpottOpportunity -WarningVariable warnings -WarningAction SilentlyContinue).Count | Should -Be 3
        $warnings.Count | Should -Be 2
    }
}

Describe 'An item that is none' {
    It 'is one non-terminating error, and the others still come: <Json>' -ForEach @(
        @{ Json = 'null' }, @{ Json = '"opp-2"' }, @{ Json = '2' }, @{ Json = 'true' }, @{ Json = '["id"]' }, @{ Json = '{}' }, @{ Json = '{"name":{"name":"Jane Doe"}}' }
        @{ Json = '{"id":null}' }, @{ Json = '{"id":""}' }, @{ Json = '{"id":{"value":"b"}}' }, @{ Json = '{"ID":"b"}' }
    ) {
        $parsed = Get-Parsed '{"id":"a"}', $Json, '{"id":"c"}'

        $parsed.Items.Id -join ' ' | Should -Be 'a c'
        $parsed.Errors.Count | Should -Be 1
        $malformed = $parsed.Errors[0]
        $malformed.FullyQualifiedErrorId | Should -BeExactly 'Spott.MalformedItem,Spott.Commands.GetSpottOpportunityCommand'
        $malformed.CategoryInfo.Category | Should -Be InvalidData
        $malformed.TargetObject | Should -BeOfType Spott.MalformedItem
        [string] $malformed.TargetObject | Should -BeExactly 'page 1, item 1, id (none)'
        $malformed.TargetObject.PageNumber | Should -Be 1
        $malformed.TargetObject.Index | Should -Be 1
        $malformed.TargetObject.Json | Should -BeExactly $Json
        # The JSON holds people's addresses: no message and no log shows it unasked.
        "$malformed $($malformed | Out-String) $($malformed.CategoryInfo)" | Should -Not -BeLike '*Jane Doe*'
    }

    It 'says on which page of the run it was' {
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @(
                [Spott.Fakes.Answer]::Page(@('{"id":"a"}'), 'c1')
                [Spott.Fakes.Answer]::Page(@('{"id":"b"}', '{"id":"c"}'), 'c2')
                [Spott.Fakes.Answer]::Page(@('{"id":"d"}', '{"id":"e"}', '7'))))
        $null = Connect-Fake -Handler $handler
        $errors = $null

        @(Get-SpottOpportunity -ErrorVariable errors -ErrorAction SilentlyContinue).Count | Should -Be 5
        [string] $errors[0].TargetObject | Should -BeExactly 'page 3, item 2, id (none)'
    }

    It 'ends the run where the caller wants errors to stop it' {
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Page(@('{"id":"a"}', '7', '{"id":"c"}'))))
        $null = Connect-Fake -Handler $handler
        $written = [System.Collections.Generic.List[string]]::new()

        { Get-SpottOpportunity -ErrorAction Stop | ForEach-Object { $written.Add($_.Id) } } | Should -Throw -ErrorId 'Spott.MalformedItem,*'
        $written -join ' ' | Should -Be 'a'
    }

    It 'does not count for -First' {
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @(
                [Spott.Fakes.Answer]::Page(@('{"id":"a"}', '7'), 'c1')
                [Spott.Fakes.Answer]::Page(@('{"id":"b"}', '{"id":"c"}'))))
        $null = Connect-Fake -Handler $handler

        (Get-SpottOpportunity -First 2 -ErrorAction SilentlyContinue).Id -join ' ' | Should -Be 'a b'
    }
}

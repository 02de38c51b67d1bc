BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-Parsed {
        # The objects that a page of these items becomes.
        param([string[]] $Item)

        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Page($Item)))
        $null = Connect-Fake -Handler $handler
        Get-SpottOpportunity
    }

    $full = Get-Content -LiteralPath "$PSScriptRoot/golden/full-item.json" -Raw
    # The contract's table: path in JSON, property.
    $scalars = [ordered]@{
        'id'                               = 'Id'
        'name.name'                        = 'Name'
        'description.description'          = 'Description'
        'stage.stage.id'                   = 'StageId'
        'stage.stage.name'                 = 'StageName'
        'stage.stage.order'                = 'StageOrder'
        'stage.stage.isOpen'               = 'StageIsOpen'
        'company.company.id'               = 'CompanyId'
        'company.company.name'             = 'CompanyName'
        'owner.owner.id'                   = 'OwnerId'
        'owner.owner.name'                 = 'OwnerName'
        'owner.owner.avatarUrl'            = 'OwnerAvatarUrl'
        'owner.owner.deactivatedAt'        = 'OwnerDeactivatedAt'
        'closeDate.closeDate.target'       = 'CloseDate'
        'createdAt.createdAt'              = 'CreatedAt'
        'nextTaskDue.nextTaskDue.id'       = 'NextTaskId'
        'nextTaskDue.nextTaskDue.content'  = 'NextTaskContent'
        'nextTaskDue.nextTaskDue.dueDate'  = 'NextTaskDueDate'
    }
    $contactScalars = 'id', 'firstName', 'middleName', 'lastName', 'secondLastName', 'jobTitle', 'department', 'candidateId', 'companyId',
        'companyName', 'companyLogoUrl', 'avatarUrl'

    function Set-Json {
        # The full item with a value put at a path, or taken away ('(absent)').
        param([string] $Path, [object] $Value)

        $item = $full | ConvertFrom-Json -AsHashtable -DateKind String
        $names = $Path -split '\.'
        $at = $item
        foreach ($name in $names | Select-Object -SkipLast 1) {
            # Not as the value of an if: that would unroll a list of one.
            if ($name -match '^\d+$') { $at = $at[[int] $name] } else { $at = $at[$name] }
        }
        if ($Value -is [string] -and $Value -eq '(absent)') { $at.Remove($names[-1]) } else { $at[$names[-1]] = $Value }
        $item | ConvertTo-Json -Depth 20 -Compress
    }
}

Describe 'Spott.Opportunity' {
    It 'has exactly the contract''s properties in the contract''s order, and their types' {
        $type = [Spott.Opportunity]
        $type.IsSealed | Should -BeTrue
        $type.FullName | Should -BeExactly 'Spott.Opportunity'
        ($type.GetProperties().ForEach({ "$($_.Name):$([Nullable]::GetUnderlyingType($_.PropertyType) ?? $_.PropertyType | ForEach-Object Name)" }) -join ' ') | Should -BeExactly (
            'Id:String', 'Name:String', 'Description:String', 'StageId:String', 'StageName:String', 'StageOrder:Decimal', 'StageIsOpen:Boolean',
            'CompanyId:String', 'CompanyName:String', 'OwnerId:String', 'OwnerName:String', 'OwnerAvatarUrl:String', 'OwnerDeactivatedAt:DateTime',
            'CloseDate:DateTime', 'CreatedAt:DateTime', 'NextTaskId:String', 'NextTaskContent:String', 'NextTaskDueDate:DateTime',
            'ClientTeam:ValueList`1', 'AdditionalProperties:JsonDictionary' -join ' ')
        (Get-Command Get-SpottOpportunity).OutputType.Name | Should -Be 'Spott.Opportunity'
    }

    It 'carries every value of a full item' {
        $item = Get-Parsed $full

        $item | Should -BeOfType Spott.Opportunity
        $item.Id | Should -BeExactly 'opp-1'
        $item.Name | Should -BeExactly 'Señor Developer'
        $item.Description | Should -BeExactly "two lines,`nand a `"quote`""
        $item.StageId | Should -BeExactly 'stg-1'
        $item.StageName | Should -BeExactly 'Proposal'
        $item.StageOrder | Should -Be 2.5
        $item.StageIsOpen | Should -BeTrue
        $item.CompanyId | Should -BeExactly 'co-1'
        $item.CompanyName | Should -BeExactly '株式会社さくら'
        $item.OwnerId | Should -BeExactly 'usr-1'
        $item.OwnerName | Should -BeExactly 'Zoë'
        $item.OwnerAvatarUrl | Should -BeExactly 'https://example.com/zoe.png'
        $item.OwnerDeactivatedAt.ToUniversalTime().ToString('o') | Should -BeExactly '2025-03-01T10:00:00.0000000Z'
        $item.CloseDate.ToUniversalTime().ToString('o') | Should -BeExactly '2026-09-30T22:00:00.0000000Z'
        $item.CreatedAt.ToUniversalTime().ToString('o') | Should -BeExactly '2024-02-29T23:59:59.1230000Z'
        $item.NextTaskId | Should -BeExactly 'tsk-1'
        $item.NextTaskContent | Should -BeExactly 'Call back'
        $item.NextTaskDueDate.ToUniversalTime().ToString('o') | Should -BeExactly '2026-06-01T06:30:00.0000000Z'
        $item.AdditionalProperties.Count | Should -Be 0
        $item.AdditionalProperties.ToString() | Should -BeExactly ''
        [string] $item | Should -BeExactly 'Señor Developer'
    }

    It 'carries every value of a contact' {
        $contact = (Get-Parsed $full).ClientTeam[0]

        $contact | Should -BeOfType Spott.Contact
        [Spott.Contact].IsSealed | Should -BeTrue
        $contact.OpportunityId | Should -BeExactly 'opp-1'
        $contact.OpportunityName | Should -BeExactly 'Señor Developer'
        $contact.Id | Should -BeExactly 'con-1'
        $contact.FirstName | Should -BeExactly 'Jane'
        $contact.MiddleName | Should -BeExactly 'M.'
        $contact.LastName | Should -BeExactly 'Doe'
        $contact.SecondLastName | Should -BeExactly 'Ruiz'
        $contact.FullName | Should -BeExactly 'Jane M. Doe Ruiz'
        $contact.JobTitle | Should -BeExactly 'Head of Hiring'
        $contact.Department | Should -BeExactly 'HR'
        $contact.CandidateId | Should -BeExactly 'cand-1'
        $contact.CompanyId | Should -BeExactly 'co-7'
        $contact.CompanyName | Should -BeExactly 'Seven'
        $contact.CompanyLogoUrl | Should -BeExactly 'https://example.com/logo.svg'
        $contact.AvatarUrl | Should -BeExactly 'https://example.com/jane.png'
        $contact.Email | Should -BeExactly 'jane@example.com'
        $contact.Phone | Should -BeExactly '+44 20 7946 0001'
        $contact.Emails.ForEach({ "$($_.Purpose)|$($_.Email)|$($_.IsPrimary)" }) -join ' ' | Should -BeExactly 'personal|j@example.org|False work|jane@example.com|True'
        $contact.PhoneNumbers.ForEach({ "$($_.Purpose)|$($_.Number)|$($_.IsPrimary)" }) -join ' ' | Should -BeExactly 'work|+44 20 7946 0000|False mobile|+44 20 7946 0001|True'
        $contact.Emails.ToString() | Should -BeExactly 'j@example.org (personal); jane@example.com (work, primary)'
        $contact.PhoneNumbers.ToString() | Should -BeExactly '+44 20 7946 0000 (work); +44 20 7946 0001 (mobile, primary)'
        [string] $contact | Should -BeExactly 'Jane M. Doe Ruiz <jane@example.com>'
        ($contact.PSObject.Properties.Name -join ' ') | Should -BeExactly (
            'OpportunityId OpportunityName Id FirstName MiddleName LastName SecondLastName FullName JobTitle Department CandidateId CompanyId CompanyName',
            'CompanyLogoUrl AvatarUrl Email Phone Emails PhoneNumbers AdditionalProperties' -join ' ')
    }

    It 'takes the first address and number when none is the primary one' {
        $contact = (Get-Parsed '{"id":"a","clientTeam":{"clientTeam":[{"emails":[{"email":"x@example.com"},{"email":"y@example.com","isPrimary":false}],"phoneNumbers":[{"phoneNumber":"1"},{"phoneNumber":"2"}]}]}}').ClientTeam[0]

        $contact.Email | Should -BeExactly 'x@example.com'
        $contact.Phone | Should -BeExactly '1'
        $contact.FullName | Should -BeNullOrEmpty
        [string] $contact | Should -BeExactly 'x@example.com'
    }

    It 'names a contact by what there is of it: <Text>' -ForEach @(
        @{ Json = '{"firstName":"Jane"}'; Text = 'Jane' }
        @{ Json = '{"lastName":"Doe","emails":[{"email":"d@example.com"}]}'; Text = 'Doe <d@example.com>' }
        @{ Json = '{"id":"con-9","firstName":" ","emails":[],"phoneNumbers":null}'; Text = 'con-9' }
        @{ Json = '{}'; Text = '' }
    ) {
        [string] (Get-Parsed "{`"id`":`"a`",`"clientTeam`":{`"clientTeam`":[$Json]}}").ClientTeam[0] | Should -BeExactly $Text
    }

    It 'joins the texts of several contacts with a semicolon' {
        $item = Get-Parsed '{"id":"a","clientTeam":{"clientTeam":[{"firstName":"A"},{"firstName":"B","emails":[{"email":"b@example.com"}]}]}}'

        $item.ClientTeam.ToString() | Should -BeExactly 'A; B <b@example.com>'
    }

    It 'is the same without any viewType, and does not count viewType as additional' {
        $bare = $full -replace '"viewType"\s*:\s*"[^"]*",?', ''
        $bare | Should -Not -Match 'viewType'

        $parsed = Get-Parsed $bare

        $parsed.Id | Should -BeExactly 'opp-1'
        ($parsed | ConvertTo-Json -Depth 6) | Should -BeExactly (Get-Parsed $full | ConvertTo-Json -Depth 6)
    }

    It 'is the same when the fields come in the opposite order' {
        $item = $full | ConvertFrom-Json -AsHashtable -DateKind String
        $reverse = [ordered]@{}
        foreach ($name in @($item.Keys)[-1..(-$item.Count)]) {
            $wrapper = $item[$name]
            if ($wrapper -isnot [System.Collections.IDictionary]) { $reverse[$name] = $wrapper; continue }
            $reverse[$name] = [ordered]@{}
            foreach ($inner in @($wrapper.Keys)[-1..(-$wrapper.Count)]) { $reverse[$name][$inner] = $wrapper[$inner] }
        }

        $parsed = Get-Parsed ($reverse | ConvertTo-Json -Depth 20 -Compress)

        $parsed.ClientTeam[0].OpportunityName | Should -BeExactly 'Señor Developer'
        $parsed.ClientTeam[0].Emails.Count | Should -Be 2
        ($parsed | ConvertTo-Json -Depth 6) | Should -BeExactly (Get-Parsed $full | ConvertTo-Json -Depth 6)
    }
}

Describe 'A missing value' {
    It 'is $null when it is <How>, and nothing else changes' -ForEach @(
        @{ How = 'null'; Value = $null }
        @{ How = 'absent'; Value = '(absent)' }
    ) {
        foreach ($path in $scalars.Keys | Where-Object { $_ -ne 'id' }) {
            $item = Get-Parsed (Set-Json $path $Value)

            $item.($scalars[$path]) | Should -BeExactly $null -Because $path
            $missing = @($scalars.Values | Where-Object { $null -eq $item.$_ })
            $missing -join ' ' | Should -Be $scalars[$path] -Because $path
            $item.AdditionalProperties.Count | Should -Be 0 -Because $path
        }
    }

    It 'is $null in a contact when it is <How>, and nothing else changes' -ForEach @(
        @{ How = 'null'; Value = $null }
        @{ How = 'absent'; Value = '(absent)' }
    ) {
        foreach ($name in $contactScalars) {
            $contact = (Get-Parsed (Set-Json "clientTeam.clientTeam.0.$name" $Value)).ClientTeam[0]

            (@($contactScalars | Where-Object { $null -eq $contact.$_ }) -join ' ') | Should -Be $name
            $contact.AdditionalProperties.Count | Should -Be 0 -Because $name
        }
        foreach ($name in 'emails', 'phoneNumbers') {
            $contact = (Get-Parsed (Set-Json "clientTeam.clientTeam.0.$name" $Value)).ClientTeam[0]
            $contact.$name.Count | Should -Be 0
            ($null -eq $contact.$(if ($name -eq 'emails') { 'Email' } else { 'Phone' })) | Should -BeTrue
            $contact.AdditionalProperties.Count | Should -Be 0
        }
    }

    It 'is $null when its wrapper is <How>' -ForEach @(
        @{ How = 'null'; Value = $null; Level = 1 }
        @{ How = 'absent'; Value = '(absent)'; Level = 1 }
        @{ How = 'an empty object'; Value = @{}; Level = 1 }
        @{ How = 'null inside'; Value = $null; Level = 2 }
        @{ How = 'absent inside'; Value = '(absent)'; Level = 2 }
    ) {
        foreach ($field in 'name', 'description', 'stage', 'company', 'owner', 'closeDate', 'createdAt', 'nextTaskDue') {
            $item = Get-Parsed (Set-Json $(if ($Level -eq 1) { $field } else { "$field.$field" }) $Value)

            foreach ($path in $scalars.Keys | Where-Object { $_ -ne 'id' }) {
                ($null -eq $item.($scalars[$path])) | Should -Be ($path -like "$field.*") -Because "$path of $field"
            }
            $item.AdditionalProperties.Count | Should -Be 0
        }
    }

    It 'is an empty list of contacts when the client team is <How>' -ForEach @(
        @{ How = 'null'; Path = 'clientTeam'; Value = $null }
        @{ How = 'absent'; Path = 'clientTeam'; Value = '(absent)' }
        @{ How = 'null inside'; Path = 'clientTeam.clientTeam'; Value = $null }
        @{ How = 'absent inside'; Path = 'clientTeam.clientTeam'; Value = '(absent)' }
        @{ How = 'empty'; Path = 'clientTeam.clientTeam'; Value = @() }
        @{ How = 'a list of null'; Path = 'clientTeam.clientTeam'; Value = @($null) }
    ) {
        $item = Get-Parsed (Set-Json $Path $Value)

        $item.ClientTeam.Count | Should -Be 0
        $item.ClientTeam.ToString() | Should -BeExactly ''
        @($item.ClientTeam | ForEach-Object { $_ }).Count | Should -Be 0
        $item.AdditionalProperties.Count | Should -Be 0
    }

    It 'keeps an empty text apart from a missing one' {
        $item = Get-Parsed '{"id":"a","name":{"name":""},"description":{"description":null}}'

        $item.Name | Should -BeExactly ''
        ($null -eq $item.Description) | Should -BeTrue
    }
}

BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Get-SpottOpportunity against a real HTTP server with 137 items' {
    BeforeAll {
        $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(137))
        $null = Connect-Fake -Server $server
        $items = @(Get-SpottOpportunity)

        function Get-Leaf($Value, [string] $Path) {
            # Every value of a JSON with its path, viewType aside, which the contract has no property for.
            if ($Value -is [System.Collections.IDictionary]) {
                foreach ($name in $Value.Keys) { if ($name -ne 'viewType') { Get-Leaf $Value[$name] "$Path.$name".TrimStart('.') } }
            } elseif ($Value -is [System.Collections.IList]) {
                for ($index = 0; $index -lt $Value.Count; $index++) { Get-Leaf $Value[$index] "$Path[$index]" }
            } elseif ($null -ne $Value) {
                [pscustomobject]@{ Path = $Path; Value = $Value }
            }
        }

        $properties = @{
            'id' = 'Id'; 'name.name' = 'Name'; 'description.description' = 'Description'; 'stage.stage.id' = 'StageId'; 'stage.stage.name' = 'StageName'
            'stage.stage.order' = 'StageOrder'; 'stage.stage.isOpen' = 'StageIsOpen'; 'company.company.id' = 'CompanyId'; 'company.company.name' = 'CompanyName'
            'owner.owner.id' = 'OwnerId'; 'owner.owner.name' = 'OwnerName'; 'owner.owner.avatarUrl' = 'OwnerAvatarUrl'; 'owner.owner.deactivatedAt' = 'OwnerDeactivatedAt'
            'closeDate.closeDate.target' = 'CloseDate'; 'createdAt.createdAt' = 'CreatedAt'; 'nextTaskDue.nextTaskDue.id' = 'NextTaskId'
            'nextTaskDue.nextTaskDue.content' = 'NextTaskContent'; 'nextTaskDue.nextTaskDue.dueDate' = 'NextTaskDueDate'
        }

        function Get-FromObject($Item, [string] $Path) {
            # The same value, by the contract's way from the path to a property.
            if ($properties.ContainsKey($Path)) { return $Item.($properties[$Path]) }
            if ($Path -notmatch '^clientTeam\.clientTeam\[(\d+)\]\.(.+)$') { throw "The contract has no property for $Path." }
            $contact = $Item.ClientTeam[[int] $Matches[1]]
            switch -Regex ($Matches[2]) {
                '^emails\[(\d+)\]\.(\w+)$' { return $contact.Emails[[int] $Matches[1]].($Matches[2]) }
                '^phoneNumbers\[(\d+)\]\.phoneNumber$' { return $contact.PhoneNumbers[[int] $Matches[1]].Number }
                '^phoneNumbers\[(\d+)\]\.(\w+)$' { return $contact.PhoneNumbers[[int] $Matches[1]].($Matches[2]) }
                default { return $contact.$_ }
            }
        }
    }

    AfterAll { $server.Dispose() }

    It 'gives 137 objects in order' {
        $items.Count | Should -Be 137
        $items.ForEach('Id') -join ' ' | Should -BeExactly ((1..137).ForEach({ [Spott.Fakes.OpportunityJson]::Id($_) }) -join ' ')
    }

    It 'sends three requests of 50, with the key and the module''s name on each, over one connection' {
        $server.RequestCount | Should -Be 3
        $server.ConnectionCount | Should -Be 1
        foreach ($request in $server.Requests) {
            $request.Method | Should -BeExactly 'GET'
            $request.Path | Should -BeExactly '/opportunities'
            $request.Value('limit') | Should -BeExactly '50'
            $request.ApiKey | Should -BeExactly $TestKeyText
            $request.UserAgent | Should -Match '^Spott-PowerShell/\d+\.\d+\.\d+'
            $request.Body | Should -BeExactly ''
        }
    }

    It 'sends back the very bytes of each cursor' {
        $null -eq $server.Requests[0].Value('cursor') | Should -BeTrue
        foreach ($number in 1, 2) {
            $given = ([System.Text.Encoding]::UTF8.GetString($server.Requests[$number - 1].Answer.Body) | ConvertFrom-Json).pagination.cursor
            $given | Should -Match '[+/=&% #]'
            [System.Text.Encoding]::UTF8.GetBytes($server.Requests[$number].Value('cursor')) | Should -Be ([System.Text.Encoding]::UTF8.GetBytes($given))
        }
    }

    It 'gives every value of the JSON' {
        $compared = 0
        foreach ($index in 1..137) {
            $item = $items[$index - 1]
            foreach ($leaf in Get-Leaf ([Spott.Fakes.OpportunityJson]::Item($index) | ConvertFrom-Json -AsHashtable -DateKind String)) {
                $value = Get-FromObject $item $leaf.Path
                if ($value -is [datetime]) { $value = $value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", [cultureinfo]::InvariantCulture) }
                # Not Should for each: thousands of them are slow.
                if ($null -eq $value -or -not ($value -ceq $leaf.Value)) { "item $index, $($leaf.Path): $value" | Should -BeExactly $leaf.Value }
                $compared++
            }
            $item.AdditionalProperties.Count | Should -Be 0
        }
        $compared | Should -BeGreaterThan 4000
    }

    It 'counts them in the connection' {
        $connection = Get-SpottConnection
        $connection.RequestCount | Should -Be 3
        $connection.ItemCount | Should -Be 137
    }

    It 'gives the same over gzip' {
        $fake = [Spott.Fakes.OpportunityServer]::new(137)
        $fake.Compress = $true
        $zipped = [Spott.Fakes.LoopbackServer]::new($fake)
        try {
            $null = Connect-Fake -Server $zipped
            $again = @(Get-SpottOpportunity)
            $zipped.Requests[0].Answer.Header('Content-Encoding') | Should -BeExactly 'gzip'
        } finally { $zipped.Dispose() }

        ($again | ConvertTo-Csv) -join "`n" | Should -BeExactly (($items | ConvertTo-Csv) -join "`n")
    }
}

# Values that a server may send and what becomes of them on the way to a file, a table, a screen or another process.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-Opportunity {
        # What Get-SpottOpportunity makes of these items.
        param([Parameter(Mandatory)] [string[]] $Json)

        $connection = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new().Enqueue([Spott.Fakes.Answer]::Page($Json)))
        $script:warnings = $null
        Get-SpottOpportunity -Connection $connection -WarningVariable script:warnings -WarningAction SilentlyContinue
    }

    function Get-Back {
        # The same after a serialization, as a job or a file does it.
        param([Parameter(Mandatory)] [object] $Value)

        [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Value))
    }
}

Describe 'The table of fields' {
    It 'has each property of <_> once, in its order' -ForEach 'Opportunity', 'Contact', 'EmailAddress', 'PhoneNumber' {
        $type = "Spott.$_" -as [type]
        $table = $type.Assembly.GetType("Spott.Records.$($_)Fields").GetField('All', 'NonPublic, Static').GetValue($null)
        $table.ForEach({ $_.GetType().GetProperty('Property', [System.Reflection.BindingFlags] 'NonPublic, Instance').GetValue($_) }) -join ' ' |
            Should -BeExactly ($type.GetProperties().Name -join ' ')
    }

    It 'names the columns that about_Spott promises, in their order' {
        $table = [Spott.Opportunity].Assembly.GetType('Spott.Records.OpportunityFields').GetField('All', 'NonPublic, Static').GetValue($null)
        $names = $table.ForEach({ $_.GetType().GetProperty('Property', [System.Reflection.BindingFlags] 'NonPublic, Instance').GetValue($_) })
        $help = (Get-Content -Raw -LiteralPath "$PSScriptRoot/../src/Spott/en-US/about_Spott.help.txt") -replace '\s+', ' '
        $help | Should -BeLike "*$($names[0..($names.Count - 2)] -join ', ') and $($names[-1]).*"
    }
}

# The zone is a variable of the environment, which Windows does not heed.
Describe 'A date at the end of the calendar, in <Zone>' -Skip:$IsWindows -ForEach @{ Zone = 'America/New_York' }, @{ Zone = 'Pacific/Auckland' }, @{ Zone = 'UTC' } {
    BeforeAll {
        $run = Invoke-ChildShell -Environment @{ TZ = $Zone } -ArgumentList "$PSScriptRoot/common.ps1" -Script @'
param($Common)
. $Common
$dates = '0001-01-01T00:00:00Z', '0001-01-01T05:30:00.001Z', '9999-12-31T23:59:59.999Z', '2026-10-01T00:00:00+02:00', '0001-01-01T03:00:00+02:00'
$items = $dates.ForEach({ "{`"id`":`"$_`",`"closeDate`":{`"closeDate`":{`"target`":`"$_`"}}}" })
$null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new().Enqueue([Spott.Fakes.Answer]::Page($items)))
$live = @(Get-SpottOpportunity)
$back = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($live))
[ordered]@{
    Kinds = ($live.CloseDate.ForEach('Kind') | Sort-Object -Unique) -join ' '
    Live  = ($live | ConvertTo-SpottRow).CloseDate -join ' '
    Back  = ($back | ConvertTo-SpottRow).CloseDate -join ' '
    Csv   = (($live | ConvertTo-SpottRow | ConvertTo-Csv) -join "`n") -ceq (($back | ConvertTo-SpottRow | ConvertTo-Csv) -join "`n")
    Kept  = [string] $live[0].AdditionalProperties
    Usual = $live[3].AdditionalProperties.Count
} | ConvertTo-Json -Compress
'@
        $run.Err | Should -BeNullOrEmpty
        $facts = $run.Out.Trim() | ConvertFrom-Json -DateKind String
    }

    It 'is exact in rows, of live and of serialized objects, while the property is local time' {
        $facts.Kinds | Should -BeExactly 'Local'
        $facts.Live | Should -BeExactly '0001-01-01T00:00:00.000Z 0001-01-01T05:30:00.001Z 9999-12-31T23:59:59.999Z 2026-09-30T22:00:00.000Z 0001-01-01T01:00:00.000Z'
        $facts.Back | Should -BeExactly $facts.Live
        $facts.Csv | Should -BeTrue
        $facts.Kept | Should -BeExactly '{"closeDate.closeDate.target":"0001-01-01T00:00:00Z"}'
        $facts.Usual | Should -Be 0
    }
}

Describe 'Text of JSON' {
    It 'is the same date however it is escaped: <Json>' -ForEach @(
        @{ Json = '2026-10-01T00:00:00\u002B02:00' }, @{ Json = '\u0032026-10-01T00:00:00+02:00' }, @{ Json = '2026-09-30T22:00:00\u005a' }
        @{ Json = '2026-09-30\u005422:00:00' }
    ) {
        $item = Get-Opportunity "{`"id`":`"a`",`"closeDate`":{`"closeDate`":{`"target`":`"$Json`"}}}"
        $item.CloseDate.ToUniversalTime().ToString('o') | Should -BeExactly '2026-09-30T22:00:00.0000000Z'
        $item.AdditionalProperties.Count | Should -Be 0
        $warnings.Count | Should -Be 0
    }

    It 'that is no date is none however it is escaped: <Json>' -ForEach @{ Json = '\u0022' }, @{ Json = '\ud800' }, @{ Json = 's\u006fon' }, @{ Json = '\\' }, @{ Json = '\u0000' } {
        $item = Get-Opportunity "{`"id`":`"a`",`"closeDate`":{`"closeDate`":{`"target`":`"$Json`"}}}"
        $item.CloseDate | Should -BeNullOrEmpty
        $item.AdditionalProperties.Count | Should -Be 1
    }

    It 'is the same name however it is escaped' {
        $item = Get-Opportunity '{"\u0069d":"a","n\u0061me":{"n\u0061me":"N","viewTyp\u0065":"opportunity\u004eame"},"stage":{"stage":{"ord\u0065r":1}}}'
        "$($item.Id) $($item.Name) $($item.StageOrder) $($item.AdditionalProperties)" | Should -BeExactly 'a N 1 '
    }

    It 'keeps two fields whose paths would be the same: <Json>' -ForEach @(
        @{ Json = '"company":{"company":{},"extra":"inner"},"company.extra":"outer"'; Text = '{"company.extra":"inner","[''company.extra'']":"outer"}' }
        @{ Json = '"company.extra":"outer","company":{"company":{},"extra":"inner"}'; Text = '{"[''company.extra'']":"outer","company.extra":"inner"}' }
        @{ Json = '"clientTeam":{"clientTeam":[1]},"clientTeam.clientTeam[0]":2'; Text = '{"clientTeam.clientTeam[0]":1,"[''clientTeam.clientTeam[0]'']":2}' }
        @{ Json = '"[''a.b'']":1,"a.b":2'; Text = '{"[''[\\''a.b\\'']'']":1,"[''a.b'']":2}' }
        @{ Json = '"name":{"name":7},"name.name":8'; Text = '{"name.name":7,"[''name.name'']":8}' }
    ) {
        [string] (Get-Opportunity "{`"id`":`"a`",$Json}").AdditionalProperties | Should -BeExactly $Text
    }
}

Describe 'A value that is nested deep' {
    It 'keeps <Kept> of <Levels> levels as objects and the rest as its JSON, and is whole after a serialization' -ForEach @(
        @{ Levels = 32; Kept = 32 }, @{ Levels = 33; Kept = 32 }, @{ Levels = 47; Kept = 32 }, @{ Levels = 500; Kept = 32 }
    ) {
        $json = '[' * ($Levels - 1) + '{"a": 1.50, "b\u0041":[ "x\n", null , true,{}]}' + ']' * ($Levels - 1)
        $person = "{`"id`":`"c`",`"deep`":$json}"
        $item = Get-Opportunity "{`"id`":`"a`",`"deep`":$json,`"after`":1,`"clientTeam`":{`"clientTeam`":[$person]}}"
        $warnings.Count | Should -Be 0
        $item.AdditionalProperties['after'] | Should -Be 1

        $back = Get-Back @{ list = @(, $item) }
        foreach ($given in $item, $back.list[0]) {
            foreach ($values in $given.AdditionalProperties, $given.ClientTeam[0].AdditionalProperties) {
                $value = $values['deep']
                $depth = 0
                while ($value -is [System.Collections.IList] -and $value.Count) { $value = $value[0]; $depth++ }
                if ($Levels -le $Kept) {
                    $depth | Should -Be ($Levels - 1)
                    $value.a | Should -Be 1.5
                } else {
                    $depth | Should -Be $Kept
                    $value | Should -BeExactly ('[' * ($Levels - 1 - $Kept) + '{"a":1.50,"b\u0041":["x\n",null,true,{}]}' + ']' * ($Levels - 1 - $Kept))
                }
            }
        }
    }
}

Describe 'Opportunities and contacts beside others' {
    BeforeAll {
        $page = @('a1|Senior Developer', 'a2|Senior Developer', 'a3|senior developer', 'A1|Senior Developer').ForEach({
                $id, $name = $_ -split '\|'
                "{`"id`":`"$id`",`"name`":{`"name`":`"$name`"},`"clientTeam`":{`"clientTeam`":[{`"id`":`"c-$id`",`"firstName`":`"Ann`"},{`"firstName`":`"Bo`"}]}}"
            })
        $all = Get-Opportunity $page
    }

    It 'are never one when their ids differ: <Name>' -ForEach @(
        @{ Name = 'Select-Object -Unique'; Script = { $args[0] | Select-Object -Unique } }
        @{ Name = 'Sort-Object -Unique'; Script = { $args[0] | Sort-Object -Unique } }
        @{ Name = 'Get-Unique'; Script = { $args[0] | Get-Unique } }
        @{ Name = 'Group-Object'; Script = { $args[0] | Group-Object | ForEach-Object { $_.Group[0] } } }
        @{ Name = 'a set'; Script = { [System.Collections.Generic.HashSet[object]]::new([object[]] $args[0]) } }
    ) {
        (& $Script $all).Id | Sort-Object -CaseSensitive | Should -Be 'a1', 'A1', 'a2', 'a3'
        (& $Script $all.ClientTeam).Count | Should -Be 8
    }

    It 'are told apart by Compare-Object' {
        (Compare-Object $all $all[0, 2, 3]).InputObject.Id | Should -BeExactly 'a2'
        Compare-Object $all $all | Should -BeNullOrEmpty
    }

    It 'are one when their ids are the same, and the help''s way keeps the latest' {
        $first = Get-Opportunity $page[0, 1]
        $later = Get-Opportunity ($page[0] -replace 'Senior', 'Junior')
        (@($first) + $later | Select-Object -Unique).Id | Should -BeExactly 'a1', 'a2'
        $first[0] -eq $later | Should -BeTrue
        $latest = @($first) + $later | Group-Object -Property Id -CaseSensitive | ForEach-Object { $_.Group[-1] }
        ($latest | Sort-Object Id).Name | Should -BeExactly 'Junior Developer', 'Senior Developer'
    }

    It 'leave 1,000 of 1,000' {
        $null = Connect-Spott -Sandbox -SandboxSize 1000
        @(Get-SpottOpportunity | Select-Object -Unique).Count | Should -Be 1000
    }

    It 'stand in one list with other things' {
        @('x', $all[0], 7, $all[0].ClientTeam[0] | Sort-Object).Count | Should -Be 4
        @('x', $all[0], 7, $all[0].ClientTeam[0] | Select-Object -Unique).Count | Should -Be 4
        $all[0] -eq 'a1' | Should -BeFalse
    }
}

Describe 'Entries without content' {
    It 'count nowhere (<Blank>)' -ForEach @{ Blank = 'null' }, @{ Blank = '""' }, @{ Blank = '" "' } {
        $item = Get-Opportunity @"
{"id":"o","clientTeam":{"clientTeam":[{"id":$Blank,"firstName":$Blank,"emails":null},{"id":"c1","firstName":"Ann"},
 {"id":"c2","firstName":"Bo","emails":[{"purpose":"work","email":$Blank,"isPrimary":true},{"purpose":$Blank,"email":"bo@x.example","isPrimary":false}],
 "phoneNumbers":[{"phoneNumber":$Blank,"isPrimary":true},{"phoneNumber":"+32 1"}]}]}}
"@
        $item.ClientTeam.ToString() | Should -BeExactly 'Ann; Bo <bo@x.example>'
        $contact = $item.ClientTeam[2]
        $contact.Email | Should -BeExactly 'bo@x.example'
        $contact.Phone | Should -BeExactly '+32 1'
        $contact.Emails.ToString() | Should -BeExactly 'bo@x.example'
        $contact.PhoneNumbers.ToString() | Should -BeExactly '+32 1'
        [string] $item.ClientTeam[0] | Should -BeExactly ''
        foreach ($given in $item, (Get-Back $item)) {
            ($given | ConvertTo-SpottRow).ClientTeam | Should -BeExactly 'Ann; Bo <bo@x.example>'
            $rows = @($given | ConvertTo-SpottRow -ExpandClientTeam)
            $rows.ContactId | Should -BeExactly 'c1', 'c2'
            $rows[1].ContactEmail | Should -BeExactly 'bo@x.example'
            $rows[1].ContactEmails | Should -BeExactly 'bo@x.example'
        }
    }

    It 'leave one row of an opportunity that has no others' {
        $item = Get-Opportunity '{"id":"o","clientTeam":{"clientTeam":[{},{"emails":[{}]}]}}'
        @($item | ConvertTo-SpottRow -ExpandClientTeam).Count | Should -Be 1
        @($item | ConvertTo-SpottRow).ClientTeam | Should -BeNullOrEmpty
    }
}

Describe 'What comes back from a job or a file' {
    It 'has in Export-Csv the text that it had' {
        $item = Get-Opportunity '{"id":"o","budget":{"b":[1,null],"amount":5000},"clientTeam":{"clientTeam":[{"id":"c","firstName":"Ann","emails":[{"email":"a@x.example"},{"email":"b@x.example"}],"phoneNumbers":[{"phoneNumber":"1"},{"phoneNumber":"2"}]},{"firstName":"Bo"}]}}'
        $back = Get-Back $item
        ($back | Select-Object * | ConvertTo-Csv)[-1] | Should -BeExactly (($item | Select-Object * | ConvertTo-Csv)[-1] -replace '""b"":\[1,null\],""amount"":5000', '""amount"":5000,""b"":[1,null]')
        ($back.ClientTeam[0] | ConvertTo-Csv)[-1] | Should -BeExactly ($item.ClientTeam[0] | ConvertTo-Csv)[-1]
        (Get-Back (Get-Opportunity '{"id":"o"}') | ConvertTo-Csv)[-1] | Should -BeExactly (Get-Opportunity '{"id":"o"}' | ConvertTo-Csv)[-1]
    }

    It 'is known by the version that this assembly has' {
        $types = [xml] (Get-Content -Raw -LiteralPath "$PSScriptRoot/../out/Spott/Spott.Types.ps1xml")
        $names = $types.Types.Type.Name | Where-Object { $_ -like '*ValueList*' }
        $names | Sort-Object | Should -BeExactly @('Contact', 'EmailAddress', 'PhoneNumber' | ForEach-Object { "Deserialized.$([Spott.ValueList`1].MakeGenericType("Spott.$_" -as [type]).FullName)" })
    }
}

Describe 'The module''s own views' {
    It 'let no control character of a server''s text reach the screen' {
        $wild = 'A\u001b]0;owned\u0007B\u001b[2JC\u007f\u009b2J\u0085\u202e\r\n\tD'
        $item = Get-Opportunity "{`"id`":`"x`",`"name`":{`"name`":`"$wild`"},`"stage`":{`"stage`":{`"name`":`"$wild`"}},`"company`":{`"company`":{`"name`":`"$wild`"}},`"owner`":{`"owner`":{`"name`":`"$wild`"}},`"clientTeam`":{`"clientTeam`":[{`"id`":`"c`",`"firstName`":`"$wild`",`"jobTitle`":`"$wild`",`"companyName`":`"$wild`",`"emails`":[{`"email`":`"$wild`"}],`"phoneNumbers`":[{`"phoneNumber`":`"$wild`"}]}]}}"
        foreach ($shown in $item, $item.ClientTeam, (Get-Back $item), (Get-Back $item).ClientTeam) {
            foreach ($view in 'Format-Table', 'Format-List') {
                $text = $shown | & $view | Out-String -Width 300
                $text | Should -Match 'owned'
                $text -replace '\x1b\[[0-9;]*m' -replace '\r?\n' | Should -Not -Match '[\x00-\x1f\x7f-\x9f\u202e]' -Because "$view of $($shown.pstypenames[0])"
            }
        }
    }

    It 'let none of a mirror''s reach it either' {
        $wild = "A`e]0;owned`aB`e[2JC$([char] 0x7f)$([char] 0x9b)2J$([char] 0x202e)`r`n`tD"
        $change = [Spott.Fakes.MirrorRecords]::Change($wild)
        foreach ($shown in $change, (Get-Back $change), [Spott.Fakes.MirrorRecords]::Stay($wild), (Get-Back ([Spott.Fakes.MirrorRecords]::Stay($wild)))) {
            foreach ($view in 'Format-Table', 'Format-List') {
                $text = $shown | & $view | Out-String -Width 500
                $text | Should -Match 'owned'
                $text -replace '\x1b\[[0-9;]*m' -replace '\r?\n' | Should -Not -Match '[\x00-\x1f\x7f-\x9f\u202e]' -Because "$view of $($shown.pstypenames[0])"
            }
        }
        $change.NewValue | Should -BeExactly $wild -Because 'the object itself holds what the server said'
    }

    It 'list every property of a record, in its order' {
        foreach ($shown in (Get-Opportunity '{"id":"o","clientTeam":{"clientTeam":[{"id":"c"}]}}') | ForEach-Object { $_; $_.ClientTeam[0]; [Spott.Fakes.MirrorRecords]::Change('x'); [Spott.Fakes.MirrorRecords]::Stay('x') }) {
            $listed = @($shown | Format-List | Out-String -Width 300) -split '\r?\n' -replace '\x1b\[[0-9;]*m' -match '^\w+ *:' -replace ' *:.*'
            $listed | Should -Be $shown.PSObject.Properties.Name
        }
    }

    It 'show a name as it is spelt' {
        $name = "می$([char] 0x200C)خواهم 👩$([char] 0x200D)💻 Zoë"
        $item = Get-Opportunity "{`"id`":`"x`",`"name`":{`"name`":`"$name`"}}"
        $item | Format-Table | Out-String -Width 300 | Should -BeLike "*$name*"
        $item | Format-Table | Out-String -Width 300 | Should -BeLike '*Name*StageName*CloseDate*CompanyName*OwnerName*NextTaskDueDate*'
    }
}

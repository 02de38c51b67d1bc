BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    function Get-Back([object[]] $Object) { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Object)) }
    function New-Person([string] $Id, [string] $Name, [string] $Email) { [Spott.Fakes.MirrorPerson] @{ Id = $Id; FirstName = $Name; Email = $Email ? $Email : [NullString]::Value } }

    # An hour of changes of every kind of value, and a stay that has ended.
    $account = New-MirrorAccount -Count 6
    $db = New-MirrorPath
    foreach ($id in 'o1', 'o2', 'o3') { $account.Server.Item($id).Extra['score'] = '1.0' }
    $account.Server.Item('o4').Team.Add((New-Person p1 Jane 'jane@old.example'))
    $account.Server.Item('o5').Team.Add((New-Person p2 '=Bo'))
    $first = Sync-SpottMirror $db
    Step-Account 60
    $item = $account.Server.Item('o1')
    $item.Name, $item.CloseDate, $item.StageId, $item.StageName = '=1+1', '2026-09-01T08:30:00.000Z', 's2', '-Won'
    $item.Extra['score'] = '2.50'
    $account.Server.Item('o2').Extra['score'] = 'true'
    $account.Server.Item('o3').Extra['score'] = '{"b":[1,{"d":{"e":[[2]]},"c":null}],"a":1.50}'
    $account.Server.Item('o4').Team.Clear()
    $account.Server.Item('o4').Team.Add((New-Person p1 Jane 'jane@new.example'))
    $account.Server.Item('o4').Team.Add((New-Person p2 '=Bo'))
    $second = Sync-SpottMirror $db -Full

    $changes = @(Get-SpottChange $db)
    $stays = @(Get-SpottStageHistory $db)
    $changeColumns = 'Sequence', 'RunNumber', 'ObservedAt', 'NotBefore', 'Subject', 'Id', 'Name', 'Kind', 'Property', 'OldValue', 'NewValue'
    $stayColumns = 'OpportunityId', 'OpportunityName', 'CompanyName', 'StageId', 'StageName', 'StageOrder', 'StageIsOpen', 'EnteredAt',
        'EnteredNotBefore', 'LeftAt', 'DurationDays', 'IsCurrent', 'IsEntryKnown'
    function Get-Utc([datetime] $Moment) { $Moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", [cultureinfo]::InvariantCulture) }
}

Describe 'ConvertTo-SpottRow of changes' {
    BeforeAll {
        $rows = @($changes | ConvertTo-SpottRow)
        function Get-Row([string] $Id, [string] $Property) { $rows | Where-Object { $_.Id -ceq $Id -and $_.Property -ceq $Property } }
    }

    It 'gives each change a row with all columns, in their order' {
        $rows.Count | Should -Be $changes.Count
        foreach ($row in $rows) { $row.PSObject.Properties.Name | Should -BeExactly $changeColumns }
    }

    It 'gives every column one type: text, and a decimal for the two numbers' {
        foreach ($row in $rows) {
            foreach ($column in $row.PSObject.Properties | Where-Object { $null -ne $_.Value }) {
                $column.Value.GetType().Name | Should -BeExactly $(if ($column.Name -in 'Sequence', 'RunNumber') { 'Decimal' } else { 'String' }) -Because $column.Name
            }
        }
        $rows.Sequence | Should -Be $changes.Sequence
        $rows.RunNumber | Select-Object -Unique | Should -Be $second.Number
    }

    It 'writes the times of the runs as UTC in milliseconds' {
        $row = Get-Row o1 Name
        $row.ObservedAt | Should -BeExactly (Get-Utc $second.CompletedAt)
        $row.NotBefore | Should -BeExactly (Get-Utc $first.StartedAt)
    }

    It 'writes the values as text: a date in UTC, equal numbers alike, a flag, JSON with sorted keys' {
        (Get-Row o1 CloseDate).NewValue | Should -BeExactly '2026-09-01T08:30:00.000Z'
        (Get-Row o1 CloseDate).OldValue | Should -Be ((Get-SpottOpportunity -MirrorPath $db -AsOf $first.CompletedAt | Where-Object Id -EQ o1 | ConvertTo-SpottRow).CloseDate)
        (Get-Row o1 AdditionalProperties.score).OldValue | Should -BeExactly '1'
        (Get-Row o1 AdditionalProperties.score).NewValue | Should -BeExactly '2.5'
        (Get-Row o2 AdditionalProperties.score).NewValue | Should -BeExactly 'True'
        (Get-Row o3 AdditionalProperties.score).NewValue | Should -BeExactly '{"a":1.50,"b":[1,{"c":null,"d":{"e":[[2]]}}]}'
    }

    It 'writes lists as the other rows do' {
        (Get-Row o4 ClientTeam).OldValue | Should -BeExactly 'Jane <jane@old.example>'
        $now = Get-SpottOpportunity -MirrorPath $db | Where-Object Id -EQ o4
        (Get-Row o4 ClientTeam).NewValue | Should -BeExactly ($now | ConvertTo-SpottRow).ClientTeam
        (Get-Row p1 Emails).NewValue | Should -BeExactly ($now.ClientTeam[0] | ConvertTo-SpottRow).Emails
        (Get-Row p1 Emails).NewValue | Should -BeExactly 'jane@new.example (work, primary)'
    }

    It 'leaves a cell null where there is nothing' {
        $row = @($rows | Where-Object Kind -EQ Added)[0]
        $row.Subject | Should -BeExactly 'Stage'
        foreach ($column in 'Property', 'OldValue', 'NewValue') { $row.$column | Should -BeNullOrEmpty }
    }

    It 'puts an apostrophe before every formula, with -EscapeFormula alone' {
        (Get-Row o1 Name).NewValue | Should -BeExactly '=1+1'
        $escaped = @($changes | ConvertTo-SpottRow -EscapeFormula)
        $changed = for ($index = 0; $index -lt $rows.Count; $index++) {
            foreach ($column in $changeColumns) { if ("$($rows[$index].$column)" -cne "$($escaped[$index].$column)") { "$column $($escaped[$index].$column)" } }
        }
        $formulas = foreach ($row in $rows) { foreach ($column in $changeColumns) { if ("$($row.$column)" -match '^[=+@-]') { "$column '$($row.$column)" } } }
        $changed | Should -BeExactly $formulas -Because 'nothing else is changed'
        $changed | Should -Contain "NewValue '=1+1"
        $changed | Should -Contain "NewValue '-Won"
    }

    It 'gives the same bytes of what was serialized, once, twice, and where -Depth asked for less' {
        $live = ($changes | ConvertTo-SpottRow | ConvertTo-Csv) -join "`n"
        $once = Get-Back $changes
        $once[0].PSObject.TypeNames[0] | Should -BeExactly 'Deserialized.Spott.Change'
        ($once | ConvertTo-SpottRow | ConvertTo-Csv) -join "`n" | Should -BeExactly $live
        (Get-Back $once | ConvertTo-SpottRow | ConvertTo-Csv) -join "`n" | Should -BeExactly $live
        $changes | Export-Clixml -LiteralPath TestDrive:/changes.xml -Depth 1
        (Import-Clixml -LiteralPath TestDrive:/changes.xml | ConvertTo-SpottRow | ConvertTo-Csv) -join "`n" | Should -BeExactly $live
    }

    It 'gives a mix of kinds a row each, in the order in which they came' {
        $mixed = @(Get-SpottOpportunity -MirrorPath $db)[0], $changes[0], $stays[0], 'a text', $changes[1] | ConvertTo-SpottRow -ErrorVariable errors -ErrorAction SilentlyContinue
        $mixed.Count | Should -Be 4
        $mixed[1].PSObject.Properties.Name | Should -BeExactly $changeColumns
        $mixed[2].PSObject.Properties.Name | Should -BeExactly $stayColumns
        $mixed[3].Sequence | Should -Be $changes[1].Sequence
        "$errors" | Should -BeLike '*give what Get-SpottOpportunity, Get-SpottChange or Get-SpottStageHistory gives, before Select-Object and the like*'
    }
}

Describe 'ConvertTo-SpottRow of stays in a stage' {
    It 'gives each stay a row with all columns, in their order and of one type' {
        $rows = @($stays | ConvertTo-SpottRow)
        $rows.Count | Should -Be 7
        foreach ($row in $rows) {
            $row.PSObject.Properties.Name | Should -BeExactly $stayColumns
            foreach ($column in $row.PSObject.Properties | Where-Object { $null -ne $_.Value }) {
                $type = switch -Regex ($column.Name) { '^(StageOrder|DurationDays)$' { 'Decimal' } '^(StageIsOpen|IsCurrent|IsEntryKnown)$' { 'Boolean' } default { 'String' } }
                $column.Value.GetType().Name | Should -BeExactly $type -Because $column.Name
            }
        }
    }

    It 'says when it began and ended in UTC, and how many days it was' {
        $past, $current = $stays | Where-Object OpportunityId -EQ o1 | ConvertTo-SpottRow -EscapeFormula
        $past.EnteredAt | Should -BeExactly (Get-Utc $first.CompletedAt)
        $past.LeftAt | Should -BeExactly (Get-Utc $second.CompletedAt)
        $past.DurationDays | Should -Be 0.04
        $past.IsCurrent, $past.IsEntryKnown | Should -Be $false, $false
        $current.LeftAt | Should -BeNullOrEmpty
        $current.EnteredNotBefore | Should -BeExactly (Get-Utc $first.StartedAt)
        $current.StageName | Should -BeExactly "'-Won"
        $current.IsCurrent, $current.StageIsOpen | Should -Be $true, $true
    }

    It 'gives the same bytes of what was serialized' {
        (Get-Back $stays | ConvertTo-SpottRow | ConvertTo-Csv) -join "`n" | Should -BeExactly (($stays | ConvertTo-SpottRow | ConvertTo-Csv) -join "`n")
    }
}

# The zone is a variable of the environment, which Windows does not heed.
Describe 'ConvertTo-SpottRow of changes in every culture and zone' -Skip:$IsWindows -Tag Slow {
    It 'gives a byte-identical CSV' {
        $script = @'
param($Common, $Path)
. $Common
foreach ($culture in 'en-US', 'de-DE', 'th-TH') {
    [cultureinfo]::CurrentCulture = $culture
    Get-SpottChange $Path | ConvertTo-SpottRow | Export-Csv -LiteralPath "$Path.csv"
    "$([System.TimeZoneInfo]::Local.BaseUtcOffset) $((Get-FileHash -LiteralPath "$Path.csv").Hash)"
}
'@
        $results = foreach ($zone in 'Pacific/Auckland', 'America/Los_Angeles') {
            $child = Invoke-ChildShell -Script $script -ArgumentList "$PSScriptRoot/common.ps1", $db -Environment @{ TZ = $zone }
            $child.Err | Should -BeNullOrEmpty
            $child.Out -split '\r?\n' | Where-Object { $_ -match '^\S+ [0-9A-F]{64}$' }
        }
        $results.Count | Should -Be 6
        @($results | ForEach-Object { ($_ -split ' ')[0] } | Sort-Object -Unique).Count | Should -Be 2 -Because 'each child has a zone of its own'
        @($results | ForEach-Object { ($_ -split ' ')[1] } | Sort-Object -Unique).Count | Should -Be 1
    }
}

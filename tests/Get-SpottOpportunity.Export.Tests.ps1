BeforeDiscovery {
    $zones = @(
        @{ Zone = 'Europe/Berlin'; File = 'Europe-Berlin' }
        @{ Zone = 'America/Los_Angeles'; File = 'America-Los_Angeles' }
        @{ Zone = 'Pacific/Auckland'; File = 'Pacific-Auckland' }
    )
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Connect-Golden {
        # Connects to a server with the one page of golden/page.json.
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Json((Get-Content -LiteralPath "$PSScriptRoot/golden/page.json" -Raw))))
        $null = Connect-Fake -Handler $handler
    }

    # Runs in a shell whose zone is another one: each culture's plain export, and what a script does with dates.
    $script = @'
param($Common, $Golden, $Folder)
. $Common
$page = Get-Content -LiteralPath "$Golden/page.json" -Raw
$facts = [ordered]@{}
foreach ($name in 'th-TH', 'fi-FI', 'de-DE', 'en-US') {
    [cultureinfo]::CurrentCulture = [cultureinfo]::DefaultThreadCurrentCulture = [cultureinfo]::GetCultureInfo($name)
    $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Json($page))))
    Get-SpottOpportunity | Export-Csv (Join-Path $Folder "$name.csv")
}
$null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Json($page))))
$item = Get-SpottOpportunity -First 1
# One second around the close date, as moments that know no zone.
$before = [datetimeoffset]::Parse('2026-09-30T21:59:59Z').LocalDateTime
$after = [datetimeoffset]::Parse('2026-09-30T22:00:01Z').LocalDateTime
[ordered]@{
    Zone    = [TimeZoneInfo]::Local.Id
    Kinds   = ($item.OwnerDeactivatedAt, $item.CloseDate, $item.CreatedAt, $item.NextTaskDueDate).ForEach('Kind') -join ' '
    Less    = @($item | Where-Object CloseDate -lt $after).Count, @($item | Where-Object CloseDate -lt $before).Count -join ' '
    Greater = @($item | Where-Object { $after -gt $_.CloseDate }).Count, @($item | Where-Object { $before -gt $_.CloseDate }).Count -join ' '
    Span    = (New-TimeSpan -Start $before -End $item.CloseDate).TotalSeconds, (New-TimeSpan -Start $item.CloseDate -End $after).TotalSeconds -join ' '
    Millis  = $item.CreatedAt.Millisecond
    Utc     = $item.CloseDate.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
} | ConvertTo-Json -Compress
'@
}

# The zone is a variable of the environment, which Windows does not heed.
Describe 'Get-SpottOpportunity | Export-Csv in <Zone>' -Skip:$IsWindows -ForEach $zones {
    BeforeAll {
        $folder = Join-Path $TestDrive $File
        $null = New-Item -ItemType Directory -Path $folder
        $run = Invoke-ChildShell -Script $script -ArgumentList "$PSScriptRoot/common.ps1", "$PSScriptRoot/golden", $folder -Environment @{ TZ = $Zone }
        $run.Err | Should -BeNullOrEmpty
        $facts = $run.Out.Trim() | ConvertFrom-Json -DateKind String
    }

    It 'writes what was written down by hand, in <_>' -ForEach 'th-TH', 'fi-FI', 'de-DE', 'en-US' {
        $facts.Zone | Should -BeExactly $Zone
        # Newer data of the culture en-US put a narrow space before AM and PM.
        $actual = (Get-Content -LiteralPath (Join-Path $folder "$_.csv") -Raw) -replace "`r`n", "`n" -replace [char] 0x202F, ' '
        $actual | Should -BeExactly ((Get-Content -LiteralPath "$PSScriptRoot/golden/$_.$File.csv" -Raw) -replace "`r`n", "`n")
    }

    It 'gives dates that a script compares and subtracts rightly' {
        $facts.Kinds | Should -BeExactly 'Local Local Local Local'
        $facts.Less | Should -BeExactly '1 0'
        $facts.Greater | Should -BeExactly '1 0'
        $facts.Span | Should -BeExactly '1 1'
        $facts.Millis | Should -Be 123
        $facts.Utc | Should -BeExactly '2026-09-30T22:00:00.0000000Z'
    }
}

Describe 'The objects of Get-SpottOpportunity in other commands' {
    It 'Export-Csv never writes a type''s name' {
        $null = Connect-Spott -Sandbox
        $csv = Join-Path $TestDrive 'all.csv'

        Get-SpottOpportunity | Export-Csv $csv

        $text = Get-Content -LiteralPath $csv -Raw
        $text | Should -Not -Match 'System\.|Spott\.|Object\[\]|Hashtable|PSCustom|`1'
        @(Import-Csv $csv).Count | Should -Be 137
        @(Import-Csv $csv | Where-Object ClientTeam -like '*<*@*>; *<*@*>').Count | Should -BeGreaterThan 5
    }

    It 'Select-Object -ExpandProperty ClientTeam | Export-Csv writes a row a contact' {
        Connect-Golden
        $csv = Join-Path $TestDrive 'contacts.csv'

        Get-SpottOpportunity | Select-Object -ExpandProperty ClientTeam | Export-Csv $csv

        ((Get-Content -LiteralPath $csv -Raw) -replace "`r`n", "`n") | Should -BeExactly (@(
                '"OpportunityId","OpportunityName","Id","FirstName","MiddleName","LastName","SecondLastName","FullName","JobTitle","Department","CandidateId","CompanyId","CompanyName","CompanyLogoUrl","AvatarUrl","Email","Phone","Emails","PhoneNumbers","AdditionalProperties"'
                '"opp-1","Señor Developer","con-1","Jane","M.","Doe","Ruiz","Jane M. Doe Ruiz","Head of Hiring","HR","cand-1","co-7","Seven","https://example.com/logo.svg","https://example.com/jane.png","jane@example.com","+44 20 7946 0001","j@example.org (personal); jane@example.com (work, primary)","+44 20 7946 0000 (work); +44 20 7946 0001 (mobile, primary)",""'
                '' ) -join "`n")
    }

    It 'ConvertTo-Json -Depth 6 keeps everything as JSON' {
        Connect-Golden
        $warnings = $null

        $json = Get-SpottOpportunity | ConvertTo-Json -Depth 6 -WarningVariable warnings

        $warnings.Count | Should -Be 0
        $json | Should -Not -Match 'System\.|Spott\.'
        $items = $json | ConvertFrom-Json -DateKind Offset
        $items.Count | Should -Be 5
        $items[0].StageOrder | Should -Be 2.5
        $items[0].CloseDate.UtcDateTime | Should -Be ([datetime]::new(2026, 9, 30, 22, 0, 0))
        $items[0].ClientTeam.Count | Should -Be 1
        $items[0].ClientTeam[0].Emails[1].Email | Should -BeExactly 'jane@example.com'
        $items[0].ClientTeam[0].PhoneNumbers[0].Number | Should -BeExactly '+44 20 7946 0000'
        $items[4].AdditionalProperties.tags[0] | Should -BeExactly 'a, "b"'
        ($null -eq $items[4].CloseDate) | Should -BeTrue
        $json | Should -Match '"ClientTeam": \[\]'
    }

    It 'Group-Object StageName counts by stage' {
        $null = Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(50))

        $groups = Get-SpottOpportunity | Group-Object StageName

        ($groups | Sort-Object Name).ForEach({ "$($_.Name) $($_.Count)" }) -join ', ' | Should -BeExactly 'Lead 10, Negotiation 10, Proposal 10, Qualified 10, Won 10'
    }

    It 'Sort-Object and Measure-Object take the properties as what they are' {
        Connect-Golden
        $items = Get-SpottOpportunity

        ($items | Where-Object CloseDate | Sort-Object CloseDate).Id -join ' ' | Should -Be 'opp-4 opp-1 opp-2 opp-3'
        ($items | Measure-Object StageOrder -Sum).Sum | Should -Be 2.5
        @($items | Where-Object StageIsOpen).Id | Should -Be 'opp-1'
    }
}

Describe 'The objects of Get-SpottOpportunity in another process or a file' {
    BeforeAll {
        $nested = '{"id":"n","name":{"name":"Nested"},"custom":{"l1":{"l2":{"l3":{"l4":{"l5":{"l6":[1,["two",{"l7":"deep"}]]}}}}}},' +
            '"clientTeam":{"clientTeam":[{"id":"c","firstName":"Jane","extra":{"a":{"b":{"c":[{"d":1}]}}},"emails":[{"email":"a@example.com"},{"purpose":"work","email":"b@example.com","isPrimary":true,"x":{"y":{"z":2}}}],"phoneNumbers":[{"phoneNumber":"+1"}]}]}}'

        function Assert-Whole($item) {
            $item.PSTypeNames[0] | Should -BeExactly 'Deserialized.Spott.Opportunity'
            $item.ClientTeam.Count | Should -Be 1
            $contact = @($item.ClientTeam)[0]
            $contact.FullName | Should -BeExactly 'Jane'
            $contact.Email | Should -BeExactly 'b@example.com'
            $contact.OpportunityId | Should -BeExactly 'n'
            $contact.Emails.Count | Should -Be 2
            $contact.Emails[1].Purpose | Should -BeExactly 'work'
            $contact.Emails[1].IsPrimary | Should -BeTrue
            @($contact.PhoneNumbers)[0].Number | Should -BeExactly '+1'
            $item.AdditionalProperties.custom.l1.l2.l3.l4.l5.l6[1][1].l7 | Should -BeExactly 'deep'
            $contact.AdditionalProperties.extra.a.b.c[0].d | Should -Be 1
            $contact.AdditionalProperties['emails[1].x'].y.z | Should -Be 2
        }
    }

    It 'are whole after Export-Clixml without a depth' {
        $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Page(@($nested)))))
        $file = Join-Path $TestDrive 'items.xml'

        Get-SpottOpportunity | Export-Clixml $file

        Assert-Whole (Import-Clixml $file)
    }

    It 'give whole contacts after Export-Clixml of the contacts alone' {
        $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Page(@($nested)))))
        $file = Join-Path $TestDrive 'contacts.xml'

        Get-SpottOpportunity | Select-Object -ExpandProperty ClientTeam | Export-Clixml $file

        $contact = Import-Clixml $file
        $contact.Emails[1].Email | Should -BeExactly 'b@example.com'
        $contact.AdditionalProperties.extra.a.b.c[0].d | Should -Be 1
    }

    It 'are whole when they come out of Start-Job' {
        $job = Start-Job -ArgumentList "$PSScriptRoot/common.ps1", $nested -ScriptBlock {
            param($common, $nested)
            . $common
            $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Page(@($nested)))))
            Get-SpottOpportunity
        }
        try { $item = $job | Receive-Job -Wait } finally { Remove-Job $job -Force }

        Assert-Whole $item
        $item.PSObject.Properties['Name'].Value | Should -BeExactly 'Nested'
    }

    It 'keep their dates'' moment and kind' {
        Connect-Golden
        $file = Join-Path $TestDrive 'dates.xml'

        $item = Get-SpottOpportunity -First 1
        $item | Export-Clixml $file

        (Import-Clixml $file).CloseDate | Should -Be $item.CloseDate
        (Import-Clixml $file).CloseDate.Kind | Should -Be Local
    }
}

Describe 'The objects of Get-SpottOpportunity on the screen' {
    BeforeAll {
        function Show([int] $Width, [scriptblock] $Command) {
            @((& $Command | Out-String -Width $Width) -replace '\e\[[\d;]*m' -split '\r?\n' | Where-Object { $_ })
        }
    }

    It 'are a table of <Columns> in a window of <Width>' -ForEach @(
        @{ Width = 80; Columns = 'Name StageName CloseDate CompanyName' }
        @{ Width = 100; Columns = 'Name StageName CloseDate CompanyName OwnerName' }
        @{ Width = 120; Columns = 'Name StageName CloseDate CompanyName OwnerName NextTaskDueDate' }
    ) {
        $null = Connect-Spott -Sandbox
        $lines = Show $Width { Get-SpottOpportunity -First 50 }

        ($lines[0] -split '\s+' -join ' ').Trim() | Should -BeExactly $Columns
        $lines.Count | Should -Be 52
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $Width
    }

    It 'show dates as days of the culture' {
        Connect-Golden
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $line = Show 120 { Get-SpottOpportunity | Select-Object -Skip 1 -First 1 } | Select-Object -Last 1
        } finally { [cultureinfo]::CurrentCulture = $before }

        $line | Should -Match ' 2[45]\.10\.2026\s'
    }

    It 'are all properties as a list' {
        Connect-Golden
        $lines = Show 120 { Get-SpottOpportunity -First 1 | Format-List }

        @($lines | Where-Object { $_ -match '^\w+ +: ' }).Count | Should -Be 20
        $lines | Should -Contain 'ClientTeam           : Jane M. Doe Ruiz <jane@example.com>'
    }

    It 'are the ways to reach a person for contacts, also in 80' {
        Connect-Golden
        (Show 120 { Get-SpottOpportunity -First 1 | ForEach-Object ClientTeam })[0] -split '\s+' -join ' ' | Should -BeExactly 'FullName Email Phone JobTitle CompanyName'
        Connect-Golden
        (Show 80 { Get-SpottOpportunity -First 1 | ForEach-Object ClientTeam })[0] -split '\s+' -join ' ' | Should -BeExactly 'FullName Email Phone'
    }

    It 'are the same table when they come out of a file' {
        Connect-Golden
        $file = Join-Path $TestDrive 'screen.xml'
        Get-SpottOpportunity | Export-Clixml $file

        ((Show 120 { Import-Clixml $file })[0] -split '\s+' -join ' ').Trim() | Should -BeExactly 'Name StageName CloseDate CompanyName OwnerName NextTaskDueDate'
    }
}

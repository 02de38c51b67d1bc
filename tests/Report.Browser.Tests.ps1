# The report's pages as people meet them: in a real browser. Where there is none the tests are skipped, and say why; in CI they fail.
BeforeDiscovery {
    . $PSScriptRoot/browser/Browser.ps1
    $gap = Get-BrowserGap
    $isSkipped = [bool] $gap -and -not $env:CI
    if ($isSkipped) { Write-Warning "The report's pages are not looked at in a browser, and those tests are skipped: $gap." }
    $why = if ($gap) { " (skipped: $gap)" } else { '' }
    $pages = 'none', 'one', 'many', 'all', 'hostile', 'mirror' | ForEach-Object { @{ Page = $_ } }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/report.ps1
    . $PSScriptRoot/browser/Browser.ps1

    $shots = [System.IO.Path]::GetFullPath("$PSScriptRoot/../out/report")
    $null = New-Item -ItemType Directory -Path $shots -Force

    function Get-Sandbox([int] $Size) { Get-SpottOpportunity -Connection (Connect-Spott -Sandbox -SandboxSize $Size -PassThru) }

    function Get-Hostile {
        # Names that try to be more than text, in every place of the page.
        $names = '<script>alert(1)</script>', '" onmouseover="alert(2)" x="', "'><img src=x onerror=alert(3)>", 'javascript:alert(4)', "abc`u{202E}fed`u{2066}x",
            "<svg onload=alert(5)>", '{{7*7}} ${alert(6)}', "tab`tand`nline", ('W' * 300)
        $items = for ($i = 0; $i -lt $names.Count; $i++) {
            $name = ConvertTo-Json $names[$i]
            "{`"id`":`"h$i`",`"name`":{`"name`":$name},`"stage`":{`"stage`":{`"id`":`"s$i`",`"name`":$name,`"order`":$i,`"isOpen`":true}},`"company`":{`"company`":{`"id`":`"c$i`",`"name`":$name}},`"owner`":{`"owner`":{`"id`":`"o$i`",`"name`":$name}},`"createdAt`":{`"createdAt`":`"2026-0$($i % 9 + 1)-05T10:00:00Z`"}}"
        }
        $handler = [Spott.Fakes.ScriptedHandler]::new()
        $handler.Answers.Otherwise = [Spott.Fakes.Answer]::Page([string[]] $items)
        Get-SpottOpportunity -Connection (Connect-Fake -Handler $handler)
    }

    $culture = [cultureinfo]::CurrentCulture
    $gap = Get-BrowserGap
    $sets, $seen = @{}, @{}
    if (-not $gap) {
        $sets.none = @()
        $sets.one = @(Get-Sandbox 1)
        $sets.many = @(Get-Sandbox 137)
        $sets.all = @(Get-Sandbox 10000)
        $sets.hostile = @(Get-Hostile)
        [Spott.Fakes.MirrorMaker]::Make("$TestDrive/spott.db", 80, 45, [datetimeoffset]::Now.AddHours(-1), 5)
        $sets.mirror = @(Get-SpottOpportunity -MirrorPath "$TestDrive/spott.db")
        $each = @{ do = 'everyFigure' }
        # Bars, segments, shares, medians and rows: what is clicked, and the filter that it is.
        $pointed = '#stages tbody tr svg.bar', '#stages tbody tr td:last-child', '#tasks tbody tr td:last-child', '#owners tbody tr svg.bar', '#time tbody tr svg.bar',
            '#time tbody tr td:nth-child(4)', '#time tbody tr td:nth-child(5)', '#time .few tbody tr td', '#still .few tbody tr td', '#size .legend li', '#size .broad .target', '#age .broad .target',
            '#stages .say button', '#close .say button', '#owners .say button', '#companies .say button', '#tasks .say button', '#size .say button', '#still .one > button', '#still .say button',
            '#period .say button', '#period .before button'
        $steps = @{
            none    = @()
            one     = $each, @{ do = 'sentences' }
            hostile = @($each)
            mirror  = $each, @{ do = 'pointAndPress'; with = $pointed }, @{ do = 'sentences' }
            many    = @{ do = 'sentences' }, @{ do = 'search'; with = 'ines' }, @{ do = 'search'; with = 'INÉS 2026-12' }, @{ do = 'search'; with = '' },
                @{ do = 'sort'; with = 'Name' }, @{ do = 'sort'; with = 'Close date' }, @{ do = 'sort'; with = 'Stage' }, @{ do = 'showAll' }, $each,
                @{ do = 'combine'; with = 'Stage: Lead', 'Owner: Maya Patel', 'Stage: Qualified', 'No next task' }
            all     = @{ do = 'search'; with = 'ines lead' }, @{ do = 'search'; with = '' }, @{ do = 'sort'; with = 'Close date' }, @{ do = 'showAll' }
        }
        try {
            [cultureinfo]::CurrentCulture = [cultureinfo] 'en-US'
            foreach ($name in $sets.Keys | Where-Object { $_ -ne 'mirror' }) { $sets[$name] | Export-SpottReport "$shots/$name.html" }
            Export-SpottReport "$shots/mirror.html" -MirrorPath "$TestDrive/spott.db" -Since (Get-Date).AddDays(-7)
        } finally {
            [cultureinfo]::CurrentCulture = $culture
        }
        @{
            browser = Find-Browser
            modules = $browserModules
            folder  = $shots
            pages   = @(foreach ($name in $sets.Keys) { @{ name = $name; file = "$shots/$name.html"; views = $(if ($name -eq 'all') { 'few' } else { 'all' }); shots = $name -in 'many', 'mirror'; axe = $name -ne 'all'; steps = @($steps[$name]) } })
        } | ConvertTo-Json -Depth 6 | Set-Content "$TestDrive/job.json"
        node "$PSScriptRoot/browser/look.cjs" "$TestDrive/job.json" "$TestDrive/seen.json" 2> "$TestDrive/failure.txt"
        if ($LASTEXITCODE -ne 0) { throw "The browser did not look at the pages: $(Get-Content -Raw "$TestDrive/failure.txt")" }
        foreach ($page in Get-Content -Raw "$TestDrive/seen.json" | ConvertFrom-Json -AsHashtable) { $seen[$page.name] = $page }
    }

    function Get-Cells([object[]] $Opportunity) {
        # The cells of a row as the browser should have them.
        $Opportunity | ForEach-Object {
            @($_.Name, $_.StageName, $_.CompanyName, $_.OwnerName, $_.CloseDate, $_.NextTaskDueDate, $_.CreatedAt | ForEach-Object {
                    if ($_ -is [datetime]) { $_.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture) } else { "$_" }
                }) -join '|'
        }
    }
}

AfterAll { Disconnect-Spott }

Describe "A browser$why" -Skip:$isSkipped {
    It 'is there, with what drives it' {
        $gap | Should -BeNullOrEmpty
    }
}

Describe "The page of <Page>, in a browser$why" -Skip:$isSkipped -ForEach $pages {
    It 'has nothing to say on the console, runs no foreign script and asks nobody for anything' {
        $seen[$Page].console | Should -BeNullOrEmpty
        $seen[$Page].dialogs | Should -BeNullOrEmpty
        @($seen[$Page].requests | Select-Object -Unique).Count | Should -Be 1 -Because 'the page itself is all that is read'
        $seen[$Page].requests[0] | Should -BeLike "file:///*/$Page.html"
        $seen[$Page].light.strange | Should -Be 0
        $seen[$Page].light.scripts | Should -Be 1
    }

    It 'fits 390, 820 and 1440 pixels without a horizontal scroll' {
        $seen[$Page].widths.Count | Should -Be $(if ($Page -eq 'all') { 2 } else { 4 })
        foreach ($width in $seen[$Page].widths.GetEnumerator()) { $width.Value | Should -BeLessOrEqual 0 -Because $width.Key }
    }

    It 'is light and dark, and light on paper' {
        $seen[$Page].light.background | Should -Be 'rgb(244, 245, 247)'
        $seen[$Page].dark.background | Should -Be 'rgb(18, 22, 28)'
        $seen[$Page].print | Should -Be 'rgb(255, 255, 255)'
    }

    It 'has on a sheet of A4 what it has on a broad screen: tables with columns, broad charts, nothing cut, days that can be read' {
        $seen[$Page].sheet.overflow | Should -BeLessOrEqual 0
        if ($Page -eq 'none') { return }
        $seen[$Page].sheet.row | Should -Be 'table-row'
        $seen[$Page].sheet.chart | Should -Be 'block'
        $seen[$Page].sheet.day | Should -BeIn $null, 'rgb(255, 255, 255) on rgb(29, 84, 145)', 'rgb(0, 0, 0) on rgb(227, 237, 248)'
    }

    It 'has one first heading, no level left out, and a chart where there are records' {
        $levels = @($seen[$Page].light.headings | ForEach-Object { [int] $_.Substring(1, 1) })
        @($levels | Where-Object { $_ -eq 1 }).Count | Should -Be 1
        for ($i = 1; $i -lt $levels.Count; $i++) { $levels[$i] | Should -BeLessOrEqual ($levels[$i - 1] + 1) }
        $seen[$Page].light.charts -gt 0 | Should -Be ($Page -ne 'none')
    }

    It 'gives axe nothing to complain about, contrast included' {
        $seen[$Page].violations | Should -BeNullOrEmpty
    }

    It 'has all its rows without script, and then no tools that would do nothing' {
        $seen[$Page].withoutScript.rows | Should -Be $sets[$Page].Count
        $seen[$Page].withoutScript.tools | Should -Be 0
    }
}

Describe "The figures of the page of <Page>, clicked one after the other$why" -Skip:$isSkipped -ForEach @{ Page = 'one' }, @{ Page = 'many' }, @{ Page = 'hostile' }, @{ Page = 'mirror' } {
    It 'each show as many rows as they say, are marked, named once beside the search, and give all back' {
        $clicks = $seen[$Page].steps.everyFigure
        $clicks.Count | Should -BeGreaterThan 6
        $html = Get-Content -Raw "$shots/$Page.html"
        foreach ($click in $clicks) {
            $expected = switch ($click) {
                # A legend and an area have a name alone; a median, a share of stays and a number of stays show whose they were.
                { $_.label -like 'Stage: *' -and -not $_.figure } { @($sets[$Page] | Where-Object { "Stage: $($_.StageName)" -eq $click.label }).Count }
                { $_.group -eq 'left' } { [regex]::Matches($html, "<tr data-m=`"[^`"]* $($click.marks)[ `"]").Count }
                default { $click.figure }
            }
            $click.shown -replace ' .*' | Should -Be $expected -Because $click.label
            $click.pressed | Should -Be 'true'
            $click.chips | Should -Be 1
            if ($click.table -eq 'records') { $click.after | Should -Match "^$($sets[$Page].Count) rows?" }
        }
    }
}

Describe "The sentences of the page of <Page>$why" -Skip:$isSkipped -ForEach @{ Page = 'one' }, @{ Page = 'many' }, @{ Page = 'mirror' } {
    It 'have no number of records or changes that does not filter' {
        # Numbers of days, owners and companies, shares and differences count no rows; of those that were open once, some are deleted since.
        $others = '[\d.,]+ days?\b', '\bto \d+ (owners?|company|companies)', '\(\d+\s?%\)', ': \d+ (more|fewer)', ', by \d+', '\b\d+ were open \('
        $sentences = $seen[$Page].steps.sentences
        foreach ($sentence in $sentences) {
            $rest = $sentence.rest
            foreach ($other in $others) { $rest = $rest -replace $other }
            $rest | Should -Not -Match '[1-9]' -Because "of '$($sentence.text)'"
        }
        ($sentences.figures | Measure-Object -Sum).Sum | Should -BeGreaterThan $(if ($Page -eq 'one') { 4 } else { 12 })
    }

    It 'are the same text without script, and on paper' {
        $seen[$Page].withoutScript.sentences | Should -Be @($seen[$Page].steps.sentences | Where-Object { $_.text -in $seen[$Page].withoutScript.sentences } | ForEach-Object text)
        @($seen[$Page].printed).Count | Should -BeGreaterThan 4
        $seen[$Page].printed | Should -Not -Contain $false
    }

    It 'say by a tooltip what their numbers show' {
        $numbers = @($seen[$Page].steps.everyFigure | Where-Object { $_.text -match '^[\d,]+( before)?$' })
        $numbers.Count | Should -BeGreaterThan 8
        foreach ($number in $numbers) { $number.tooltip | Should -Be $number.label }
    }
}

Describe "The table of 137$why" -Skip:$isSkipped {
    It 'finds words in any case and without accents, and dates as ISO' {
        $cells = Get-Cells $sets.many
        $expected = @($sets.many | Where-Object { $_.OwnerName -eq 'Inés Romero' -or "$($_.Name) $($_.CompanyName)" -match 'ines' })
        $found = $seen.many.steps['search ines']
        @($found.rows | ForEach-Object { $_ -join '|' }) | Should -Be @(Get-Cells $expected)
        $found.shown | Should -Be "$($expected.Count) of 137 rows"
        @($seen.many.steps['search INÉS 2026-12'].rows | ForEach-Object { $_ -join '|' }) | Should -Be @($cells | Where-Object { $_ -match 'In[eé]s' -and $_ -match '2026-12' })
        $seen.many.steps['search '].shown | Should -Be '137 rows, the first 100 shown'
    }

    It 'sorts by name, by date and by the stages'' order, what is empty last' {
        $seen.many.steps['sort Name'].state | Should -Be 'ascending'
        $names = @($seen.many.steps['sort Name'].rows | ForEach-Object { $_[0] })
        $names | Select-Object -First 20 | Should -Be @($sets.many.Name | Sort-Object -Culture 'en-US' | Select-Object -First 20)

        $dates = @($seen.many.steps['sort Close date'].rows | ForEach-Object { $_[4] })
        $dates | Should -Be @($sets.many | Where-Object CloseDate | ForEach-Object { $_.CloseDate.ToString('yyyy-MM-dd') } | Sort-Object | Select-Object -First 100)

        $stages = @($seen.many.steps.showAll.rows | ForEach-Object { $_[1] })
        $stages.Count | Should -Be 137
        $stages | Should -Be @($sets.many | Sort-Object StageOrder | ForEach-Object StageName)
    }

    It 'shows the ISO form of each date as its tooltip' {
        $seen.many.light.tooltips | Should -Be 0
        $seen.many.steps.showAll.rows[0][4] | Should -Match '^\d{4}-\d\d-\d\d$'
    }

    It 'shows every row on demand' {
        $seen.many.steps.showAll.shown | Should -Be '137 rows'
        @($seen.many.steps.showAll.rows | ForEach-Object { $_ -join '|' } | Sort-Object) | Should -Be @(Get-Cells $sets.many | Sort-Object)
    }

    It 'is narrowed by figures of different groups together, one of a group at a time, and widened by their chips' {
        $lead, $both, $other, $task, $none = $seen.many.steps['combine Stage: Lead,Owner: Maya Patel,Stage: Qualified,No next task']
        $open = @($sets.many | Where-Object StageIsOpen)
        $count = { param($filter) @($open | Where-Object $filter).Count }
        $lead.shown | Should -BeLike "$(& $count { $_.StageName -eq 'Lead' }) of *"
        $both.shown | Should -BeLike "$(& $count { $_.StageName -eq 'Lead' -and $_.OwnerName -eq 'Maya Patel' }) of *"
        $other.shown | Should -BeLike "$(& $count { $_.StageName -eq 'Qualified' -and $_.OwnerName -eq 'Maya Patel' }) of *"
        $task.shown | Should -BeLike "$(& $count { $_.StageName -eq 'Qualified' -and $_.OwnerName -eq 'Maya Patel' -and -not $_.NextTaskId }) of *"
        $task.chips.Count | Should -Be 3
        $none.shown | Should -BeLike '137 rows*'
    }
}

Describe "The table of 10,000$why" -Skip:$isSkipped {
    It 'is searched, sorted and shown whole' {
        $found = @($sets.all | Where-Object { ($text = "$($_.Name) $($_.StageName) $($_.CompanyName) $($_.OwnerName)") -match 'in[eé]s' -and $text -match 'lead' }).Count
        $seen.all.steps['search ines lead'].shown | Should -Be "$($found.ToString('N0', [cultureinfo]'en-US')) of 10,000 rows, the first 100 shown"
        $dates = @($seen.all.steps['sort Close date'].rows | ForEach-Object { $_[4] })
        $dates | Should -Be @($sets.all | Where-Object CloseDate | ForEach-Object { $_.CloseDate.ToString('yyyy-MM-dd') } | Sort-Object | Select-Object -First 100)
        $seen.all.steps.showAll.rows.Count | Should -Be 10000
    }

    It 'is a file below 5 MB' {
        (Get-Item "$shots/all.html").Length | Should -BeLessThan 5MB
    }
}

Describe "The page of a mirror$why" -Skip:$isSkipped {
    It 'has a second table, of the changes, that its figures filter' {
        $all = @(Get-SpottChange "$TestDrive/spott.db" -Since (Get-MadeAt (Get-Content -Raw "$shots/mirror.html")).AddDays(-7) | Where-Object Property -NotIn 'StageName', 'OwnerName', 'CompanyName').Count
        $clicks = @($seen.mirror.steps.everyFigure | Where-Object table -EQ 'changes')
        $clicks.Count | Should -BeGreaterThan 2
        $clicks[0].after | Should -Match "^$all rows?"
        ($clicks | Where-Object label -EQ 'Moved forward').figure | Should -BeGreaterThan 0
    }

    It 'filters by every bar, segment, share, median, row and number of a sentence, by mouse, by Tab and Enter and by Space, visibly, and its chip takes the filter away' {
        $results = $seen.mirror.steps[@($seen.mirror.steps.Keys) -like 'pointAndPress*'][0]
        $results.selector | Should -Be $pointed
        foreach ($result in $results) {
            $whole = if ($result.selector -like '#period*') { $seen.mirror.withoutScript.changes } else { $sets.mirror.Count }
            $part = if ($result.selector -like '*.before*') { '^\d+( of \d+)? rows? of the period before' } else { "^\d+ of $whole rows" }
            $result.clicked.rows | Should -Match $part -Because $result.selector
            if ($result.selector -match '\.(say|one|before) ') { $result.clicked.rows -replace ' .*' | Should -Be ($result.figure -replace '\D') -Because $result.selector }
            $result.clicked.chip | Should -Match ' \u00d7$' -Because $result.selector
            $result.removed.rows | Should -Match "^$whole rows" -Because $result.selector
            $result.removed.chip | Should -BeNullOrEmpty
            $result.focus | Should -Match '^true (solid|auto)$' -Because $result.selector
            $result.entered.rows | Should -Match $part -Because $result.selector
            $result.spaced.chip | Should -BeNullOrEmpty -Because "$($result.selector): the same figure once more takes it away"
        }
        $chips = @{}
        foreach ($result in $results) { $chips[$result.selector] = $result.clicked.chip }
        $chips['#stages tbody tr svg.bar'], $chips['#size .broad .target'] | Should -Be (@("Stage: Lead `u{d7}") * 2)
        $chips['#time tbody tr td:nth-child(4)'] | Should -BeLike 'Left the stage Lead*'
        $chips['#age .broad .target'] | Should -BeLike 'Created *'
    }

    It 'has what the figures of the period before count, hidden until one of them is chosen, and says then which period it shows' {
        $made = Get-MadeAt (Get-Content -Raw "$shots/mirror.html")
        $from, $to = $made.AddDays(-14), $made.AddDays(-7)
        $past = @(Get-SpottChange "$TestDrive/spott.db" -Since $from -Until $to | Where-Object ObservedAt -LT $to)
        $seen.mirror.withoutScript.headings | Should -Be "All changes from $($to.ToString('M/d/yyyy')) to $($made.ToString('M/d/yyyy'))"
        $clicks = @($seen.mirror.steps.everyFigure | Where-Object { $_.label -like '*, in the period before' })
        $clicks.label | Should -Contain 'New, in the period before'
        $clicks.Count | Should -BeGreaterThan 3
        ($clicks | Where-Object label -Like 'New,*').figure | Should -Be @($past | Where-Object { $_.Kind -eq 'Added' -and $_.Subject -eq 'Opportunity' }).Count
        $all = ($clicks.figure | Measure-Object -Sum).Sum
        foreach ($click in $clicks) {
            $click.text | Should -Be "$($click.figure) before"
            $click.shown | Should -Match "^$($click.figure)( of $all)? rows? of the period before$"
            $click.heading | Should -Be "The period before: from $($from.ToString('M/d/yyyy')) to $($to.ToString('M/d/yyyy'))"
            $click.dates.Count | Should -Be $click.figure
            foreach ($date in $click.dates) { [datetimeoffset]::Parse($date).LocalDateTime | Should -BeGreaterOrEqual $from.AddSeconds(-1); [datetimeoffset]::Parse($date).LocalDateTime | Should -BeLessThan $to }
            $click.after | Should -Not -BeLike '*before*'
            $click.headingAfter | Should -BeLike 'All changes from *'
        }
        # What stands in the page for them is not seen without script.
        $seen.mirror.withoutScript.changes | Should -Be ([int] ($clicks[0].after -replace ' .*'))
    }

    It 'shows the pipeline over time' {
        $seen.mirror.light.headings | Should -Contain 'H2 Open opportunities over time'
        $seen.mirror.light.charts | Should -Be 4
    }
}

Describe "Hostile names$why" -Skip:$isSkipped {
    It 'stand in the table, letter by letter' {
        $seen.hostile.text | Should -Be @($sets.hostile.Name)
    }
}

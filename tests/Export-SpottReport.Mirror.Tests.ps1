# The report of a mirror: its figures beside the same figures computed from what Get-SpottChange and Get-SpottOpportunity give, by other code.
BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/report.ps1

    # Ninety daily runs, the last one an hour ago.
    $end = [datetimeoffset]::Now.AddHours(-1)
    $mirror = "$TestDrive/spott.db"
    [Spott.Fakes.MirrorMaker]::Make($mirror, 120, 90, $end, 11)

    function New-MirrorReport([hashtable] $With = @{}, [string] $Mirror = $mirror) {
        $file = "$TestDrive/$([guid]::NewGuid()).html"
        Export-SpottReport $file -MirrorPath $Mirror @With
        Get-Content -Raw -LiteralPath $file
    }

    function Get-Text([string] $Page, [string] $Section) {
        # The sentences of a section, without markup.
        $text = [regex]::Match($Page, "(?s)<section id=`"$Section`".*?</section>").Value
        @([regex]::Matches($text, '(?s)<p class="say">(.*?)</p>') | ForEach-Object { [System.Net.WebUtility]::HtmlDecode(($_.Groups[1].Value -replace '<[^>]+>')) }) -join ' '
    }

    # The stages as the maker has them: order and openness by id.
    $order = @{ 'stg-1' = 1; 'stg-2' = 2; 'stg-3' = 3; 'stg-4' = 4; 'stg-5' = 5; 'stg-6' = 6 }
    function Get-Moves([object[]] $Change) {
        $moves = @($Change | Where-Object Property -EQ 'StageId')
        [pscustomobject]@{
            New      = @($Change | Where-Object { $_.Kind -eq 'Added' -and $_.Subject -eq 'Opportunity' }).Count
            Forward  = @($moves | Where-Object { $order[$_.NewValue] -le 4 -and $order[$_.OldValue] -le 4 -and $order[$_.NewValue] -gt $order[$_.OldValue] }).Count
            Back     = @($moves | Where-Object { $order[$_.NewValue] -le 4 -and $order[$_.OldValue] -le 4 -and $order[$_.NewValue] -lt $order[$_.OldValue] }).Count
            Left     = @($moves | Where-Object { $order[$_.NewValue] -gt 4 -and $order[$_.OldValue] -le 4 }).Count
            Reopened = @($moves | Where-Object { $order[$_.NewValue] -le 4 -and $order[$_.OldValue] -gt 4 }).Count
            Deleted  = @($Change | Where-Object Kind -EQ 'Deleted').Count
        }
    }

    $since = (Get-Date).AddDays(-14)
    $page = New-MirrorReport @{ Since = $since }
    $until = Get-MadeAt $page
    $changes = @(Get-SpottChange $mirror)
    $now = @(Get-SpottOpportunity -MirrorPath $mirror)
    $begin = (Get-SpottMirror $mirror).FirstFullAt
}

Describe 'The page of a mirror of very many' -Tag Slow {
    BeforeAll {
        $large = "$TestDrive/large.db"
        [Spott.Fakes.MirrorMaker]::Make($large, 10000, 9, $end, 5)
    }

    It 'stays below 5 MB: of what no figure counts the oldest is left out, and it says so' {
        $page = New-MirrorReport @{ Since = $end.LocalDateTime.AddDays(-8) } $large
        [System.Text.Encoding]::UTF8.GetByteCount($page) | Should -BeLessThan 5MB
        $shown = [regex]::Matches($page, '<tr data-m="m(\d+)"><td><time datetime="([^"]+)"') | ForEach-Object {
            [pscustomobject]@{ Sort = [int] $_.Groups[1].Value; At = [datetimeoffset]::Parse($_.Groups[2].Value).LocalDateTime }
        }
        $said = [regex]::Match($page, 'These are ([\d,]+) of ([\d,]+) changes: all that the figures count, and the newest of the others')
        [int] ($said.Groups[1].Value -replace '\D') | Should -Be $shown.Count
        $all = @(Get-SpottChange $large -Since $end.LocalDateTime.AddDays(-8) | Where-Object Property -NotIn 'StageName', 'CompanyName', 'OwnerName')
        [int] ($said.Groups[2].Value -replace '\D') | Should -Be $all.Count
        $all.Count | Should -BeGreaterThan 11000
        # Each figure has its rows, and they come newest first.
        $of = Get-Moves $all
        foreach ($sort in @{ New = 0; Forward = 1; Back = 2; Left = 3; Deleted = 6 }.GetEnumerator()) { @($shown | Where-Object Sort -EQ $sort.Value).Count | Should -Be $of.($sort.Key) -Because $sort.Key }
        $shown.At | Should -Be @($shown.At | Sort-Object -Descending)
        # The newest of the others: as many of each moment as there are, but of the last one that is shown.
        $others = @($all | Where-Object { $_.Kind -eq 'Changed' -and $_.Property -ne 'StageId' })
        $newest = @($shown | Where-Object Sort -GE 8)
        $oldest = $newest[-1].At.AddSeconds(1)
        $newest.Count | Should -BeLessThan $others.Count
        @($newest | Where-Object At -GE $oldest).Count | Should -Be @($others | Where-Object ObservedAt -GE $oldest).Count
    }

    It 'stays below 5 MB with the rows of the period before, of which none is left out' {
        $since = $end.LocalDateTime.AddDays(-4)
        $page = New-MirrorReport @{ Since = $since; Until = $end } $large
        [System.Text.Encoding]::UTF8.GetByteCount($page) | Should -BeLessThan 5MB
        $before = Get-Moves @(Get-SpottChange $large -Since $since.AddDays(-4) -Until $since | Where-Object ObservedAt -LT $since)
        [regex]::Matches($page, '<tr data-m="b0">').Count | Should -Be $before.New
        [regex]::Matches($page, '<tr data-m="b1">').Count | Should -Be $before.Forward
        $before.New + $before.Forward | Should -BeGreaterThan 500
    }
}

Describe 'The page of a mirror' {
    It 'says where it comes from, since when that knows what happened, and of which period' {
        $facts = [regex]::Match($page, '(?s)<p class="facts">Source: (.*?)</p>').Groups[1].Value
        $facts -replace '<[^>]+>' | Should -Match '^the mirror spott\.db of https://api\.gospott\.com/'
        $facts | Should -Match ([regex]::Escape($begin.ToString('yyyy-MM-dd')))
        $facts | Should -Match ([regex]::Escape("datetime=`"$($since.ToString('yyyy-MM-ddTHH:mm:ss'))"))
        $facts | Should -Match "Filter: none"
    }

    It 'has the figures of the present, as the piped objects would give them' {
        $figures = Measure-Pipeline $now $until
        Get-Figure $page 'p1' | Should -Be $figures.Open
        Get-Figure $page 'k0' 'glance' | Should -Be $figures.Overdue
        @(Get-Row $page 'stages') | ForEach-Object { "$($_.Name) $($_.Count)" } | Should -Be $figures.Stages
    }

    It 'counts what happened in the period, and in the one before' {
        $of = Get-Moves @($changes | Where-Object { $_.ObservedAt -ge $since -and $_.ObservedAt -le $until })
        $before = Get-Moves @($changes | Where-Object { $_.ObservedAt -ge $since.AddTicks(-($until - $since).Ticks) -and $_.ObservedAt -lt $since })
        $of.New + $of.Forward + $of.Left | Should -BeGreaterThan 10 -Because 'a test of nothing proves nothing'
        $tiles = @{}
        foreach ($tile in [regex]::Matches([regex]::Match($page, '(?s)<ul class="moves">.*?</ul>').Value, '(?s)<li>.*?>(?<count>\d+)<.*?class="what">(?<name>[^<]+)<.*?class="before">(?:<button[^>]*>)?(?<before>\d+) before')) {
            $tiles[$tile.Groups['name'].Value] = "$($tile.Groups['count'].Value) $($tile.Groups['before'].Value)"
        }
        $tiles['New'] | Should -Be "$($of.New) $($before.New)"
        $tiles['Moved forward'] | Should -Be "$($of.Forward) $($before.Forward)"
        $tiles['Moved back'] | Should -Be "$($of.Back) $($before.Back)"
        $tiles['Left the open stages'] | Should -Be "$($of.Left) $($before.Left)"
        $tiles['Deleted'] | Should -Be "$($of.Deleted) $($before.Deleted)"
        # And has the rows for each of them.
        $sorts = @{ New = 0; Forward = 1; Back = 2; Left = 3; Reopened = 4; Deleted = 6 }
        foreach ($sort in $sorts.Keys) {
            [regex]::Matches($page, "<tr data-m=`"m$($sorts[$sort])`">").Count | Should -Be $of.$sort
            [regex]::Matches($page, "<tr data-m=`"b$($sorts[$sort])`">").Count | Should -Be $before.$sort
        }
        $page | Should -Not -Match '<tr data-m="b[89]"' -Because 'no figure counts them'
    }

    It 'lists each change of the period once, the newest first, a move as one row with the stages'' names' {
        $body = [regex]::Match($page, '(?s)<section id="changes".*?<tbody>(.*?)</tbody>').Groups[1].Value
        $rows = [regex]::Matches($body, '(?s)<tr data-m="(?<mark>[^"]*)"><td><time datetime="(?<at>[^"]+)">.*?<td>(?<of>.*?)<td>(?<what>[^<]*)<td>(?<old>.*?)<td>(?<new>.*?)</tr>')
        $expected = @($changes | Where-Object { $_.ObservedAt -ge $since -and $_.ObservedAt -le $until -and $_.Property -notin 'StageName', 'CompanyName', 'OwnerName' })
        $rows.Count | Should -Be $expected.Count
        $rows | ForEach-Object { [datetimeoffset]::Parse($_.Groups['at'].Value).LocalDateTime.ToString('s') } | Should -Be @($expected | ForEach-Object { $_.ObservedAt.ToString('s') } | Sort-Object -Descending)
        $names = @($changes | Where-Object { $_.ObservedAt -ge $since -and $_.Property -eq 'StageName' } | ForEach-Object { "$($_.OldValue) $($_.NewValue)" } | Sort-Object)
        @($rows | Where-Object { $_.Groups['what'].Value -like 'stage*' } | ForEach-Object { "$($_.Groups['old'].Value) $($_.Groups['new'].Value)" } | Sort-Object) | Should -Be $names
    }

    It 'knows how many were open when the mirror began, and now' {
        $then = @(Get-SpottOpportunity -MirrorPath $mirror -AsOf $begin | Where-Object StageIsOpen).Count
        $open = @($now | Where-Object StageIsOpen).Count
        Get-Text $page 'size' | Should -Match " $then were open( \(\d+ of them are on this page\))?, on .* $open\b"
        [regex]::Matches([regex]::Match($page, '(?s)<section id="size".*?</section>').Value, '<svg class="chart').Count | Should -Be 2
    }

    It 'draws no line through a single day, and no date twice below it' {
        foreach ($days in 0, 1, 2) {
            $young = "$TestDrive/young-$days.db"
            [Spott.Fakes.MirrorMaker]::Make($young, 20, $days, $end, 11)
            $young = New-MirrorReport -Mirror $young
            $charts = [regex]::Matches([regex]::Match($young, '(?s)<section id="size".*?</section>').Value, '(?s)<svg class="chart.*?</svg>')
            $charts.Count | Should -Be ($end.AddDays(-$days).LocalDateTime.Date -eq (Get-Date).Date ? 0 : 2)
            foreach ($chart in $charts) {
                $dates = @([regex]::Matches($chart.Value, '<text[^>]*>([^<]*)</text>').ForEach({ $_.Groups[1].Value }) -match '\D\d+\D')
                $dates.Count | Should -BeGreaterOrEqual 2
                $dates | Should -Be @($dates | Select-Object -Unique)
            }
        }
    }

    It 'gives median and 80th percentile of the stays that have ended, stage by stage' {
        # Replayed from the changes: who entered which stage when, and left it when.
        $stays = [System.Collections.Generic.List[object]]::new()
        $all = @{}
        Get-SpottOpportunity -MirrorPath $mirror -IncludeDeleted | ForEach-Object { $all[$_.Id] = $_ }
        foreach ($group in $changes | Where-Object Subject -EQ 'Opportunity' | Group-Object Id) {
            $steps = @($group.Group | Where-Object { $_.Property -eq 'StageId' -or $_.Kind -eq 'Deleted' } | Sort-Object Sequence)
            $added = $group.Group | Where-Object Kind -EQ 'Added' | Select-Object -First 1
            # What the first run found had been there for nobody knows how long.
            $entered = if ($added) { @($all[$group.Name].CreatedAt, $added.ObservedAt) | Sort-Object | Select-Object -First 1 }
            $stage = @($steps | Where-Object Property -EQ 'StageId' | ForEach-Object OldValue) + $all[$group.Name].StageId | Select-Object -First 1
            foreach ($step in $steps) {
                if ($entered) { $stays.Add([pscustomobject]@{ Id = $group.Name; Stage = $stage; Days = ($step.ObservedAt - $entered).TotalDays }) }
                $stage, $entered = $step.NewValue, $step.ObservedAt
            }
        }
        $quantile = {
            param($values, $share)
            $at = $share * ($values.Count - 1); $below = [math]::Floor($at)
            if ($below + 1 -lt $values.Count) { $values[$below] + ($at - $below) * ($values[$below + 1] - $values[$below]) } else { $values[$below] }
        }
        $section = [regex]::Match($page, '(?s)<section id="time".*?</section>').Value
        foreach ($stage in @{ Id = 'stg-1'; Name = 'Lead' }, @{ Id = 'stg-2'; Name = 'Qualified' }, @{ Id = 'stg-3'; Name = 'Proposal' }) {
            $days = @($stays | Where-Object Stage -EQ $stage.Id | ForEach-Object Days | Sort-Object)
            $row = [regex]::Match($section, "(?s)<bdi>$($stage.Name)</bdi>.*?</th>.*?</svg></td><td class=`"n`">(?:<button[^>]*>)?([^<]+).*?</td><td class=`"n`">(?:<button[^>]*>)?([^<]+).*?</td><td class=`"n`">(?:<button[^>]*>)?(\d+)")
            [int] $row.Groups[3].Value | Should -Be $days.Count
            $days.Count | Should -BeGreaterThan 10
            # What a click shows: whose stays they were, as far as those are still there.
            $living = @($stays | Where-Object { $_.Stage -eq $stage.Id -and $_.Id -in $now.Id } | ForEach-Object Id | Select-Object -Unique).Count
            $mark = [regex]::Match($row.Value, 'data-g="left" data-f="(e\d+)"').Groups[1].Value
            [regex]::Matches($page, "<tr data-m=`"[^`"]* $mark[ `"]").Count | Should -Be $living
            # As they are shown: one decimal below ten, none above.
            foreach ($shown in @{ Text = $row.Groups[1].Value; Is = & $quantile $days 0.5 }, @{ Text = $row.Groups[2].Value; Is = & $quantile $days 0.8 }) {
                [math]::Abs([double] $shown.Text - $shown.Is) | Should -BeLessThan $(if ($shown.Is -lt 9.9) { 0.051 } else { 0.51 }) -Because "$($shown.Text) of $($shown.Is)"
            }
        }
    }

    It 'counts what has not changed for 30 days, and shows it by its mark' {
        $last = @{}
        $changes | Where-Object Subject -EQ 'Opportunity' | ForEach-Object { $last[$_.Id] = $_.ObservedAt }
        $still = @($now | Where-Object StageIsOpen | Where-Object { ($last[$_.Id] ?? $begin) -le $until.AddDays(-30) })
        [int] (Get-Figure $page 'u1') | Should -Be $still.Count
        [regex]::Matches($page, '<tr data-m="[^"]* u1">').Count | Should -Be $still.Count
    }
}

Describe 'Another period' {
    It 'is the last seven days when nothing is said' {
        $week = New-MirrorReport
        $made = Get-MadeAt $week
        [regex]::Match($week, 'Period: from <time datetime="([^"]+)"').Groups[1].Value | Should -BeLike "$($made.AddDays(-7).ToString('yyyy-MM-ddTHH:mm:ss'))*"
    }

    It 'that begins before the mirror shows what there is, and says so' {
        $long = New-MirrorReport @{ Since = (Get-Date).AddDays(-400) }
        Get-Text $long 'period' | Should -Match 'The mirror begins on .*, later than the period: this is what there is'
        [regex]::Match($long, '(?s)<section id="period".*?</section>').Value | Should -Not -Match 'class="before"'
        $of = Get-Moves $changes
        Get-Figure $long "m0" | Should -Be $of.New
    }

    It 'without a whole one before it is not compared' {
        $most = New-MirrorReport @{ Since = $begin.AddDays(10) }
        Get-Text $most 'period' | Should -Match 'no whole period before this one'
    }

    It 'that ended is of that moment: its opportunities, its changes, what was overdue then' {
        $at = (Get-Date).Date.AddDays(-20)
        $past = New-MirrorReport @{ Since = $at.AddDays(-7); Until = $at.ToString('yyyy-MM-dd') }
        $moment = $at.AddDays(1).AddTicks(-1)
        $then = @(Get-SpottOpportunity -MirrorPath $mirror -AsOf $at.ToString('yyyy-MM-dd'))
        $figures = Measure-Pipeline $then $moment
        Get-Figure $past 'p1' | Should -Be $figures.Open
        Get-Figure $past 'k0' 'glance' | Should -Be $figures.Overdue
        $past -match 'as they were on <time' | Should -BeTrue
        $of = Get-Moves @($changes | Where-Object { $_.ObservedAt -ge $at.AddDays(-7) -and $_.ObservedAt -le $moment })
        [int] (Get-Figure $past 'm1') | Should -Be $of.Forward
    }

    It 'cannot end before it begins, nor before the mirror does' {
        (Get-Failure { New-MirrorReport @{ Since = Get-Date; Until = (Get-Date).AddDays(-1) } }).FullyQualifiedErrorId | Should -BeLike 'Spott.InvalidArgument,*'
        (Get-Failure { New-MirrorReport @{ Until = $begin.AddDays(-1) } }).FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorTooYoung,*'
        (Get-Failure { New-MirrorReport -Mirror "$TestDrive/none.db" }).FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorNotFound,*'
        Get-ChildItem $TestDrive -Filter *.tmp -Force | Should -BeNullOrEmpty
    }
}

Describe 'A mirror whose clock is ahead of this one' {
    It 'has a page of its own present, not of a day in its past' {
        $ahead = "$TestDrive/ahead.db"
        foreach ($day in 5, 10, 15) {
            Connect-Spott -Sandbox -SandboxDay $day
            $null = Sync-SpottMirror $ahead -Full -WarningAction SilentlyContinue
        }
        $last = (Get-SpottMirror $ahead).LastRunAt
        New-MirrorReport -Mirror $ahead | Should -Match ('to <time datetime="' + $last.ToString('yyyy-MM-dd'))
        $moves = Get-Moves @(Get-SpottChange $ahead -Since $last.AddDays(-7))
        $moves.New | Should -BeGreaterThan 0
        New-MirrorReport -Mirror $ahead | Should -Match ">$($moves.New)</button></span> <span class=`"what`">New<"
        # The last run is of the page's very moment, and what it saw is counted.
        $open = @(Get-SpottOpportunity -MirrorPath $ahead | Where-Object StageIsOpen).Count
        $moves.Left + $moves.Deleted | Should -BeGreaterThan 0
        Get-Text (New-MirrorReport -Mirror $ahead) 'size' | Should -Match ", on [\d/]+ $($open):"
    }
}

Describe 'A mirror of a single run' {
    It 'has a page, which says from when on it can say what has not changed' {
        $young = "$TestDrive/young.db"
        [Spott.Fakes.MirrorMaker]::Make($young, 20, 0, $end, 3)
        $page = New-MirrorReport -Mirror $young
        Get-Text $page 'still' | Should -Match 'The mirror begins on .*it knows only from'
        [regex]::Match($page, '(?s)<section id="still".*?</section>').Value | Should -Not -Match 'class="big"' -Because 'a 0 would be a figure that nobody knows'
        Get-Text $page 'time' | Should -Match 'No stay has ended yet'
        [regex]::Match($page, '(?s)<section id="changes".*?<tbody>(.*?)</tbody>').Groups[1].Value.Trim() | Should -BeNullOrEmpty
        [int] (Get-Figure $page 'p1') | Should -BeGreaterThan 3
    }
}

# What the tests of the report share: a page's figures, and the same figures computed from the objects by other code.

function Get-Figure {
    # What a page shows on the button with these marks; null where there is no such button.
    param([Parameter(Mandatory)] [string] $Page, [Parameter(Mandatory)] [string] $Marks, [string] $Within = '.*')

    $found = [regex]::Match($Page, "(?s)<section id=`"$Within`".*?</section>".Replace('id=".*"', 'id="[^"]*"'))
    $button = [regex]::Match($(if ($Within -eq '.*') { $Page } else { $found.Value }), "<button type=`"button`" data-t=`"[^`"]*`" data-g=`"[^`"]*`" data-f=`"$([regex]::Escape($Marks))`" data-n=`"[^`"]*`">([^<]*)<")
    if ($button.Success) { [int] ($button.Groups[1].Value -replace '[^\d]') }
}

function Get-Row {
    # The rows of a table of figures: name, count.
    param([Parameter(Mandatory)] [string] $Page, [Parameter(Mandatory)] [string] $Section)

    $text = [regex]::Match($Page, "(?s)<section id=`"$Section`".*?</section>").Value
    foreach ($row in [regex]::Matches($text, '(?s)<tr><th scope="row">.*?<bdi>(?<name>[^<]*)</bdi>(?<note>.*?)</th><td class="n">(?<count>[^<]*)</td>(?<rest>.*?)</tr>')) {
        [pscustomobject]@{
            Name  = [System.Net.WebUtility]::HtmlDecode($row.Groups['name'].Value)
            Note  = [regex]::Match($row.Groups['note'].Value, 'class="badge">([^<]*)<').Groups[1].Value
            Count = [int] $row.Groups['count'].Value
            Rest  = @([regex]::Matches($row.Groups['rest'].Value, '>(\d+)<') | ForEach-Object { [int] $_.Groups[1].Value })
        }
    }
}

function Get-MadeAt {
    # The moment of which a page speaks.
    param([Parameter(Mandatory)] [string] $Page)

    [datetimeoffset]::Parse([regex]::Match($Page, 'Made on <time datetime="([^"]+)"').Groups[1].Value, [cultureinfo]::InvariantCulture).LocalDateTime
}

function Measure-Pipeline {
    # The figures of a page, from the objects.
    param([AllowEmptyCollection()] [object[]] $Opportunity, [datetime] $Now)

    $open = @($Opportunity | Where-Object StageIsOpen)
    $today = $Now.Date
    $age = { param($from, $to) @($open | Where-Object { $_.CreatedAt -and ($days = ($Now - $_.CreatedAt).TotalDays) -ge $from -and $days -lt $to }).Count }
    [pscustomobject]@{
        All         = $Opportunity.Count
        Open        = $open.Count
        Overdue     = @($open | Where-Object { $_.CloseDate -and $_.CloseDate -lt $today }).Count
        Soon        = @($open | Where-Object { $_.CloseDate -ge $today -and $_.CloseDate -lt $today.AddDays(30) }).Count
        Later       = @($open | Where-Object { $_.CloseDate -ge $today.AddDays(30) }).Count
        NoClose     = @($open | Where-Object { $null -eq $_.CloseDate }).Count
        Days        = @($open | Where-Object { $_.CloseDate -ge $today -and $_.CloseDate -lt $today.AddDays(30) } | Group-Object { $_.CloseDate.ToString('yyyy-MM-dd') } | Sort-Object Name)
        TaskOverdue = @($open | Where-Object { $_.NextTaskDueDate -and $_.NextTaskDueDate -lt $Now }).Count
        NoTask      = @($open | Where-Object { -not $_.NextTaskId }).Count
        TaskAhead   = @($open | Where-Object { $_.NextTaskDueDate -ge $Now }).Count
        Stages      = @($Opportunity | Group-Object StageId | Sort-Object { -not $_.Group[0].StageIsOpen }, { $_.Group[0].StageOrder } | ForEach-Object { "$($_.Group[0].StageName) $($_.Count)" })
        Owners      = @($open | Group-Object OwnerId | ForEach-Object {
                "$(if ($_.Name) { $_.Group[0].OwnerName } else { 'no owner' }) $($_.Count) $(@($_.Group | Where-Object { $_.CloseDate -and $_.CloseDate -lt $today }).Count) $(@($_.Group | Where-Object { -not $_.NextTaskId }).Count)"
            } | Sort-Object -Culture '')
        Companies   = @($open | Group-Object CompanyId | ForEach-Object { "$(if ($_.Name) { $_.Group[0].CompanyName } else { 'no company' }) $($_.Count)" } | Sort-Object -Culture '')
        Ages        = (& $age 0 30), (& $age 30 90), (& $age 90 180), (& $age 180 365), (& $age 365 1e6)
    }
}

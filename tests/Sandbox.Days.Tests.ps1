BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    $null = Get-EngineHarness ReaderHarness
    $engine = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Spott.Engine' } | Select-Object -First 1
    $noon = [DateTimeOffset]::new(2026, 1, 15, 12, 0, 0, [TimeSpan]::Zero)

    function New-Sandbox([int] $Day, [int] $Size = 137, [DateTimeOffset] $At = $noon) {
        # A sandbox by itself, connected to on a date that does not move. At is this machine's clock.
        $time = [Activator]::CreateInstance($engine.GetType('Spott.Engine.Sandbox.SandboxClock', $true), @([Spott.Fakes.FakeClock]::new($At), $Day))
        $handler = [Activator]::CreateInstance($engine.GetType('Spott.Engine.Sandbox.SandboxHandler', $true), @($Size, $Day, $time))
        [System.Net.Http.HttpMessageInvoker]::new($handler)
    }

    function Get-Items([System.Net.Http.HttpMessageInvoker] $Sandbox, $Since) {
        # The items as they were sent, by id.
        $items = [ordered] @{}
        $cursor = $null
        do {
            $query = '?limit=50' + $(if ($Since) { "&modifiedSince=$($Since.UtcDateTime.ToString('yyyy-MM-ddTHH:mm:ss.fff'))Z" }) + $(if ($cursor) { "&cursor=$cursor" })
            $request = [System.Net.Http.HttpRequestMessage]::new('GET', "https://sandbox.invalid/opportunities$query")
            $request.Headers.Add('x-api-key', 'k')
            $text = $Sandbox.SendAsync($request, [System.Threading.CancellationToken]::None).GetAwaiter().GetResult().Content.ReadAsStringAsync().GetAwaiter().GetResult()
            $page = [System.Text.Json.JsonDocument]::Parse($text).RootElement
            foreach ($item in $page.GetProperty('items').EnumerateArray()) { $items[$item.GetProperty('id').GetString()] = $item.GetRawText() }
            $cursor = $page.GetProperty('pagination').GetProperty('cursor').GetString()
        } while ($cursor)
        $items
    }

    function Get-Hash([System.Collections.Specialized.OrderedDictionary] $Items) {
        $bytes = [Text.Encoding]::UTF8.GetBytes($Items.Values -join "`n")
        [Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($bytes)).Substring(0, 16)
    }
}

Describe 'A day of the sandbox' {
    It 'is the same for everybody, to the byte: day <Day>' -ForEach @(
        @{ Day = 0; Count = 137; Hash = 'CF8CB2D1C09705E3' }
        @{ Day = 1; Count = 136; Hash = 'FDDFD857384E78B1' }
        @{ Day = 60; Count = 169; Hash = 'E01E52F45E3E930F' }
        @{ Day = 1000; Count = 626; Hash = '3D01D5FA262BC402' }
    ) {
        $items = Get-Items (New-Sandbox $Day)
        $items.Count | Should -Be $Count
        Get-Hash $items | Should -Be $Hash
    }

    It 'is the same at any hour at which somebody connects' {
        $morning = Get-Items (New-Sandbox 20 -At $noon.AddHours(-11.9))
        Get-Hash (Get-Items (New-Sandbox 20 -At $noon.AddHours(11.9))) | Should -Be (Get-Hash $morning)
    }

    It 'is at first what is there without a day' {
        $null = Connect-Spott -Sandbox -SandboxDay 0
        $first = Get-SpottOpportunity | ConvertTo-SpottRow
        $null = Connect-Spott -Sandbox
        ConvertTo-Json @(Get-SpottOpportunity | ConvertTo-SpottRow) | Should -BeExactly (ConvertTo-Json @($first))
    }

    It 'lists as modified exactly what is not as it was: day <From> to day <To>' -ForEach @(
        @{ From = 0; To = 1 }, @{ From = 1; To = 2 }, @{ From = 11; To = 12 }, @{ From = 20; To = 21 }, @{ From = 0; To = 60 }, @{ From = 300; To = 365 }
    ) {
        # Connected at the same hour, late on the date, early, and the first early and the other late: that is told twice, better than never.
        foreach ($hours in @(0, 0), @(11.9, 11.95), @(-11.9, -11.8), @(-11.9, 11.9)) {
            $before = Get-Items (New-Sandbox $From 800 $noon.AddHours($hours[0]))
            $sandbox = New-Sandbox $To 800 $noon.AddHours($hours[1])
            $after = Get-Items $sandbox
            $modified = Get-Items $sandbox $noon.AddHours($hours[0]).AddDays($From)

            $other = @($after.Keys.Where({ $after[$_] -cne $before[$_] }))
            $other.Count | Should -BeGreaterThan 5
            $other.Where({ -not $modified.Contains($_) }) | Should -BeNullOrEmpty
            # What changed twice may be as it was.
            if ($hours[0] -eq $hours[1] -and $To - $From -eq 1) { $modified.Keys | Should -Be $other }
            foreach ($id in $modified.Keys) { if ($modified[$id] -cne $after[$id]) { $modified[$id] | Should -BeExactly $after[$id] } }
        }
    }

    It 'has its own clock, which each answer tells' {
        $connection = Connect-Spott -Sandbox -SandboxDay 40 -PassThru -SkipVerify
        $db = New-MirrorPath
        $run = Sync-SpottMirror $db -WarningVariable warnings
        ($run.StartedAt - (Get-Date)).TotalDays | Should -BeGreaterThan 39.9
        ($run.StartedAt - (Get-Date)).TotalDays | Should -BeLessThan 40.1
        $warnings | Should -BeNullOrEmpty
        # A warning would say that it lies in the future.
        $null = Get-SpottOpportunity -ModifiedSince (Get-Date).AddDays(39.9) -Connection $connection -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'shows no close date of tomorrow on what is closed, and nothing that was created in the future: day <_>' -ForEach 1, 7, 60, 400 {
        $null = Connect-Spott -Sandbox -SandboxDay $_
        $now = (Get-Date).AddDays($_)
        $items = @(Get-SpottOpportunity)
        @($items | Where-Object { -not $_.StageIsOpen -and $_.CloseDate -gt $now }).Count | Should -Be 0
        @($items | Where-Object CreatedAt -GT $now).Count | Should -Be 0
        @($items | Where-Object OwnerDeactivatedAt -GT $now).Count | Should -Be 0
    }

    It 'stays empty where nothing was' {
        (Get-Items (New-Sandbox 100 0)).Count | Should -Be 0
    }

    It 'finds by its id what the list has, and nothing that is deleted or yet to come' {
        $null = Connect-Spott -Sandbox
        $first = @(Get-SpottOpportunity).Id
        $null = Connect-Spott -Sandbox -SandboxDay 1
        $second = @(Get-SpottOpportunity).Id
        $gone = @($first | Where-Object { $_ -notin $second })
        $gone.Count | Should -BeGreaterThan 0
        foreach ($id in $gone + 'opp-000139') { (Get-Failure { Invoke-SpottRequest "opportunities/$id" }).FullyQualifiedErrorId | Should -BeLike 'Spott.NotFound,*' }
        (Invoke-SpottRequest opportunities/opp-000138).name.name | Should -Be (Get-SpottOpportunity)[-1].Name
    }
}

Describe 'Sixty days of the sandbox' {
    BeforeAll {
        $days = foreach ($day in 0..60) {
            $items = @{}
            foreach ($one in Get-SpottOpportunity -Connection (Connect-Spott -Sandbox -SandboxDay $day -PassThru -SkipVerify)) { $items[$one.Id] = $one }
            $items
        }
        $moves = foreach ($day in 1..60) {
            foreach ($id in $days[$day].Keys) {
                $old, $new = $days[$day - 1][$id], $days[$day][$id]
                if ($old -and $old.StageId -ne $new.StageId) { [pscustomobject]@{ Day = $day; Id = $id; From = $old.StageOrder; To = $new.StageOrder; WasOpen = $old.StageIsOpen } }
            }
        }
    }

    It 'move mostly forward, through every stage, to won and to lost' {
        $steps = @($moves | Where-Object { $_.WasOpen -and $_.To -lt 6 })
        @($steps | Where-Object { $_.To -eq $_.From + 1 }).Count | Should -BeGreaterThan ($steps.Count * 0.7)
        @($steps | Where-Object { $_.To -eq $_.From - 1 }).Count | Should -BeGreaterThan 3
        @($moves | Where-Object To -EQ 5).Count | Should -BeIn (5..40)
        @($moves | Where-Object To -EQ 6).Count | Should -BeIn (8..50)
        @($moves | Where-Object From -EQ 5).Count | Should -Be 0
    }

    It 'bring new ones, as leads, and take some away for good' {
        $ids = foreach ($day in 1..60) {
            foreach ($id in $days[$day].Keys.Where({ -not $days[$day - 1].ContainsKey($_) })) { $days[$day][$id].StageName | Should -Match 'Lead'; $id }
        }
        $ids.Count | Should -BeIn (30..60)
        @($ids | Select-Object -Unique).Count | Should -Be $ids.Count
        @($days[0].Keys | Where-Object { -not $days[60].ContainsKey($_) }).Count | Should -BeIn (4..20)
    }

    It 'rename <_>s, one at a time, and keep the id' -ForEach 'Company', 'Owner', 'Stage' {
        $id, $name = "${_}Id", "${_}Name"
        $renamed = foreach ($day in 1..60) {
            foreach ($one in $days[$day].Values.Where({ $_.$id })) {
                $old = $days[$day - 1][$one.Id]
                if ($old -and $old.$id -eq $one.$id -and $old.$name -cne $one.$name) { "$day $($one.$id) $($one.$name)" }
            }
        }
        @($renamed | Select-Object -Unique).Count | Should -BeIn (1..8)
        # One id has one name.
        foreach ($group in $days[60].Values | Where-Object { $_.$id } | Group-Object $id) { @($group.Group.$name | Select-Object -Unique).Count | Should -Be 1 }
    }

    It 'change what is known of people, in every opportunity alike, and an owner leaves' {
        $mails = foreach ($day in 0, 60) {
            $byId = @{}
            foreach ($person in $days[$day].Values.ClientTeam) {
                if ($byId[$person.Id]) { $person.Email | Should -BeExactly $byId[$person.Id] } elseif ($person.Email) { $byId[$person.Id] = $person.Email }
            }
            $byId
        }
        @($mails[0].Keys | Where-Object { $mails[1][$_] -and $mails[0][$_] -cne $mails[1][$_] }).Count | Should -BeGreaterThan 1
        @($days[60].Values | Where-Object OwnerDeactivatedAt | Select-Object -ExpandProperty OwnerId -Unique).Count | Should -Be 2
    }
}

Describe 'A mirror of the sandbox' {
    It 'sees no change on the same day, whoever connects again' {
        $db = New-MirrorPath
        foreach ($run in 1..2) {
            $null = Connect-Spott -Sandbox -SandboxDay 3
            $last = Sync-SpottMirror $db -Full
        }
        "$($last.UnchangedCount) $($last.ChangedCount)" | Should -Be '138 0'
    }

    It 'sees by a delta exactly the moves of the day' {
        $db = New-MirrorPath
        $null = Connect-Spott -Sandbox
        $before = @{}
        Get-SpottOpportunity | ForEach-Object { $before[$_.Id] = $_ }
        $null = Sync-SpottMirror $db
        $null = Connect-Spott -Sandbox -SandboxDay 1
        $run = Sync-SpottMirror $db -FullInterval 7.00:00:00
        $moved = @(Get-SpottOpportunity | Where-Object { $before[$_.Id] -and $before[$_.Id].StageId -ne $_.StageId } | ForEach-Object { "$($_.Id) $($before[$_.Id].StageName) -> $($_.StageName)" })

        $run.Kind | Should -Be 'Delta'
        $run.ItemCount | Should -BeLessThan 30
        $moved.Count | Should -BeGreaterThan 3
        Get-SpottChange $db -Property StageName | ForEach-Object { "$($_.Id) $($_.OldValue) -> $($_.NewValue)" } | Sort-Object | Should -Be ($moved | Sort-Object)
        (Get-SpottChange $db -Kind Added).Id | Should -Be 'opp-000138'
        "$(Get-SpottChange $db -Subject Company | ForEach-Object { "$($_.OldValue) -> $($_.NewValue)" })" | Should -Be 'Kestrel Aerospace, Inc. -> Kestrel Space, Inc.'
    }

    It 'sees what the README shows' {
        $readme = [IO.File]::ReadAllText("$PSScriptRoot/../README.md").Replace("`r`n", "`n")
        $shown = [regex]::Match($readme, '(?m)^Name +OldValue +NewValue\n(?s:.*?)(?=^```)').Value.Trim()
        $db = New-MirrorPath
        foreach ($day in 0, 1) {
            $null = Connect-Spott -Sandbox -SandboxDay $day
            $null = Sync-SpottMirror $db
        }
        $lines = (Get-SpottChange $db -Property StageName | Format-Table Name, OldValue, NewValue | Out-String -Width 120) -replace '\x1b\[[0-9;]*m' -split '\r?\n'
        (($lines | ForEach-Object { "$_".TrimEnd() } | Where-Object { $_ }) -join "`n") | Should -BeExactly $shown
    }

    It 'sees what was deleted after two full runs, and holds what the sandbox shows' {
        $db = New-MirrorPath
        foreach ($day in 0..2) {
            $null = Connect-Spott -Sandbox -SandboxDay $day
            if ($day -eq 1) { $first = @(Get-SpottOpportunity -MirrorPath $db).Id }
            $run = Sync-SpottMirror $db
            if ($day -eq 1) { "$($run.Kind) $($run.MissingCount) $($run.DeletedCount)" | Should -Be 'Full 2 0' }
        }
        $listed = @(Get-SpottOpportunity)
        $deleted = Get-SpottChange $db -Kind Deleted
        $deleted.Id | Sort-Object | Should -Be ($first | Where-Object { $_ -notin $listed.Id } | Sort-Object)
        "$($run.DeletedCount)" | Should -Be '2'
        ConvertTo-Json @(Get-SpottOpportunity -MirrorPath $db | Sort-Object Id | ConvertTo-SpottRow) | Should -BeExactly (ConvertTo-Json @($listed | Sort-Object Id | ConvertTo-SpottRow))
        @(Get-SpottOpportunity -MirrorPath $db -AsOf (Get-Date)).Count | Should -Be 137
    }

    It 'is not needed by a checkpoint, which delivers the day''s modifications too' {
        $path = Join-Path $TestDrive 'days.json'
        $null = Connect-Spott -Sandbox
        @(Get-SpottOpportunity -CheckpointPath $path).Count | Should -Be 137
        Save-SpottCheckpoint -Path $path
        $null = Connect-Spott -Sandbox -SandboxDay 1
        (Get-SpottOpportunity -CheckpointPath $path).Id | Should -Contain opp-000138
    }
}

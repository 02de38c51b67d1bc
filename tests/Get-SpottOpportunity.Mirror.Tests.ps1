BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1
}

Describe 'Get-SpottOpportunity -MirrorPath' {
    BeforeEach { $db = New-MirrorPath }

    It 'gives the same rows as the API, byte for byte: <Name>' -ForEach @(
        @{ Name = 'the sandbox'; Connect = { Connect-Spott -Sandbox } }
        @{ Name = 'a server of the published shape'; Connect = { $null = Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(120).AsHandler()) } }
    ) {
        & $Connect
        $null = Sync-SpottMirror $db
        $live, $kept = foreach ($source in { Get-SpottOpportunity }, { Get-SpottOpportunity -MirrorPath $db }) {
            $items = @(& $source)
            ($items | ConvertTo-SpottRow | ConvertTo-Csv) + ($items.ClientTeam | ConvertTo-SpottRow | ConvertTo-Csv) -join "`n"
        }
        $live.Length | Should -BeGreaterThan 10000
        $kept | Should -BeExactly $live
    }

    It 'gives every value as the API did, in type and in text' {
        $account = New-MirrorAccount -Count 1
        $extra = $account.Server.Item('o1').Extra
        $extra['text'] = '"a\u0000b \ud83d\ude00 \"quoted\""'
        $extra['numbers'] = '[1,-9223372036854775808,12345678901234567890,1.50,1e3,0.1e-7,123456789012345678901234567890123]'
        $extra['deep'] = '{"z":null,"a":{"b":[true,{}]}}'
        $account.Server.Item('o1').Description = "line`nwith a NUL `0 and 李 雷"
        $live = Get-SpottOpportunity
        $null = Sync-SpottMirror $db
        $kept = Get-SpottOpportunity -MirrorPath $db
        $kept.Description | Should -BeExactly $live.Description
        "$($kept.AdditionalProperties)" | Should -BeExactly "$($live.AdditionalProperties)"
        $kept.AdditionalProperties['numbers'].ForEach({ $_.GetType().Name }) | Should -Be $live.AdditionalProperties['numbers'].ForEach({ $_.GetType().Name })
        $kept.AdditionalProperties['text'].Length | Should -Be $live.AdditionalProperties['text'].Length
    }

    It 'gives people who are asked for when the mirror is gone, and the same ones to every thread' {
        Connect-Spott -Sandbox
        $live = @(Get-SpottOpportunity)
        $null = Sync-SpottMirror $db
        $kept = @(Get-SpottOpportunity -MirrorPath $db)
        Remove-Item -LiteralPath (Split-Path $db) -Recurse
        $alike = foreach ($item in $kept) {
            $teams = [Spott.Fakes.TeamRace]::Ask($item, 2)
            [object]::ReferenceEquals($teams[0], $teams[1]) -and [object]::ReferenceEquals($teams[0], $item.ClientTeam)
        }
        $alike | Should -Not -Contain $false
        $people = $kept.ClientTeam | ConvertTo-SpottRow | ConvertTo-Csv
        $people.Count | Should -BeGreaterThan 100
        $people | Should -Be ($live.ClientTeam | ConvertTo-SpottRow | ConvertTo-Csv)
    }

    It 'gives somebody without an id, and somebody of whom nothing but the id is known' {
        $account = New-MirrorAccount -Count 2
        foreach ($person in @{ FirstName = 'Jane' }, @{ Id = 'p1' }) { $account.Server.Item('o1').Team.Add([Spott.Fakes.MirrorPerson] $person) }
        $live = Get-SpottOpportunity | Select-Object -First 1
        $null = Sync-SpottMirror $db
        $kept = Get-SpottOpportunity -MirrorPath $db -First 1
        $kept.ClientTeam | ConvertTo-SpottRow | ConvertTo-Csv | Should -Be ($live.ClientTeam | ConvertTo-SpottRow | ConvertTo-Csv)
        $kept.ClientTeam.Id | Should -Be $null, 'p1'
        $kept.ClientTeam.FirstName | Should -Be 'Jane', $null
        ($kept.ClientTeam[0].OpportunityId, $kept.ClientTeam[0].OpportunityName) | Should -Be ($live.Id, $live.Name)
    }

    It 'gives everybody their own people, the dead between the living too' {
        $account = New-MirrorAccount -Count 5
        foreach ($number in 1, 2, 3, 5) { $account.Server.Item("o$number").Team.Add([Spott.Fakes.MirrorPerson] @{ Id = "p$number" }) }
        $null = Sync-SpottMirror $db
        $null = $account.Server.Items.RemoveAll({ $args[0].Id -eq 'o2' })
        foreach ($run in 1, 2) { Step-Account 60; $null = Sync-SpottMirror $db -Full -AllowMassDeletion }
        $kept = Get-SpottOpportunity -MirrorPath $db -IncludeDeleted
        $kept.ForEach({ "$($_.Id) $([bool] $_.DeletedAt) $($_.ClientTeam)" }) | Should -Be 'o1 False p1', 'o2 True p2', 'o3 False p3', 'o4 False ', 'o5 False p5'
    }

    It 'needs no connection, and gives some companies or the first ones only' {
        $account = New-MirrorAccount -Count 9
        foreach ($id in 'o2', 'o4') { $account.Server.Item($id).CompanyId = 'c2'; $account.Server.Item($id).CompanyName = 'Bolt' }
        $null = Sync-SpottMirror $db
        Disconnect-Spott
        @(Get-SpottOpportunity -MirrorPath $db).Count | Should -Be 9
        (Get-SpottOpportunity -MirrorPath $db -CompanyId c2).Id | Should -Be 'o2', 'o4'
        Get-SpottOpportunity -MirrorPath $db -CompanyId c9 -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike "No opportunity came for the company id 'c9': *"
        ('c2', 'c3' | Get-SpottOpportunity -MirrorPath $db).Id | Should -Be 'o2', 'o4'
        @() | Get-SpottOpportunity -MirrorPath $db | Should -BeNullOrEmpty
        (Get-SpottOpportunity -MirrorPath $db -First 2).Id | Should -Be 'o1', 'o2'
    }

    It 'gives them as of a moment, and the same ones for ever' {
        $account = New-MirrorAccount -Count 3
        $runs = @(Sync-SpottMirror $db)
        foreach ($round in 1..3) {
            Step-Account (24 * 60)
            $account.Server.Item('o1').Name = "Round $round"
            if ($round -eq 2) { $null = $account.Server.Add('o4') }
            $runs += Sync-SpottMirror $db -Full
        }
        foreach ($again in 1, 2) {
            (Get-SpottOpportunity -MirrorPath $db -AsOf $runs[0].CompletedAt)[0].Name | Should -Be 'Deal o1'
            (Get-SpottOpportunity -MirrorPath $db -AsOf $runs[1].CompletedAt)[0].Name | Should -Be 'Round 1'
            (Get-SpottOpportunity -MirrorPath $db -AsOf $runs[2].CompletedAt.AddTicks(-1))[0].Name | Should -Be 'Round 1'
            @(Get-SpottOpportunity -MirrorPath $db -AsOf $runs[1].CompletedAt).Count | Should -Be 3
            @(Get-SpottOpportunity -MirrorPath $db -AsOf $runs[2].CompletedAt.ToString('yyyy-MM-dd')).Count | Should -Be 4 -Because 'the day''s end counts'
            Step-Account 60
            $account.Server.Item('o1').Name = 'Later'
            $null = Sync-SpottMirror $db -Full
        }
    }

    It 'knows no moment before its first complete full run, and warns of one that lies far after its last' {
        $account = New-MirrorAccount
        $run = Sync-SpottMirror $db
        $failure = Get-Failure { Get-SpottOpportunity -MirrorPath $db -AsOf $run.CompletedAt.AddTicks(-1) }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorTooYoung*'
        $null = Get-SpottOpportunity -MirrorPath $db -AsOf $run.CompletedAt.AddHours(36) -WarningVariable warned
        $warned | Should -BeNullOrEmpty
        @(Get-SpottOpportunity -MirrorPath $db -AsOf $run.CompletedAt.AddHours(37) -WarningVariable warned -WarningAction SilentlyContinue).Count | Should -Be 3
        $moment = '\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d'
        "$warned" | Should -Match "^The last run of the mirror '.+' before $moment ended at ${moment}: what changed between these times is not included\.$"
        "$failure" | Should -Match "does not know how it was at ${moment}: its first complete full run ended at ${moment}; ask for a later time\.$"
    }

    It 'counts a day''s end where the clock is changed: <Zone> <Day>' -ForEach @(
        @{ Zone = 'Europe/Brussels'; Day = '2026-03-29'; End = '2026-03-29T22:00:00Z' }
        @{ Zone = 'Europe/Brussels'; Day = '2026-10-25'; End = '2026-10-25T23:00:00Z' }
        @{ Zone = 'America/New_York'; Day = '2026-11-01'; End = '2026-11-02T05:00:00Z' }
    ) {
        $account = New-MirrorAccount -Count 1
        $account.Clock.SetUtcNow(([datetimeoffset] $End).AddHours(-30))
        $null = Sync-SpottMirror $db
        foreach ($minutes in -1, 1) {
            $account.Clock.SetUtcNow(([datetimeoffset] $End).AddMinutes($minutes))
            $account.Server.Item('o1').Name = "at $minutes"
            $null = Sync-SpottMirror $db -Full
        }
        $run = Invoke-ChildShell "Import-Module '$SpottModule'; (Get-SpottOpportunity -MirrorPath '$db' -AsOf $Day).Name" -Environment @{ TZ = $Zone }
        $run.Err | Should -BeNullOrEmpty
        $run.Out.Trim() | Should -Be 'at -1'
    }

    It 'warns when no full run was complete yet' {
        $account = New-MirrorAccount
        $account.Server.SendsMalformedItem = $true
        $null = Sync-SpottMirror $db -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        @(Get-SpottOpportunity -MirrorPath $db -WarningVariable warned -WarningAction SilentlyContinue).Count | Should -Be 3
        "$warned" | Should -BeLike 'No full run of the mirror*'
        (Get-Failure { Get-SpottOpportunity -MirrorPath $db -AsOf (Get-Date) }).Exception.Message | Should -BeLike '*no full run of it was complete yet*'
    }

    It 'streams, and stops with the pipeline' {
        $account = New-MirrorAccount -Count 5
        $null = Sync-SpottMirror $db
        (Get-SpottOpportunity -MirrorPath $db | Select-Object -First 2).Id | Should -Be 'o1', 'o2'
        (Sync-SpottMirror $db).Status | Should -Be 'Complete' -Because 'the reader is gone'
    }

    It 'excludes -<Name>, by name' -ForEach @(
        @{ Name = 'ModifiedSince'; Value = '2026-01-01' }, @{ Name = 'Cursor'; Value = 'c1' }, @{ Name = 'PageSize'; Value = 5 }
        @{ Name = 'CheckpointPath'; Value = 'a.json' }
    ) {
        $with = @{ $Name = $Value }
        $failure = Get-Failure { Get-SpottOpportunity -MirrorPath $db @with }
        "$failure" | Should -Be "-MirrorPath and -$Name cannot be used together; leave one of them out."
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.InvalidArgument,*'
    }
}

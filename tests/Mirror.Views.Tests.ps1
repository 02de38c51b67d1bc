# What other programs read of a mirror (docs/mirror.md), beside what the cmdlets give of it.
BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    # A mirror with a past of two months, and people.
    $maker = New-MirrorPath
    $null = Get-MirrorType 'Spott.Mirror.SqliteMirrors'
    [Spott.Fakes.MirrorMaker]::Make($maker, 80, 45, [datetimeoffset]::new(2026, 6, 1, 6, 0, 0, [timespan]::Zero), 11)

    function Format-Moment($Moment) { if ($null -ne $Moment) { ([datetime] $Moment).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", [cultureinfo]::InvariantCulture) } }

    function New-Person { param([string] $Id, [string] $First, [string] $Email) [Spott.Fakes.MirrorPerson] @{ Id = $Id ? $Id : [NullString]::Value; FirstName = $First; Email = $Email; CompanyName = 'Acme' } }

    function Invoke-Python {
        # Runs a script with arguments, and gives its lines.
        param([string] $Script, [string[]] $ArgumentList)
        $said = $Script | & python3 - @ArgumentList 2>&1
        if ($LASTEXITCODE -ne 0) { throw "$said" }
        $said
    }

    function Get-TeamAccount {
        # An account whose people change, over four runs into $db.
        $script:account = New-MirrorAccount -Count 5
        $account.Server.Item('o1').Team.Add((New-Person k1 Jane jane@example.com))
        $account.Server.Item('o1').Team.Add((New-Person '' Walter walter@example.com))
        $account.Server.Item('o1').CloseDate = '2026-09-01T08:30:00.123Z'
        $account.Server.Item('o2').Team.Add((New-Person k1 Jane jane@example.com))
        $null = Sync-SpottMirror $db
        Step-Account 60
        $account.Server.Item('o1').Team.RemoveAt(0)
        $account.Server.Item('o2').Team[0].Email = 'jane.doe@example.com'
        $account.Server.Item('o2').Team.Add((New-Person k2 '李 "x" 雷' [NullString]::Value))
        $account.Server.Item('o1').CloseDate = '2026-10-01T00:00:00.000Z'
        $account.Server.Item('o3').Extra['fee'] = '12.5'
        $account.Server.Item('o4').StageName = $account.Server.Item('o4').StageId = [NullString]::Value
        foreach ($item in $account.Server.Items) { $item.CompanyName = 'Acme Group' }
        $gone = $account.Server.Item('o5')
        $null = $account.Server.Items.Remove($gone)
        $null = Sync-SpottMirror $db -Full
        Step-Account 60
        $null = Sync-SpottMirror $db -Full
        Step-Account 60
        $account.Server.Items.Add($gone)
        $gone.StageId, $gone.StageName = 's2', 'Offer'
        $null = Sync-SpottMirror $db -Full
    }
}

Describe 'The views of a mirror' {
    BeforeEach { $db = New-MirrorPath }

    It 'show the same opportunities and people as Get-SpottOpportunity' {
        Get-TeamAccount
        foreach ($file in $db, $maker) {
            $rows = @(Get-MirrorRow $file opportunity | Sort-Object id)
            $items = @(Get-SpottOpportunity -MirrorPath $file | Sort-Object Id)
            $rows.id -join ',' | Should -Be ($items.Id -join ',')
            for ($index = 0; $index -lt $items.Count; $index++) {
                $row, $item = $rows[$index], $items[$index]
                foreach ($name in 'Name', 'Description', 'StageId', 'StageName', 'StageOrder', 'StageIsOpen', 'CompanyId', 'CompanyName', 'OwnerId', 'OwnerName', 'NextTaskId', 'NextTaskContent') {
                    $row.(($name -creplace '(?<=.)([A-Z])', '_$1').ToLowerInvariant()) | Should -BeExactly $item.$name -Because "$($item.Id) $name"
                }
                foreach ($name in 'CloseDate', 'CreatedAt', 'NextTaskDueDate', 'OwnerDeactivatedAt') {
                    $row.(($name -creplace '(?<=.)([A-Z])', '_$1').ToLowerInvariant()) | Should -BeExactly (Format-Moment $item.$name) -Because "$($item.Id) $name"
                }
                "$($row.additional_properties)" | Should -BeExactly "$($item.AdditionalProperties)"
            }
        }
        $people = @(Get-MirrorRow $db contact | Sort-Object opportunity_id, position)
        $shown = @(Get-SpottOpportunity -MirrorPath $db | ForEach-Object ClientTeam)
        $people.Count | Should -Be 3
        for ($index = 0; $index -lt 3; $index++) {
            foreach ($pair in 'id Id', 'first_name FirstName', 'full_name FullName', 'email Email', 'phone Phone', 'company_name CompanyName', 'opportunity_id OpportunityId', 'opportunity_name OpportunityName') {
                $column, $property = $pair -split ' '
                $people[$index].$column | Should -BeExactly $shown[$index].$property -Because $pair
            }
        }
    }

    It 'show every version, as -AsOf gives it' {
        Get-TeamAccount
        foreach ($file in $db, $maker) {
            $versions = @(Get-MirrorRow $file opportunity_version)
            ($versions | Where-Object is_current).id | Sort-Object -Unique | Should -HaveCount @(Get-SpottOpportunity -MirrorPath $file -IncludeDeleted).Count
            foreach ($run in (Get-SpottMirror $file).Runs | Where-Object { $_.Number % 7 -in 1, 2, 3, 4 }) {
                $moment = Format-Moment $run.CompletedAt
                $of = $versions | Where-Object { $_.valid_from -le $moment -and ($null -eq $_.valid_to -or $_.valid_to -gt $moment) -and -not $_.is_deleted } | Sort-Object id
                $items = Get-SpottOpportunity -MirrorPath $file -AsOf $run.CompletedAt | Sort-Object Id
                ($of | ForEach-Object { "$($_.id)|$($_.name)|$($_.stage_id)|$($_.owner_name)|$($_.close_date)|$($_.next_task_content)" }) -join "`n" |
                    Should -BeExactly (($items | ForEach-Object { "$($_.Id)|$($_.Name)|$($_.StageId)|$($_.OwnerName)|$(Format-Moment $_.CloseDate)|$($_.NextTaskContent)" }) -join "`n")
            }
        }
        ($versions = @(Get-MirrorRow $db opportunity_version) | Where-Object id -EQ 'o5' | Sort-Object first_run).is_deleted | Should -Be 0, 0, 1, 0
        $versions.stage_name | Should -Be 'Lead', 'Lead', 'Lead', 'Offer'
    }

    It 'show the changes as Get-SpottChange gives them' {
        Get-TeamAccount
        foreach ($file in $db, $maker) {
            $rows = @(Get-MirrorRow $file change)
            $changes = @(Get-SpottChange $file)
            $rows.Count | Should -Be $changes.Count
            for ($index = 0; $index -lt $rows.Count; $index++) {
                $row, $change = $rows[$index], $changes[$index]
                "$($row.sequence) $($row.run_number) $($row.subject) $($row.id) $($row.name) $($row.kind) $($row.property) $($row.observed_at) $($row.not_before)" |
                    Should -BeExactly "$($change.Sequence) $($change.RunNumber) $($change.Subject) $($change.Id) $($change.Name) $($change.Kind) $($change.Property) $(Format-Moment $change.ObservedAt) $(Format-Moment $change.NotBefore)"
                foreach ($side in 'Old', 'New') {
                    $value, $shown = $change."${side}Value", $row."$($side.ToLower())_value"
                    if ($value -is [datetime]) { $value = Format-Moment $value }
                    if ($change.Property -eq 'Emails') { $value = $value | ForEach-Object { '[{"Email":"' + $_.Email + '","Purpose":"work","IsPrimary":true}]' } }
                    if ($change.Property -eq 'ClientTeam') { $value = $value.ForEach({ "$_" }) -join '; ' }
                    "$shown" | Should -BeExactly "$value" -Because "$change"
                }
            }
        }
        $kinds = @(Get-SpottChange $db | ForEach-Object { "$($_.Kind) $($_.Property)" })
        foreach ($kind in 'Changed ClientTeam', 'Changed Emails', 'Changed CloseDate', 'Changed StageId', 'Deleted ', 'Restored ', 'Added ') { $kinds | Should -Contain $kind }
    }

    It 'show the stays as Get-SpottStageHistory gives them' {
        Get-TeamAccount
        foreach ($file in $db, $maker) {
            $rows = @(Get-MirrorRow $file stage_stay | Sort-Object opportunity_id, entered_at, left_at)
            $stays = @(Get-SpottStageHistory $file | Sort-Object OpportunityId, EnteredAt, LeftAt)
            $rows.Count | Should -Be $stays.Count
            for ($index = 0; $index -lt $rows.Count; $index++) {
                $row, $stay = $rows[$index], $stays[$index]
                "$($row.opportunity_id) $($row.opportunity_name) $($row.company_name) $($row.stage_id) $($row.stage_name) $($row.stage_order) $($row.entered_at) $($row.entered_not_before) $($row.left_at) $([bool] $row.is_current) $([bool] $row.is_entry_known)" |
                    Should -BeExactly "$($stay.OpportunityId) $($stay.OpportunityName) $($stay.CompanyName) $($stay.StageId) $($stay.StageName) $($stay.StageOrder) $(Format-Moment $stay.EnteredAt) $(Format-Moment $stay.EnteredNotBefore) $(Format-Moment $stay.LeftAt) $($stay.IsCurrent) $($stay.IsEntryKnown)"
                [math]::Abs($row.duration_days - $stay.Duration.TotalDays) | Should -BeLessThan 0.01
            }
        }
        @(Get-SpottStageHistory $maker | Where-Object { -not $_.IsCurrent -and $_.IsEntryKnown }).Count | Should -BeGreaterThan 20 -Because 'else the median below is of nothing'
    }

    It 'show the runs' {
        Get-TeamAccount
        $rows = @(Get-MirrorRow $db run)
        ($rows | ForEach-Object { "$($_.number) $($_.kind) $($_.status) $($_.completed_at) $($_.item_count) $($_.deleted_count) $($_.restored_count)" }) |
            Should -Be ((Get-SpottMirror $db).Runs | ForEach-Object { "$($_.Number) $($_.Kind) $($_.Status) $(Format-Moment $_.CompletedAt) $($_.ItemCount) $($_.DeletedCount) $($_.RestoredCount)" })
    }

    It 'are joined without reading the whole of one again for each row of the other: <_>' -ForEach @(
        'opportunity o JOIN stage_stay s ON s.opportunity_id = o.id WHERE s.is_current', 'stage_stay s JOIN opportunity o ON o.id = s.opportunity_id'
        'opportunity o JOIN contact c ON c.opportunity_id = o.id', 'opportunity o JOIN opportunity_version v ON v.id = o.id'
        'change c CROSS JOIN opportunity o ON o.id = c.id'
    ) {
        if (Skip-WithoutPython) { return }
        $account = New-MirrorAccount -Count 1000
        $db = New-MirrorPath
        $null = Sync-SpottMirror $db
        Step-Account 60
        foreach ($index in 1..1000) {
            $item = $account.Server.Item("o$index")
            $item.StageId, $item.StageName = 's2', 'Offer'
            $item.Team.Add((New-Person "k$index" Jane "jane$index@example.com"))
        }
        $null = Sync-SpottMirror $db -Full
        # Instructions of SQLite, which no machine is faster in: some hundred a row, but a thousand times that if each meets all others.
        [long] (Invoke-Python -ArgumentList $db, "SELECT o.name FROM $_" -Script @'
import sqlite3, sys
db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
steps = 0
def count():
    global steps
    steps += 1000
db.set_progress_handler(count, 1000)
assert len(db.execute(sys.argv[2]).fetchall()) >= 1000
print(steps)
'@) | Should -BeLessThan 2000000
    }

    It 'answer the questions of docs/mirror.md in Python, whose median is the cmdlet''s' {
        if (Skip-WithoutPython) { return }
        $page = Get-Content -Raw "$PSScriptRoot/../docs/mirror.md"
        $queries = @([regex]::Matches($page, '(?s)```sql\n((?:WITH|SELECT) .+?)\n```') | ForEach-Object { $_.Groups[1].Value })
        $queries.Count | Should -Be 3
        $answers = foreach ($query in $queries) {
            , @(Invoke-Python -ArgumentList $maker, $query -Script @'
import json, sqlite3, sys
db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
for row in db.execute(sys.argv[2].rstrip(";")): print(json.dumps(row))
'@ | ForEach-Object { , ($_ | ConvertFrom-Json) })
        }
        $owners = @{}
        foreach ($one in Get-SpottOpportunity -MirrorPath $maker -IncludeDeleted) { $owners[$one.Id] = $one.OwnerName }
        $expected = Get-SpottStageHistory $maker | Where-Object { -not $_.IsCurrent -and $_.IsEntryKnown } | ForEach-Object {
            [pscustomobject]@{ Owner = $owners[$_.OpportunityId]; Stage = $_.StageName; Order = $_.StageOrder; Days = $_.Duration.TotalDays }
        } | Group-Object Owner, Stage | ForEach-Object {
            $days = @($_.Group.Days | Sort-Object)
            $median = ($days[[math]::Floor(($days.Count - 1) / 2)] + $days[[math]::Floor($days.Count / 2)]) / 2
            '{0}|{1}|{2}|{3:0.000}' -f $_.Group[0].Owner, $_.Group[0].Stage, $days.Count, $median
        }
        @($answers[0] | ForEach-Object { '{0}|{1}|{2}|{3:0.000}' -f $_[0], $_[1], $_[2], $_[3] } | Sort-Object) | Should -Be @($expected | Sort-Object)
        @($expected).Count | Should -BeGreaterThan 5
        $answers[1].Count | Should -Be 0 -Because 'the runs of this mirror are from June'
    }

    It 'are read by another program while a run is under way, and one moment of them while it commits' {
        if (Skip-WithoutPython) { return }
        $gate = [Spott.Fakes.Gate]::new()
        $server = [Spott.Fakes.LoopbackServer]::new()
        $job = $python = $null
        try {
            $connection = Connect-Fake -Server $server
            $server.Answers.Otherwise = [Spott.Fakes.Answer]::Page([string[]] @('{"id":"o1","name":{"name":"Old deal"}}'))
            $null = Sync-SpottMirror $db -Full -Connection $connection -WarningAction SilentlyContinue
            $server.Answers.Otherwise = [Spott.Fakes.Answer]::Page([string[]] @('{"id":"o1","name":{"name":"New deal"}}', '{"id":"o2"}')).HeldUntil($gate)
            $job = Start-ThreadJob -ArgumentList $SpottModule, $connection, $db {
                param($module, $connection, $file)
                Import-Module $module
                Sync-SpottMirror $file -Full -Connection $connection -WarningAction SilentlyContinue
            }
            $server.Requests.WaitForCount(2, [timespan]::FromSeconds(60)) | Should -BeTrue

            $start = [System.Diagnostics.ProcessStartInfo]::new('python3')
            foreach ($argument in '-uc', @'
import sqlite3, sys
db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, isolation_level=None)
for line in sys.stdin:
    if line.strip() != "look": db.execute(line.strip())
    views = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")]
    print(" ".join(f"{v}={db.execute(f'SELECT count(*) FROM {v}').fetchone()[0]}" for v in views), db.execute("SELECT name FROM opportunity WHERE id = 'o1'").fetchone()[0])
'@, $db) { $start.ArgumentList.Add($argument) }
            $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $python = [System.Diagnostics.Process]::Start($start)
            function Get-Said([string] $Line) { $python.StandardInput.WriteLine($Line); $python.StandardOutput.ReadLine() }

            $before = 'change=0 contact=0 opportunity=1 opportunity_version=1 run=1 stage_stay=1 Old deal'
            Get-Said 'look' | Should -Be $before
            Get-Said 'BEGIN' | Should -Be $before
            $gate.Open()
            $run = $job | Receive-Job -Wait -AutoRemoveJob
            $job = $null
            "$($run.Status) $($run.ChangedCount) $($run.NewCount)" | Should -Be 'Complete 1 1'
            Get-Said 'look' | Should -Be $before -Because 'its transaction sees one moment'
            Get-Said 'COMMIT' | Should -Be 'change=2 contact=0 opportunity=2 opportunity_version=3 run=2 stage_stay=2 New deal'
            { Get-Said 'DELETE FROM run_log' | Should -BeNullOrEmpty } | Should -Not -Throw
            $python.WaitForExit(10000) | Should -BeTrue
            $python.StandardError.ReadToEnd() | Should -BeLike '*attempt to write a readonly database*'
        } finally {
            $gate.Open()
            if ($job) { $null = $job | Receive-Job -Wait -AutoRemoveJob -ErrorAction SilentlyContinue }
            if ($python) { if (-not $python.HasExited) { $python.Kill() }; $python.Dispose() }
            $server.Dispose()
        }
    }
}

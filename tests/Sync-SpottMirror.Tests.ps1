BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1
}

Describe 'Sync-SpottMirror' {
    BeforeEach {
        $account = New-MirrorAccount -Count 7
        $db = New-MirrorPath
    }
    AfterEach { if (Test-Path $db) { $null = Get-SpottMirror $db -Verify } }

    Context 'in its first runs' {
        It 'is full at first, then asks for what was modified since, less ten minutes' {
            $first = Sync-SpottMirror $db
            "$($first.Kind) $($first.Status) $($first.ItemCount) $($first.NewCount) $($first.RequestCount)" | Should -Be 'Full Complete 7 7 3'
            $account.Server.Asked | Should -Be @($null, $null, $null)
            Step-Account 60
            $second = Sync-SpottMirror $db
            "$($second.Number) $($second.Kind) $($second.ItemCount)" | Should -Be '2 Delta 0'
            $account.Server.Asked | Should -Be '2026-06-01T11:50:00.000Z'
        }

        It 'takes -Overlap and -Full at their word' {
            $null = Sync-SpottMirror $db
            Step-Account 60
            $null = Sync-SpottMirror $db -Overlap 01:00:00
            $account.Server.Asked | Should -Be '2026-06-01T11:00:00.000Z'
            Step-Account 1
            (Sync-SpottMirror $db -Full).Kind | Should -Be 'Full'
        }

        It 'is full again when the last full run is a day old, or as old as -FullInterval says' {
            $null = Sync-SpottMirror $db
            Step-Account (23 * 60)
            (Sync-SpottMirror $db).Kind | Should -Be 'Delta'
            Step-Account 61
            (Sync-SpottMirror $db).Kind | Should -Be 'Full'
            Step-Account 30
            (Sync-SpottMirror $db -FullInterval 00:30:00).Kind | Should -Be 'Full'
        }

        It 'changes nothing when nothing has changed, and writes no changes at first' {
            $null = Sync-SpottMirror $db
            Step-Account 1
            $run = Sync-SpottMirror $db -Full
            "$($run.NewCount) $($run.ChangedCount) $($run.UnchangedCount) $($run.MissingCount) $($run.DeletedCount)" | Should -Be '0 0 7 0 0'
            Get-SpottChange $db | Should -BeNullOrEmpty
        }

        It 'reads no further what is sent as before, and all of it anew once another build of the module has read it' {
            $null = Sync-SpottMirror $db
            # Nobody can see what was not read; so the mirror is told something else.
            Invoke-MirrorSql $db "UPDATE opportunity_present SET next_task_content = 'of an older build' WHERE id = 'o3';"
            $account.Server.Items[4].Name = 'New name'
            Step-Account 1
            (Sync-SpottMirror $db -Full).ChangedCount | Should -Be 1
            (Get-SpottOpportunity -MirrorPath $db | Where-Object Id -CEQ 'o3').NextTaskContent | Should -Be 'of an older build'
            Invoke-MirrorSql $db 'UPDATE opportunity_source SET first = first + 1;'
            Step-Account 1
            (Sync-SpottMirror $db -Full).ChangedCount | Should -Be 1
            (Get-SpottOpportunity -MirrorPath $db | Where-Object Id -CEQ 'o3').NextTaskContent | Should -Not -Be 'of an older build'
            Step-Account 1
            (Sync-SpottMirror $db -Full).UnchangedCount | Should -Be 7
        }

        It 'keeps 2 and 2.0 apart, each with who says so' {
            foreach ($place in 0..6) { $account.Server.Items[$place].StageOrder = $place % 3 ? [decimal]::new(2) : [decimal]::new(20, 0, 0, $false, 1) }
            $null = Sync-SpottMirror $db
            (Get-SpottOpportunity -MirrorPath $db).StageOrder.ForEach({ "$_" }) | Should -Be '2.0', '2', '2', '2.0', '2', '2', '2.0'
        }

        It 'tells thousands of people apart, and knows each of them again' {
            foreach ($index in 1..6000) {
                # Each in two teams.
                foreach ($place in 0, 1) {
                    $person = [Spott.Fakes.MirrorPerson] @{ Id = "p$index"; FirstName = "f$index"; Email = "e$index@x.example" }
                    $account.Server.Items[($index + $place) % 7].Team.Add($person)
                }
            }
            $null = Sync-SpottMirror $db
            Invoke-MirrorSql $db 'SELECT count(*) FROM subject_value WHERE kind = 1' | Should -Be 6000 -Because 'what is said twice is kept once'
            $run = Sync-SpottMirror $db -Full
            "$($run.UnchangedCount) $($run.ChangedCount) $(@(Get-SpottChange $db).Count)" | Should -Be '7 0 0'
            $kept = (Get-SpottOpportunity -MirrorPath $db).ClientTeam.ForEach({ "$($_.Id) $($_.FirstName) $($_.Email)" })
            $kept.Count | Should -Be 12000
            Compare-Object $kept (Get-SpottOpportunity).ClientTeam.ForEach({ "$($_.Id) $($_.FirstName) $($_.Email)" }) | Should -BeNullOrEmpty
        }

        It 'knows every new person when an item is listed twice, as when a list moves while it is read' {
            foreach ($item in $account.Server.Items) {
                foreach ($place in 1..3) { $item.Team.Add([Spott.Fakes.MirrorPerson] @{ Id = "$($item.Id)-$place"; FirstName = "Jo $place" }) }
            }
            foreach ($id in 'o1', 'o7') { $account.Server.Repeated.Add($id) }
            $run = Sync-SpottMirror $db
            "$($run.NewCount) $($run.ItemCount)" | Should -Be '7 7'
            $people = (Get-SpottOpportunity -MirrorPath $db).ClientTeam
            ($people.ForEach({ "$($_.Id) $($_.FirstName)" }) | Sort-Object -Unique).Count | Should -Be 21
        }

        It 'does nothing with -WhatIf' {
            Sync-SpottMirror $db -WhatIf | Should -BeNullOrEmpty
            $account.Handler.RequestCount | Should -Be 0
            Test-Path $db* | Should -BeFalse
        }

        It 'gives the summary of a run as information' {
            $null = Sync-SpottMirror $db -InformationVariable said
            "$said" | Should -Match '^Sync-SpottMirror: full run 1, 7 items, 7 new, 0 changed, 0 missing, 0 deleted, 0 restored, 3 requests, [\d.]+ s elapsed, complete\.$'
            $account = New-MirrorAccount -Count 1
            $null = Sync-SpottMirror (New-MirrorPath) -InformationVariable said
            "$said" | Should -Match ', 1 item, 1 new, .*, 1 request, '
        }
    }

    Context 'when a run does not come to its end' {
        It 'holds a failed run and nothing of it: <_>' -ForEach 'refused', 'truncated', 'loop', 'nothing' {
            $null = Sync-SpottMirror $db
            Step-Account 1
            $account.Server.Item('o2').Name = 'Renamed'
            $account.Server.Items.RemoveAt(6)
            $account.Server.BrokenPage = 2
            $account.Server.Breakage = $_
            $failure = Get-Failure { Sync-SpottMirror $db -Full }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.*'
            $failure.Exception.Message | Should -BeLike '*failed, so the mirror stays as it was*'
            $runs = (Get-SpottMirror $db -Verify).Runs
            "$($runs[1].Status) $($runs[1].ItemCount) $($runs.Count)" | Should -Be 'Failed 0 2'
            Get-SpottChange $db | Should -BeNullOrEmpty
            (Get-SpottOpportunity -MirrorPath $db).Name | Should -Contain 'Deal o2'
            @(Get-SpottOpportunity -MirrorPath $db).Count | Should -Be 7
        }

        It 'notes a first run that failed, in a mirror that then begins anew' {
            $account.Server.BrokenPage = 3
            $null = Get-Failure { Sync-SpottMirror $db }
            (Get-SpottMirror $db).Runs.Status | Should -Be 'Failed'
            Step-Account 1
            (Sync-SpottMirror $db).Kind | Should -Be 'Full'
        }

        It 'writes the sound ones of a run with a malformed item, and counts it as no full run' {
            $null = Sync-SpottMirror $db
            $null = Step-Account 1
            $account.Server.Item('o2').Name = 'Renamed'
            $account.Server.Skipped.Add('o7') | Out-Null
            $account.Server.SendsMalformedItem = $true
            $run = Sync-SpottMirror $db -Full -WarningVariable warned -WarningAction SilentlyContinue -ErrorVariable errors -ErrorAction SilentlyContinue
            "$($run.Status) $($run.ItemCount) $($run.ChangedCount) $($run.MissingCount)" | Should -Be 'Incomplete 6 1 0'
            "$warned" | Should -BeLike '*was not complete, because an item was malformed*'
            $errors[0].FullyQualifiedErrorId | Should -BeLike 'Spott.MalformedItem*'
            (Get-SpottChange $db).NewValue | Should -Be 'Renamed'
            Step-Account 60
            $null = Sync-SpottMirror $db
            $account.Server.Asked | Should -Be '2026-06-01T11:50:00.000Z' -Because 'it moved no watermark'
        }
    }

    Context 'by its clock' {
        It 'asks from the older of two clocks when the server''s went back, warns, and keeps the new one' {
            $null = Sync-SpottMirror $db
            $account.Server.Forget()
            $account.Server.Now = $account.Server.Now.AddHours(-2)
            $null = Sync-SpottMirror $db -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -BeLike '*later than the clock of this run*'
            $account.Server.Asked | Should -Be '2026-06-01T11:50:00.000Z', '2026-06-01T09:50:00.000Z'
            Step-Account 1
            $null = Sync-SpottMirror $db -WarningVariable warned
            $warned | Should -BeNullOrEmpty
            $account.Server.Asked | Should -Be '2026-06-01T09:50:00.000Z'
        }

        It 'warns in a full run, too, when the server''s clock went back' {
            $null = Sync-SpottMirror $db
            $account.Server.Now = $account.Server.Now.AddDays(-1)
            $null = Sync-SpottMirror $db -Full -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -BeLike '*later than the clock of this run*full and misses nothing*'
        }

        It 'goes by this machine''s clock when the server sends no date, and says so' {
            $account.Server.Now = $null
            $null = Sync-SpottMirror $db -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -BeLike "*has no date, so the mirror uses this machine's clock ($([datetimeoffset]::new(2026, 6, 1, 12, 0, 0, [timespan]::Zero).ToLocalTime().ToString('yyyy-MM-dd HH:mm:ss zzz', [cultureinfo]::InvariantCulture)))*"
        }

        It 'never lets a run''s moments precede those of the run before' {
            $first = Sync-SpottMirror $db
            $account.Clock.SetUtcNow('2026-06-01T10:00:00Z')
            $second = Sync-SpottMirror $db -Full
            $second.StartedAt | Should -Be $first.CompletedAt
            $second.CompletedAt | Should -BeGreaterOrEqual $second.StartedAt
        }
    }

    Context 'for its account' {
        It 'refuses another address before any request' {
            $null = Sync-SpottMirror $db
            $other = New-MirrorAccount -BaseUri 'https://other.invalid/'
            $failure = Get-Failure { Sync-SpottMirror $db }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Mirror,*'
            $failure.Exception.Message | Should -BeLike '*is for https://fake.invalid/, but this run is connected to https://other.invalid/*'
            $other.Handler.RequestCount | Should -Be 0
        }

        It 'refuses another key, until it is told that the key was replaced' {
            $null = Sync-SpottMirror $db
            $null = New-MirrorAccount -Key 'another-key'
            (Get-Failure { Sync-SpottMirror $db }).Exception.Message | Should -BeLike '*was made with another API key; *add -AcceptNewKey once*'
            (Sync-SpottMirror $db -AcceptNewKey).Status | Should -Be 'Complete'
            (Sync-SpottMirror $db).Status | Should -Be 'Complete'
        }

        It 'holds no key and no clear hash of it' {
            $null = Sync-SpottMirror $db
            $text = [System.Text.Encoding]::Latin1.GetString([System.IO.File]::ReadAllBytes((Copy-Item $db "$db.copy" -PassThru).FullName))
            $text | Should -Not -Match $TestKeyText
            $text | Should -Match 'hmac-sha256:'
        }
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    function New-Person { param([string] $Id, [string] $Email) [Spott.Fakes.MirrorPerson] @{ Id = $Id ? $Id : [NullString]::Value; FirstName = 'Jane'; Email = $Email } }
}

Describe 'Get-SpottChange' {
    BeforeEach {
        $account = New-MirrorAccount -Count 6
        $db = New-MirrorPath
    }
    AfterEach { $null = Get-SpottMirror $db -Verify }

    Context 'of an opportunity' {
        It 'gives a stage move as id and name, company and owner likewise, and each other property once, typed' {
            $null = Sync-SpottMirror $db
            Step-Account 60
            $item = $account.Server.Item('o2')
            $item.StageId, $item.StageName, $item.StageOrder = 's2', 'Offer', 2
            $item.CompanyId, $item.CompanyName = 'c2', 'Bolt'
            $item.OwnerId, $item.OwnerName = 'u2', 'Mary'
            $item.Name = 'New name'
            $item.CloseDate = '2026-09-01T08:30:00.000Z'
            $run = Sync-SpottMirror $db -Full
            $changes = Get-SpottChange $db
            Get-ChangeText ($changes | Where-Object Kind -EQ 'Added') | Should -Be 'Stage s2 Added', 'Company c2 Added', 'Owner u2 Added'
            $own = $changes | Where-Object Subject -EQ 'Opportunity'
            Get-ChangeText $own | Select-Object -First 6 | Should -Be @(
                'Opportunity o2 StageId: s1 -> s2', 'Opportunity o2 StageName: Lead -> Offer'
                'Opportunity o2 CompanyId: c1 -> c2', 'Opportunity o2 CompanyName: Acme -> Bolt'
                'Opportunity o2 OwnerId: u1 -> u2', 'Opportunity o2 OwnerName: Jane Doe -> Mary'
            )
            ($own | Where-Object Property -EQ 'Name').NewValue | Should -Be 'New name'
            $date = ($own | Where-Object Property -EQ 'CloseDate').NewValue
            $date | Should -BeOfType datetime
            $date.ToUniversalTime() | Should -Be ([datetime]::new(2026, 9, 1, 8, 30, 0))
            $own.Count | Should -Be 8
            $run.ChangedCount | Should -Be 1
        }

        It 'knows that it was between the start of the last run that saw it as it was, and the end of the one that saw it changed' {
            $null = Sync-SpottMirror $db
            Step-Account 60
            $account.Server.Item('o2').ModifiedAt = $account.Server.Now
            $seen = Sync-SpottMirror $db
            Step-Account 60
            $account.Server.Item('o2').ModifiedAt = $account.Server.Now.AddDays(-1)
            # A delta that does not list it has seen nothing of it.
            $null = Sync-SpottMirror $db
            Step-Account 60
            $account.Server.Item('o2').Name = 'Renamed'
            $account.Server.Item('o2').ModifiedAt = $account.Server.Now
            $found = Sync-SpottMirror $db
            $change = Get-SpottChange $db
            $change.NotBefore | Should -Be $seen.StartedAt
            $change.ObservedAt | Should -Be $found.CompletedAt
            $change.RunNumber | Should -Be $found.Number
        }

        It 'gives one object for an added one, after the full run that was without it' {
            $first = Sync-SpottMirror $db
            Step-Account 60
            $account.Server.Add('o7').ModifiedAt = $account.Server.Now
            $null = Sync-SpottMirror $db
            $change = Get-SpottChange $db
            Get-ChangeText $change | Should -Be 'Opportunity o7 Added'
            $change.NotBefore | Should -Be $first.StartedAt
            $change.Name | Should -Be 'Deal o7'
        }

        It 'gives A, B and A again in three runs as two changes' {
            foreach ($name in 'A', 'B', 'A') {
                $account.Server.Item('o3').Name = $name
                $null = Sync-SpottMirror $db -Full
                Step-Account 60
            }
            Get-ChangeText (Get-SpottChange $db) | Should -Be 'Opportunity o3 Name: A -> B', 'Opportunity o3 Name: B -> A'
        }

        It 'gives null, a value and null again' {
            foreach ($text in $null, 'text', $null) {
                $account.Server.Item('o3').Description = $text
                $null = Sync-SpottMirror $db -Full
                Step-Account 60
            }
            $changes = Get-SpottChange $db
            $changes.Count | Should -Be 2
            $changes[0].OldValue | Should -BeNullOrEmpty
            $changes[1].NewValue | Should -BeNullOrEmpty
            $changes[0].NewValue, $changes[1].OldValue | Should -Be 'text', 'text'
        }

        It 'takes the later one when the same id comes twice in a run, as one version' {
            $null = Sync-SpottMirror $db
            Step-Account 60
            $later = $account.Server.Item('o1').Copy()
            $later.Name = 'Later'
            $account.Server.Repeated.Add('o1')
            $changed = [System.Collections.Generic.List[Spott.Fakes.MirrorItem]]::new()
            $changed.Add($later)
            $account.Server.ChangedAt[3] = $changed
            $run = Sync-SpottMirror $db -Full
            $account.Server.Sent.Id | Where-Object { $_ -eq 'o1' } | Should -HaveCount 2
            $run.ItemCount | Should -Be 6
            Get-ChangeText (Get-SpottChange $db) | Should -Be 'Opportunity o1 Name: Deal o1 -> Later'
        }
    }

    Context 'of what opportunities name' {
        It 'gives a renamed company, stage or owner once, and keeps the old name for its time' {
            $first = Sync-SpottMirror $db
            Step-Account 60
            foreach ($item in $account.Server.Items) { $item.CompanyName = 'Acme Group'; $item.StageName = 'New lead'; $item.OwnerName = 'Jane Roe' }
            $run = Sync-SpottMirror $db -Full
            Get-ChangeText (Get-SpottChange $db) | Sort-Object | Should -Be @(
                'Company c1 Name: Acme -> Acme Group', 'Owner u1 Name: Jane Doe -> Jane Roe', 'Stage s1 Name: Lead -> New lead'
            )
            $run.ChangedCount | Should -Be 0
            (Get-SpottOpportunity -MirrorPath $db).CompanyName | Select-Object -Unique | Should -Be 'Acme Group'
            (Get-SpottOpportunity -MirrorPath $db -AsOf $first.CompletedAt).CompanyName | Select-Object -Unique | Should -Be 'Acme'
        }

        It 'lets the value that most opportunities show be the subject''s, and the others keep theirs' {
            $null = Sync-SpottMirror $db
            Step-Account 60
            # It was renamed between two pages: o1 to o3 say the old name.
            $renamed = [System.Collections.Generic.List[Spott.Fakes.MirrorItem]]::new()
            foreach ($id in 'o4', 'o5', 'o6') { $copy = $account.Server.Item($id).Copy(); $copy.CompanyName = 'Acme Group'; $renamed.Add($copy) }
            $account.Server.ChangedAt[2] = $renamed
            $null = Sync-SpottMirror $db -Full
            Get-SpottChange $db | Should -BeNullOrEmpty -Because 'three say this and three that: the name stays'
            (Get-SpottOpportunity -MirrorPath $db | ForEach-Object CompanyName) | Should -Be 'Acme', 'Acme', 'Acme', 'Acme Group', 'Acme Group', 'Acme Group'

            # A delta hears the new name of one more: now most say so.
            Step-Account 60
            foreach ($id in 'o4', 'o5', 'o6') { $account.Server.Item($id).CompanyName = 'Acme Group' }
            $account.Server.Item('o3').CompanyName = 'Acme Group'
            $account.Server.Item('o3').ModifiedAt = $account.Server.Now
            $null = Sync-SpottMirror $db
            Get-ChangeText (Get-SpottChange $db) | Should -Be 'Company c1 Name: Acme -> Acme Group'
            (Get-SpottOpportunity -MirrorPath $db | ForEach-Object CompanyName) | Should -Be 'Acme', 'Acme', 'Acme Group', 'Acme Group', 'Acme Group', 'Acme Group'

            # Two copies stay stale in every run: nothing flaps.
            foreach ($full in $true, $false, $true) { Step-Account 60; $null = Sync-SpottMirror $db -Full:$full }
            @(Get-SpottChange $db).Count | Should -Be 1
        }

        It 'gives a contact''s new address once, and tells two copies that disagree apart' {
            foreach ($id in 'o1', 'o2', 'o3') { $account.Server.Item($id).Team.Add((New-Person 'p1' 'jane@old.example')) }
            $null = Sync-SpottMirror $db
            Step-Account 60
            foreach ($id in 'o1', 'o2') { $account.Server.Item($id).Team[0].Email = 'jane@new.example' }
            $null = Sync-SpottMirror $db -Full
            $change = Get-SpottChange $db
            Get-ChangeText $change | Should -Be 'Contact p1 Emails: jane@old.example (work, primary) -> jane@new.example (work, primary)'
            $change.NewValue[0] | Should -BeOfType Spott.EmailAddress
            $change.Name | Should -Be 'Jane'
            (Get-SpottOpportunity -MirrorPath $db).ClientTeam.Email | Should -Be 'jane@new.example', 'jane@new.example', 'jane@old.example'
        }

        It 'keeps the order of a team, and takes a new order for no change' {
            $team = $account.Server.Item('o1').Team
            $team.Add((New-Person 'p1' 'a@x.example')); $team.Add((New-Person 'p2' 'b@x.example'))
            $first = Sync-SpottMirror $db
            Step-Account 60
            $team.Reverse()
            $run = Sync-SpottMirror $db -Full
            Get-SpottChange $db | Should -BeNullOrEmpty
            "$($run.ChangedCount) $($run.UnchangedCount)" | Should -Be '0 6'
            (Get-SpottOpportunity -MirrorPath $db)[0].ClientTeam.Id | Should -Be 'p2', 'p1'
            (Get-SpottOpportunity -MirrorPath $db -AsOf $first.CompletedAt)[0].ClientTeam.Id | Should -Be 'p1', 'p2'
        }

        It 'gives a team that gained or lost somebody as contacts, before and after' {
            $account.Server.Item('o1').Team.Add((New-Person 'p1' 'a@x.example'))
            $null = Sync-SpottMirror $db
            Step-Account 60
            $account.Server.Item('o1').Team.Add((New-Person $null 'nobody@x.example'))
            $null = Sync-SpottMirror $db -Full
            $change = Get-SpottChange $db
            $change.Property | Should -Be 'ClientTeam'
            $change.OldValue.ToString() + ' | ' + $change.NewValue.ToString() | Should -Be 'Jane <a@x.example> | Jane <a@x.example>; Jane <nobody@x.example>'
        }
    }

    Context 'of what the API sends beyond its page' {
        It 'takes a path that the mirror sees for the first time for no change of what was seen before' {
            $first = Sync-SpottMirror $db
            Step-Account 60
            foreach ($id in 'o1', 'o2') { $account.Server.Item($id).Extra['score'] = '1' }
            $account.Server.Item('o1').ModifiedAt = $account.Server.Now
            $run = Sync-SpottMirror $db
            "$($run.ItemCount) $($run.ChangedCount)" | Should -Be '1 0'
            Step-Account 60
            $null = Sync-SpottMirror $db -Full
            Get-SpottChange $db | Should -BeNullOrEmpty -Because 'o2 was last seen before the mirror knew of the path'
            (Get-SpottOpportunity -MirrorPath $db)[1].AdditionalProperties['score'] | Should -Be 1
            (Get-SpottOpportunity -MirrorPath $db -AsOf $first.CompletedAt)[0].AdditionalProperties.Count | Should -Be 0
            Step-Account 60
            $account.Server.Item('o2').Extra['score'] = '2'
            $account.Server.Item('o3').Extra['score'] = '{"b":1,"a":[1.50,1e3]}'
            $null = Sync-SpottMirror $db -Full
            Get-ChangeText (Get-SpottChange $db) | Should -Be @(
                'Opportunity o2 AdditionalProperties.score: 1 -> 2', 'Opportunity o3 AdditionalProperties.score:  -> {"b":1,"a":[1.50,1000]}'
            )
            Step-Account 60
            $account.Server.Item('o3').Extra['score'] = '{"a":[1.50,1e3],"b":1}'
            (Sync-SpottMirror $db -Full).ChangedCount | Should -Be 0 -Because 'the same members in another order say the same'
        }
    }

    Context 'asked for a part' {
        BeforeEach {
            $runs = @(Sync-SpottMirror $db)
            foreach ($round in 1..3) {
                Step-Account (24 * 60)
                $account.Server.Item("o$round").Name = "Round $round"
                $account.Server.Item('o6').Extra['round'] = "$round"
                foreach ($item in $account.Server.Items) { $item.CompanyName = "Acme $round" }
                $runs += Sync-SpottMirror $db -Full
            }
        }

        It 'gives what the parameters say' {
            @(Get-SpottChange $db).Count | Should -Be 8
            @(Get-SpottChange $db -AfterRun 3).RunNumber | Select-Object -Unique | Should -Be 4
            Get-ChangeText (Get-SpottChange $db -Subject Company -AfterRun 3) | Should -Be 'Company c1 Name: Acme 2 -> Acme 3'
            Get-ChangeText (Get-SpottChange $db -Id o2) | Should -Be 'Opportunity o2 Name: Deal o2 -> Round 2'
            @(Get-SpottChange $db -Id o2, c1).Count | Should -Be 4
            (Get-SpottChange $db -Property additionalproperties).Property | Select-Object -Unique | Should -Be 'AdditionalProperties.round'
            @(Get-SpottChange $db -Property name -Subject Opportunity).Count | Should -Be 3
            Get-SpottChange $db -Kind Added, Deleted | Should -BeNullOrEmpty
        }

        It 'says which ids the mirror has never met, each once, and gives the changes of the others' {
            $found = Get-SpottChange $db -Id o2, nobody, O2, nobody -ErrorAction SilentlyContinue -ErrorVariable unknown
            Get-ChangeText $found | Should -Be 'Opportunity o2 Name: Deal o2 -> Round 2'
            $unknown.TargetObject | Should -Be 'nobody', 'O2'
            foreach ($one in $unknown) { $one.FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorIdNotFound,*' }
            "$($unknown[0])" | Should -BeLike "The mirror '$db' has nothing with the id 'nobody', now or before; look for the id in *"
            Get-SpottChange $db -Id o5, c1, s1 -AfterRun 4 -ErrorAction Stop | Should -BeNullOrEmpty -Because 'what has no change is known all the same'
        }

        It 'refuses -Since after -Until, and takes the same moment for both' {
            $at = $runs[2].CompletedAt
            (Get-Failure { Get-SpottChange $db -Since $at.AddSeconds(1) -Until $at }).FullyQualifiedErrorId | Should -BeLike 'Spott.InvalidArgument,*'
            (Get-SpottChange $db -Since $at -Until $at).RunNumber | Select-Object -Unique | Should -Be 3
        }

        It 'refuses a property that nothing has, and names those that there are: <Given>' -ForEach @(
            @{ Given = 'Stage'; Says = "*-Property*|*'Property'. There is no property 'Stage' in a mirror. Similar names are: StageId, StageIsOpen, StageName, StageOrder. Tab shows all names.*" }
            @{ Given = 'stagname'; Says = "*There is no property 'stagname' in a mirror. Similar names are: StageName. Tab shows all names.*" }
            @{ Given = 'StageNmae'; Says = '*Similar names are: StageName. Tab*' }
            @{ Given = 'Stage*'; Says = "*'Stage`*' has a wildcard character, and wildcards do not work here. Give whole names: Tab shows them.*" }
            @{ Given = 'AdditionalProperties.*'; Says = '*AdditionalProperties alone means all of its paths.*' }
            @{ Given = 'something'; Says = "*There is no property 'something' in a mirror. The names are: AdditionalProperties, AvatarUrl, *, StageName, StageOrder.*" }
        ) {
            $failure = Get-Failure { Get-SpottChange $db -Property Name, $Given }
            $failure.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*'
            "$failure" | Should -BeLike ($Says -split '\|')[-1]
        }

        It 'numbers them so that they only grow, and gives the same ones again' {
            $changes = Get-SpottChange $db
            $changes.Sequence | Should -Be (1..8)
            (Get-SpottChange $db -AfterRun 2).Sequence | Should -Be $changes.Where({ $_.RunNumber -gt 2 }).Sequence
        }

        It 'takes a date without a time as the day''s begin for -Since and its end for -Until' {
            $day = $runs[2].CompletedAt.ToString('yyyy-MM-dd')
            (Get-SpottChange $db -Since $day).RunNumber | Select-Object -Unique | Should -Be 3, 4
            (Get-SpottChange $db -Until $day).RunNumber | Select-Object -Unique | Should -Be 2, 3
            (Get-SpottChange $db -Since $day -Until ([dateonly]::Parse($day))).RunNumber | Select-Object -Unique | Should -Be 3
            (Get-SpottChange $db -Until ([datetime] $day)).RunNumber | Select-Object -Unique | Should -Be 2 -Because 'a moment is no day'
            Get-SpottChange $db -Since $runs[3].CompletedAt.AddSeconds(1) | Should -BeNullOrEmpty
        }
    }
}

Describe 'Get-SpottChange -Property' {
    It 'has a help that lists the names that each subject has' {
        $table = [Spott.Opportunity].Assembly.GetType('Spott.Parameters.ChangedProperties', $true).GetField('BySubject', [System.Reflection.BindingFlags] 'NonPublic, Static').GetValue($null)
        $text = (Get-Help Get-SpottChange -Parameter Property).description.Text -join ' '
        foreach ($subject in [enum]::GetValues([Spott.ChangeSubject])) {
            [regex]::Match($text, "\b${subject}: ([^.:]+)\.").Groups[1].Value | Should -BeExactly ($table[$subject] -join ', ') -Because $subject
        }
    }

    It 'takes and offers every property that changes of three weeks of the sandbox have' {
        $db = New-MirrorPath
        foreach ($day in 0, 1, 7, 14, 21) { $null = Sync-SpottMirror $db -Connection (Connect-Spott -Sandbox -SandboxDay $day -PassThru) -Full }
        $offered = (TabExpansion2 'Get-SpottChange spott.db -Property ').CompletionMatches.CompletionText
        $names = Get-SpottChange $db | Where-Object Property | ForEach-Object Property | Select-Object -Unique
        $names.Count | Should -BeGreaterThan 8
        foreach ($name in $names) {
            if ($name -notlike 'AdditionalProperties.*') { $offered | Should -Contain $name }
            @(Get-SpottChange $db -Property $name).Count | Should -BeGreaterThan 0
        }
        foreach ($name in $offered) { { Get-SpottChange $db -Property $name } | Should -Not -Throw }
    }
}

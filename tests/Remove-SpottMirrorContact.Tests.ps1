BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    function New-Person {
        param([string] $Id, [string] $First, [string] $Email, [string] $Phone)
        $person = [Spott.Fakes.MirrorPerson] @{ Id = $Id ? $Id : [NullString]::Value; FirstName = $First; Email = $Email ? $Email : [NullString]::Value; CompanyName = 'Acme' }
        if ($Phone) { $person.Extra['phoneNumbers'] = '[{"purpose":"work","number":"' + $Phone + '","isPrimary":true}]'; $person.Extra['nickname'] = '"Nick' + $First + '"' }
        $person
    }

    # What must be nowhere: the id, names, addresses old and new, the number, what the module has no property for.
    $traces = 'erase-me-id', 'Zebulon', 'Zebediah', 'zebulon@example.com', 'zebulon.new@example.com', '+49-555-0199', 'NickZebulon'

    function Get-Trace {
        # Which of them are in any byte of any file of the mirror's folder.
        param([string] $Path)
        foreach ($file in Get-ChildItem (Split-Path $Path)) {
            $bytes = [System.Text.Encoding]::Latin1.GetString([System.IO.File]::ReadAllBytes($file.FullName))
            foreach ($trace in $traces) { if ($bytes.Contains($trace, 'OrdinalIgnoreCase')) { "$($file.Name): $trace" } }
        }
    }

    function New-Past {
        # Four runs, in which the person changes, is in two teams, leaves one, and is told in two ways.
        $script:account = New-MirrorAccount -Count 6
        $server = $account.Server
        $server.Item('o1').Team.Add((New-Person erase-me-id Zebulon zebulon@example.com +49-555-0199))
        $server.Item('o1').Team.Add((New-Person k2 Mary mary@example.com))
        $server.Item('o2').Team.Add((New-Person erase-me-id Zebulon zebulon@example.com +49-555-0199))
        $server.Item('o3').Team.Add((New-Person '' Zebediah zebulon@example.com))
        $server.Item('o4').Team.Add((New-Person k2 Mary mary@example.com))
        $null = Sync-SpottMirror $db
        Step-Account 60
        foreach ($id in 'o1', 'o2') { $server.Item($id).Team[0].Email = 'zebulon.new@example.com' }
        $server.Item('o1').Name = 'Another'
        $server.Item('o5').Team.Add((New-Person erase-me-id Zebediah zebulon.new@example.com))
        $null = Sync-SpottMirror $db -Full
        Step-Account 60
        $server.Item('o5').Team.RemoveAt(0)
        $server.Item('o1').Description = 'A text'
        $server.Item('o4').Team.Add((New-Person k3 Ann ann@example.com))
        $null = Sync-SpottMirror $db -Full
        Step-Account 60
        $null = Sync-SpottMirror $db -Full
    }
}

Describe 'Remove-SpottMirrorContact' {
    It 'erases what lies where no query looks: in pages that were split and in rows that were overwritten' {
        $db = New-MirrorPath
        $account = New-MirrorAccount -Count 1
        $random = [System.Random]::new(3)
        $team = $account.Server.Item('o1').Team
        foreach ($round in 1..8) {
            foreach ($index in 1..40) { $team.Add((New-Person '' "Z$([char] (97 + $random.Next(26)))$($random.Next())" "$($random.Next())@example.com")) }
            if ($round -eq 2) { $team.Add((New-Person '' Zebediah zebulon@example.com)) }
            $null = Sync-SpottMirror $db -Full
            Step-Account 60
        }
        Remove-SpottMirrorContact $db -Email zebulon@example.com -Confirm:$false -WarningAction SilentlyContinue
        Get-Trace $db | Should -BeNullOrEmpty
        @(Get-SpottOpportunity -MirrorPath $db).ClientTeam.Count | Should -Be 320
        $null = Get-SpottMirror $db -Verify
    }
}

Describe 'Remove-SpottMirrorContact with a past' {
    BeforeEach {
        $db = New-MirrorPath
        New-Past
    }
    AfterEach { $null = Get-SpottMirror $db -Verify }

    It 'erases a person from every byte of the file and of what lies beside it, and leaves the others as they were' {
        Get-Trace $db | Select-Object -Unique | Should -HaveCount $traces.Count
        $others = { (Get-SpottOpportunity -MirrorPath $db).ForEach({ "$($_.Id) $($_.Name) $($_.Description) $(@($_.ClientTeam.Where({ "$_" -notmatch 'Zeb' })) -join ',')" }) }
        $before = & $others
        $changes = @(Get-ChangeText (Get-SpottChange $db) | Where-Object { $_ -notmatch 'Zeb|erase-me' })
        # As a first run that was killed left it, before a backup took the mirror's place.
        Set-Content "$db.$([guid]::NewGuid().ToString('N')).spott.tmp" 'zebulon@example.com'
        Remove-SpottMirrorContact $db -Email ' ZEBULON@example.com ' -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue
        Get-Trace $db | Should -BeNullOrEmpty
        & $others | Should -Be $before
        Get-ChangeText (Get-SpottChange $db) | Should -Be $changes
        Invoke-MirrorSql $db "SELECT group_concat(opportunity_id || position, ' ') FROM (SELECT * FROM contact ORDER BY opportunity_id, position)" | Should -Be 'o11 o41 o42'
        Get-ChangeText (Get-SpottChange $db -Property ClientTeam) | Should -BeLike 'Opportunity o4 *'
        (Get-SpottOpportunity -MirrorPath $db).ClientTeam.FirstName | Should -Be 'Mary', 'Mary', 'Ann'
        foreach ($run in (Get-SpottMirror $db).Runs) { (Get-SpottOpportunity -MirrorPath $db -AsOf $run.CompletedAt).ClientTeam.FirstName | Should -Not -Match 'Zeb' }
        "$warnings" | Should -Match ('^Erased 2 people from \d\d places of the mirror ''' + [regex]::Escape($db) + '''\. Free text, .* may still name them, and so may your backups, reports and other exports\.$')
        (Get-ChildItem (Split-Path $db)).Name | Sort-Object | Should -Be 'spott.db', 'spott.db.lock'
        Invoke-MirrorSql $db 'PRAGMA journal_mode' | Should -Be 'wal'
    }

    It 'keeps later runs from bringing the person back, and a team without the person is no change' {
        Remove-SpottMirrorContact $db -ContactId erase-me-id -Confirm:$false -WarningAction SilentlyContinue
        Remove-SpottMirrorContact $db -Email zebulon@example.com -Confirm:$false -WarningAction SilentlyContinue
        $last = (Get-SpottChange $db | Select-Object -Last 1).Sequence
        Step-Account 60
        $run = Sync-SpottMirror $db -Full
        "$($run.ItemCount) $($run.UnchangedCount) $($run.ChangedCount) $($run.NewCount)" | Should -Be '6 6 0 0'
        (Get-SpottChange $db | Select-Object -Last 1).Sequence | Should -Be $last
        # The same person by another id, by the address that was given.
        Step-Account 60
        $account.Server.Item('o6').Team.Add((New-Person other-id Zebulon 'Zebulon@Example.com'))
        $account.Server.Item('o6').ModifiedAt = $account.Server.Now
        $run = Sync-SpottMirror $db
        "$($run.ItemCount) $($run.UnchangedCount)" | Should -Be '1 1'
        Get-Trace $db | Should -BeNullOrEmpty
        # Somebody else of that team comes as always.
        Step-Account 60
        $account.Server.Item('o6').Team.Add((New-Person k9 Nora nora@example.com))
        $null = Sync-SpottMirror $db -Full
        Get-ChangeText (Get-SpottChange $db -Id o6) | Should -Be 'Opportunity o6 ClientTeam:  -> Nora <nora@example.com>'
    }

    It 'keeps no hash of a text that names the person, not of what was read before nor of what is sent later' {
        $hashed = { Invoke-MirrorSql $db "SELECT group_concat(id, ' ') FROM (SELECT c.id FROM opportunity_source s JOIN opportunity_present c ON c.oid = s.oid ORDER BY c.id)" }
        & $hashed | Should -Be 'o1 o2 o3 o4 o5 o6'
        Remove-SpottMirrorContact $db -ContactId erase-me-id -Confirm:$false -WarningAction SilentlyContinue
        & $hashed | Should -Be 'o3 o4 o5 o6'
        Step-Account 60
        $account.Server.Item('o4').Team.Insert(0, (New-Person erase-me-id Zebulon zebulon@example.com))
        (Sync-SpottMirror $db -Full).UnchangedCount | Should -Be 6
        & $hashed | Should -Be 'o3 o5 o6'
        Step-Account 60
        $account.Server.Item('o1').Team.RemoveAt(0)
        (Sync-SpottMirror $db -Full).UnchangedCount | Should -Be 6
        & $hashed | Should -Be 'o1 o3 o5 o6'
    }

    It 'names every match before it does anything, and does nothing with -WhatIf' {
        $hash = (Get-FileHash $db).Hash
        $said = Invoke-ChildShell "Import-Module '$SpottModule'; Remove-SpottMirrorContact '$db' -Email zebulon.new@example.com -ContactId k2 -WhatIf"
        $said.Err | Should -BeNullOrEmpty
        ($said.Out -replace '\x1b\[[0-9;]*m').Trim() -split '\r?\n' | Should -Be @(
            "What if: Erase 2 people for good from the mirror '$db':"
            '  Zebulon <zebulon.new@example.com> (erase-me-id)'
            '  Mary <mary@example.com> (k2)'
        )
        (Get-FileHash $db).Hash | Should -Be $hash
        (Get-Command Remove-SpottMirrorContact).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $true).ConfirmImpact | Should -Be 'High'
        # Nobody answers: it asks, and so does nothing.
        (Invoke-ChildShell "Import-Module '$SpottModule'; Remove-SpottMirrorContact '$db' -ContactId k2").Err | Should -Not -BeNullOrEmpty
        (Get-FileHash $db).Hash | Should -Be $hash
    }

    It 'does nothing while somebody reads, and says so' {
        $whole = @(Get-SpottOpportunity -MirrorPath $db).ClientTeam.Count
        $failure = Get-SpottOpportunity -MirrorPath $db -First 1 | ForEach-Object { Get-Failure { Remove-SpottMirrorContact $db -ContactId erase-me-id -Confirm:$false } }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorBusy,*'
        $failure.Exception.Message | Should -BeLike '*another program reads it*run the command again.'
        @(Get-SpottOpportunity -MirrorPath $db).ClientTeam.Count | Should -Be $whole
        Get-Trace $db | Should -Not -BeNullOrEmpty
        Invoke-MirrorSql $db 'SELECT count(*) FROM erased' | Should -Be 0
        Invoke-MirrorSql $db 'PRAGMA journal_mode' | Should -Be 'wal'
        Remove-SpottMirrorContact $db -Email zebulon@example.com -Confirm:$false -WarningAction SilentlyContinue
        Get-Trace $db | Should -BeNullOrEmpty
    }

    It 'does nothing while a run holds the mirror' {
        $held = [System.IO.FileStream]::new("$db.lock", 'Open', 'ReadWrite', 'None')
        try {
            (Get-Failure { Remove-SpottMirrorContact $db -ContactId erase-me-id -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorBusy,*'
        } finally { $held.Dispose() }
        Get-Trace $db | Should -Not -BeNullOrEmpty
    }

    It 'says whom nobody knows, erases the others, and cleans again for those who were erased before' {
        Remove-SpottMirrorContact $db -ContactId nobody, k2 -Email no@example.com -Confirm:$false -ErrorVariable errors -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be (@('Spott.MirrorContactNotFound,Spott.Commands.RemoveSpottMirrorContactCommand') * 2)
        $errors.TargetObject | Should -Be 'nobody', 'no@example.com'
        (Get-SpottOpportunity -MirrorPath $db).ClientTeam.FirstName | Should -Not -Contain 'Mary'
        Remove-SpottMirrorContact $db -ContactId k2 -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike 'The people were erased from the mirror * before, and nothing of them was left. Free text*'
        (Get-Failure { Remove-SpottMirrorContact $db -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'Spott.InvalidArgument,*'
        (Get-Failure { Remove-SpottMirrorContact (New-MirrorPath) -ContactId k2 -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorNotFound,*'
    }

    It 'erases from a mirror of the first version, leaves no copy of it, and removes one that a run had left' {
        $old = New-MirrorPath
        $null = Invoke-MirrorSql $old (Get-Content -Raw "$PSScriptRoot/golden/mirror-1.sql")
        Copy-Item $old "$old.v1.bak"
        $traces = @('jane@example.com', 'jane.doe@example.com')
        Get-Trace $old | Should -HaveCount 4
        Remove-SpottMirrorContact $old -ContactId k1 -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue
        Get-Trace $old | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike '*and removed the copy that was made before its tables were changed.*'
        (Get-SpottMirror $old -Verify).SchemaVersion | Should -Be 2
        (Get-ChildItem (Split-Path $old)).Name | Should -Not -Contain 'spott.db.v1.bak'
    }
}

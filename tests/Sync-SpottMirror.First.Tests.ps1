# A mirror's first run goes straight into the tables, without the comparison of the later ones: what both have in common is tested here for it.
BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    function Get-Team([string] $Path, [string] $Id) {
        (Get-SpottOpportunity -MirrorPath $Path | Where-Object Id -CEQ $Id).ClientTeam.ForEach({ "$($_.Id) $($_.FirstName)" })
    }

    function Get-LogLength([string] $Path) {
        $log = [System.IO.FileInfo] "$Path-wal"
        $log.Exists ? $log.Length : 0
    }
}

Describe 'The first run of a mirror' {
    BeforeEach {
        $account = New-MirrorAccount -Count 6
        $db = New-MirrorPath
    }
    AfterEach { if (Test-Path $db) { $null = Get-SpottMirror $db -Verify } }

    It 'believes of a company what most say, and keeps what each says: <Name>' -ForEach @(
        @{ Name = 'the first'; Says = 'A', 'A', 'B', 'A', 'B', 'A'; Value = 'A' }
        @{ Name = 'a later one'; Says = 'A', 'B', 'B', 'C', 'B', 'A'; Value = 'B' }
        @{ Name = 'in a tie the last'; Says = 'A', 'B', 'A', 'B', 'C', 'C'; Value = 'C' }
    ) {
        foreach ($place in 0..5) { $account.Server.Items[$place].CompanyName = $Says[$place] }
        $null = Sync-SpottMirror $db
        Invoke-MirrorSql $db "SELECT json_extract(v.body, '$.Name') FROM subject s JOIN subject_value v ON v.vid = s.vid WHERE s.kind = 2" | Should -BeExactly $Value
        Invoke-MirrorSql $db 'SELECT count(*) FROM opportunity_present WHERE company_own IS NOT NULL' | Should -Be $Says.Where({ $_ -cne $Value }).Count
        (Get-SpottOpportunity -MirrorPath $db).CompanyName | Should -BeExactly $Says
        (Sync-SpottMirror $db -Full).UnchangedCount | Should -Be 6
        Get-SpottChange $db | Should -BeNullOrEmpty
    }

    It 'believes of a person what most teams say, and keeps what each says, whom without an id, and who is in a team twice' {
        $says = 'Jo', 'Joe', 'Joe', 'Jo', 'Joe', 'Joanna'
        foreach ($place in 0..5) {
            foreach ($id in 'p1', 'p2', [NullString]::Value, 'p1') {
                $account.Server.Items[$place].Team.Add([Spott.Fakes.MirrorPerson] @{ Id = $id; FirstName = $says[$place] })
            }
        }
        $null = Sync-SpottMirror $db
        Invoke-MirrorSql $db "SELECT group_concat(json_extract(v.body, '$.FirstName')) FROM subject s JOIN subject_value v ON v.vid = s.vid WHERE s.kind = 1" |
            Should -BeExactly 'Joe,Joe'
        foreach ($place in 0..5) { Get-Team $db "o$($place + 1)" | Should -BeExactly "p1 $($says[$place])", "p2 $($says[$place])", " $($says[$place])", "p1 $($says[$place])" }
        Step-Account 1
        (Sync-SpottMirror $db -Full).UnchangedCount | Should -Be 6
        Get-SpottChange $db | Should -BeNullOrEmpty
    }

    It 'knows nothing of what only those said that are listed once more' {
        # On the second page o1 is another one than on the first.
        $first = $account.Server.Item('o1')
        $first.Team.Add([Spott.Fakes.MirrorPerson] @{ Id = 'gone'; FirstName = 'Gone' })
        ($first.CompanyId, $first.CompanyName, $first.OwnerName) = 'gone', 'Gone', 'Jane'
        $later = $first.Copy()
        $later.Team.Clear()
        ($later.CompanyId, $later.CompanyName, $later.OwnerName) = 'c1', 'Acme', 'Jane Doe'
        $account.Server.ChangedAt[2] = [System.Collections.Generic.List[Spott.Fakes.MirrorItem]] @($later)
        $account.Server.Repeated.Add('o1')

        $run = Sync-SpottMirror $db
        "$($run.NewCount) $($run.ItemCount)" | Should -Be '6 6'
        $kept = Get-SpottOpportunity -MirrorPath $db | Where-Object Id -CEQ 'o1'
        "$($kept.CompanyName) $($kept.OwnerName) $($kept.ClientTeam.Count)" | Should -BeExactly 'Acme Jane Doe 0'
        Invoke-MirrorSql $db "SELECT count(*) FROM subject WHERE id = 'gone'" | Should -Be 0
        Invoke-MirrorSql $db "SELECT count(*) FROM subject_value WHERE body LIKE '%Gone%'" | Should -Be 0
        Invoke-MirrorSql $db 'SELECT group_concat(DISTINCT owner_name) FROM opportunity' | Should -BeExactly 'Jane Doe'
        Invoke-MirrorSql $db 'SELECT (SELECT count(*) FROM team_member) || (SELECT count(*) FROM opportunity_source)' | Should -BeExactly '06'
        (Sync-SpottMirror $db -Full).UnchangedCount | Should -Be 6
    }

    It 'is a mirror to nobody before it ends, however much it has written into a file that was there' {
        $null = New-Item $db
        # Enough to be in the file before the end.
        foreach ($index in 1..6000) { $account.Server.Items[0].Team.Add([Spott.Fakes.MirrorPerson] @{ Id = "p$index"; FirstName = 'f' * 400 }) }
        $gate = [Spott.Fakes.Gate]::new()
        $held = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.AnswersByCursor]::new().
                Add('', [Spott.Fakes.Answer]::Page([string[]] $account.Server.Items[0].ToJson(), '2')).
                Add('2', [Spott.Fakes.Answer]::Page([string[]] @()).HeldUntil($gate)))
        $job = Start-ThreadJob -ArgumentList $SpottModule, $held.BaseUri, $db {
            param($module, $address, $file)
            Import-Module $module
            Connect-Spott -BaseUri $address -ApiKey (ConvertTo-SecureString 'k' -AsPlainText -Force) -SkipVerify
            Sync-SpottMirror $file
        }
        try {
            $patience = [System.Diagnostics.Stopwatch]::StartNew()
            while ((Get-LogLength $db) -lt 100000 -and $patience.Elapsed.TotalSeconds -lt 60) { [System.Threading.Thread]::Yield() }
            Get-LogLength $db | Should -BeGreaterThan 100000
            $patience.Restart()
            (Get-Failure { Get-SpottOpportunity -MirrorPath $db }).Exception.Message | Should -BeLike '*no run of Sync-SpottMirror has written it yet*'
            $patience.Elapsed.TotalSeconds | Should -BeLessThan 9 -Because 'a reader does not wait for it'
        } finally {
            $gate.Open()
            $run = $job | Receive-Job -Wait -AutoRemoveJob -WarningAction SilentlyContinue
            $held.Dispose()
        }
        "$($run.Status) $($run.ItemCount)" | Should -Be 'Complete 1'
        (Get-SpottOpportunity -MirrorPath $db).ClientTeam.Count | Should -Be 6000
    }

    It 'leaves nothing but the note of it when it fails after pages that were written' {
        foreach ($index in 1..6000) { $account.Server.Items[0].Team.Add([Spott.Fakes.MirrorPerson] @{ Id = "p$index"; FirstName = 'f' * 400 }) }
        $account.Server.BrokenPage = 2
        (Get-Failure { Sync-SpottMirror $db }).FullyQualifiedErrorId | Should -BeLike 'Spott.Forbidden,*'
        (Get-SpottMirror $db).Runs.Status | Should -Be 'Failed'
        Invoke-MirrorSql $db 'SELECT (SELECT count(*) FROM subject) + (SELECT count(*) FROM subject_value) + (SELECT count(*) FROM team_member)' | Should -Be 0
        $account.Server.BrokenPage = 0
        "$((Sync-SpottMirror $db).NewCount) $((Get-Team $db 'o1').Count)" | Should -Be '6 6000'
    }
}

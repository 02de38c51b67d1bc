BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    function Get-ReadySequence { param([string] $Path) (Invoke-MirrorSql $Path 'SELECT group_concat(sequence) FROM change_recent') -split ',' }
}

# How seven days of changes are read without a look at the rest of the file is no business of its users; that they are the same is.
Describe 'The changes of the last days' {
    BeforeEach {
        $account = New-MirrorAccount -Count 6
        $db = New-MirrorPath
        $null = Sync-SpottMirror $db
    }

    It 'are kept ready for eight days, and no older ones' {
        foreach ($day in 1..12) {
            Step-Account 1440
            $account.Server.Item('o1').Name = "Name of day $day"
            $null = Sync-SpottMirror $db -Full
        }
        Get-ReadySequence $db | Should -Be (4..12)
        Get-ChangeText (Get-SpottChange $db) | Should -Be @(
            'Opportunity o1 Name: Deal o1 -> Name of day 1'
            2..12 | ForEach-Object { "Opportunity o1 Name: Name of day $($_ - 1) -> Name of day $_" }
        )
    }

    It 'are forgotten by a run that finds nothing, too' {
        Step-Account 60
        $account.Server.Item('o1').Name = 'Renamed'
        $null = Sync-SpottMirror $db -Full
        Get-ReadySequence $db | Should -Be 1
        Step-Account (10 * 1440)
        $null = Sync-SpottMirror $db -Full
        Invoke-MirrorSql $db 'SELECT count(*) FROM change_recent' | Should -Be 0
        Get-ChangeText (Get-SpottChange $db) | Should -Be 'Opportunity o1 Name: Deal o1 -> Renamed'
    }

    It 'are read without a look at the versions' {
        Step-Account 60
        $item = $account.Server.Item('o1')
        $item.Name, $item.StageId, $item.StageName = 'Renamed', 's2', 'Offer'
        $null = Sync-SpottMirror $db -Full
        # Nobody may do that to a mirror: it shows where the values come from.
        Invoke-MirrorSql $db 'DELETE FROM opportunity_past; SELECT 1'
        Get-ChangeText (Get-SpottChange $db -Subject Opportunity) | Should -Be @(
            'Opportunity o1 StageId: s1 -> s2', 'Opportunity o1 StageName: Lead -> Offer', 'Opportunity o1 Name: Deal o1 -> Renamed'
        )
    }

    It 'are no more than ten thousand, of a larger run its first' {
        $many = New-MirrorAccount -Count 5002
        $path = New-MirrorPath
        $null = Sync-SpottMirror $path
        $many.Clock.Advance([timespan]::FromMinutes(60))
        foreach ($index in 1..5002) {
            $item = $many.Server.Item("o$index")
            $item.Name, $item.CloseDate = "Renamed $index", '2026-09-01T08:30:00.000Z'
        }
        $null = Sync-SpottMirror $path -Full
        Invoke-MirrorSql $path "SELECT count(*) || ' from ' || min(sequence) FROM change_recent" | Should -Be '10000 from 1'
        $changes = Get-SpottChange $path
        $changes.Count | Should -Be 10004
        ($changes | Where-Object Property -EQ 'Name').NewValue | Should -Be (1..5002 | ForEach-Object { "Renamed $_" })

        $many.Clock.Advance([timespan]::FromMinutes(60))
        $many.Server.Item('o1').Name = 'Renamed again'
        $null = Sync-SpottMirror $path -Full
        Invoke-MirrorSql $path "SELECT count(*) || ' to ' || max(sequence) FROM change_recent" | Should -Be '10000 to 10005'
    }

    It 'are given up to one that cannot be understood' {
        Step-Account 60
        foreach ($index in 1..6) { $account.Server.Item("o$index").Name = "Renamed $index" }
        $null = Sync-SpottMirror $db -Full
        # Nobody may do that to a mirror.
        Invoke-MirrorSql $db "UPDATE change_log SET property = 'StageNope' WHERE sequence = 5; SELECT 1"
        $given = [System.Collections.Generic.List[object]]::new()
        $null = Get-Failure { Get-SpottChange $db | ForEach-Object { $given.Add($_) } }
        $given.Sequence | Should -Be (1..4)
    }

    It 'are given up to where the file is damaged' {
        # More than one page of them, the last of which is lost.
        foreach ($run in 1..30) {
            Step-Account 60
            foreach ($index in 1..6) { $account.Server.Item("o$index").Name = "A name that is not short at all, and is written for the time no. $run" }
            $null = Sync-SpottMirror $db -Full
        }
        $root = [long] (Invoke-MirrorSql $db "SELECT rootpage FROM sqlite_schema WHERE name = 'change_recent'")
        $file = [System.IO.File]::Open($db, 'Open', 'ReadWrite')
        try {
            $page = [byte[]]::new(4096)
            $file.Position = ($root - 1) * 4096
            $file.ReadExactly($page, 0, 4096)
            $page[0] | Should -Be 5 -Because 'it should be a page that leads to others'
            $last = [System.Buffers.Binary.BinaryPrimitives]::ReadUInt32BigEndian([System.ArraySegment[byte]]::new($page, 8, 4))
            $file.Position = ($last - 1) * 4096
            $file.Write([byte[]]::new(16), 0, 16)
        } finally {
            $file.Dispose()
        }
        $given = [System.Collections.Generic.List[object]]::new()
        $failure = Get-Failure { Get-SpottChange $db | ForEach-Object { $given.Add($_) } }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorDamaged,*'
        $given.Count | Should -BeGreaterThan 100
        $given.Count % 64 | Should -Not -Be 0 -Because 'they are written 64 at a time, and the rest must not be lost'
        $given.Sequence | Should -Be (1..$given.Count)
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    function Get-Counts { param([object] $Run) "$($Run.MissingCount) missing, $($Run.DeletedCount) deleted, $($Run.RestoredCount) restored" }
}

Describe 'What a run of Sync-SpottMirror does not list' {
    BeforeEach {
        $account = New-MirrorAccount -Count 10
        $db = New-MirrorPath
        $null = Sync-SpottMirror $db
        Step-Account 60
    }
    AfterEach { $null = Get-SpottMirror $db -Verify }

    It 'is missing after a full run, and deleted after the next one' {
        $gone = $account.Server.Item('o4')
        $null = $account.Server.Items.Remove($gone)
        Get-Counts (Sync-SpottMirror $db -Full) | Should -Be '1 missing, 0 deleted, 0 restored'
        Get-SpottChange $db | Should -BeNullOrEmpty
        @(Get-SpottOpportunity -MirrorPath $db).Count | Should -Be 10
        "$((Get-SpottMirror $db) | ForEach-Object { $_.OpportunityCount, $_.MissingCount, $_.DeletedCount })" | Should -Be '10 1 0' -Because 'a missing one still counts'
        Step-Account 60
        $second = Sync-SpottMirror $db
        $second.Kind | Should -Be 'Full' -Because 'something is missing that only a full run can confirm'
        Get-Counts $second | Should -Be '0 missing, 1 deleted, 0 restored'
        Get-ChangeText (Get-SpottChange $db) | Should -Be 'Opportunity o4 Deleted'
        (Get-SpottOpportunity -MirrorPath $db).Id | Should -Not -Contain 'o4'
        "$((Get-SpottMirror $db) | ForEach-Object { $_.OpportunityCount, $_.MissingCount, $_.DeletedCount })" | Should -Be '9 0 1'
        Step-Account 60
        (Sync-SpottMirror $db).Kind | Should -Be 'Delta' -Because 'nothing is missing any more'
    }

    It 'shows in a table of 80 columns: each run has what is missing and deleted, with headings that fit' {
        $null = $account.Server.Items.Remove($account.Server.Item('o4'))
        foreach ($round in 1, 2) { $null = Sync-SpottMirror $db -Full; Step-Account 60 }
        $lines = ((Get-SpottMirror $db).Runs | Out-String -Width 80) -replace '\x1b\[[0-9;]*m' -split '\r?\n' | Where-Object { $_ }
        $lines[0] | Should -Match '^ *Run Kind +Status +CompletedAt +Items +New Changed Missing Deleted *$'
        $lines[2] | Should -Match '^ +1 Full +Complete .* 10 +10 +0 +0 +0 *$'
        $lines[3] | Should -Match '^ +2 Full +Complete .* 9 +0 +0 +1 +0 *$'
        $lines[4] | Should -Match '^ +3 Full +Complete .* 9 +0 +0 +0 +1 *$'
        (((Get-SpottMirror $db).Runs | Out-String -Width 90) -replace '\x1b\[[0-9;]*m') | Should -Match 'Deleted Restored'
    }

    It 'tells of a deletion when it was last seen, and when it was found' {
        Step-Account 60
        $account.Server.Item('o4').ModifiedAt = $account.Server.Now
        $seen = Sync-SpottMirror $db
        $null = $account.Server.Items.Remove($account.Server.Item('o4'))
        Step-Account 60
        $null = Sync-SpottMirror $db -Full
        Step-Account 60
        $found = Sync-SpottMirror $db -Full
        $change = Get-SpottChange $db
        $change.NotBefore | Should -Be $seen.StartedAt
        $change.ObservedAt | Should -Be $found.CompletedAt
        $change.Name | Should -Be 'Deal o4'
        $deleted = Get-SpottOpportunity -MirrorPath $db -IncludeDeleted | Where-Object Id -EQ 'o4'
        $deleted.DeletedAt | Should -Be $found.CompletedAt
        (Get-SpottOpportunity -MirrorPath $db -IncludeDeleted | Where-Object Id -EQ 'o5').DeletedAt | Should -BeNullOrEmpty
    }

    It 'is found when one full run skipped it, and the count of runs begins anew' {
        $null = $account.Server.Skipped.Add('o4')
        Get-Counts (Sync-SpottMirror $db -Full) | Should -Be '1 missing, 0 deleted, 0 restored'
        Step-Account 60
        Get-Counts (Sync-SpottMirror $db -Full) | Should -Be '0 missing, 0 deleted, 0 restored'
        Step-Account 60
        $null = $account.Server.Skipped.Add('o4')
        Get-Counts (Sync-SpottMirror $db -Full) | Should -Be '1 missing, 0 deleted, 0 restored'
        Get-SpottChange $db | Should -BeNullOrEmpty
    }

    It 'says nothing in a delta: that never marks and never deletes, and what it lists is found' {
        $null = $account.Server.Skipped.Add('o4')
        $null = Sync-SpottMirror $db -Full
        Step-Account 60
        # The next run would be full: a delta is made by a run that is not complete in between.
        $account.Server.SendsMalformedItem = $true
        $account.Server.Item('o4').Name = 'Deal o4'
        $null = Sync-SpottMirror $db -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        Step-Account 60
        $null = $account.Server.Skipped.Add('o4')
        Get-Counts (Sync-SpottMirror $db -Full) | Should -Be '1 missing, 0 deleted, 0 restored' -Because 'it was seen in between'
        Step-Account 60
        Get-SpottChange $db | Should -BeNullOrEmpty
    }

    It 'is nothing to a delta, however much that lists' {
        foreach ($item in $account.Server.Items | Where-Object Id -NE 'o4') { $item.ModifiedAt = $account.Server.Now }
        foreach ($round in 1, 2) {
            $run = Sync-SpottMirror $db
            "$($run.Kind) $($run.ItemCount), $(Get-Counts $run)" | Should -Be 'Delta 9, 0 missing, 0 deleted, 0 restored'
        }
    }

    It 'is restored when it is there again, the same or changed' {
        $gone = $account.Server.Item('o4')
        $null = $account.Server.Items.Remove($gone)
        1..2 | ForEach-Object { $null = Sync-SpottMirror $db -Full; Step-Account 60 }
        $account.Server.Items.Add($gone)
        Get-Counts (Sync-SpottMirror $db -Full) | Should -Be '0 missing, 0 deleted, 1 restored'
        Get-ChangeText (Get-SpottChange $db) | Should -Be 'Opportunity o4 Deleted', 'Opportunity o4 Restored'
        (Get-SpottOpportunity -MirrorPath $db).Id | Should -Contain 'o4'

        $null = $account.Server.Items.Remove($gone)
        1..2 | ForEach-Object { Step-Account 60; $null = Sync-SpottMirror $db -Full }
        $gone.Name = 'Back again'
        $gone.ModifiedAt = $account.Server.Now.AddHours(1)
        $account.Server.Items.Add($gone)
        Step-Account 60
        $run = Sync-SpottMirror $db
        "$($run.Kind) $(Get-Counts $run)" | Should -Be 'Delta 0 missing, 0 deleted, 1 restored'
        Get-ChangeText (Get-SpottChange $db -AfterRun ($run.Number - 1)) | Should -Be 'Opportunity o4 Restored', 'Opportunity o4 Name: Deal o4 -> Back again'
    }

    It 'is no evidence when it is all, more than half, or more than 5 % and more than 20: <Name>' -ForEach @(
        @{ Name = 'an empty 200'; Of = 10; Without = 10; Counts = $false }
        @{ Name = '6 of 10'; Of = 10; Without = 6; Counts = $false }
        @{ Name = '5 of 10'; Of = 10; Without = 5; Counts = $true }
        @{ Name = '21 of 100'; Of = 100; Without = 21; Counts = $false }
        @{ Name = '20 of 100'; Of = 100; Without = 20; Counts = $true }
        @{ Name = '21 of 420'; Of = 420; Without = 21; Counts = $true }
        @{ Name = '22 of 420'; Of = 420; Without = 22; Counts = $false }
    ) {
        for ($index = 11; $index -le $Of; $index++) { $null = $account.Server.Add("o$index") }
        $account.Server.PageSize = 50
        $null = Sync-SpottMirror $db -Full
        $account.Server.Items.RemoveRange(0, $Without)
        foreach ($round in 1, 2) {
            Step-Account 60
            $run = Sync-SpottMirror $db -Full -WarningVariable warned -WarningAction SilentlyContinue
            $run.Status | Should -Be 'Complete'
            "$warned" | Should -BeLike $(if ($Counts) { '' } elseif ($Without -eq $Of) { 'The full run found no opportunity. The cause may be a key with fewer rights*' } else { "In the full run $Without of the $Of opportunities *" })
            Get-Counts $run | Should -Be $(if (-not $Counts) { '0 missing, 0 deleted, 0 restored' } elseif ($round -eq 1) { "$Without missing, 0 deleted, 0 restored" } else { "0 missing, $Without deleted, 0 restored" })
        }
        if (-not $Counts) {
            @(Get-SpottOpportunity -MirrorPath $db).Count | Should -Be $Of
            foreach ($expected in "$Without missing, 0 deleted, 0 restored", "0 missing, $Without deleted, 0 restored") {
                Step-Account 60
                Get-Counts (Sync-SpottMirror $db -Full -AllowMassDeletion) | Should -Be $expected
            }
        }
    }

    It 'neither confirms nor marks in a full run that is no evidence, but writes what it holds' {
        $null = $account.Server.Skipped.Add('o4')
        $null = Sync-SpottMirror $db -Full
        Step-Account 60
        1..8 | ForEach-Object { $null = $account.Server.Skipped.Add("o$_") }
        $account.Server.Item('o9').Name = 'Renamed'
        $run = Sync-SpottMirror $db -Full -WarningAction SilentlyContinue
        "$($run.ChangedCount) changed, $(Get-Counts $run)" | Should -Be '1 changed, 0 missing, 0 deleted, 0 restored'
        Step-Account 60
        $null = $account.Server.Skipped.Add('o4')
        $null = $account.Server.Skipped.Add('o5')
        Get-Counts (Sync-SpottMirror $db -Full) | Should -Be '1 missing, 1 deleted, 0 restored' -Because 'o4 was absent from both runs that count'
    }
}

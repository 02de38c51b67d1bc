BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    function Move-Deal {
        # Puts an opportunity into another stage, now.
        param([string] $Id, [string] $Stage, [string] $Name, [int] $Order = 2)
        $item = $account.Server.Item($Id)
        $item.StageId, $item.StageName, $item.StageOrder, $item.ModifiedAt = $Stage, $Name, $Order, $account.Server.Now
    }

    function Get-StayText { param([object[]] $Stay) foreach ($one in $Stay) { "$($one.OpportunityId) $($one.StageName) $($one.IsEntryKnown) $($one.IsCurrent)" } }
}

Describe 'Get-SpottStageHistory' {
    BeforeEach {
        $account = New-MirrorAccount -Count 3
        $db = New-MirrorPath
    }
    AfterEach { if (Test-Path $db) { $null = Get-SpottMirror $db -Verify } }

    It 'gives what the first full run found as a stay of which nobody knows the begin' {
        $first = Sync-SpottMirror $db
        $stays = Get-SpottStageHistory $db
        Get-StayText $stays | Should -Be 'o1 Lead False True', 'o2 Lead False True', 'o3 Lead False True'
        $stays[0].EnteredAt | Should -Be $first.CompletedAt
        $stays[0].EnteredAt.Kind | Should -Be 'Local'
        $stays[0].EnteredNotBefore | Should -BeNullOrEmpty
        $stays[0].LeftAt | Should -BeNullOrEmpty
        $stays[0].OpportunityName, $stays[0].CompanyName, $stays[0].StageId, $stays[0].StageOrder, $stays[0].StageIsOpen | Should -Be 'Deal o1', 'Acme', 's1', 1, $true
        $spent = (Get-Date) - $first.CompletedAt
        $stays[0].Duration.TotalSeconds | Should -BeGreaterThan 0
        [math]::Abs(($spent - $stays[0].Duration).TotalMinutes) | Should -BeLessThan 1
    }

    It 'gives each move, oldest first, with the order of a stage that nobody is in any more' {
        $first = Sync-SpottMirror $db
        Step-Account 60
        Move-Deal o2 s2 'Offer' 7
        $second = Sync-SpottMirror $db
        Step-Account 30
        Move-Deal o2 s3 'Won' 9
        $third = Sync-SpottMirror $db
        $stays = @(Get-SpottStageHistory $db -Id o2, nobody, nobody -ErrorAction SilentlyContinue -ErrorVariable unknown)
        "$($unknown.FullyQualifiedErrorId) $unknown" | Should -BeLike "Spott.MirrorIdNotFound,* The mirror '$db' has no opportunity with the id 'nobody', now or before; look for the id in *"
        Get-StayText $stays | Should -Be 'o2 Lead False False', 'o2 Offer True False', 'o2 Won True True'
        $stays[1].StageOrder | Should -Be 7
        $stays[0].LeftAt, $stays[1].EnteredAt | Should -Be $second.CompletedAt, $second.CompletedAt
        $stays[1].EnteredNotBefore | Should -Be $first.StartedAt
        $stays[1].LeftAt | Should -Be $third.CompletedAt
        $stays[1].Duration | Should -Be ($third.CompletedAt - $second.CompletedAt)
        Get-StayText (Get-SpottStageHistory $db -Id o2 -Current) | Should -Be 'o2 Won True True'
        @(Get-SpottStageHistory $db).Count | Should -Be 5
        @(Get-SpottStageHistory $db -Current).Count | Should -Be 3
    }

    It 'begins with the creation of one that came later, or with the run that saw it where that is not told' {
        $first = Sync-SpottMirror $db
        Step-Account 60
        $created = $account.Server.Now.AddMinutes(-20)
        $null = $account.Server.Add('told')
        $account.Server.Item('told').Extra['createdAt'] = '{"createdAt":"' + $created.UtcDateTime.ToString('yyyy-MM-ddTHH:mm:ss.fffZ') + '"}'
        $null = $account.Server.Add('ahead')
        $account.Server.Item('ahead').Extra['createdAt'] = '{"createdAt":"2099-01-01T00:00:00.000Z"}'
        $null = $account.Server.Add('untold')
        $second = Sync-SpottMirror $db -Full
        Step-Account 60
        Move-Deal told s2 'Offer'
        $third = Sync-SpottMirror $db
        $told = @(Get-SpottStageHistory $db -Id told)
        Get-StayText $told | Should -Be 'told Lead True False', 'told Offer True True'
        $told[0].EnteredAt.ToUniversalTime() | Should -Be $created.UtcDateTime
        $told[0].EnteredNotBefore.ToUniversalTime() | Should -Be $created.UtcDateTime
        $told[0].Duration | Should -Be ($third.CompletedAt - $created.LocalDateTime)
        foreach ($id in 'untold', 'ahead') {
            $stay = Get-SpottStageHistory $db -Id $id
            $stay.EnteredAt, $stay.EnteredNotBefore | Should -Be $second.CompletedAt, $first.StartedAt -Because $id
        }
    }

    It 'ends with a deletion and begins anew with what is there again, once, in the stage that it came back in' {
        $null = Sync-SpottMirror $db
        $item = $account.Server.Item('o1')
        $null = $account.Server.Items.Remove($item)
        Step-Account 60
        $null = Sync-SpottMirror $db -Full
        Step-Account 60
        $deleted = Sync-SpottMirror $db -Full
        $deleted.DeletedCount | Should -Be 1
        $gone = Get-SpottStageHistory $db -Id o1
        $gone.LeftAt, $gone.IsCurrent | Should -Be $deleted.CompletedAt, $false
        @(Get-SpottStageHistory $db -Current).Count | Should -Be 2
        Step-Account 60
        $account.Server.Items.Add($item)
        Move-Deal o1 s2 'Offer'
        $back = Sync-SpottMirror $db -Full
        $stays = @(Get-SpottStageHistory $db -Id o1)
        Get-StayText $stays | Should -Be 'o1 Lead False False', 'o1 Offer True True'
        $stays[1].EnteredAt | Should -Be $back.CompletedAt
        Step-Account 60
        Move-Deal o1 s3 'Won'
        $null = Sync-SpottMirror $db
        Get-StayText (Get-SpottStageHistory $db -Id o1) | Should -Be 'o1 Lead False False', 'o1 Offer True False', 'o1 Won True True'
    }

    It 'calls a renamed stage as it is called now, and says null of none' {
        $null = Sync-SpottMirror $db
        Step-Account 60
        $account.Server.Item('o3').StageName = $account.Server.Item('o3').StageId = [NullString]::Value
        foreach ($id in 'o1', 'o2') { $account.Server.Item($id).StageName = 'New lead' }
        $null = Sync-SpottMirror $db -Full
        $stays = Get-SpottStageHistory $db -Id o3
        $stays.StageName | Should -Be 'New lead', $null
        $stays[1].StageId, $stays[1].StageOrder, $stays[1].StageIsOpen | Should -Be $null, $null, $null
    }

    It 'says that a mirror without a complete full run knows of no stay' {
        $account.Server.SendsMalformedItem = $true
        $null = Sync-SpottMirror $db -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $failure = Get-Failure { Get-SpottStageHistory $db }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorTooYoung,*'
        (Get-Failure { Get-SpottStageHistory (New-MirrorPath) }).FullyQualifiedErrorId | Should -BeLike 'Spott.MirrorNotFound,*'
    }

    It 'is a table that fits, and never shorter than the mirror''s own clock' {
        $account = New-MirrorAccount -Count 1
        $account.Server.Now = [datetimeoffset]::UtcNow.AddDays(30)
        $clock = [Spott.Fakes.FakeClock]::new($account.Server.Now)
        $null = Connect-Fake -Handler $account.Handler -Clock $clock
        $null = Sync-SpottMirror $db
        $account.Server.Now = $account.Server.Now.AddDays(2)
        $clock.Advance([timespan]::FromDays(2))
        $null = Sync-SpottMirror $db -Full
        (Get-SpottStageHistory $db).Duration | Should -Be ([timespan]::FromDays(2))
        $shown = Get-SpottStageHistory $db | Format-Table | Out-String -Width 80
        $shown | Should -Match 'EnteredAt\s+OpportunityName\s+StageName\s+LeftAt\s+Days\s+Known'
        $shown | Should -BeLike "*$('{0:g}' -f @(Get-SpottStageHistory $db)[0].EnteredAt)*" -Because 'the hour says more than the day'
        $shown | Should -Match ('Deal o1\s+Lead\s.*\s' + [regex]::Escape('{0:0.0}' -f 2) + '\s+False')
        foreach ($width in 80, 120) {
            $heads = @((Get-SpottStageHistory $db | Format-Table | Out-String -Width $width) -replace '\x1b\[[0-9;]*m' -split '\r?\n' -match '^EnteredAt')[0].TrimEnd()
            $heads | Should -BeLike '*Known'
            $heads.Length | Should -Be ($width) -Because 'the name has what the others leave'
        }
    }
}

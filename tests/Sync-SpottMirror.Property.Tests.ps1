BeforeDiscovery {
    # SPOTT_MIRROR_SEEDS=n tests n histories, for a search that takes as long as somebody likes.
    $seeds = if ($env:SPOTT_MIRROR_SEEDS) { 1..[int] $env:SPOTT_MIRROR_SEEDS } else { 1..12 }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1
}

Describe 'A mirror after a random history' {
    It 'knows what an independent model knows: every -AsOf and every change, seed <_>' -ForEach $seeds {
        $account = New-MirrorAccount -Count 0
        $db = New-MirrorPath
        $history = [Spott.Fakes.MirrorHistory]::new($_, $account.Server)
        $model = [Spott.Fakes.MirrorModel]::new()
        $runs = [System.Collections.Generic.List[object]]::new()
        foreach ($step in 1..25) {
            if ($step -gt 1) { Step-Account 720; $history.Step() }
            $parameters = @{ Full = $history.IsFull; AllowMassDeletion = $history.AllowsMassDeletion }
            try {
                $run = Sync-SpottMirror $db @parameters -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
                $model.Apply($run.Kind -eq 'Full', $run.Status -eq 'Complete', $history.AllowsMassDeletion, $account.Server.Sent)
            } catch {
                $_.FullyQualifiedErrorId | Should -Match '^Spott\.(Forbidden|Protocol)'
                $run = (Get-SpottMirror $db).Runs[-1]
                $run.Status | Should -Be 'Failed'
                $model.Fail()
            }
            $runs.Add($run)
        }

        $null = Get-SpottMirror $db -Verify
        $isKnown = $false
        foreach ($run in $runs) {
            $isKnown = $isKnown -or ($run.Kind -eq 'Full' -and $run.Status -eq 'Complete')
            if (-not $isKnown) { continue }
            $kept = foreach ($item in Get-SpottOpportunity -MirrorPath $db -AsOf $run.CompletedAt) { [Spott.Fakes.MirrorText]::Of($item) }
            $expected = foreach ($item in $model.AsOf($run.Number).Values) { [Spott.Fakes.MirrorText]::Of($item) }
            @($kept | Sort-Object -CaseSensitive) -join "`n" | Should -BeExactly (@($expected | Sort-Object -CaseSensitive) -join "`n") -Because "of run $($run.Number)"
        }
        $isKnown | Should -BeTrue

        $startOf = @{}
        foreach ($run in $runs) { $startOf[$run.StartedAt.Ticks] = $run.Number }
        $changes = foreach ($change in Get-SpottChange $db) {
            $notBefore = if ($change.NotBefore) { $startOf[$change.NotBefore.Ticks] }
            [Spott.Fakes.MirrorText]::Of($change, $notBefore)
        }
        $difference = Compare-Object @($model.Changes) @($changes) -CaseSensitive | ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" }
        $difference -join "`n" | Should -BeNullOrEmpty
        # What is kept ready of the last days is what the versions say.
        [long] (Invoke-MirrorSql $db 'SELECT count(*) FROM change_recent') | Should -BeGreaterThan 0
        $ready = Get-SpottChange $db | ConvertTo-Json -Depth 5
        Invoke-MirrorSql $db 'DELETE FROM change_recent; SELECT 1'
        Get-SpottChange $db | ConvertTo-Json -Depth 5 | Should -BeExactly $ready
        $model.Changes.Count | Should -BeGreaterThan 10 -Because 'a history in which nothing happens proves nothing'
    }
}

BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Three runs from one checkpoint over a real server' {
    It 'miss nothing although the server''s clock is <Minutes> minutes off, and ask from the first response''s date less the overlap' -ForEach @(@{ Minutes = 7 }, @{ Minutes = -7 }) {
        $server = [Spott.Fakes.OpportunityServer]::new(137)
        $clock = $server.Clock = [Spott.Fakes.FakeClock]::new([datetimeoffset]::UtcNow.AddMinutes($Minutes))
        $loopback = [Spott.Fakes.LoopbackServer]::new($server)
        try {
            Connect-Fake -Server $loopback | Out-Null
            $checkpoint = Join-Path $TestDrive "state$Minutes.json"
            $firstOfRun = @()
            # What is known of each item, as a consumer that upserts by id knows it: the run that brought it last.
            $known = @{}
            $changed = 0
            foreach ($run in 1..3) {
                $firstOfRun += $loopback.RequestCount
                $isFirst = $true
                Get-SpottOpportunity -CheckpointPath $checkpoint -WarningVariable +warnings | ForEach-Object {
                    $known[$_.Id] = $run
                    if ($isFirst) {
                        # Changed while the run is on, behind its back: a new item comes in it or in the next one, an old one in the next one.
                        $isFirst = $false
                        $clock.Advance([timespan]::FromSeconds(90))
                        $server.Upsert(1, $clock.GetUtcNow())
                        $server.Upsert(1000 + $run, $clock.GetUtcNow())
                    }
                }
                Save-SpottCheckpoint -Path $checkpoint
                # Between the runs: within the overlap, just outside it, and a day later.
                foreach ($wait in [timespan]::FromMinutes(4), [timespan]::FromMinutes(6), [timespan]::FromDays(1)) {
                    $clock.Advance($wait)
                    $server.Upsert(++$changed + 10, $clock.GetUtcNow())
                    $server.Upsert(2000 + $changed, $clock.GetUtcNow())
                }
            }
            $warnings | Should -BeNullOrEmpty
            $id = { [Spott.Fakes.OpportunityJson]::Id($args[0]) }
            # Everything there was when the third run began, and everything changed by then since the second began, came in the third.
            foreach ($index in 1..137 + 1001, 1002 + 2001..2006) { $known.ContainsKey((& $id $index)) | Should -BeTrue -Because "item $index was there" }
            foreach ($index in 1, 14, 15, 16, 1002, 2004, 2005, 2006) { $known[(& $id $index)] | Should -Be 3 -Because "item $index was changed after the second run began" }
            foreach ($index in 11, 12, 13, 1001, 2001, 2002, 2003) { $known[(& $id $index)] | Should -BeGreaterOrEqual 2 -Because "item $index was changed after the first run began" }

            $loopback.Requests[$firstOfRun[0]].Value('modifiedSince') | Should -BeNullOrEmpty
            foreach ($run in 1, 2) {
                $date = [datetimeoffset]::ParseExact($loopback.Requests[$firstOfRun[$run - 1]].Answer.Header('Date'), 'R', [cultureinfo]::InvariantCulture)
                $expected = $date.AddMinutes(-5).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", [cultureinfo]::InvariantCulture)
                $loopback.Requests[$firstOfRun[$run]].Value('modifiedSince') | Should -Be $expected
            }
        } finally {
            $loopback.Dispose()
        }
    }
}

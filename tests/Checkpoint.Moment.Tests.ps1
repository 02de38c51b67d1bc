BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/Checkpoints.ps1
}

Describe 'The moment that a checkpoint remembers' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid().ToString('N')))).FullName
        $checkpoint = Join-Path $folder 'state.json'
    }

    It 'goes by the date of the first response, though the run goes on for hours' {
        $account = New-Account -Count 120
        Invoke-SavedRun | ForEach-Object { $account.Clock.Advance([timespan]::FromMinutes(1)) }
        (Read-Checkpoint).watermark | Should -Be '2026-06-01T12:00:00.000Z'
    }

    It 'goes by the date of a first response that was a failure' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $handler = [Spott.Fakes.ScriptedHandler]::new()
        $handler.Enqueue([Spott.Fakes.Answer]::Error(503, 'later', 'r1').WithDate('2026-06-01T12:00:00Z'), [Spott.Fakes.Answer]::Page([string[]]@()).WithDate('2026-06-01T13:00:00Z')) | Out-Null
        Connect-Fake -Handler $handler -Clock $clock | Out-Null
        Invoke-SavedRun
        (Read-Checkpoint).watermark | Should -Be '2026-06-01T12:00:00.000Z'
    }

    It 'takes this machine''s clock, and warns, when the first response has no date' {
        $local = [Spott.Fakes.FakeClock]::new('2026-06-01T12:34:56Z')
        $handler = [Spott.Fakes.ScriptedHandler]::Pages(2, 1)
        Connect-Fake -Handler $handler -Clock $local | Out-Null
        # Only the wall clock goes on: the second page is on its way, and its timeout is not to strike.
        Get-SpottOpportunity -CheckpointPath $checkpoint -WarningVariable warnings -WarningAction SilentlyContinue | ForEach-Object { $local.SetUtcNow($local.GetUtcNow().AddHours(1)) }
        Save-SpottCheckpoint -Path $checkpoint
        $warnings | Should -BeLike '*no date*this machine''s clock*'
        (Read-Checkpoint).watermark | Should -Be '2026-06-01T12:34:56.000Z'
    }

    It 'takes the first page''s date when the first answer has none' {
        $local = [Spott.Fakes.FakeClock]::new('2026-06-01T18:34:56Z')
        $handler = [Spott.Fakes.ScriptedHandler]::new().Enqueue([Spott.Fakes.Answer]::Html(503), [Spott.Fakes.Answer]::Page([string[]]@()).WithDate('2026-06-01T15:00:00Z'))
        Connect-Fake -Handler $handler -Clock $local | Out-Null
        Get-SpottOpportunity -CheckpointPath $checkpoint -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -Not -BeLike '*this machine''s clock*'
        Save-SpottCheckpoint -Path $checkpoint
        (Read-Checkpoint).watermark | Should -Be '2026-06-01T15:00:00.000Z'
    }

    It 'believes no gateway whose clock is ahead (<Ahead> h), and loses no change by it' -ForEach @(@{ Ahead = 3 }, @{ Ahead = 24 }) {
        $now = [datetimeoffset]'2026-06-01T12:00:00Z'
        $handler = [Spott.Fakes.ScriptedHandler]::new()
        $page = [Spott.Fakes.Answer]::Page([string[]]@())
        $null = $handler.Enqueue([Spott.Fakes.Answer]::Error(503, 'gateway', 'r1').WithDate($now.AddHours($Ahead)), $page.WithDate($now), $page.WithDate($now.AddHours(1)))
        Connect-Fake -Handler $handler -Clock ([Spott.Fakes.FakeClock]::new($now)) | Out-Null
        1..2 | ForEach-Object { Get-SpottOpportunity -CheckpointPath $checkpoint -WarningVariable +warnings -WarningAction SilentlyContinue; Save-SpottCheckpoint $checkpoint }
        Get-Sent @{ Handler = $handler } | Should -Be $null, $null, '2026-06-01T11:55:00.000Z'
        $warnings | Should -Not -BeLike '*clock*'
    }

    It 'goes by this machine''s clock, and warns, where only a first answer that is no page has a date, and a later one' {
        $local = [Spott.Fakes.FakeClock]::new('2026-06-01T12:34:56Z')
        $handler = [Spott.Fakes.ScriptedHandler]::new().Enqueue([Spott.Fakes.Answer]::Error(503, 'gateway', 'r1').WithDate('2026-06-01T15:00:00Z'), [Spott.Fakes.Answer]::Page([string[]]@()))
        Connect-Fake -Handler $handler -Clock $local | Out-Null
        Get-SpottOpportunity -CheckpointPath $checkpoint -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings -like '*no date*this machine''s clock*' | Should -Not -BeNullOrEmpty
        Save-SpottCheckpoint -Path $checkpoint
        (Read-Checkpoint).watermark | Should -Be '2026-06-01T12:34:56.000Z'
    }

    It 'asks from the older moment, and warns, when the checkpoint is in the future of the server''s clock' {
        $account = New-Account -Count 120
        Invoke-SavedRun | Out-Null
        # The server's clock was ten days ahead, and was put right; what was changed before that bears a date of the future.
        $account.Clock.SetUtcNow('2026-05-22T12:00:00Z')
        $account.Server.Upsert(7, $account.Clock.GetUtcNow())
        $found = Get-SpottOpportunity -CheckpointPath $checkpoint -WarningVariable warnings -WarningAction SilentlyContinue
        Save-SpottCheckpoint -Path $checkpoint
        $found.Id | Should -Be ([Spott.Fakes.OpportunityJson]::Id(7))
        $warnings | Should -BeLike '*later than the clock of this run*older*'
        (Get-Sent $account)[-2, -1] | Should -Be '2026-06-01T11:55:00.000Z', '2026-05-22T11:55:00.000Z'
        (Read-Checkpoint).watermark | Should -Be '2026-05-22T12:00:00.000Z'
    }

    It 'writes nothing twice when it asks again from an older moment' {
        $account = New-Account -Count 120
        Invoke-SavedRun | Out-Null
        1..120 | ForEach-Object { $account.Server.Upsert($_, [datetimeoffset]'2026-06-02T00:00:00Z') }
        $account.Clock.SetUtcNow('2026-05-22T12:00:00Z')
        $found = Get-SpottOpportunity -CheckpointPath $checkpoint -WarningAction SilentlyContinue -InformationVariable line
        $found.Count | Should -Be 120
        @($found.Id | Select-Object -Unique).Count | Should -Be 120
        $line | Should -BeLike '*120 items, 3 pages, 4 requests*'
    }

    It 'is content with a server whose clock stands still' {
        $account = New-Account
        1..2 | ForEach-Object { Get-SpottOpportunity -CheckpointPath $checkpoint -WarningVariable +warnings | Out-Null; Save-SpottCheckpoint $checkpoint }
        $warnings | Should -BeNullOrEmpty
        $account.Handler.RequestCount | Should -Be 2
    }
}

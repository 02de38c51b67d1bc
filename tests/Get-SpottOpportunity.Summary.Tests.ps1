BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'The line that Get-SpottOpportunity leaves for a log' {
    It 'says what was done, with -InformationAction Continue alone, and that it was complete' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $items = [Spott.Fakes.OpportunityJson]::Items(1, 60)
        $handler = [Spott.Fakes.ScriptedHandler]::new().Enqueue(
            [Spott.Fakes.Answer]::Page($items[0..49], 'c1'),
            [Spott.Fakes.Answer]::Error(429, 'slow down', 'r1').WithRetryAfter(7),
            [Spott.Fakes.Answer]::Page($items[50..59]))
        Connect-Fake -Handler $handler -Clock $clock | Out-Null
        $shown = Get-SpottOpportunity -InformationAction Continue -WarningAction SilentlyContinue 6>&1 | Where-Object { $_ -is [System.Management.Automation.InformationRecord] }
        # Jitter lengthens the wait by up to a tenth.
        "$shown" | Should -Match '^Get-SpottOpportunity: 60 items, 2 pages, 3 requests, 1 retry, 7\.\d s throttled, 7\.\d s elapsed, complete\.$'
        $shown.Tags | Should -Be 'Spott'
    }

    It 'counts one run, not the connection' {
        Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(3)) | Out-Null
        1..2 | ForEach-Object { Get-SpottOpportunity -InformationVariable line | Out-Null; "$line" } | Should -BeLike '*: 3 items, 1 page, 1 request, 0 retries, 0.0 s throttled, *'
    }

    It 'says what was asked for: everything, since when, or for the first time' {
        $server = [Spott.Fakes.OpportunityServer]::new(3)
        Connect-Fake -Handler $server | Out-Null
        $since = [datetimeoffset] '2026-01-31T08:30:00Z'
        $moment = [regex]::Escape($since.ToLocalTime().ToString('yyyy-MM-dd HH:mm:ss zzz', [cultureinfo]::InvariantCulture))
        $state = "$TestDrive/$([guid]::NewGuid()).json"
        Get-SpottOpportunity -InformationVariable all | Out-Null
        Get-SpottOpportunity -ModifiedSince $since -InformationVariable some | Out-Null
        Get-SpottOpportunity -CheckpointPath $state -ModifiedSince $since -InformationVariable first | Out-Null
        Save-SpottCheckpoint $state
        Get-SpottOpportunity -CheckpointPath $state -InformationVariable next | Out-Null
        "$all" | Should -BeLike 'Get-SpottOpportunity: 3 items, *'
        "$some" | Should -Match "^Get-SpottOpportunity, modified since ${moment}: \d items?, "
        "$first" | Should -Match "^Get-SpottOpportunity, first run of the checkpoint, modified since ${moment}: "
        "$next" | Should -Match '^Get-SpottOpportunity, modified since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d: '
    }

    It 'is the same in a culture with another decimal sign' {
        $was = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(1)) | Out-Null
            Get-SpottOpportunity -InformationVariable line | Out-Null
            "$line" | Should -BeLike '*, 0.0 s throttled, *'
        } finally {
            [cultureinfo]::CurrentCulture = $was
        }
    }

    It 'says that a run was not complete (<Why>)' -ForEach @(
        @{ Why = 'a page failed'; Second = { [Spott.Fakes.Answer]::Error(401, 'no', 'r1') }; Says = '*: 1 item, 1 page, 2 requests, 0 retries, *, not complete.' }
        @{ Why = 'an item was malformed'; Second = { [Spott.Fakes.Answer]::Page([string[]]@('{}')) }; Says = '*: 1 item, 2 pages, 2 requests, 0 retries, *, not complete.' }
    ) {
        $handler = [Spott.Fakes.ScriptedHandler]::new().Enqueue([Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 1), 'c1'), (& $Second))
        Connect-Fake -Handler $handler | Out-Null
        try { Get-SpottOpportunity -InformationVariable line -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Out-Null } catch { $_ | Should -Not -BeNullOrEmpty }
        @($line).Count | Should -Be 1
        "$line" | Should -BeLike $Says
    }
}

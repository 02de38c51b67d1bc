BeforeDiscovery {
    $zones = @(
        @{ Zone = 'Europe/Berlin' }
        @{ Zone = 'America/Los_Angeles' }
        @{ Zone = 'Pacific/Auckland' }
    )
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    # Local wall time, zone, and the moment by hand (UTC).
    $moments = @{
        'Europe/Berlin'       = [ordered]@{
            '2026-01-15'                 = '2026-01-14T23:00:00.000Z'
            '2026-07-01T08:30'           = '2026-07-01T06:30:00.000Z'
            '2026-07-01 08:30:15'        = '2026-07-01T06:30:15.000Z'
            '2026-01-15T08:30:15.1239'   = '2026-01-15T07:30:15.123Z'
            # 02:00 to 03:00 comes twice that night: the earlier one, so that nothing is missed.
            '2026-10-25T02:30'           = '2026-10-25T00:30:00.000Z'
            '2026-10-25T03:00'           = '2026-10-25T02:00:00.000Z'
        }
        'America/Los_Angeles' = [ordered]@{
            '2026-01-15'                 = '2026-01-15T08:00:00.000Z'
            '2026-07-01T08:30'           = '2026-07-01T15:30:00.000Z'
            '2026-07-01 08:30:15'        = '2026-07-01T15:30:15.000Z'
            '2026-01-15T08:30:15.1239'   = '2026-01-15T16:30:15.123Z'
            '2026-11-01T01:30'           = '2026-11-01T08:30:00.000Z'
            '2026-11-01T02:00'           = '2026-11-01T10:00:00.000Z'
        }
        'Pacific/Auckland'    = [ordered]@{
            '2026-01-15'                 = '2026-01-14T11:00:00.000Z'
            '2026-07-01T08:30'           = '2026-06-30T20:30:00.000Z'
            '2026-07-01 08:30:15'        = '2026-06-30T20:30:15.000Z'
            '2026-01-15T08:30:15.1239'   = '2026-01-14T19:30:15.123Z'
            '2026-04-05T02:30'           = '2026-04-04T13:30:00.000Z'
            '2026-04-05T03:00'           = '2026-04-04T15:00:00.000Z'
        }
    }

    # Runs in a shell whose zone is another one; each check in four cultures.
    $script = @'
param($Common, $Moments)
. $Common
$sent = {
    param($since)
    $handler = [Spott.Fakes.ScriptedHandler]::Pages(0)
    $null = Connect-Fake -Handler $handler
    Get-SpottOpportunity -ModifiedSince $since -WarningAction SilentlyContinue
    $handler.Requests[0].RawQuery -replace '^limit=50&modifiedSince=' -replace '%3A', ':'
}
$result = [ordered]@{ Zone = [TimeZoneInfo]::Local.Id; Offset = [TimeZoneInfo]::Local.BaseUtcOffset.TotalHours; Cultures = [ordered]@{} }
foreach ($name in 'th-TH', 'fi-FI', 'de-DE', 'en-US') {
    $culture = [cultureinfo]::GetCultureInfo($name)
    [cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = [cultureinfo]::DefaultThreadCurrentCulture = $culture
    $result.Cultures[$name] = [ordered]@{ Culture = [cultureinfo]::CurrentCulture.Name }
    foreach ($text in $Moments.Split('|')) {
        $date = [datetime]::Parse($text, [cultureinfo]::InvariantCulture)
        $result.Cultures[$name][$text] = @(
            & $sent $text
            & $sent $date
            & $sent ([datetime]::SpecifyKind($date, 'Local'))
        ) -join ' '
    }
    $result.Cultures[$name].Zoned = @(
        & $sent '2026-07-01T08:30:00Z'
        & $sent '2026-07-01T08:30:00.0009999Z'
        & $sent '2026-07-01T08:30+02:00'
        & $sent '2026-07-01 08:30:00-09:30'
        & $sent ([datetime]::new(2026, 7, 1, 8, 30, 0, 0, [DateTimeKind]::Utc))
        & $sent ([datetimeoffset]::new(2026, 7, 1, 8, 30, 0, [timespan]::FromHours(2)))
        & $sent ([datetime]::MinValue)
        & $sent ([datetime]::MaxValue)
    ) -join ' '
}
$result | ConvertTo-Json -Depth 4 -Compress
'@
}

# The zone is a variable of the environment, which Windows does not heed.
Describe 'Get-SpottOpportunity -ModifiedSince in <Zone>' -Skip:$IsWindows -ForEach $zones {
    BeforeAll {
        $run = Invoke-ChildShell -Script $script -ArgumentList "$PSScriptRoot/common.ps1", ($moments[$Zone].Keys -join '|') -Environment @{ TZ = $Zone }
        $run.Err | Should -BeNullOrEmpty
        $facts = $run.Out.Trim() | ConvertFrom-Json -AsHashtable -DateKind String
    }

    It 'runs in that zone' {
        $facts.Zone | Should -BeExactly $Zone
        $facts.Offset | Should -Not -Be 0
    }

    It 'sends the same moment for text, a date without a zone and a local date, in <_>' -ForEach 'th-TH', 'fi-FI', 'de-DE', 'en-US' {
        $facts.Cultures[$_].Culture | Should -BeExactly $_
        foreach ($wall in $moments[$Zone].Keys) {
            $parts = $facts.Cultures[$_][$wall] -split ' '
            $parts.Count | Should -Be 3
            $parts[0] | Should -BeExactly $moments[$Zone][$wall] -Because "the text $wall"
            $parts[1] | Should -BeExactly $moments[$Zone][$wall] -Because "the date $wall"
            if ($wall -notin '2026-10-25T02:30', '2026-11-01T01:30', '2026-04-05T02:30') { $parts[2] | Should -BeExactly $moments[$Zone][$wall] -Because "the local date $wall" }
        }
    }

    It 'leaves a zone that was given alone, in <_>' -ForEach 'th-TH', 'fi-FI', 'de-DE', 'en-US' {
        $parts = $facts.Cultures[$_].Zoned -split ' '
        $parts.Count | Should -Be 8
        $parts[0..5] -join ' ' | Should -BeExactly (
            '2026-07-01T08:30:00.000Z', '2026-07-01T08:30:00.000Z', '2026-07-01T06:30:00.000Z', '2026-07-01T18:00:00.000Z',
            '2026-07-01T08:30:00.000Z', '2026-07-01T06:30:00.000Z' -join ' ')
        # "Always" and "never": the calendar's ends do not fail where the zone would shift them beyond.
        $parts[6] | Should -Match '^0001-01-01T'
        $parts[7] | Should -Match '^9999-12-3[01]T'
    }
}

Describe 'Get-SpottOpportunity -ModifiedSince' {
    BeforeEach {
        $handler = [Spott.Fakes.ScriptedHandler]::Pages(0)
        $null = Connect-Fake -Handler $handler -Clock ([Spott.Fakes.FakeClock]::new([datetimeoffset]::new(2026, 1, 15, 12, 0, 0, [timespan]::Zero)))
    }

    It 'keeps one of two equal local times apart when it came from a moment' {
        $summer = [datetimeoffset]::new(2026, 10, 25, 0, 30, 0, [timespan]::Zero)

        Get-SpottOpportunity -ModifiedSince $summer.LocalDateTime -WarningAction SilentlyContinue

        $handler.Requests[0].Value('modifiedSince') | Should -BeExactly '2026-10-25T00:30:00.000Z'
    }

    It 'refuses <_>, which reads differently in different places' -ForEach @(
        '01/02/2026', '1.2.2026', '2026/01/02', '2026-1-2', '20260102', 'yesterday', '', ' ', '08:30', '2026-01-02T25:00', '2026-02-30', '2569-01-02T08:30:00 PM', '2026-01-02T08:30:00+2', '2026-01-02T08.30.00'
    ) {
        { Get-SpottOpportunity -ModifiedSince $_ } | Should -Throw -ErrorId 'Parameter*' -ExpectedMessage '*ISO 8601*'
        $handler.RequestCount | Should -Be 0
    }

    It 'refuses a <Name>' -ForEach @(
        @{ Name = 'number'; Value = 638000000000000000 }
        @{ Name = 'time span'; Value = [timespan]::FromDays(7) }
        @{ Name = 'list'; Value = @('2026-01-01', '2026-01-02') }
    ) {
        { Get-SpottOpportunity -ModifiedSince $Value } | Should -Throw -ErrorId 'Parameter*'
        $handler.RequestCount | Should -Be 0
    }

    It 'says how to write <Given>, as <Culture> understands it' -ForEach @(
        @{ Given = '31.01.2026'; Culture = 'de-DE'; Meant = '31 January 2026, write 2026-01-31' }
        @{ Given = '31.01.2026 08:30'; Culture = 'de-DE'; Meant = '31 January 2026 08:30:00, write 2026-01-31T08:30:00' }
        @{ Given = '31.01.2026'; Culture = 'en-US'; Meant = '31 January 2026, write 2026-01-31' }
        @{ Given = '01.02.2026'; Culture = 'en-US'; Meant = '1 February 2026, write 2026-02-01' }
        @{ Given = '01/02/2026'; Culture = 'en-US'; Meant = '2 January 2026, write 2026-01-02' }
        @{ Given = '01/02/2026'; Culture = 'en-GB'; Meant = '1 February 2026, write 2026-02-01' }
    ) {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $Culture
            $failure = Get-Failure { Get-SpottOpportunity -ModifiedSince $Given }
        } finally {
            [cultureinfo]::CurrentCulture = $before
        }
        "$failure" | Should -BeLike "*'ModifiedSince'. '$Given' is not a date in the form year-month-day (ISO 8601). Other forms read differently in different countries. If you mean $Meant."
    }

    It 'says what to give in place of what is no date: <Given>' -ForEach @(
        @{ Given = 'last week'; Says = "*'last week' is not a date in the form year-month-day (ISO 8601). Give a date (Get-Date, *" }
        @{ Given = '2026-11-31'; Says = "*'2026-11-31' looks like a date, but there is no such day or time. Give a date (Get-Date, *" }
        @{ Given = '2026-01-02T25:00'; Says = "*'2026-01-02T25:00' looks like a date, but there is no such day or time. Give a date *" }
        @{ Given = '08:30'; Says = "*'08:30' is not a date in the form *. Give a date (Get-Date, *" }
        @{ Given = 7; Says = '*A value of the type Int32 is not a date. Give a date (Get-Date, *' }
        @{ Given = "a`e[31m" + 'b' * 100; Says = "*'a?``[31mbbb*b…' is not a date in the form *" }
    ) {
        "$(Get-Failure { Get-SpottOpportunity -ModifiedSince $Given })" | Should -BeLike $Says
    }

    It 'warns about a moment in the future, and asks all the same' {
        $warnings = $null
        Get-SpottOpportunity -ModifiedSince '2026-01-15T12:00:01Z' -WarningVariable warnings -WarningAction SilentlyContinue

        $warnings.Count | Should -Be 1
        # The one style of a time that a person reads: local, and how far that is from UTC.
        $warnings[0] | Should -Match '^-ModifiedSince is in the future \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d\): '
        $handler.RequestCount | Should -Be 1
    }

    It 'warns with a date that every culture reads alike' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'th-TH'
            $warnings = $null
            Get-SpottOpportunity -ModifiedSince '2026-03-01T12:00:00' -WarningVariable warnings -WarningAction SilentlyContinue
        } finally { [cultureinfo]::CurrentCulture = $before }

        $warnings[0] | Should -BeLike '*2026-03-01 12:00:00*'
    }

    It 'does not warn about now or before' {
        $warnings = $null
        Get-SpottOpportunity -ModifiedSince '2026-01-15T12:00:00Z' -WarningVariable warnings
        $warnings.Count | Should -Be 0
    }

    It 'takes what other commands give: <Name>' -ForEach @(
        @{ Name = 'Get-Date'; Make = { (Get-Date -Year 2025 -Month 1 -Day 8).AddDays(-7) } }
        @{ Name = 'a wrapped date'; Make = { Get-Date '2025-01-01' | Select-Object -First 1 } }
        @{ Name = 'a file''s time'; Make = { (Get-Item -LiteralPath $PSHOME).LastWriteTime } }
        @{ Name = 'a date from JSON'; Make = { ('{"d":"2025-01-01T00:00:00Z"}' | ConvertFrom-Json).d } }
    ) {
        $moment = & $Make
        $null = Connect-Fake -Handler $handler
        Get-SpottOpportunity -ModifiedSince $moment -WarningAction SilentlyContinue

        $handler.Requests[0].Value('modifiedSince') | Should -BeExactly ([datetimeoffset] $moment).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", [cultureinfo]::InvariantCulture)
    }

    It 'gives what was modified at that very moment, and nothing older' {
        # Item n of the fake was modified n minutes after midnight.
        $null = Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(10))

        (Get-SpottOpportunity -ModifiedSince '2026-01-01T00:08:00Z').Id -join ' ' | Should -Be 'opp-000008 opp-000009 opp-000010'
        (Get-SpottOpportunity -ModifiedSince '2026-01-01T00:08:00.001Z').Id -join ' ' | Should -Be 'opp-000009 opp-000010'
    }

    It 'is sent again with each page' {
        $pages = [Spott.Fakes.OpportunityServer]::new(10).AsHandler()
        $null = Connect-Fake -Handler $pages

        @(Get-SpottOpportunity -ModifiedSince '2026-01-01T00:01:30Z' -PageSize 4).Count | Should -Be 9
        $pages.Requests.ForEach({ $_.Value('modifiedSince') }) -join ' ' | Should -Be ((, '2026-01-01T00:01:30.000Z' * 3) -join ' ')
    }
}

BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Get-SpottOpportunity -Verbose' {
    It 'writes one line a request, of nothing but what tells nothing about people or accounts' {
        $handler = [Spott.Fakes.OpportunityServer]::new(5).AsHandler()
        $null = Connect-Fake -Handler $handler

        $lines = @(Get-SpottOpportunity -PageSize 3 -ModifiedSince '2026-01-01T00:00:00Z' -CompanyId co-1, co-2, co-3, co-4, co-5, co-6, co-7 -Verbose 4>&1 |
            Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message)

        $lines.Count | Should -Be 2
        $companies = '&companyIds' * 7
        $lines[0] | Should -Match ('^GET /opportunities\?limit=3&modifiedSince=2026-01-01T00:00:00\.000Z' + $companies + ' -> 200, \d+ ms, [\d,]+ bytes, attempt 1, request id req-1$')
        $lines[1] | Should -Match ('^GET /opportunities\?limit=3&modifiedSince=2026-01-01T00:00:00\.000Z' + $companies + '&cursor -> 200, \d+ ms, [\d,]+ bytes, attempt 1, request id req-2$')
        $bytes = [int] ($lines[0] -replace '.* ms, ([\d,]+) bytes.*', '$1').Replace(',', '')
        $bytes | Should -Be $handler.Requests[0].Answer.Body.Length
    }

    It 'writes a line for each attempt, with what the server asked for' {
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @(
                [Spott.Fakes.Answer]::Error(429, 'slow down', 'r1').WithRetryAfter(3)
                [Spott.Fakes.Answer]::Empty(502)
                [Spott.Fakes.Answer]::Page(@('{"id":"a"}'))))
        $null = Connect-Fake -Handler $handler -Clock ([Spott.Fakes.FakeClock]::new())

        $lines = @(Get-SpottOpportunity -Verbose 4>&1 3>$null | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message | Where-Object { $_ -like 'GET *' })

        $lines.Count | Should -Be 3
        $lines[0] | Should -Match '^GET /opportunities\?limit=50 -> 429, \d+ ms, attempt 1, request id r1, Retry-After 3 s$'
        $lines[1] | Should -Match '^GET /opportunities\?limit=50 -> 502, \d+ ms, attempt 2$'
        $lines[2] | Should -Match '^GET /opportunities\?limit=50 -> 200, \d+ ms, [\d,]+ bytes, attempt 3$'
    }

    It 'never writes the key, a cursor, a company id or a field of an item into any stream' {
        $server = [Spott.Fakes.OpportunityServer]::new(6)
        $handler = $server.AsHandler()
        $null = Connect-Fake -Handler $handler

        $streams = @(Get-SpottOpportunity -PageSize 2 -CompanyId co-2, co-3, co-4 -Verbose -Debug -InformationAction Continue *>&1 | Where-Object { $_ -isnot [Spott.Opportunity] })

        $streams.Count | Should -BeGreaterThan 1
        $cursors = @($handler.Requests.ForEach({ $_.Value('cursor') }) | Where-Object { $_ })
        $cursors.Count | Should -BeGreaterThan 0
        $text = $streams -join "`n"
        foreach ($secret in @($TestKeyText; $cursors; $cursors.ForEach({ [uri]::EscapeDataString($_) }); 'co-2', 'Señor', 'jane.', 'Jane', 'opp-0')) {
            $text.Contains($secret, [StringComparison]::Ordinal) | Should -BeFalse -Because $secret
        }
    }

    It 'writes nothing without -Verbose' {
        $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::Pages(2, 2))

        @(Get-SpottOpportunity *>&1 | Where-Object { $_ -isnot [Spott.Opportunity] -and $_ -isnot [System.Management.Automation.InformationRecord] }).Count | Should -Be 0
    }
}

Describe 'The progress of Get-SpottOpportunity' {
    BeforeAll {
        function Get-Progress {
            # Runs in a PowerShell of its own, whose progress stream can be read, with items that take virtual time.
            param([Spott.Fakes.ScriptedHandler] $Handler, [double] $SecondsAPage)

            $clock = [Spott.Fakes.FakeClock]::new()
            $connection = Connect-Fake -Handler $Handler -Clock $clock
            $shell = [powershell]::Create()
            try {
                $null = $shell.AddScript({
                        param($module, $connection, $clock, $seconds)
                        $ProgressPreference = 'Continue'
                        Import-Module $module
                        Get-SpottOpportunity -Connection $connection -PageSize 1 | ForEach-Object { $clock.Advance([timespan]::FromSeconds($seconds)); $_.Id }
                    }).AddArgument($SpottModule).AddArgument($connection).AddArgument($clock).AddArgument($SecondsAPage)
                $items = $shell.Invoke()
                $shell.HadErrors | Should -BeFalse
                [pscustomobject]@{ Items = $items.Count; Records = @($shell.Streams.Progress | Where-Object Activity -like '*Spott*') }
            } finally {
                $shell.Dispose()
            }
        }
    }

    It 'is silent in a run of less than two seconds' {
        $run = Get-Progress ([Spott.Fakes.ScriptedHandler]::Pages(1, 1, 1, 1)) 0.4

        $run.Items | Should -Be 4
        $run.Records.Count | Should -Be 0
    }

    It 'begins with the second second, counts items and pages, and ends' {
        $run = Get-Progress ([Spott.Fakes.ScriptedHandler]::Pages(1, 1, 1, 1, 1)) 1

        $run.Records[0].StatusDescription | Should -BeExactly '2 items, 2 pages'
        $run.Records[0].PercentComplete | Should -Be -1
        $run.Records[-1].RecordType | Should -Be Completed
        @($run.Records | Where-Object RecordType -eq Processing)[-1].StatusDescription | Should -BeExactly '4 items, 4 pages'
    }

    It 'says one item and one page' {
        (Get-Progress ([Spott.Fakes.ScriptedHandler]::Pages(1, 1, 1)) 3).Records.StatusDescription | Should -Contain '1 item, 1 page'
    }

    It 'has at most five updates a second' {
        $run = Get-Progress ([Spott.Fakes.ScriptedHandler]::Pages(@(1) * 60)) 0.05

        # 60 pages in three seconds: the first two are silent, the third has five updates.
        $run.Items | Should -Be 60
        @($run.Records | Where-Object RecordType -eq Processing).Count | Should -BeIn 4, 5, 6
    }
}

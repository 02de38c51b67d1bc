# Mutants of real pages against another parser's judgement. A failure names seed and number: [Spott.Fakes.PageMutator]::new(seed, pages).Mutant(number).
BeforeAll {
    . $PSScriptRoot/common.ps1

    function Invoke-Mutant {
        # One run of the cmdlet over the server's current mutant: what came, in order, in the oracle's words, and the error that ended it.
        param([object] $Connection)

        $given = [System.Collections.Generic.List[string]]::new()
        $ended = $null
        try {
            Get-SpottOpportunity -Connection $Connection -ErrorAction Continue -WarningAction Ignore 2>&1 | ForEach-Object {
                $thing = if ($_ -is [System.Management.Automation.ErrorRecord]) { $_.TargetObject } else { $_ }
                $given.Add([Spott.Fakes.PageOracle]::Describe($thing))
            }
        } catch {
            $ended = $_
        }
        @{ Given = $given; Error = $ended }
    }
}

Describe 'The reader under mutants' -Tag Slow {
    BeforeAll {
        $harness = Get-EngineHarness ReaderHarness
    }

    It 'gives for each of 24,000 mutants the elements that another parser finds, in order, or refuses the page' {
        $report = $harness::Read(20260601, 0, 24000)
        $counts = $report[-1]
        $report | Select-Object -SkipLast 1 | Should -BeNullOrEmpty

        # The mutants are of all kinds, or the test shows nothing.
        $counts -match '^(\d+) pages, (\d+) no pages, (\d+) malformed items, (\d+) broken ways$' | Should -BeTrue -Because $counts
        $pages, $noPages, $malformed, $broken = 1..4 | ForEach-Object { [int] $Matches[$_] }
        $pages | Should -BeGreaterThan 5000 -Because $counts
        $noPages | Should -BeGreaterThan 5000 -Because $counts
        $malformed | Should -BeGreaterThan 500 -Because $counts
        $broken | Should -BeGreaterThan 100 -Because $counts
    }

    It 'never throws while it scans a mutant for the cursor' {
        $report = $harness::Scan(20260602, 10000)
        $report | Select-Object -SkipLast 1 | Should -BeNullOrEmpty
        # Right guesses are what it is for; wrong ones there must be, or the next test shows nothing.
        $report[-1] -match '^(\d+) right, (\d+) wrong, (\d+) missing$' | Should -BeTrue
        [int] $Matches[1] | Should -BeGreaterThan 5000 -Because $report[-1]
        [int] $Matches[2] | Should -BeGreaterThan 50 -Because $report[-1]
    }
}

Describe 'The masking of an echo' {
    BeforeAll {
        $harness = Get-EngineHarness ReaderHarness

        function Get-Masked([string] $Body, [string] $Key) {
            [System.Text.Encoding]::UTF8.GetString($harness::Mask([System.Text.Encoding]::UTF8.GetBytes($Body), $Key))
        }
    }

    It 'finds a key in whatever way its characters are escaped, and leaves JSON of the same length' {
        $random = [Random]::new(20260604)
        # What writers of JSON escape; a key without any of these is never sent back escaped.
        $escaped = '"\/&''+<>`='
        foreach ($round in 1..500) {
            $key = -join (1..(8 + $random.Next(20)) | ForEach-Object { [char] $random.Next(33, 127) })
            $key = $key.Insert($random.Next($key.Length), $escaped[$random.Next($escaped.Length)])
            $written = -join ($key.ToCharArray() | ForEach-Object {
                $character = $_
                $escape = '\u{0:x4}' -f [int] $character
                switch ($random.Next(3)) {
                    0 { $escape }
                    1 { $escape.ToUpperInvariant().Replace('U', 'u') }
                    2 { if ($character -in '"', '\') { "\$character" } elseif ($character -eq '/') { '\/' } else { $character } }
                }
            })
            $body = "{`"a$written`":[`"\n${written}x`",1],`"b`":`"\\\\$written`"}"
            $masked = Get-Masked $body $key
            $because = "round $round, $body"
            $masked.Length | Should -Be $body.Length -Because $because
            $object = ConvertFrom-Json $masked -AsHashtable
            ConvertTo-Json $object -Compress | Should -Match '^{"a\*{8,}":\["\\n\*{8,}x",1\],"b":"\\{4}\*{8,}"}$' -Because $because
        }
    }

    It 'finds a key of which a writer escapes <_> alone' -ForEach '"', '\', '/', '&', "'", '+', '<', '>', '`', '=' {
        $key = "abcd$($_)efgh"
        $written = 'abcd\u{0:x4}efgh' -f [int] [char] $_
        Get-Masked "{`"a`":`"$written`"}" $key | Should -BeExactly "{`"a`":`"$('*' * $written.Length)`"}"
    }

    It 'takes nothing for the key that is only written like it: <Body>' -ForEach @(
        @{ Key = 'nabcdefgh'; Body = '{"a":"\nabcdefgh"}' }
        @{ Key = 'u0041bcdefgh'; Body = '{"a":"\u0041bcdefgh"}' }
        @{ Key = '41bcdefgh'; Body = '{"a":"\u0041bcdefgh"}' }
        @{ Key = '"a":"bcdefgh'; Body = '{"a":"bcdefgh"}' }
        @{ Key = 'abcdefg+'; Body = '{"a":"abcdefg\u002","b":"abcdefg\u002' }
        @{ Key = 'id'; Body = '{"id":"id"}' }
    ) {
        Get-Masked $Body $Key | Should -BeExactly $Body
    }

    It 'finds a key behind escaped backslashes' {
        Get-Masked '{"a":"\\nabcdefgh"}' 'nabcdefgh' | Should -BeExactly '{"a":"\\*********"}'
    }
}

Describe 'The guard of the origin' {
    It 'lets no key go to <Address>' -ForEach @(
        @{ Address = 'https://api.gospott.com.evil.invalid/opportunities' }
        @{ Address = 'http://api.gospott.com/opportunities' }
        @{ Address = 'https://api.gospott.com:8443/opportunities' }
        @{ Address = 'https://gospott.com/opportunities' }
    ) {
        $harness = Get-EngineHarness ReaderHarness
        $harness::KeySentTo('https://api.gospott.com/', $Address) | Should -BeNullOrEmpty
        $harness::KeySentTo('https://api.gospott.com/', 'https://API.gospott.com:443/opportunities') | Should -Be 'the-key'
    }
}

Describe 'Get-SpottOpportunity under mutants' -Tag Slow {
    It 'writes what a mutant holds and what its cursor leads to, nothing of a wrong guess, and ends in one error where it must' {
        $server = [Spott.Fakes.MutantServer]::new([Spott.Fakes.PageMutator]::new(20260603, [Spott.Fakes.MutationCorpus]::Pages()))
        $connection = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.IResponder] $server)) -With @{ MaxRetryCount = 0 }
        $wrong = foreach ($number in 0..1499) {
            $server.Number = $number
            $run = Invoke-Mutant $connection
            $expected = $server.Expected -join "`n"
            if (($run.Given -join "`n") -cne $expected) {
                "mutant $number gave [$($run.Given -join ' | ')] instead of [$($server.Expected -join ' | ')]"
            }
            $id = if ($run.Error) { $run.Error.FullyQualifiedErrorId -replace ',.*' }
            if ($id -ne $(if ($server.Fails) { 'Spott.Protocol' })) { "mutant $number ended with '$id' ($($run.Error))" }
        }
        $wrong | Select-Object -First 5 | Should -BeNullOrEmpty
    }

    It 'outputs no item of a page that only a decoy of a cursor names: <Name>' -ForEach @(
        @{ Name = 'in an item behind the pagination'; Body = '{"pagination":{"cursor":"true","hasMore":true},"items":[{"id":"0"},{"id":"1","pagination":{"cursor":"decoy","hasMore":true}}]}' }
        @{ Name = 'in an unknown property of the page'; Body = '{"items":[{"id":"0"},{"id":"1"}],"pagination":{"cursor":"true","hasMore":true},"meta":{"pagination":{"cursor":"decoy","hasMore":true}}}' }
        @{ Name = 'as the text of a value'; Body = '{"pagination":{"cursor":"true","hasMore":true},"items":[{"id":"0"},{"id":"1","x":["pagination",{"a":{"cursor":"decoy","hasMore":true}}]}]}' }
        @{ Name = 'in the other shape, further down'; Body = '{"pagination":{"cursor":"true","hasMore":true},"items":[{"id":"0"},{"id":"1","pageInfo":{"nextCursor":"decoy","hasNextPage":true}}]}' }
    ) {
        $asked = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.DecoyServer]::new($Body))
        $connection = Connect-Fake -Handler $asked
        # The look ahead begins with the first item: the second is held until the guess is on its way.
        $ids = Get-SpottOpportunity -Connection $connection | ForEach-Object {
            if ($_.Id -eq '1') { [void] $asked.Requests.WaitForCount(2, '0:0:10') }
            $_.Id
        }
        $ids | Should -Be '0', '1', 'after true'
        $asked.Requests.ForEach({ $_.Value('cursor') }) | Should -Contain 'decoy'
    }
}

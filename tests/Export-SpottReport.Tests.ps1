BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/report.ps1

    function Get-Sandbox([int] $Size = 137) { Get-SpottOpportunity -Connection (Connect-Spott -Sandbox -SandboxSize $Size -PassThru) }

    function Get-Item1([string] $Name, [string] $Id = '1') {
        # An opportunity whose every text is this one.
        $quoted = ConvertTo-Json $Name
        $handler = [Spott.Fakes.ScriptedHandler]::new()
        $handler.Answers.Otherwise = [Spott.Fakes.Answer]::Page(@(@"
{"id":"$Id","name":{"name":$quoted},"description":{"description":$quoted},"stage":{"stage":{"id":"s","name":$quoted,"order":1,"isOpen":true}},
"company":{"company":{"id":"c","name":$quoted}},"owner":{"owner":{"id":"o","name":$quoted,"avatarUrl":"https://example.com/a.png"}},
"createdAt":{"createdAt":"2026-01-05T10:00:00Z"},"nextTaskDue":{"nextTaskDue":{"id":"t","content":$quoted,"dueDate":"2026-02-01T10:00:00Z"}}}
"@))
        Get-SpottOpportunity -Connection (Connect-Fake -Handler $handler)
    }

    function Test-Page([string] $Page, [string] $Pattern) {
        # Whether it matches: a failure does not print the page.
        [regex]::IsMatch($Page, $Pattern)
    }

    function New-Report([object[]] $Opportunity, [hashtable] $With = @{}) {
        $file = "$TestDrive/$([guid]::NewGuid()).html"
        $Opportunity | Export-SpottReport $file @With
        Get-Content -Raw -LiteralPath $file
    }
}

AfterAll { Disconnect-Spott }

Describe 'The figures of a page' {
    BeforeAll {
        $opportunities = Get-Sandbox
        $page = New-Report $opportunities
        $figures = Measure-Pipeline $opportunities (Get-MadeAt $page)
    }

    It 'are those of the objects: open, close dates, tasks' {
        Test-Page $page " of $($figures.All) opportunities\." | Should -BeTrue -Because 'the header says of how many'
        Get-Figure $page 'p1' | Should -Be $figures.Open
        Get-Figure $page 'k0' | Should -Be $figures.Overdue
        Get-Figure $page 'k1' | Should -Be $figures.Soon
        Get-Figure $page 'k2' 'close' | Should -Be $figures.Later
        Get-Figure $page 'k3' | Should -Be $figures.NoClose
        Get-Figure $page 't0' | Should -Be $figures.NoTask
        Get-Figure $page 't1' | Should -Be $figures.TaskOverdue
        (Get-Row $page 'tasks' | Where-Object Name -EQ 'still ahead').Count | Should -Be $figures.TaskAhead
        $figures.Overdue + $figures.Soon + $figures.Later + $figures.NoClose | Should -Be $figures.Open
    }

    It 'are those of the objects: stages, in their order, the closed ones marked' {
        $rows = @(Get-Row $page 'stages')
        $rows | ForEach-Object { "$($_.Name) $($_.Count)" } | Should -Be $figures.Stages
        ($rows | Where-Object Note).Name | Should -Be 'Won', 'Lost'
    }

    It 'are those of the objects: owners with what is overdue and without a task, the one who left marked, and companies' {
        $rows = @(Get-Row $page 'owners')
        $rows | ForEach-Object { "$($_.Name) $($_.Count) $($_.Rest)" } | Sort-Object -Culture '' | Should -Be $figures.Owners
        ($rows | Where-Object Note -EQ 'deactivated').Name | Should -Be @($opportunities | Where-Object OwnerDeactivatedAt | ForEach-Object OwnerName | Select-Object -Unique)
        $rows.Count | Should -BeGreaterThan 5
        @(Get-Row $page 'companies') | ForEach-Object { "$($_.Name) $($_.Count)" } | Sort-Object -Culture '' | Should -Be $figures.Companies
    }

    It 'are those of the objects: each day of the strip, each age' {
        $strip = [regex]::Matches($page, '<time class="d" datetime="([^"]+)">[^<]*</time><b>(?:<button[^>]*>(\d+)</button>)?</b>')
        $strip.Count | Should -Be 30
        $strip[0].Groups[1].Value | Should -Be (Get-MadeAt $page).ToString('yyyy-MM-dd')
        $strip | Where-Object { $_.Groups[2].Success } | ForEach-Object { "$($_.Groups[1].Value) $($_.Groups[2].Value)" } |
            Should -Be @($figures.Days | ForEach-Object { "$($_.Name) $($_.Count)" })
        0..4 | ForEach-Object { [int] (Get-Figure $page "a$_") } | Should -Be $figures.Ages
    }

    It 'show, each, exactly the rows that they count' {
        $marks = [regex]::Matches($page, '<tr data-m="([^"]*)">') | ForEach-Object { , ($_.Groups[1].Value -split ' ') }
        $marks.Count | Should -Be 137
        $buttons = [regex]::Matches($page, 'data-f="([^"]*)" data-n="[^"]*">(?:<bdi>.*?</th><td class="n">)?([\d]+)<')
        $buttons.Count | Should -BeGreaterThan 60
        foreach ($button in $buttons) {
            $wanted = @($button.Groups[1].Value -split ' ' -ne '')
            @($marks | Where-Object { $row = $_; -not ($wanted | Where-Object { $_ -notin $row }) }).Count | Should -Be $button.Groups[2].Value -Because $button.Value
        }
    }

    It 'have a row for each opportunity, with what the default view shows' {
        $body = [regex]::Match($page, '(?s)<tbody>\n(<tr data-m.*?)</tbody>').Groups[1].Value
        $rows = [regex]::Matches($body, '(?s)<tr data-m="[^"]*">(.*?</tr>)') | ForEach-Object { $_.Groups[1].Value -replace '</?t[dr][^>]*>', '|' -replace '<time datetime="([^"]+)">[^<]*</time>', '$1' -replace '\|+', '|' }
        $expected = $opportunities | ForEach-Object {
            $cells = $_.Name, $_.StageName, $_.CompanyName, $_.OwnerName, $_.CloseDate, $_.NextTaskDueDate, $_.CreatedAt | ForEach-Object { if ($_ -is [datetime]) { $_.ToString('yyyy-MM-dd') } else { [System.Net.WebUtility]::HtmlEncode($_) } }
            '|' + (@($cells | Where-Object { $_ }) -join '|') + '|'
        }
        @($rows | ForEach-Object { [System.Net.WebUtility]::HtmlDecode($_) }) | Should -Be @($expected | ForEach-Object { [System.Net.WebUtility]::HtmlDecode($_) })
    }

    It 'count an opportunity once that comes twice, as it came last, and say so' {
        $twice = (Get-Item1 'First' 'a'), (Get-Item1 'Other' 'b'), (Get-Item1 'Last' 'a')
        $page = New-Report $twice
        Get-Figure $page 'p1' | Should -Be 2
        Test-Page $page '1 copy of opportunities that came more than once is not counted' | Should -BeTrue
        Test-Page $page '>First<' | Should -BeFalse
        Test-Page $page '>Last<' | Should -BeTrue
    }

    It 'leave out what a mirror gave as deleted, and say how many' {
        $three = 'a', 'b', 'c' | ForEach-Object { Get-Item1 "Deal $_" $_ | Add-Member DeletedAt $(if ($_ -eq 'b') { Get-Date }) -PassThru }
        $page = New-Report $three
        Test-Page $page 'of 2 opportunities.*1 deleted one is left out' | Should -BeTrue
        Test-Page $page 'Deal b' | Should -BeFalse
    }

    It 'are the same of objects that come back from Export-Clixml' {
        $opportunities | Export-Clixml "$TestDrive/o.xml"
        $again = New-Report (Import-Clixml "$TestDrive/o.xml")
        $strip = { param($text) $text -replace 'Made on <time[^<]*</time>' }
        (& $strip $again) | Should -BeExactly (& $strip $page)
    }
}

Describe 'A page of few opportunities' {
    It 'is made of none, and says so' {
        $file = "$TestDrive/none.html"
        Get-Sandbox 0 | Export-SpottReport $file
        Test-Page (Get-Content -Raw $file) 'of 0 opportunities(?s).*There are no opportunities to show' | Should -BeTrue
    }

    It 'is made of one that says nothing but its id' {
        $handler = [Spott.Fakes.ScriptedHandler]::new()
        $handler.Answers.Otherwise = [Spott.Fakes.Answer]::Page(@('{"id":"only-an-id"}'))
        $page = New-Report (Get-SpottOpportunity -Connection (Connect-Fake -Handler $handler))
        Test-Page $page '<td>only-an-id<td>' | Should -BeTrue
        Test-Page $page '>1</button> does not say whether it is open, and is not counted as open' | Should -BeTrue
    }
}

Describe 'What a server sends' {
    It 'stays text: <Name>' -ForEach @(
        @{ Name = 'markup'; Text = '<script>alert(1)</script><img src=x onerror=alert(2)>'; Shown = '&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;' }
        @{ Name = 'quotes'; Text = '" onmouseover="alert(1)'' x='''; Shown = '&quot; onmouseover=&quot;alert(1)&#39; x=&#39;' }
        @{ Name = 'entities'; Text = '&lt;b&gt; &amp;'; Shown = '&amp;lt;b&amp;gt; &amp;amp;' }
        @{ Name = 'the end of a comment, a style and a script'; Text = '--></style></script></title>'; Shown = '--&gt;&lt;/style&gt;&lt;/script&gt;&lt;/title&gt;' }
        @{ Name = 'an address'; Text = 'javascript:alert(1)'; Shown = 'javascript:alert(1)' }
        @{ Name = 'marks of direction'; Text = "abc`u{202E}def`u{2066}"; Shown = "abc`u{202E}def`u{2066}" }
        @{ Name = 'control characters'; Text = "a`u{1b}[31mb`u{0}c`u{85}d"; Shown = "a`u{FFFD}[31mb`u{FFFD}c`u{FFFD}d" }
    ) {
        $page = New-Report (Get-Item1 $Text)
        # Everywhere: the row, the figures, the sentences, what a filter is called.
        [regex]::Matches($page, [regex]::Escape($Shown)).Count | Should -BeGreaterThan 8
        $inside = [regex]::Match($page, '(?s)<body>.*').Value
        Test-Page $inside '<(script|img|style|a)[ >]' | Should -BeFalse
        [regex]::Matches($page, '<script').Count | Should -Be 1
        [regex]::Matches($page, '<style').Count | Should -Be 1
        Test-Page ($inside -replace '[\n\t]') '[\x00-\x1f\x7f-\x9f]' | Should -BeFalse
    }

    It 'ends, in a sentence, with its own direction' {
        $page = New-Report (Get-Item1 "abc`u{202E}def")
        Test-Page $page ", in <bdi>abc`u{202E}def</bdi>" | Should -BeTrue
    }

    It 'does not reach the title either' {
        $page = New-Report (Get-Item1 'x') @{ Title = '</title><script>alert(1)</script>' }
        Test-Page $page '<title>&lt;/title&gt;&lt;script&gt;' | Should -BeTrue
        [regex]::Matches($page, '<script').Count | Should -Be 1
    }
}

Describe 'The file' {
    It 'links nowhere, loads nothing, and its policy allows its own style and script alone' {
        $page = New-Report (Get-Sandbox 20)
        Test-Page $page '<(a|img|iframe|object|embed|form|base)[ >]' | Should -BeFalse
        [regex]::Matches($page, '(?:href|src|action)="(?!data:image/svg)') | Should -BeNullOrEmpty
        Test-Page $page '\sstyle="' | Should -BeFalse
        $policy = [regex]::Match($page, 'Content-Security-Policy" content="([^"]+)"').Groups[1].Value -replace '&#39;', "'"
        foreach ($element in 'style', 'script') {
            $text = [regex]::Match($page, "(?s)<$element>(.*?)</$element>").Groups[1].Value
            $hash = [Convert]::ToBase64String([System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes($text)))
            $policy | Should -Match ([regex]::Escape("$element-src 'sha256-$hash'"))
        }
        $policy | Should -Match "^default-src 'none';"
        $policy | Should -Not -Match 'unsafe|https?:|\*'
    }

    It 'is given with -PassThru alone' {
        $one = Get-Sandbox 1
        $one | Export-SpottReport "$TestDrive/a.html" | Should -BeNullOrEmpty
        $file = $one | Export-SpottReport "$TestDrive/b.html" -PassThru
        $file | Should -BeOfType System.IO.FileInfo
        $file.FullName | Should -Be (Get-Item "$TestDrive/b.html").FullName
        $file.Length | Should -BeGreaterThan 10000
    }

    It 'is found where the session is, and its name is never expanded' {
        Push-Location (New-Item -ItemType Directory "$TestDrive/here")
        try {
            Get-Sandbox 1 | Export-SpottReport 'a[1].html'
            Test-Path -LiteralPath "$TestDrive/here/a[1].html" | Should -BeTrue
        } finally {
            Pop-Location
        }
    }

    It 'is left as it was by -WhatIf, by a run that fails, and by one whose disk refuses' {
        $file = "$TestDrive/old/report.html"
        $null = New-Item -ItemType Directory "$TestDrive/old"
        'old' | Set-Content $file
        Get-Sandbox 1 | Export-SpottReport $file -WhatIf
        $null = Get-Failure { & { Get-Sandbox 3; throw 'no more' } | Export-SpottReport $file }
        Get-Content $file | Should -Be 'old'
        (Get-ChildItem "$TestDrive/old" -Force).Name | Should -Be 'report.html'
        if ($IsLinux -and (Test-Path /dev/full)) {
            # A folder that is none: nothing can be created in it.
            $failure = Get-Failure { Get-Sandbox 1 | Export-SpottReport /proc/self/report.html }
            $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.Report,Spott.Commands.ExportSpottReportCommand'
        }
    }

    It 'replaces another one, and with -NoClobber does not, before anything is asked for' {
        $file = "$TestDrive/clobber.html"
        'old' | Set-Content $file
        $handler = [Spott.Fakes.OpportunityServer]::new(5).AsHandler()
        $connection = Connect-Fake -Handler $handler
        $failure = Get-Failure { Get-SpottOpportunity -Connection $connection | Export-SpottReport $file -NoClobber }
        $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.ReportExists,Spott.Commands.ExportSpottReportCommand'
        $failure.CategoryInfo.Category | Should -Be 'ResourceExists'
        $failure.Exception.Message | Should -BeLike "*$file*leave -NoClobber out."
        Get-Content $file | Should -Be 'old'
        Get-SpottOpportunity -Connection $connection | Export-SpottReport $file
        Test-Page (Get-Content $file -Raw) '^<!DOCTYPE html>' | Should -BeTrue
    }

    It 'fails in one sentence where it cannot be: <Name>' -ForEach @(
        @{ Name = 'no such folder'; Path = { "$TestDrive/nowhere/x.html" }; Say = "The report '*x.html' was not written: there is no folder '*nowhere'; make that folder, or give another path." }
        @{ Name = 'a folder'; Path = { "$TestDrive" }; Say = '*was not written: it is a folder; give the path of a file.' }
        @{ Name = 'no file system'; Path = { 'Env:\x.html' }; Say = '*cannot be a report*Environment*give the path of a file.' }
    ) {
        $file = & $Path
        $failure = Get-Failure { Get-Sandbox 1 | Export-SpottReport $file }
        $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.Report,Spott.Commands.ExportSpottReportCommand'
        $failure.Exception.Message | Should -BeLike $Say
    }

    It 'leaves out what is no opportunity, with an error that does not end the run' {
        $one = Get-Sandbox 1
        $page = "$TestDrive/mixed.html"
        $one, [pscustomobject]@{ Id = 'x' }, ($one | Select-Object Id, Name), 'text' | Export-SpottReport $page -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.Count | Should -Be 3
        $errors[0].FullyQualifiedErrorId | Should -BeExactly 'Spott.InvalidArgument,Spott.Commands.ExportSpottReportCommand'
        Test-Page (Get-Content -Raw $page) 'of 1 opportunity\.' | Should -BeTrue
    }

    It 'keeps the report that is there when nothing it was given is an opportunity' {
        $page = "$TestDrive/kept.html"
        Set-Content $page 'good'
        $failure = Get-Failure { Get-Sandbox 2 | Select-Object Id, Name | Export-SpottReport $page -ErrorAction SilentlyContinue }
        $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.Report,Spott.Commands.ExportSpottReportCommand'
        $failure.Exception.Message | Should -Be "The report '$page' was not written: none of the 2 objects that were given is an opportunity; give what Get-SpottOpportunity gives, before Select-Object and the like."
        Get-Content $page | Should -Be 'good'
    }
}

Describe 'Numbers and dates' {
    It 'are those of the culture <_>, and ISO for machines' -ForEach 'de-DE', 'en-US', 'fi-FI', 'ar-SA', 'th-TH' {
        $before = [cultureinfo]::CurrentCulture
        $opportunities = Get-Sandbox 1200
        try {
            [cultureinfo]::CurrentCulture = [cultureinfo] $_
            $page = New-Report $opportunities
            Test-Page $page ([regex]::Escape("of $((1200).ToString('N0')) opportunities")) | Should -BeTrue
            $close = ($opportunities | Where-Object CloseDate | Select-Object -First 1).CloseDate
            $iso = $close.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
            Test-Page $page ([regex]::Escape("<time datetime=`"$iso`">$($close.ToString('d'))</time>")) | Should -BeTrue
            Test-Page $page "data-culture=`"$_`"" | Should -BeTrue
            # Lengths of bars and of charts are no matter of culture.
            [regex]::Matches($page, 'width="([^"]+)%"').ForEach({ $_.Groups[1].Value }) | Where-Object { $_ -notmatch '^\d+(\.\d+)?$' } | Should -BeNullOrEmpty
        } finally {
            [cultureinfo]::CurrentCulture = $before
        }
    }

    It 'that a calendar does not know are written as ISO' {
        $handler = [Spott.Fakes.ScriptedHandler]::new()
        $handler.Answers.Otherwise = [Spott.Fakes.Answer]::Page(@('{"id":"1","closeDate":{"closeDate":{"target":"2190-06-01T12:00:00Z"}},"stage":{"stage":{"id":"s","isOpen":true}}}'))
        $opportunity = Get-SpottOpportunity -Connection (Connect-Fake -Handler $handler)
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = [cultureinfo] 'ar-SA'
            Test-Page (New-Report $opportunity) '<time datetime="2190-06-01">2190-06-01</time>' | Should -BeTrue
        } finally {
            [cultureinfo]::CurrentCulture = $before
        }
    }
}

Describe 'The assembly' {
    It 'is loaded by the first page alone, with its package, into the module''s own context' {
        $shell = Invoke-ChildShell @"
`$ErrorActionPreference = 'Stop'
Import-Module '$SpottModule'
Connect-Spott -Sandbox
`$one = Get-SpottOpportunity -First 1
function Get-Ours { foreach (`$context in [System.Runtime.Loader.AssemblyLoadContext]::All) { foreach (`$assembly in `$context.Assemblies) { if (`$assembly.GetName().Name -match '^(Spott.Report|OxyPlot)') { "`$(`$context.Name):`$(`$assembly.GetName().Name)" } } } }
'before ' + ((Get-Ours) -join ' ')
`$one | Export-SpottReport '$TestDrive/loaded.html'
'after ' + ((Get-Ours | Sort-Object) -join ' ')
"@
        $shell.Err | Should -BeNullOrEmpty
        $shell.Out -split '\r?\n' | Where-Object { $_ } | Should -Be 'before ', 'after Spott:OxyPlot Spott:Spott.Report'
    }
}

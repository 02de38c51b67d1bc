# What a server sends that is broken, mad or hostile costs an error or a field, never the process.
BeforeDiscovery {
    $fields = 'name', 'description', 'stage', 'company', 'owner', 'closeDate', 'createdAt', 'clientTeam', 'nextTaskDue'
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    $esc = [char] 27
    # A terminal's command, a bell, the one-byte form of the command's begin, marks that turn a line round or are not seen, other line ends.
    $wild = "a${esc}[31mred${esc}]0;title`a`u{9B}2J`u{202E}reversed`u{2066}`u{200B}`u{FEFF}`u{E0041}`u{2028}`u{85}`0`r`nend"

    function Connect-Body {
        # A connection whose every answer is this; nothing is retried unless the test says so.
        param([Parameter(Mandatory)] [object] $Body, [hashtable] $With = @{ MaxRetryCount = 0 }, [object] $Clock)

        $handler = [Spott.Fakes.ScriptedHandler]::new()
        $handler.Answers.Otherwise = if ($Body -is [byte[]]) { [Spott.Fakes.Answer]::Bytes($Body) }
            elseif ($Body -is [string]) { [Spott.Fakes.Answer]::Json($Body) }
            else { $Body }
        Connect-Fake -Handler $handler -With $With -Clock $Clock | Add-Member -NotePropertyName Handler -NotePropertyValue $handler -PassThru
    }

    function New-Page([string] $Items, [string] $Way = '"cursor":null,"hasMore":false') { "{`"items`":[$Items],`"pagination`":{$Way}}" }

    function New-Nest([int] $Depth) { ('[' * $Depth) + (']' * $Depth) }

    function Join-Bytes {
        # Texts and bytes one after the other.
        , [byte[]] @($args | ForEach-Object { if ($_ -is [string]) { [System.Text.Encoding]::UTF8.GetBytes($_) } else { $_ } })
    }

    function Get-Wild([string] $Text) {
        # What a console would obey, or nobody would see.
        $categories = 'Control', 'Format', 'LineSeparator', 'ParagraphSeparator', 'Surrogate'
        for ($i = 0; $i -lt $Text.Length; $i++) {
            if ([System.Globalization.CharUnicodeInfo]::GetUnicodeCategory($Text, $i) -in $categories) { 'U+{0:X4}' -f [int] $Text[$i] }
            if ([char]::IsSurrogatePair($Text, $i)) { $i++ }
        }
    }
}

Describe 'Depth' {
    It 'refuses a page that is 10,000 levels deep (<Name>), and the connection works on' -ForEach @(
        @{ Name = 'in an unknown field'; Make = { New-Page "{`"id`":`"1`",`"x`":$(New-Nest 10000)}" } }
        @{ Name = 'in a known field'; Make = { New-Page "{`"id`":`"1`",`"name`":$('{"name":' * 10000)1$('}' * 10000)}" } }
        @{ Name = 'in the pagination'; Make = { New-Page '' "`"cursor`":$(New-Nest 10000)" } }
        @{ Name = 'as a whole'; Make = { New-Nest 10000 } }
        @{ Name = 'without an end'; Make = { '[' * 10000 } }
    ) {
        $connection = Connect-Body (& $Make)
        { Get-SpottOpportunity -Connection $connection } | Should -Throw -ErrorId 'Spott.Protocol,*'
        $connection.Handler.Answers.Otherwise = [Spott.Fakes.Answer]::Page(@('{"id":"1"}'))
        (Get-SpottOpportunity -Connection $connection).Id | Should -Be '1'
    }

    It 'keeps of an unknown field 32 levels as objects and what is deeper as its text, and says nothing' {
        $items = "{`"id`":`"1`",`"kept`":$(New-Nest 32),`"deeper`":$(New-Nest 33),`"after`":7,`"name`":{`"name`":`"N`"}}", "{`"id`":`"2`",`"deeper`":$(New-Nest 900)}"
        $connection = Connect-Body (New-Page ($items -join ','))
        $first, $second = Get-SpottOpportunity -Connection $connection -WarningVariable warnings -WarningAction SilentlyContinue
        $first.Name, $first.AdditionalProperties['after'] | Should -Be 'N', 7
        ConvertTo-Json $first.AdditionalProperties['kept'] -Depth 100 -Compress | Should -Be (New-Nest 32)
        foreach ($item in $first, $second) {
            $value = $item.AdditionalProperties['deeper']
            $objects = ConvertTo-Json $value -Depth 100 -Compress
            while ($value -isnot [string]) { $value = @($value)[0] }
            $objects.Replace((ConvertTo-Json $value), $value) | Should -BeExactly (New-Nest $(if ($item -eq $first) { 33 } else { 900 }))
        }
        $warnings.Count | Should -Be 0
    }

    It 'says what the status says when an error is 10,000 levels deep' {
        $connection = Connect-Body ([Spott.Fakes.Answer]::Json(401, "{`"message`":$(New-Nest 10000)}"))
        { Get-SpottOpportunity -Connection $connection } | Should -Throw -ErrorId 'Spott.Unauthorized,*'
    }
}

Describe 'Names that occur twice' {
    It 'takes the last of each, as every parser of JavaScript does' {
        $page = '{"items":[{"id":"no"}],"items":[{"id":"a","id":"b","x":1,"y":0,"x":2,"name":{"name":"no","name":"yes"},"z":{"k":1,"l":0,"k":2}}],"pagination":{"hasMore":true,"cursor":"c","hasMore":false}}'
        $item = Get-SpottOpportunity -Connection (Connect-Body $page)
        $item.Id, $item.Name | Should -Be 'b', 'yes'
        "$($item.AdditionalProperties)" | Should -BeExactly '{"x":2,"y":0,"z":{"k":2,"l":0}}'
    }

    It 'takes no longer for 100,000 of them than for others: <Name>' -ForEach @(
        @{ Name = 'in a value'; Before = '{"id":"1","x":{'; After = '}}' }
        @{ Name = 'in an item'; Before = '{"id":"1",'; After = '}' }
    ) {
        # One search through all names for each repetition would be 10,000,000,000 comparisons.
        $names = 0..99999 | ForEach-Object { "`"n$_`":0" }
        $connection = Connect-Body (New-Page ($Before + ($names -join ',') + ',"n99999":1' * 100000 + $After))
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $item = Get-SpottOpportunity -Connection $connection
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 15
        $all = if ($item.AdditionalProperties.Contains('x')) { $item.AdditionalProperties['x'] } else { $item.AdditionalProperties }
        $all.Count, $all['n99999'], $all[99999] | Should -Be 100000, 1, 1
    }
}

Describe 'Numbers beyond every type' {
    It 'leaves the column empty and keeps the text: <_>' -ForEach '1e999', '-1e999', '1E-999', '123456789012345678901234567890123456789012345678901234567890.5' {
        $item = Get-SpottOpportunity -Connection (Connect-Body (New-Page "{`"id`":`"1`",`"x`":[$_],`"stage`":{`"stage`":{`"order`":$_,`"name`":`"S`"}}}")) -WarningAction SilentlyContinue
        $item.StageName | Should -Be 'S'
        $item.AdditionalProperties['x'][0] | Should -BeExactly $_
        if ($_ -ne '1E-999') {
            $item.StageOrder | Should -BeNullOrEmpty
            $item.AdditionalProperties['stage.stage.order'] | Should -BeExactly $_
        }
    }

    It 'is as quick with a number of a million digits' {
        $number = '9' * 1000000
        (Get-SpottOpportunity -Connection (Connect-Body (New-Page "{`"id`":`"1`",`"x`":$number}"))).AdditionalProperties['x'] | Should -BeExactly $number
    }
}

Describe 'Wrong types everywhere' {
    It 'gives every item whatever stands in its field <_>, at each level' -ForEach $fields {
        $values = 'null', 'true', '-1.5e3', '"text"', '""', '[]', '{}', '[null,[],{},1,"a"]', '{"id":[],"name":{},"target":7,"emails":1}', '[{"emails":[1,{"email":[]}],"phoneNumbers":{"a":1}}]'
        $items = foreach ($value in $values) {
            "{`"id`":`"i`",`"$_`":$value}"
            "{`"id`":`"i`",`"$_`":{`"$_`":$value}}"
            "{`"id`":`"i`",`"$_`":{`"viewType`":$value}}"
        }
        $found = @(Get-SpottOpportunity -Connection (Connect-Body (New-Page ($items -join ','))) -WarningAction SilentlyContinue)
        $found.Count | Should -Be $items.Count
        # Every one can be shown and written.
        { $found | ConvertTo-Json -Depth 12; $found | ConvertTo-Csv; $found | Format-List | Out-String } | Should -Not -Throw
    }

    It 'makes one malformed item of one whose id is <_>' -ForEach 'null', 'true', '7', '""', '[]', '{}' {
        $all = Get-SpottOpportunity -Connection (Connect-Body (New-Page "{`"id`":`"1`"},{`"id`":$_},{`"id`":`"3`"}")) -ErrorVariable errors -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $all.Id | Should -Be '1', '3'
        $errors.FullyQualifiedErrorId | Should -Be 'Spott.MalformedItem,Spott.Commands.GetSpottOpportunityCommand'
    }
}

Describe 'Text that is none' {
    BeforeAll {
        # A lone half of a pair as JavaScript writes it, one in UTF-8, and bytes that no UTF-8 has.
        $bad = @{ Escaped = '\ud800'; Surrogate = [byte[]] (0xED, 0xA0, 0x80); Bytes = [byte[]] (0xFF); Both = (Join-Bytes '\n\udfff' ([byte[]] 0xC3)) }
    }

    It 'is U+FFFD in values, ids, names of properties and cursors, and no error (<_>)' -ForEach 'Escaped', 'Surrogate', 'Bytes', 'Both' {
        $b = $bad[$_]
        $body = Join-Bytes '{"items":[{"id":"i' $b '","name":{"view' $b 'Type":"v","viewType":"' $b '","name":"n' $b '"},"p' $b '":"v' $b '","company":{"company":{"id":"c' $b `
            '"}}}],"' $b '":1,"pagination":{"cursor":"cur' $b '","hasMore":true}}'
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Bytes($body), [Spott.Fakes.Answer]::Page(@())))
        $item = Get-SpottOpportunity -Connection (Connect-Fake -Handler $handler)
        foreach ($text in $item.Id, $item.Name, $item.CompanyId, $item.AdditionalProperties['name.viewType'], $handler.Requests[1].Value('cursor')) {
            $text | Should -Match '^(i|n|c|cur)?\n?\uFFFD+$'
        }
        @($item.AdditionalProperties.Keys) -match '^p\n?\uFFFD+$' | Should -HaveCount 1
        @($item.AdditionalProperties.Keys) -match '^name\.view\n?\uFFFD+Type$' | Should -HaveCount 1
    }

    It 'leaves a whole pair whole, escaped or not' {
        $item = Get-SpottOpportunity -Connection (Connect-Body (New-Page '{"id":"\ud83d\ude00\ud83d 😀","name":{"name":"\ud83d\ude00"}}'))
        $item.Id, $item.Name | Should -BeExactly "😀`u{FFFD} 😀", '😀'
    }

    It 'costs an error of the server nothing (<_>)' -ForEach 'Escaped', 'Surrogate', 'Bytes', 'Both' {
        $body = Join-Bytes '{"x":"' $bad[$_] '","message":"before ' $bad[$_] ' after","requestId":"r' $bad[$_] '"}'
        $error401 = { Get-SpottOpportunity -Connection (Connect-Body ([Spott.Fakes.Answer]::Bytes($body).WithStatus(401))) } | Should -Throw -ErrorId 'Spott.Unauthorized,*' -PassThru
        $error401.Exception.ServerMessage | Should -Match '^before \s?\uFFFD+ after$'
        $error401.Exception.RequestId | Should -Match '^r\s?\uFFFD+$'
    }

    It 'takes a byte order mark before a page and before an error' {
        $mark = [byte[]] (0xEF, 0xBB, 0xBF)
        (Get-SpottOpportunity -Connection (Connect-Body (Join-Bytes $mark (New-Page '{"id":"1"}')))).Id | Should -Be '1'
        $failed = [Spott.Fakes.Answer]::Bytes((Join-Bytes $mark '{"message":"no"}')).WithStatus(403)
        $caught = { Get-SpottOpportunity -Connection (Connect-Body $failed) } | Should -Throw -PassThru
        $caught.Exception.ServerMessage | Should -Be 'no'
    }
}

Describe 'Text that a console would obey' {
    It 'is harmless in an error, its request id, a warning, a verbose line and progress' {
        $quoted = ConvertTo-Json $wild
        $clock = [Spott.Fakes.FakeClock]::new()
        $busy = [Spott.Fakes.Answer]::Json(429, "{`"message`":$quoted,`"requestId`":$quoted}").WithRetryAfter(9)
        $page = [Spott.Fakes.Answer]::Json((New-Page "{`"id`":`"1`",${quoted}:$(New-Nest 70)}" '"cursor":"c","hasMore":true')).WithHeader('x-request-id', "r${esc}[2J`u{9B}1A").WithDelay('0:0:0.6')
        $refused = [Spott.Fakes.Answer]::Json(401, "{`"message`":[$quoted,`"second`"],`"requestId`":$quoted}")
        $connection = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @($busy, $page, $refused))) -Clock $clock
        $shell = [powershell]::Create().AddScript('param($m, $c) Import-Module $m; $DebugPreference = "Continue"; Get-SpottOpportunity -Connection $c -Verbose').AddArgument($SpottModule).AddArgument($connection)
        $null = $shell.Invoke()
        $texts = @($shell.Streams.Verbose; $shell.Streams.Warning; $shell.Streams.Debug) | ForEach-Object Message
        $texts += $shell.Streams.Progress | ForEach-Object { $_.StatusDescription, $_.CurrentOperation }
        $shell.Streams.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Unauthorized,*'
        $failure = $shell.Streams.Error[0].Exception
        $texts += $failure.Message, $failure.ServerMessage, $failure.RequestId
        $texts.Count | Should -BeGreaterThan 8
        $shell.Streams.Progress | Should -Not -BeNullOrEmpty
        $texts | ForEach-Object { Get-Wild $_ } | Should -BeNullOrEmpty
        # It was there: the letters around it still are.
        $failure.Message | Should -Match 'a\uFFFD\[31mred.*reversed.*end; second'
        $shell.Streams.Warning.Message -match 'reversed' | Should -Not -BeNullOrEmpty
    }

    It 'keeps what is ordinary text: letters of every script, pairs, combining marks' {
        $message = 'Zoë 李雷 Ωmega नमस्ते 😀 e' + "`u{301}"
        $caught = { Get-SpottOpportunity -Connection (Connect-Body ([Spott.Fakes.Answer]::Error(401, $message, 'r'))) } | Should -Throw -PassThru
        $caught.Exception.ServerMessage | Should -BeExactly $message
    }

    It 'is short, however long the server makes it' {
        $long = 'x' * 40000
        $caught = { Get-SpottOpportunity -Connection (Connect-Body ([Spott.Fakes.Answer]::Error(401, $long, $long))) } | Should -Throw -PassThru
        $caught.Exception.Message.Length | Should -BeLessThan 2500
        $caught = { Get-SpottOpportunity -CompanyId a -Connection (Connect-Body (New-Page "{`"id`":`"$long`"}")) } | Should -Throw -ErrorId 'Spott.Protocol,*' -PassThru
        $caught.Exception.Message.Length | Should -BeLessThan 2500
        # No warning names a field that the server has named.
        $fields = 0..299 | ForEach-Object { "`"$_$long`":$(New-Nest 65)" }
        $null = Get-SpottOpportunity -Connection (Connect-Body (New-Page "{`"id`":`"1`",$($fields -join ',')}")) -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings.Count | Should -Be 0
    }
}

Describe 'What cannot be followed or unpacked' {
    It 'gives the items and then says that the cursor is too long' {
        $connection = Connect-Body (New-Page '{"id":"1"}' "`"cursor`":`"$('c' * 100000)`",`"hasMore`":true")
        $found = [System.Collections.Generic.List[object]]::new()
        { Get-SpottOpportunity -Connection $connection | ForEach-Object { $found.Add($_) } } | Should -Throw -ErrorId 'Spott.Protocol,*' -ExpectedMessage '*cursor is too long*'
        $found.Id | Should -Be '1'
        $connection.Handler.RequestCount | Should -Be 1
    }

    It 'says that a body which is not <_> cannot be decompressed, as a failure of the network' -ForEach 'gzip', 'br', 'deflate' {
        $server = [Spott.Fakes.LoopbackServer]::new()
        try {
            $server.Answers.Otherwise = [Spott.Fakes.Answer]::Bytes([byte[]] (1..200)).WithHeader('Content-Encoding', $_)
            # Brotli has hardly a byte that is wrong: what it makes of this is no JSON.
            $ids = if ($_ -eq 'br') { 'Spott.Network*', 'Spott.Protocol*' } else { , 'Spott.Network*' }
            $caught = { Get-SpottOpportunity -Connection (Connect-Fake -Server $server -With @{ MaxRetryCount = 0 }) } | Should -Throw -PassThru
            $ids | Where-Object { $caught.FullyQualifiedErrorId -like $_ } | Should -Not -BeNullOrEmpty -Because $caught.FullyQualifiedErrorId
            $server.Answers.Otherwise = [Spott.Fakes.Answer]::Bytes([byte[]] (1..200)).WithHeader('Content-Encoding', $_).WithStatus(401)
            { Get-SpottOpportunity -Connection (Connect-Fake -Server $server -With @{ MaxRetryCount = 0 }) } | Should -Throw -ErrorId 'Spott.Unauthorized,*'
        } finally {
            $server.Dispose()
        }
    }
}

Describe 'What is too large' -Tag Slow {
    BeforeAll {
        # In a process of its own and with the collector that shells have, so that its memory can be measured; the answers themselves take up to 50 MB of it.
        $child = Invoke-ChildShell -TimeoutSec 300 -ArgumentList $SpottModule, $SpottFakes -Environment @{ SPOTT_API_KEY = 'Marker-Key-7f3a9c51e2d84b06'; DOTNET_gcServer = '0' } -Script @'
param($Module, $Fakes)
$ErrorActionPreference = 'Stop'
Import-Module $Module
Add-Type -Path $Fakes

function Get-Peak { [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB }

function Test-Body([string] $Name, [string] $Before, [string] $Unit, [int] $Count, [string] $After) {
    $handler = [Spott.Fakes.ScriptedHandler]::new()
    $handler.Answers.Otherwise = [Spott.Fakes.Answer]::Repeated("{`"items`":[$Before", $Unit, $Count, "$After],`"pagination`":{`"cursor`":null,`"hasMore`":false}}")
    $null = Connect-Spott -BaseUri https://fake.invalid/ -Transport $handler -SkipVerify
    Test-Run $Name { $handler.RequestCount }
}

function Test-Run([string] $Name, [scriptblock] $Requests) {
    $result = [ordered] @{ Name = $Name; Error = ''; Items = 0; Length = 0 }
    try {
        Get-SpottOpportunity -ErrorAction SilentlyContinue | ForEach-Object { $result.Items++; $result.Length = "$($_.AdditionalProperties['x'])".Length }
    } catch { $result.Error = $_.FullyQualifiedErrorId -replace ',.*' }
    $result.Requests = & $Requests
    [GC]::Collect()
    $result.Peak = [int] (Get-Peak)
    [pscustomobject] $result | ConvertTo-Json -Compress
}

Test-Body 'small' '{"id":"1"}' ' ' 1
Test-Body 'long string' '{"id":"1","x":"' 'a' 50MB '"}'
Test-Body 'whitespace' '' ' ' 50MB
Test-Body 'string below the bound' '{"id":"1","x":"' 'a' 20MB '"}'
Test-Body 'empty items' '' '{},' 8MB '{}'
Test-Body 'empty contacts' '{"id":"1","clientTeam":{"clientTeam":[' '{},' 8MB '{}]}}'
Test-Body 'empty addresses' '{"id":"1","clientTeam":{"clientTeam":[{"emails":[' '{},' 8MB '{}]}]}}'
Test-Body 'small values' '{"id":"1","x":[' '{"":0},' 4MB '0]}'
Test-Body 'lone surrogates' '{"id":"1","x":[' '"\ud800",' 400000 '0]}'
$server = [Spott.Fakes.LoopbackServer]::new()
$server.Answers.Otherwise = [Spott.Fakes.Answer]::GzipBomb(1024)
$null = Connect-Spott -BaseUri $server.BaseUri -SkipVerify -NoProxy
Test-Run 'gzip bomb' { $server.RequestCount }
$server.Dispose()
'@
        $results = @{}
        $child.Out -split "`n" | Where-Object { $_ -like '{*' } | ConvertFrom-Json | ForEach-Object { $results[$_.Name] = $_ }
    }

    It 'ends with an error that is not retried: <_>' -ForEach 'long string', 'whitespace', 'empty items', 'empty contacts', 'empty addresses', 'small values', 'gzip bomb' {
        $results[$_].Error | Should -Be 'Spott.Protocol' -Because $child.ErrFlat
        $results[$_].Items | Should -Be 0
        $results[$_].Requests | Should -Be 1
    }

    It 'is read whole below the bounds' {
        $results['small'].Items | Should -Be 1
        $results['string below the bound'].Length | Should -Be 20MB
        $results['lone surrogates'].Error | Should -Be ''
        $results['lone surrogates'].Items | Should -Be 1
    }

    It 'takes no more than 1,000 MB at any time, and the process lives' {
        $child.ExitCode | Should -Be 0
        $results.Count | Should -Be 10
        $peaks = ($results.Values | Sort-Object Peak | ForEach-Object { "$($_.Name) $($_.Peak) MB" }) -join ', '
        ($results.Values.Peak | Measure-Object -Maximum).Maximum | Should -BeLessThan 1000 -Because $peaks
        Write-Host "    peaks: $peaks"
    }
}

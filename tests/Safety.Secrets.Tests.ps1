# The key is nowhere but in its header.
BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-KeyForm([string] $Key) {
        # What the key looks like wherever a program writes it, in lower case and without spaces.
        $Key
        [uri]::EscapeDataString($Key)
        -join ($Key.ToCharArray() | ForEach-Object { '\u{0:x4}' -f [int] $_ })
        $Key -replace '\+', '\u002b' -replace '=', '\u003d'
        $Key -replace '/', '\/'
        # A part of it is a leak too.
        $Key.Substring(6, 14)
        foreach ($encoding in [System.Text.Encoding]::ASCII, [System.Text.Encoding]::Unicode) {
            [Convert]::ToHexString($encoding.GetBytes($Key))
            foreach ($before in '', 'x', 'xy') {
                # What is the same whatever stands before and after.
                $bytes = [System.Text.Encoding]::ASCII.GetBytes($before) + $encoding.GetBytes($Key)
                $form = [Convert]::ToBase64String($bytes)
                $from = [Math]::Ceiling($before.Length * 8 / 6)
                $form.Substring($from, [Math]::Floor($bytes.Length * 8 / 6) - $from)
            }
        }
    }

    function Find-Key([string] $Key, [string] $Text) {
        # Case and line breaks do not hide it.
        $flat = $Text -replace '\s'
        Get-KeyForm $Key | Where-Object { $flat.Contains($_, [StringComparison]::OrdinalIgnoreCase) }
    }

    function New-Marker {
        # As keys are, with what JSON, addresses and Base64 write in other ways.
        'Mk' + [guid]::NewGuid().ToString('N').Substring(0, 20) + '+/=='
    }
}

Describe 'The search for a key' {
    It 'finds it written as <_>' -ForEach 'text', 'upper case', 'percent', 'hex', 'UTF-16 hex', 'Base64', 'Base64 behind a name', 'wrapped', 'escaped' {
        $key = New-Marker
        $bytes = [System.Text.Encoding]::ASCII.GetBytes($key)
        $text = switch ($_) {
            'text' { $key }
            'upper case' { $key.ToUpperInvariant() }
            'percent' { [uri]::EscapeDataString($key) }
            'hex' { [Convert]::ToHexString($bytes) }
            'UTF-16 hex' { ConvertFrom-SecureString ([System.Net.NetworkCredential]::new('', $key).SecurePassword) }
            'Base64' { [Convert]::ToBase64String($bytes) }
            'Base64 behind a name' { [Convert]::ToBase64String([System.Text.Encoding]::ASCII.GetBytes("me:$key, and more")) }
            'wrapped' { $key.Insert(9, "`r`n     ") }
            'escaped' { ConvertTo-Json "<$key>" -EscapeHandling EscapeHtml | ForEach-Object { $_ -replace '\+', '\u002B' -replace '=', '\u003D' } }
        }
        # ConvertFrom-SecureString encrypts on Windows: nothing to find there.
        if ($_ -eq 'UTF-16 hex' -and $IsWindows) { $text = [Convert]::ToHexString([System.Text.Encoding]::Unicode.GetBytes($key)) }
        Find-Key $key "before $text after" | Should -Not -BeNullOrEmpty
    }
}

Describe 'A key that goes through every cmdlet and every failure' {
    BeforeAll {
        $marker = New-Marker
        $traces = (New-Item -ItemType Directory -Path (Join-Path $TestDrive traces)).FullName
        $child = Invoke-ChildShell -Script (Get-Content -Raw $PSScriptRoot/Safety.Secrets.Child.ps1) `
            -ArgumentList $SpottModule, $SpottFakes, $traces -Environment @{ SPOTT_API_KEY = $marker } -TimeoutSec 600
        $index = if (Test-Path $traces/index.jsonl) { Get-Content $traces/index.jsonl | ConvertFrom-Json }
        $ids = @($index.Errors -replace ',.*')
    }

    It 'goes to the end' {
        $child.ExitCode | Should -Be 0 -Because "$($child.ErrFlat) $($child.Out.Substring([Math]::Max(0, $child.Out.Length - 2000)))"
    }

    It 'leaves no cmdlet out' {
        Get-Content $traces/uncovered.txt | Should -BeNullOrEmpty
    }

    It 'meets <_>' -ForEach 'NotConnected', 'Unauthorized', 'Forbidden', 'BadRequest', 'NotFound', 'Throttled', 'ServerError', 'Network', 'Protocol', 'MalformedItem', 'Insecure', 'InvalidApiKey', 'InvalidBaseUri' {
        $ids | Should -Contain "Spott.$_"
    }

    It 'meets a timeout, waits, progress and warnings' {
        Get-Content $traces/counts.txt | Should -Match '^progress [1-9]\d* verbose [1-9]\d* warning [1-9]'
        Get-Content -Raw $traces/waits.txt | Should -Match 'attempt 3 of GET'
    }

    It 'is in no output, stream, transcript or serialized record' {
        $files = @(Get-ChildItem $traces -Recurse -File)
        $files.Count | Should -BeGreaterThan 200
        $leaks = foreach ($file in $files) {
            if ($found = Find-Key $marker ([System.IO.File]::ReadAllText($file.FullName))) { "$($file.Name): $($found.Count) forms" }
        }
        $leaks | Select-Object -First 20 | Should -BeNullOrEmpty
    }

    It 'is not on the screen' {
        $child.Out.Length | Should -BeGreaterThan 10000
        Find-Key $marker ($child.Out + $child.Err) | Should -BeNullOrEmpty
    }

    It 'is masked where the server sent it back' {
        Get-Content -Raw "$traces/Connect-Spott.Unauthorized.errors.txt" | Should -Match "bad key '\*\*\*', \*\*\* \*\*\* \*\*\*"
        Get-Content -Raw "$traces/Get-SpottOpportunity.Whole.output.json" | Should -Match ('"Id": "\*{{{0}}}"' -f $marker.Length)
    }
}

Describe 'Where the key is sent' {
    It 'is the header x-api-key and nothing else of a request' {
        $server = [Spott.Fakes.OpportunityServer]::new(120)
        $key = New-Marker
        $connection = Connect-Fake -Handler ($handler = $server.AsHandler()) -Key $key -With @{ SkipVerify = $false }
        $null = Get-SpottOpportunity -Connection $connection
        $handler.RequestCount | Should -Be 4
        foreach ($request in $handler.Requests) {
            $request.ApiKey | Should -BeExactly $key
            $rest = $request.Headers.GetEnumerator() | Where-Object Key -ne 'x-api-key' | ForEach-Object { "$($_.Key): $($_.Value)" }
            Find-Key $key "$($request.Uri.AbsoluteUri) $($request.Body) $rest" | Should -BeNullOrEmpty
        }
    }

    It 'is never the address that a redirect names (<_>)' -ForEach 301, 302, 303, 307, 308 {
        $elsewhere = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(1))
        $server = [Spott.Fakes.LoopbackServer]::new()
        try {
            $server.Answers.Otherwise = [Spott.Fakes.Answer]::Empty($_).WithHeader('Location', "$($elsewhere.BaseUri)opportunities?limit=50")
            $connection = Connect-Fake -Server $server
            { Get-SpottOpportunity -Connection $connection } | Should -Throw -ErrorId 'Spott.Insecure,*'
            $server.RequestCount | Should -Be 1
            $elsewhere.ConnectionCount | Should -Be 0
        } finally {
            $server.Dispose()
            $elsewhere.Dispose()
        }
    }

    It 'is no server whose certificate is not trusted, and no parameter changes that' {
        $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(1), $true)
        try {
            { Connect-Fake -Server $server -With @{ SkipVerify = $false } } | Should -Throw -ErrorId 'Spott.Network,*' -ExpectedMessage '*certificate is not trusted*'
            $server.RequestCount | Should -Be 0
            $server.ConnectionCount | Should -Be 1
        } finally {
            $server.Dispose()
        }
        (Get-Command -Module Spott).Parameters.Keys | Should -Not -Match 'cert|insecure|ssl|tls'
    }
}

Describe 'What verbose and debug tell' {
    It 'is the allow-list: method, path, names, limit, modifiedSince, status, time, bytes, attempt, request id, Retry-After' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $server = [Spott.Fakes.OpportunityServer]::new(120)
        $handler = [Spott.Fakes.ScriptedHandler]::new()
        $handler.Enqueue([Spott.Fakes.Answer]::Error(429, 'slow: jane@example.com', 'r-1').WithRetryAfter(3).WithHeader('Set-Cookie', 'secret=1'))
        $handler.Enqueue([Spott.Fakes.Answer]::Throw('ResetBeforeHeaders'))
        $handler.Enqueue([Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 50), 'the cursor+/=').WithHeader('x-request-id', 'r-2'))
        $handler.Enqueue([Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(51, 3)))
        $connection = Connect-Fake -Handler $handler -Clock $clock
        $lines = @(Get-SpottOpportunity -Connection $connection -CompanyId (1..7 | ForEach-Object { "co-$_" }) -ModifiedSince 2024-01-31T08:30:00Z -Verbose -Debug 4>&1 5>&1 |
            Where-Object { $_ -isnot [Spott.Opportunity] })

        $request = 'GET /opportunities\?limit=50&modifiedSince=2024-01-31T08:30:00\.000Z(&companyIds){7}(&cursor)?'
        $wait = 'Waiting \d+\.\d s before attempt \d of GET https://fake\.invalid/opportunities: '
        $allowed = "^$request -> 429, \d+ ms, attempt 1, request id r-1, Retry-After 3 s$",
            "^${wait}the server answered 429\.$",
            "^$request -> no complete answer, attempt 2$",
            "^${wait}Connection reset by peer\.$",
            "^$request -> 200, \d+ ms, [\d,]+ bytes, attempt 3, request id r-2$",
            "^$request -> 200, \d+ ms, [\d,]+ bytes, attempt 1$"
        foreach ($line in $lines) {
            $allowed | Where-Object { "$line" -match $_ } | Should -Not -BeNullOrEmpty -Because "nothing else may be told, and this was: $line"
        }
        foreach ($pattern in $allowed) { $lines -match $pattern | Should -Not -BeNullOrEmpty -Because "of $pattern" }
        $lines | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | Should -Not -BeNullOrEmpty
    }
}

Describe 'A short key' {
    It 'neither destroys the data that it occurs in nor is shown where it stands alone' {
        $page = [Spott.Fakes.Answer]::Page(@('{"id":"item","name":{"name":"an item of items"}}'))
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @($page, [Spott.Fakes.Answer]::Error(401, "bad key 'item' in items", 'r')))
        $connection = Connect-Fake -Handler $handler -Key 'item' -With @{ MaxRetryCount = 0 }
        $opportunity = Get-SpottOpportunity -Connection $connection
        $opportunity.Id, $opportunity.Name | Should -Be 'item', 'an item of items'
        $caught = { Get-SpottOpportunity -Connection $connection } | Should -Throw -PassThru
        $caught.Exception.ServerMessage | Should -BeExactly "bad key '***' in items"
    }
}

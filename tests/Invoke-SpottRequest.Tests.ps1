BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/common.requests.ps1
}

Describe 'Invoke-SpottRequest -Path' {
    BeforeAll {
        $home1 = [Spott.Fakes.LoopbackServer]::new()
        $elsewhere = [Spott.Fakes.LoopbackServer]::new()
        $home1.Answers.Otherwise = $elsewhere.Answers.Otherwise = New-Json '{"ok":true}'
        $connection = Connect-Fake -Server $home1 -With @{ BaseUri = "$($home1.BaseUri)prefix/v1" }
    }

    AfterAll {
        $home1.Dispose()
        $elsewhere.Dispose()
    }

    It 'refuses <_> and sends nothing anywhere' -ForEach @(
        'http://{other}/', 'HTTP://{other}/x', 'https://{other}/x', 'http:{other}/x', '//{other}/x', '///{other}/x', '////{other}', '/\{other}/x', '\\{other}\x'
        '\/{other}', '/%2f{other}/x', '%2f%2f{other}/x', '/%5c{other}', '%5c%5c{other}', 'user:word@{other}/x', '@{other}/x', ':80/x', 'http%3a//{other}/x'
        '../x', '/../x', 'a/../../../x', 'a/./x', '..', 'a/..', '%2e%2e/x', 'a/.%2E/x', '%252e%252e/x', '%25252e%25252e%25252fx', '..%2fx', '..%5cx', '..;/x', 'a/..;x=1/y'
        "a`r`nHost: {other}", "a`nb", "a%0d%0ax-api-key:%20y", "a%00b", ' //{other}/x', "`t//{other}", 'a b', "a$([char] 0x200B)b", "a$([char] 0x202E)b"
        "$([char] 0xFF0F)$([char] 0xFF0F){other}/x", "$([char] 0xFF0E)$([char] 0xFF0E)/x", "$([char] 0x2025)/x", "a$([char] 0xFF3C)b"
        '%c0%ae%c0%ae/x', '%c0%af%c0%af{other}', '%ff', "a$([char] 0xD800)b", 'a%', 'a%2', 'a%zz', 'a?key=1', '?x', 'a#b', 'javascript:alert(1)', 'file:///etc/passwd', 'C:\x', 'c:/x', 'data:,x'
    ) {
        $path = $_ -replace '\{other\}', $elsewhere.BaseUri.Authority
        $failure = Get-Failure { Invoke-SpottRequest -Path $path -Connection $connection }
        $failure.FullyQualifiedErrorId | Should -BeExactly 'Spott.Insecure,Spott.Commands.InvokeSpottRequestCommand'
        $failure.CategoryInfo.Category | Should -Be SecurityError
        $failure.Exception.Message | Should -Match '^-Path was refused because it '
        $failure.Exception.Message | Should -Not -Match ([regex]::Escape($elsewhere.BaseUri.Authority)) -Because 'a password may stand there'
        $home1.RequestCount | Should -Be 0
        $elsewhere.ConnectionCount | Should -Be 0
    }

    It 'keeps <Path> below the base address, as <Sent>' -ForEach @(
        @{ Path = 'opportunities'; Sent = '/prefix/v1/opportunities' }
        @{ Path = '/opportunities'; Sent = '/prefix/v1/opportunities' }
        @{ Path = 'opportunities/'; Sent = '/prefix/v1/opportunities/' }
        @{ Path = 'a/b-c_d.e~f/1,2;x=3'; Sent = '/prefix/v1/a/b-c_d.e~f/1,2;x=3' }
        @{ Path = 'people/jane@example.com/urn:1'; Sent = '/prefix/v1/people/jane@example.com/urn:1' }
        @{ Path = 'a/%20b/100%25'; Sent = '/prefix/v1/a/%20b/100%25' }
        @{ Path = 'Zoë/...'; Sent = '/prefix/v1/Zo%C3%AB/...' }
    ) {
        $before = $home1.RequestCount
        (Invoke-SpottRequest $Path -Connection $connection).ok | Should -BeTrue
        $home1.RequestCount | Should -Be ($before + 1)
        $home1.Requests[$before].Path | Should -BeExactly $Sent
        $home1.Requests[$before].ApiKey | Should -BeExactly $TestKeyText
        $elsewhere.ConnectionCount | Should -Be 0
    }
}

Describe 'Invoke-SpottRequest -Query' {
    It 'sends <Name> as <Sent>' -ForEach @(
        @{ Name = 'text'; Value = 'a b&c=d/ü+'; Sent = 'x=a%20b%26c%3Dd%2F%C3%BC%2B' }
        @{ Name = 'an empty text'; Value = ''; Sent = 'x=' }
        @{ Name = 'null'; Value = $null; Sent = '' }
        @{ Name = 'a list'; Value = 'b', 'a', 'b'; Sent = 'x=b&x=a&x=b' }
        @{ Name = 'a list with null'; Value = 1, $null, $true; Sent = 'x=1&x=true' }
        @{ Name = 'an empty list'; Value = @(); Sent = '' }
        @{ Name = 'true'; Value = $true; Sent = 'x=true' }
        @{ Name = 'a switch'; Value = [switch] $false; Sent = 'x=false' }
        @{ Name = 'a UTC date'; Value = [datetime]::new(2024, 1, 31, 8, 30, 0, 7, [System.DateTimeKind]::Utc); Sent = 'x=2024-01-31T08%3A30%3A00.007Z' }
        @{ Name = 'a date with a zone'; Value = [datetimeoffset]::new(2024, 1, 31, 8, 30, 0, [timespan]::FromHours(2)); Sent = 'x=2024-01-31T06%3A30%3A00.000Z' }
        @{ Name = 'a fraction'; Value = 1234.5; Sent = 'x=1234.5' }
        @{ Name = 'a decimal'; Value = 1234.50d; Sent = 'x=1234.50' }
        @{ Name = 'a negative number'; Value = -3; Sent = 'x=-3' }
        @{ Name = 'a GUID'; Value = [guid] '0d6b5c1e-0000-0000-0000-000000000001'; Sent = 'x=0d6b5c1e-0000-0000-0000-000000000001' }
        @{ Name = 'a member of an enumeration'; Value = [System.DayOfWeek]::Friday; Sent = 'x=Friday' }
    ) {
        $handler = Connect-Answer @(1..3 | ForEach-Object { New-Json '{}' })
        $culture = [cultureinfo]::CurrentCulture
        try {
            foreach ($name in 'en-US', 'th-TH', 'fi-FI') {
                [cultureinfo]::CurrentCulture = $name
                $null = Invoke-SpottRequest a -Query @{ x = $Value }
            }
        } finally {
            [cultureinfo]::CurrentCulture = $culture
        }
        $handler.Requests.RawQuery | Should -BeExactly $Sent, $Sent, $Sent
    }

    It 'takes a local date as the moment that it is' {
        $handler = Connect-Answer (New-Json '{}')
        $local = [datetime]::new(2024, 7, 1, 12, 0, 0)
        $null = Invoke-SpottRequest a -Query @{ x = $local }
        $handler.Requests[0].Value('x') | Should -BeExactly $local.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", [cultureinfo]::InvariantCulture)
    }

    It 'keeps the order of an ordered table and sorts another' {
        $handler = Connect-Answer @((New-Json '{}'), (New-Json '{}'))
        $null = Invoke-SpottRequest a -Query ([ordered]@{ z = 1; a = 2 })
        $null = Invoke-SpottRequest a -Query @{ z = 1; a = 2; m = 3 }
        $handler.Requests.RawQuery | Should -BeExactly 'z=1&a=2', 'a=2&m=3&z=1'
    }

    It 'refuses <Name> before anything is sent' -ForEach @(
        @{ Name = 'a table in a table'; Query = @{ x = @{ y = 1 } } }
        @{ Name = 'an object'; Query = @{ x = [pscustomobject]@{ y = 1 } } }
        @{ Name = 'a list of lists'; Query = @{ x = @(, @(1, 2)) } }
        @{ Name = 'an empty name'; Query = @{ '' = 1 } }
        @{ Name = 'more than an address can hold'; Query = @{ x = 'a' * 40000 } }
    ) {
        $handler = Connect-Answer (New-Json '{}')
        (Get-Failure { Invoke-SpottRequest a -Query $Query }).FullyQualifiedErrorId | Should -BeExactly 'Spott.InvalidArgument,Spott.Commands.InvokeSpottRequestCommand'
        $handler.RequestCount | Should -Be 0
    }
}

Describe 'Invoke-SpottRequest -Body' {
    It 'sends an object as JSON and says so' {
        $handler = Connect-Answer (New-Json '{"id":"1"}')
        $body = [ordered]@{ name = 'Zoë "x"'; list = @(1); deep = @{ a = @{ b = @{ c = @{ d = @{ e = 1.5 } } } } }; none = $null }
        (Invoke-SpottRequest contacts -Method post -Body $body).id | Should -BeExactly '1'
        $request = $handler.Requests[0]
        $request.Method | Should -BeExactly 'POST'
        $request.Body | Should -BeExactly '{"name":"Zoë \"x\"","list":[1],"deep":{"a":{"b":{"c":{"d":{"e":1.5}}}}},"none":null}'
        $request.Header('Content-Type') | Should -BeExactly 'application/json'
        $request.Header('Accept') | Should -BeExactly 'application/json'
        $request.ApiKey | Should -BeExactly $TestKeyText
    }

    It 'sends <Name> as <Sent>' -ForEach @(
        @{ Name = 'text as it is'; Body = " {`"a`" : 1}`n"; Sent = " {`"a`" : 1}`n" }
        @{ Name = 'text that went through the pipeline'; Body = ('{"a":1}' | Write-Output); Sent = '{"a":1}' }
        @{ Name = 'a list of one'; Body = @(1); Sent = '[1]' }
        @{ Name = 'an empty list'; Body = @(); Sent = '[]' }
        @{ Name = 'a number'; Body = 1.5; Sent = '1.5' }
        @{ Name = 'false'; Body = $false; Sent = 'false' }
    ) {
        $handler = Connect-Answer (New-Json '{}')
        $null = Invoke-SpottRequest a -Method PUT -Body $Body
        $handler.Requests[0].Body | Should -BeExactly $Sent
    }

    It 'refuses <Name> before anything is sent' -ForEach @(
        @{ Name = 'null'; Method = 'POST'; Body = $null }
        @{ Name = 'a body of a GET'; Method = 'GET'; Body = 'x' }
        @{ Name = 'what is nested too deep to be sent whole'; Method = 'POST'; Body = (1..102 | ForEach-Object { $inner = 1 } { $inner = @{ a = $inner } } { $inner }) }
    ) {
        $handler = Connect-Answer (New-Json '{}')
        (Get-Failure { Invoke-SpottRequest a -Method $Method -Body $Body }).FullyQualifiedErrorId | Should -BeExactly 'Spott.InvalidArgument,Spott.Commands.InvokeSpottRequestCommand'
        $handler.RequestCount | Should -Be 0
    }

    It 'sends no content type without a body' {
        $handler = Connect-Answer ([Spott.Fakes.Answer]::Empty(204))
        Invoke-SpottRequest a -Method DELETE | Should -BeNullOrEmpty
        $handler.Requests[0].Header('Content-Type') | Should -BeNullOrEmpty
    }
}

Describe 'Invoke-SpottRequest -WhatIf' {
    It 'sends no <_>' -ForEach 'POST', 'PUT', 'PATCH', 'DELETE' {
        $handler = Connect-Answer (New-Json '{}')
        Invoke-SpottRequest a -Method $_ -WhatIf | Should -BeNullOrEmpty
        $handler.RequestCount | Should -Be 0
    }

    It 'sends a GET, which changes nothing' {
        $handler = Connect-Answer (New-Json '{"ok":1}')
        (Invoke-SpottRequest a -WhatIf).ok | Should -Be 1
        $handler.RequestCount | Should -Be 1
    }

    It 'asks at ConfirmPreference Medium and not above' {
        $attribute = [Spott.Commands.InvokeSpottRequestCommand].GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)
        $attribute.ConfirmImpact | Should -Be Medium
        $attribute.SupportsShouldProcess | Should -BeTrue
    }
}

Describe 'What Invoke-SpottRequest says' {
    It 'fails with <Id> at <Status>' -ForEach @(
        @{ Status = 400; Id = 'BadRequest' }, @{ Status = 401; Id = 'Unauthorized' }, @{ Status = 403; Id = 'Forbidden' }
        @{ Status = 404; Id = 'NotFound' }, @{ Status = 422; Id = 'BadRequest' }, @{ Status = 302; Id = 'Insecure' }
    ) {
        $handler = Connect-Answer ([Spott.Fakes.Answer]::Error($Status, 'the reason', 'req-7').WithHeader('Location', 'https://elsewhere.invalid/'))
        $failure = Get-Failure { Invoke-SpottRequest things/1 -Query @{ mail = 'a@b.c' } }
        $failure.FullyQualifiedErrorId | Should -BeExactly "Spott.$Id,Spott.Commands.InvokeSpottRequestCommand"
        $failure.Exception.RequestId | Should -BeExactly 'req-7'
        [int] $failure.Exception.StatusCode | Should -Be $Status
        $failure.Exception.Message | Should -Not -Match 'a@b'
        $handler.RequestCount | Should -Be 1
    }

    It 'logs the names of the query and no value of it, no body and no key' {
        # -Confirm:$false, because up to PowerShell 7.5 -Debug makes ShouldProcess ask.
        $null = Connect-Answer (New-Json '{"mail":"c@d.e"}').WithHeader('x-request-id', 'req-9')
        $log = Invoke-SpottRequest things/1 -Method POST -Query @{ email = 'a@b.c'; limit = 5 } -Body @{ note = 'f@g.h' } -Confirm:$false -Verbose -Debug 4>&1 5>&1 |
            Where-Object { $_ -is [System.Management.Automation.InformationalRecord] } | Out-String
        $log | Should -Match 'POST /things/1\?email&limit=5 -> 200, \d+ ms, 16 bytes, attempt 1, request id req-9'
        $log | Should -Not -Match '@|Marker-Key'
    }

    It 'ends at once when the pipeline is stopped, and aborts the request' {
        $handler = Connect-Answer ([Spott.Fakes.Answer]::Hang())
        $current = Get-SpottConnection
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($Module, $Connection) Import-Module $Module; Invoke-SpottRequest a -Connection $Connection').AddArgument($SpottModule).AddArgument($current)
            $running = $shell.BeginInvoke()
            $handler.Requests.WaitForCount(1, [timespan]::FromSeconds(30)) | Should -BeTrue
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 5
            $running.IsCompleted | Should -BeTrue
            $handler.Requests.WaitForCancelled(1, [timespan]::FromSeconds(20)) | Should -BeTrue
            $shell.Streams.Error.Count | Should -Be 0
        } finally {
            $shell.Dispose()
        }
    }
}

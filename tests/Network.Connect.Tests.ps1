# How the module comes to the server: its addresses, the loopback rule of plain addresses, the handshake; and that the doctor comes the same way.
BeforeDiscovery {
    # A table of names of one's own needs a mount namespace, which not every machine grants.
    $mayMount = $false
    if ($IsLinux -and (Get-Command unshare -CommandType Application -ErrorAction Ignore)) {
        $null = & unshare --mount sh -c 'mount --bind /etc/hosts /etc/hosts' 2>&1
        $mayMount = $LASTEXITCODE -eq 0
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-Race([object[]] $Plan, [switch] $Stop) {
        # One race without a network: pairs of an address and its fate.
        $typed = [System.Collections.Generic.List[System.ValueTuple[string, string]]]::new()
        for ($at = 0; $at -lt $Plan.Count; $at += 2) { $typed.Add([System.ValueTuple[string, string]]::new($Plan[$at], $Plan[$at + 1])) }
        $race = (Get-EngineHarness AddressRace)::Run($typed, $Stop)
        [pscustomobject]@{ Begun = $race.Item1; End = $race.Item2; Open = $race.Item3; Milliseconds = $race.Item4 }
    }

    function Connect-Name {
        # Connects to a name that leads to these addresses.
        param([string[]] $Address, [uri] $BaseUri, [hashtable] $With = @{})

        $parameters = @{ MaxRetryCount = 0; TimeoutSec = 5 }
        foreach ($name in $With.Keys) { $parameters[$name] = $With[$name] }
        $connection = Connect-Fake -Server @{ BaseUri = $BaseUri } -With $parameters
        [Spott.Fakes.NameTable]::AttachTo($connection, $Address)
        $connection
    }
}

Describe 'The race of the addresses (RFC 8305)' {
    It '<Name>' -ForEach @(
        @{ Name = 'takes the preferred one where it answers'; Plan = '2001:db8::1', 'answers', '192.0.2.1', 'answers'; Begun = '2001:db8::1'; End = '2001:db8::1'; After = 0 }
        @{ Name = 'begins the next one after 250 ms where the first is dead'; Plan = '2001:db8::1', 'hangs', '192.0.2.1', 'answers'; Begun = '2001:db8::1', '192.0.2.1'; End = '192.0.2.1'; After = 250 }
        @{ Name = 'begins the next one at once where the first refuses'; Plan = '2001:db8::1', 'refuses', '192.0.2.1', 'answers'; Begun = '2001:db8::1', '192.0.2.1'; End = '192.0.2.1'; After = 0 }
        @{ Name = 'takes the two families by turns'; Plan = '2001:db8::1', 'hangs', '2001:db8::2', 'hangs', '2001:db8::3', 'hangs', '192.0.2.1', 'refuses', '192.0.2.2', 'answers'
            Begun = '2001:db8::1', '192.0.2.1', '2001:db8::2', '192.0.2.2'; End = '192.0.2.2'; After = 500 }
        @{ Name = 'gives up those that answer too late'; Plan = '2001:db8::1', 'answers late', '192.0.2.1', 'answers'; Begun = '2001:db8::1', '192.0.2.1'; End = '192.0.2.1'; After = 250 }
    ) {
        $race = Get-Race $Plan
        $race.End | Should -Be $End
        $race.Begun | Should -Be $Begun
        $race.Milliseconds | Should -Be $After
        $race.Open | Should -Be 1
    }

    It 'ends in how the last one failed, when all have' {
        (Get-Race '2001:db8::1', 'refuses', '192.0.2.1', 'refuses').End | Should -Be 'SocketException'
    }

    It 'is ended by a stop, and leaves nothing open' {
        $race = Get-Race '2001:db8::1', 'hangs', '192.0.2.1', 'hangs' -Stop
        $race.End | Should -BeLike '*Cancel*Exception'
        $race.Open | Should -Be 0
    }
}

Describe 'A dead address before a good one' -Skip:(-not $IsLinux) {
    BeforeAll {
        $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(60))
        $dead = [Spott.Fakes.DeadPort]::new([System.Net.IPAddress]::IPv6Loopback, $server.BaseUri.Port)
    }
    AfterAll {
        $dead.Dispose()
        $server.Dispose()
    }

    It 'is no matter to a run nor to the doctor' {
        $connection = Connect-Name -Address '::1', '127.0.0.1' -BaseUri "http://localhost:$($server.BaseUri.Port)/"
        @(Get-SpottOpportunity -Connection $connection).Count | Should -Be 60
        $connection.RetryCount | Should -Be 0
        $result = Test-SpottConnection -Connection $connection
        $result.Problem | Should -BeNullOrEmpty
        $result.Addresses.ToString() | Should -Be '::1; 127.0.0.1'
    }

    It 'is no matter to a name of the system''s own table' -Skip:(-not $mayMount) {
        $names = Join-Path $TestDrive hosts
        Set-Content $names "::1 localhost`n127.0.0.1 localhost"
        $script = Join-Path $TestDrive child.ps1
        Set-Content $script @"
Import-Module '$SpottModule'
`$connection = Connect-Spott -BaseUri http://localhost:$($server.BaseUri.Port) -TimeoutSec 5 -MaxRetryCount 0 -PassThru
"`$([System.Net.Dns]::GetHostAddresses('localhost'))"
@(Get-SpottOpportunity).Count
Test-SpottConnection | ForEach-Object Succeeded
"@
        $env:SPOTT_API_KEY = 'k'
        $out = & unshare --mount sh -c "mount --bind '$names' /etc/hosts && exec '$PSHOME/pwsh' -NoProfile -File '$script'" 2>&1
        Remove-Item Env:SPOTT_API_KEY
        $out | Should -Be '::1 127.0.0.1', '60', 'True'
    }

    It 'is told alike by both when there is no good one' {
        $port = $server.BaseUri.Port
        $connection = Connect-Name -Address '::1' -BaseUri "http://localhost:$port/" -With @{ TimeoutSec = 1 }
        (Get-Failure { Get-SpottOpportunity -Connection $connection }).FullyQualifiedErrorId | Should -BeLike 'Spott.Timeout,*'
        (Test-SpottConnection -Connection $connection).Problem | Should -Be "No connection to localhost, port ${port}: no answer within 5 s."
    }

    It 'does not hold up a stop' {
        $connection = Connect-Name -Address '::1' -BaseUri "http://localhost:$($server.BaseUri.Port)/" -With @{ TimeoutSec = 60 }
        $shell = [powershell]::Create().AddScript('param($module, $connection) Import-Module $module; Get-SpottOpportunity -Connection $connection')
        $running = $shell.AddArgument($SpottModule).AddArgument($connection).BeginInvoke()
        [System.Threading.SpinWait]::SpinUntil({ $connection.RequestCount -eq 1 }, 20000) | Should -BeTrue
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 2
        $shell.Streams.Error | Should -BeNullOrEmpty
        { $shell.EndInvoke($running) } | Should -Throw '*stopped*'
        $shell.Dispose()
    }
}

Describe 'An address without TLS' {
    BeforeAll {
        $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(1))
        $named = "http://localhost:$($server.BaseUri.Port)/"
    }
    AfterAll { $server.Dispose() }

    It 'is not connected to where its name leads to another machine, which the error and the doctor say alike' {
        $connection = Connect-Name -Address '192.0.2.7' -BaseUri $named -With @{ MaxRetryCount = 5 }
        $failure = Get-Failure { Get-SpottOpportunity -Connection $connection }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Insecure,*'
        $what = 'The name localhost leads to 192.0.2.7, which is not this machine''s loopback, so the key would go unencrypted to another machine'
        $failure.Exception.Message | Should -BeLike "$what;*use https*"
        $failure.Exception.Attempts | Should -Be 1

        $result = Test-SpottConnection -Connection $connection
        $result.Problem | Should -Be "$what."
        $result.Succeeded | Should -BeFalse
        $result.TcpConnected | Should -BeNullOrEmpty
    }

    It 'is connected to at the loopback address alone where its name has others too' {
        $connection = Connect-Name -Address '192.0.2.7', '127.0.0.1' -BaseUri $named
        @(Get-SpottOpportunity -Connection $connection).Count | Should -Be 1
        (Test-SpottConnection -Connection $connection).Succeeded | Should -BeTrue
    }

    It 'is not asked through a proxy whose name leads to another machine' {
        $connection = Connect-Name -Address '192.0.2.7' -BaseUri $named -With @{ Proxy = "http://localhost:$($server.BaseUri.Port)" }
        $failure = Get-Failure { Get-SpottOpportunity -Connection $connection }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Insecure,*'
        (Test-SpottConnection -Connection $connection).Problem | Should -BeLike 'The name localhost leads to 192.0.2.7, *'
    }
}

Describe 'A handshake that fails' {
    It 'is no untrusted certificate, and tried again, after <What>' -ForEach @(
        @{ What = 'the alert 40'; Make = { [Spott.Fakes.RawServer]::Alert(40) } }
        @{ What = 'the alert 70'; Make = { [Spott.Fakes.RawServer]::Alert(70) } }
        @{ What = 'the alert 80'; Make = { [Spott.Fakes.RawServer]::Alert(80) } }
        @{ What = 'the alert 112'; Make = { [Spott.Fakes.RawServer]::Alert(112) } }
        @{ What = 'the alert 48, about a certificate of ours'; Make = { [Spott.Fakes.RawServer]::Alert(48) } }
        @{ What = 'an answer in plain HTTP'; Make = { [Spott.Fakes.RawServer]::new([System.Text.Encoding]::ASCII.GetBytes("HTTP/1.1 400 Bad Request`r`nContent-Length: 0`r`n`r`n")) } }
        @{ What = 'an answer of SSH'; Make = { [Spott.Fakes.RawServer]::new([System.Text.Encoding]::ASCII.GetBytes("SSH-2.0-OpenSSH_9.6`r`n")) } }
        @{ What = 'the end of the connection'; Make = { [Spott.Fakes.RawServer]::new([byte[]]::new(0)) } }
    ) {
        $server = & $Make
        try {
            $clock = [Spott.Fakes.FakeClock]::new()
            $connection = Connect-Fake -Server @{ BaseUri = "https://127.0.0.1:$($server.Port)/" } -Clock $clock -With @{ MaxRetryCount = 2 }
            $failure = Get-Failure { Get-SpottOpportunity -Connection $connection }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Network,*'
            $failure.Exception.Message | Should -Match 'no TLS connection could be made \(.+\), after 3 attempts'
            $failure.Exception.Message | Should -Not -BeLike '*not trusted*'
            $failure.Exception.Message | Should -BeLike '*check the address and the port, and whether something in the network stops TLS*'
            $server.ConnectionCount | Should -Be 3

            $result = Test-SpottConnection -Connection $connection
            $result.Problem | Should -Match 'was reached on port \d+, but no TLS connection could be made: .+\.$'
            # In the same words.
            $words = $failure.Exception.Message -replace '^.*could be made \((.+)\), after.*$', '$1'
            $result.Problem | Should -BeLike "*: $([wildcardpattern]::Escape($words))."

            $write = Get-Failure { Invoke-SpottRequest -Connection $connection -Path x -Method Post -Body '{}' -Confirm:$false }
            $write.Exception.Message | Should -Not -BeLike '*carried out*' -Because 'nothing was sent'
        } finally {
            $server.Dispose()
        }
    }

    It 'says why a certificate is not trusted as the doctor does, after one attempt: <What>' -ForEach @(
        @{ What = 'of nobody known'; Name = '127.0.0.1'; From = -1; Until = 30 }
        @{ What = 'expired'; Name = '127.0.0.1'; From = -30; Until = -2 }
        @{ What = 'not valid yet'; Name = '127.0.0.1'; From = 2; Until = 30 }
        @{ What = 'for another name'; Name = 'api.example.com'; From = -1; Until = 30 }
    ) {
        $now = [datetimeoffset]::UtcNow
        $certificate = [Spott.Fakes.UntrustedCertificate]::Create($Name, $now.AddDays($From), $now.AddDays($Until))
        $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(1), $certificate)
        try {
            $connection = Connect-Fake -Server $server -Clock ([Spott.Fakes.FakeClock]::new())
            $failure = Get-Failure { Get-SpottOpportunity -Connection $connection }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Network,*'
            $failure.Exception.Message | Should -Match 'its certificate is not trusted \(.+\), after 1 attempt in'
            $server.ConnectionCount | Should -Be 1
            $words = $failure.Exception.Message -replace '^.*not trusted \((.+)\), after.*$', '$1'
            $result = Test-SpottConnection -Connection $connection
            $result.Problem | Should -Be "The certificate of 127.0.0.1 is not trusted: $words."
            $failure.Exception.Message | Should -BeLike "*; c$($result.Remedy.Substring(1))"
        } finally {
            $server.Dispose()
        }
    }

    It 'of a transport of the user''s own is judged by what that says' {
        $untrusted = [System.Net.Http.HttpRequestException]::new('The SSL connection could not be established, see inner exception.',
            [System.Security.Authentication.AuthenticationException]::new('The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot'))
        $other = [System.Net.Http.HttpRequestException]::new('The SSL connection could not be established, see inner exception.',
            [System.Security.Authentication.AuthenticationException]::new('Authentication failed, see inner exception.', [System.IO.IOException]::new('internal error')))
        foreach ($case in @{ Throw = $untrusted; Attempts = 1; Says = '*not trusted*' }, @{ Throw = $other; Attempts = 3; Says = '*no TLS connection*internal error*' }) {
            $handler = [Spott.Fakes.ThrowingHandler]::new($case.Throw)
            $connection = Connect-Fake -Handler $handler -Clock ([Spott.Fakes.FakeClock]::new()) -With @{ MaxRetryCount = 2 }
            $failure = Get-Failure { Get-SpottOpportunity -Connection $connection }
            $failure.Exception.Attempts | Should -Be $case.Attempts
            $failure.Exception.Message | Should -BeLike $case.Says
        }
    }
}

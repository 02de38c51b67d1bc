# A key in the wrong place: what is no address is never quoted, by no error and not by the doctor.
BeforeDiscovery {
    $key = 'Marker-Key-7f3a9c51e2d84b06'
    $misplaced = @(
        @{ What = 'the key'; Text = $key }
        @{ What = 'a header'; Text = "x-api-key: $key" }
        @{ What = 'a header without a space'; Text = "x-api-key:$key" }
        @{ What = 'the key for a host'; Text = "https://$key" }
        @{ What = 'the key for a host, without TLS'; Text = "http://$key/crm" }
        @{ What = 'the key for a port'; Text = "https://api.gospott.com:$key" }
        @{ What = 'the key before a port'; Text = "${key}:443" }
        @{ What = 'the key for a user'; Text = "https://${key}@api.gospott.com" }
        @{ What = 'the key for a scheme'; Text = "${key}://api.gospott.com" }
        @{ What = 'the key in a query'; Text = "https://api.gospott.com?key=$key" }
        @{ What = 'the key in quotation marks'; Text = "`"$key`"" }
        @{ What = 'the key with a line break'; Text = "`n$key`n" }
        @{ What = 'the key behind a slash'; Text = "//$key/" }
        @{ What = 'the key for a file'; Text = "/home/$key" }
    )
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-Told([object] $Failure) {
        # All that an error says, but the line that somebody typed.
        $Failure.Exception.ToString(), "$($Failure.TargetObject)", "$($Failure.ErrorDetails)", ($Failure.CategoryInfo | Out-String) -join "`n"
    }
}

Describe 'In SPOTT_BASE_URI, <What>' -ForEach $misplaced {
    BeforeEach { $env:SPOTT_BASE_URI = $Text }
    AfterEach { Remove-Item Env:SPOTT_* }

    It 'is refused and not quoted, whatever SPOTT_API_KEY is' {
        foreach ($value in 'another-key-of-9', $TestKeyText, 'https://api.gospott.com') {
            $env:SPOTT_API_KEY = $value
            foreach ($run in { Connect-Spott }, { Get-SpottOpportunity }) {
                $failure = Get-Failure $run
                $failure.FullyQualifiedErrorId | Should -Match '^Spott\.(InvalidBaseUri|Insecure|InvalidApiKey|NotConnected),'
                Get-Told $failure | Should -Not -Match ([regex]::Escape($TestKeyText))
            }
            $result = Test-SpottConnection
            $result.Succeeded | Should -BeFalse
            $result.Problem | Should -Not -BeNullOrEmpty
            $result | Format-List * | Out-String -Width 400 | Should -Not -Match ([regex]::Escape($TestKeyText))
        }
    }

    It 'is not quoted where there is no key' {
        $result = Test-SpottConnection
        $result.BaseUri | Should -BeNullOrEmpty
        $result | Format-List * | Out-String -Width 400 | Should -Not -Match ([regex]::Escape($TestKeyText))
    }
}

Describe 'As a parameter, <What>' -ForEach $misplaced {
    It 'is refused as -BaseUri and not quoted' {
        $failure = Get-Failure { Connect-Spott -ApiKey (New-TestKey 'another-key-of-9') -SkipVerify -BaseUri $Text }
        $failure.FullyQualifiedErrorId | Should -Match '^Spott\.(InvalidBaseUri|Insecure),'
        Get-Told $failure | Should -Not -Match ([regex]::Escape($TestKeyText))
    }

    It 'is not quoted as -Proxy' {
        $failure = Get-Failure { Connect-Spott -ApiKey (New-TestKey) -Proxy $Text -BaseUri https://api.invalid -MaxRetryCount 0 -TimeoutSec 5 }
        $failure.FullyQualifiedErrorId | Should -Match '^Spott\.(InvalidArgument|Network|Timeout),'
        Get-Told $failure | Should -Not -Match ([regex]::Escape($TestKeyText))
    }
}

Describe 'The two variables swapped' {
    AfterEach { Remove-Item Env:SPOTT_* }

    It 'is asked for by the error and by the doctor' {
        $env:SPOTT_BASE_URI = 'https://api.example.com'
        $env:SPOTT_API_KEY = 'https://api.gospott.com'
        $failure = Get-Failure { Connect-Spott }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.InvalidApiKey,*'
        $failure.Exception.Message | Should -BeLike '*is an http address (SPOTT_API_KEY and SPOTT_BASE_URI swapped?)*'
        (Test-SpottConnection).Problem | Should -BeLike '*swapped*'
    }
}

Describe 'An address that is none the worse for being unusual' {
    It 'is taken: <_>' -ForEach 'https://gateway', 'https://spott-api-gateway', 'https://crm2:8443', 'https://a1b2c3d4e5f6a7b8.example.com', 'https://[2001:db8::1]/' {
        (Connect-Spott -ApiKey (New-TestKey) -BaseUri $_ -SkipVerify -PassThru).BaseUri.Host | Should -Be ([uri] $_).Host
    }
}

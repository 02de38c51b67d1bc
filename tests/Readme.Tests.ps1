BeforeDiscovery {
    # Each indented block is code that is pasted as it stands.
    $readme = [IO.File]::ReadAllText("$PSScriptRoot/../README.md").Replace("`r`n", "`n")
    $blocks = foreach ($block in [regex]::Matches($readme, '(?m)(?<=\n\n)(?:    [^\n]*\n|\n(?=    ))+')) {
        @{ Code = $block.Value -replace '(?m)^    '; First = ($block.Value.Trim() -split '\n')[0] }
    }
    $pasted = @($blocks | Where-Object First -NotLike 'dotnet *')
    $install = @($blocks | Where-Object Code -Match 'Install-PSResource')
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(60))

    function Invoke-Pasted([string] $Code, [string] $Before = '') {
        # Line by line, as a console takes a paste. The sandbox's blocks connect themselves, the others to this server.
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        Invoke-ChildShell -TimeoutSec 180 -Environment @{
            SPOTT_API_KEY  = $TestKeyText
            SPOTT_BASE_URI = $server.BaseUri
            HOME           = $folder
            USERPROFILE    = $folder
            XDG_DATA_HOME  = $null
            PSModulePath   = $null
        } -Script (@("`$ErrorActionPreference = 'Stop'", "Set-Location -LiteralPath '$folder'", $Before, $Code) -join "`n")
    }
}

AfterAll { $server.Dispose() }

Describe 'The README' {
    It 'has blocks, none with something to fill in, and only the two commands of the clone with what 5.1 does not know' {
        [IO.File]::ReadAllText("$PSScriptRoot/../README.md") | Should -Not -Match '(?m)^    (PS>|.*<the )|^    (?!dotnet tool restore && ).* && '
    }

    It 'pastes: <First>' -ForEach $pasted {
        $run = Invoke-Pasted $Code "Import-Module '$SpottModule'$(if ($Code -match 'users/_list') { '; Connect-Spott -Sandbox' })"
        $run.ErrFlat | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
    }

    It 'installs by one block, and the name is then enough' -ForEach $install {
        # What was packed is packed again: no test builds over the module that it tests.
        $pack = "function dotnet { if (`$args -contains 'Pack') { `$null = New-Item -ItemType Directory out; Compress-PSResource -Path '$(Split-Path $SpottModule)' -DestinationPath out } }"
        $run = Invoke-Pasted ($Code + "`n(Get-Module Spott).Path") $pack
        $run.ErrFlat | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Out.Trim() | Should -Match 'Modules.Spott.0\.1\.0.Spott\.psm1$'
    }
}

BeforeDiscovery {
    # Each indented block is code that is pasted as it stands.
    $readme = [IO.File]::ReadAllText("$PSScriptRoot/../README.md").Replace("`r`n", "`n")
    $blocks = foreach ($block in [regex]::Matches($readme, '(?m)(?<=\n\n)(?:    [^\n]*\n|\n(?=    ))+')) {
        @{ Code = $block.Value -replace '(?m)^    '; First = ($block.Value.Trim() -split '\n')[0] }
    }
    $pasted = @($blocks | Where-Object First -NotLike 'dotnet *')
    $install = @($blocks | Where-Object Code -Match 'Install-PSResource')
    $copied = @($blocks | Where-Object Code -Match 'Copy-Item')
    $demo = @($blocks | Where-Object First -Like 'dotnet tool restore && * -Task Demo')
    $test = @($blocks | Where-Object First -Like 'dotnet tool restore && * -Task Test')
    $counts = @{ All = @($blocks).Count; Pasted = $pasted.Count + $install.Count + $copied.Count + $demo.Count + $test.Count }
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

    It 'has no block that is pasted nowhere: <Pasted> of <All>' -ForEach $counts {
        $Pasted | Should -Be $All
        $Pasted | Should -BeGreaterThan 8
    }

    It 'shows the main job by one line, <Of>' -ForEach @(
        foreach ($key in $true, $false) { foreach ($block in $demo) { @{ Code = $block.Code; HasKey = $key; Of = $key ? 'of the account whose key is set' : 'of the sandbox' } } }
    ) {
        # What was built is not built again: no test builds over the module that it tests.
        $build = "function dotnet { if (`$args -contains 'Demo') { & '$PSScriptRoot/demo.ps1' } }$(if (-not $HasKey) { '; $env:SPOTT_API_KEY = $env:SPOTT_BASE_URI = $null' })"
        $csv = [IO.Path]::GetFullPath("$PSScriptRoot/../out/week.csv")
        Remove-Item -LiteralPath $csv -ErrorAction Ignore
        try {
            $run = Invoke-Pasted $Code $build
            $run.ErrFlat | Should -BeNullOrEmpty
            $run.ExitCode | Should -Be 0
            $run.Out | Should -BeLike "*SPOTT_API_KEY is $(if (-not $HasKey) { 'not ' })set: these are *opportunities are in *week.csv*"
            # What the sandbox modified in seven times 24 hours; this server's 60 are of an earlier year.
            if ($HasKey) { @(Import-Csv -LiteralPath $csv).Count | Should -Be 0 } else { @(Import-Csv -LiteralPath $csv).Count | Should -BeGreaterThan 30 }
        } finally {
            Remove-Item -LiteralPath $csv -ErrorAction Ignore
        }
    }

    It 'runs all tests by the line that CI runs' -ForEach $test {
        [IO.File]::ReadAllText("$PSScriptRoot/../.ci/run") | Should -Match "(?m)^$([regex]::Escape($Code.Trim()))\b"
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

    It 'installs by a copy where there is no Install-PSResource, and the name is then enough' -ForEach $copied {
        $build = "function dotnet { if (`$args -contains 'Build') { `$null = New-Item -ItemType Directory out; Copy-Item -Path '$(Split-Path $SpottModule)' -Destination out -Recurse } }"
        $run = Invoke-Pasted ($Code + "`n(Get-Command Connect-Spott).Module.Path") $build
        $run.ErrFlat | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Out.Trim() | Should -Match 'Modules.Spott.Spott\.psm1$'
    }
}

BeforeDiscovery {
    # Every page that goes on after a run, with the block that does, and all of its code.
    $pages = foreach ($file in Get-ChildItem "$PSScriptRoot/../README.md", "$PSScriptRoot/../docs/*.md", "$PSScriptRoot/../docs/*/*.md") {
        $blocks = @([regex]::Matches((Get-Content -Raw $file), '(?ms)^```powershell[^\n]*\n(.*?)^```$') | ForEach-Object { $_.Groups[1].Value })
        foreach ($code in $blocks -match 'Get-SpottChange.*-AfterRun') { @{ Page = $file.Name; Code = $code; All = $blocks -join "`n" } }
    }
    if (@($pages).Count -lt 2) { throw 'The pages are not found.' }
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    # The help's example that goes on after the last export, night for night.
    $page = [IO.File]::ReadAllText("$PSScriptRoot/../docs/en-US/Get-SpottChange.md")
    $example = [regex]::Match($page, '(?ms)^### Example 3.*?^```powershell\n(.*?)^```$').Groups[1].Value
    if ($example -notmatch 'Connect-Spott -Sandbox -SandboxDay 8') { throw 'The example does not connect as it did.' }

    function Invoke-Night {
        # Runs the example in a shell of its own on that day of the sandbox; what failed.
        param([int] $Day, [string] $Connect = "Connect-Spott -Sandbox -SandboxDay $Day", [string] $Before = '')

        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("Import-Module '$SpottModule'; Set-Location -LiteralPath '$folder'; $Before").Invoke()
            $shell.Commands.Clear()
            try { $null = $shell.AddScript($example.Replace('Connect-Spott -Sandbox -SandboxDay 8', $Connect)).Invoke() } catch { "$_" }
            $shell.Streams.Error | ForEach-Object { "$_" }
        } finally {
            $shell.Dispose()
        }
    }

    function Get-Delivered { Get-ChildItem -LiteralPath $folder -Filter *.csv | Where-Object Length | ForEach-Object { (Import-Csv -LiteralPath $_.FullName).Sequence } | ForEach-Object { [long] $_ } | Sort-Object }
    function Assert-EachOnce {
        $expected = @((Get-SpottChange "$folder/spott.db").Sequence)
        $expected.Count | Should -BeGreaterThan 15
        Get-Delivered | Should -Be $expected
    }
}

Describe 'The script that continues after a run, of <Page>' -ForEach $pages {
    It 'begins with Stop, and writes with commands that fail' {
        $Code | Should -Match "\A\`$ErrorActionPreference = 'Stop'\n"
        $All | Should -Not -Match '\b(Set|Add)-Content\b' -Because 'they do not fail on a full disk'
        $All | Should -Not -Match '(?m)^[^#\n]*\bpsql -.*\n(?!if \(\$LASTEXITCODE\))'
    }
}

Describe 'The example that continues after the last export' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path (Join-Path ([string] (Resolve-Path $TestDrive)) ([guid]::NewGuid().ToString('N')))).FullName
        foreach ($day in 0, 1) { Invoke-Night $day | Should -BeNullOrEmpty }
        $before = @(Get-Delivered)
        $before.Count | Should -BeGreaterThan 4
    }

    It 'delivers each change once, and nothing where nothing changed' {
        foreach ($day in 2, 3, 3) { Invoke-Night $day | Should -BeNullOrEmpty }
        Assert-EachOnce
    }

    It 'delivers no change twice and loses none after a night on which the server did not answer' {
        $dead = "Connect-Spott -BaseUri http://127.0.0.1:9 -ApiKey (ConvertTo-SecureString -String '$TestKeyText' -AsPlainText -Force) -MaxRetryCount 0"
        Invoke-Night 2 -Connect $dead | Should -Not -BeNullOrEmpty
        Get-Delivered | Should -Be $before
        foreach ($day in 3, 4) { Invoke-Night $day | Should -BeNullOrEmpty }
        Assert-EachOnce
    }

    It 'delivers no change twice and loses none after a night on which <What>' -ForEach @(
        @{ What = 'the CSV file could not be written'; File = 'feed.partial' }
        @{ What = 'the number could not be written'; File = 'last.partial' }
    ) {
        # A folder where the file should be.
        $null = New-Item -ItemType Directory -Path "$folder/$File"
        Invoke-Night 2 | Should -Not -BeNullOrEmpty
        Remove-Item -LiteralPath "$folder/$File"
        foreach ($day in 3, 4) { Invoke-Night $day | Should -BeNullOrEmpty }
        Assert-EachOnce
    }

    It 'delivers no change twice and loses none after a night on which the disk was full for <File>' -Skip:(-not (Test-Path -LiteralPath /dev/full)) -ForEach @(
        @{ File = 'feed.partial' }, @{ File = 'last.partial' }
    ) {
        $null = [IO.File]::CreateSymbolicLink("$folder/$File", '/dev/full')
        Invoke-Night 2 | Should -Not -BeNullOrEmpty
        Remove-Item -LiteralPath "$folder/$File"
        foreach ($day in 3, 4) { Invoke-Night $day | Should -BeNullOrEmpty }
        Assert-EachOnce
    }
}

<#
.SYNOPSIS
Builds, tests and shows the module.
.PARAMETER Task
What to do, in this order: one or more of Build, Test, TestOldest, Demo, Bench, Help, Pack, Clean; also as one comma-separated text.
TestOldest runs the tests in the oldest PowerShell and .NET that can be had here; it builds them once, into out/hosts, on Linux x64.
.PARAMETER TestName
With Test and TestOldest: only the test files whose name matches, such as Connect-Spott*.
.PARAMETER Short
With Bench: the short version, below a minute, which prints the ratios only.
.PARAMETER AsInstalled
With Bench: measure in a PowerShell compiled beforehand, as its installers ship it, and not in the .NET tool's, which compiles itself in every process.
.PARAMETER Against
With Bench: a folder with another build of the module, or a clone that has built it. Compares this build with it and measures nothing else.
.PARAMETER Section
With Bench: names of the sections to measure (files in tests/benchmarks/Sections), comma-separated; all of them by default.
.PARAMETER UpdateDocs
With Bench: write the tables into docs/performance.md, too; implies -AsInstalled.
.PARAMETER PlatyPS
With Help: name or path of the module that turns Markdown into the help that Get-Help reads.
#>
[CmdletBinding()]
param(
    [string[]] $Task = 'Build',
    [string] $TestName = '*',
    [switch] $Short,
    [switch] $AsInstalled,
    [string] $Against,
    [string] $Section,
    [switch] $UpdateDocs,
    [string] $PlatyPS = 'Microsoft.PowerShell.PlatyPS'
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

$out = Join-Path $PSScriptRoot 'out'
$module = Join-Path $out 'Spott'
$frameworks = 'net8.0', 'net472'
$testPrograms = 'Spott.Fakes', 'Spott.References', 'Spott.Drive'
$assemblies = 'Spott.Engine', 'Spott.Mirror', 'Spott.Report'
# The systems that SQLite ships for.
$platforms = 'win-x64', 'win-x86', 'win-arm64', 'linux-x64', 'linux-arm64', 'linux-musl-x64', 'osx-x64', 'osx-arm64'

function Assert-ExitCode([string] $What) {
    if ($LASTEXITCODE -ne 0) { throw "$What ended with exit code $LASTEXITCODE." }
}

function Invoke-Build {
    # A module that is loaded somewhere keeps its files on Windows: the message names the remedy.
    if (Test-Path $module) {
        try { Remove-Item $module -Recurse -Force }
        catch { throw "out/Spott cannot be replaced; close the shells that have imported it. $_" }
    }
    # One call an assembly for its frameworks: its output folder holds it, Spott.dll and its packages.
    foreach ($assembly in $assemblies) {
        dotnet build "$PSScriptRoot/src/$assembly/$assembly.csproj" -c Release -v quiet -nologo -clp:NoSummary
        Assert-ExitCode "The build of $assembly"
    }
    foreach ($framework in $frameworks) {
        $bin = New-Item -ItemType Directory -Path "$module/bin/$framework"
        foreach ($assembly in $assemblies) {
            $output = "$PSScriptRoot/src/$assembly/bin/Release/$framework"
            if (Test-Path $output) { Copy-Item "$output/*.dll" $bin }
        }
    }
    foreach ($platform in $platforms) {
        $native = New-Item -ItemType Directory -Path "$module/bin/net8.0/runtimes/$platform/native"
        Copy-Item "$PSScriptRoot/src/Spott.Mirror/bin/Release/net8.0/runtimes/$platform/native/*" $native
    }
    Copy-Item "$PSScriptRoot/Spott.psd1", "$PSScriptRoot/LICENSE", "$PSScriptRoot/THIRD-PARTY-NOTICES.txt" $module
    Copy-Item "$PSScriptRoot/src/Spott/*" $module -Include *.psm1, *.ps1, *.ps1xml, *.psd1
    if (Test-Path "$PSScriptRoot/src/Spott/en-US") {
        Copy-Item "$PSScriptRoot/src/Spott/en-US" $module -Recurse
    }
    Write-Host "Built out/Spott."
}

function Invoke-Test([string] $Pwsh = "$PSHOME/pwsh") {
    foreach ($program in $testPrograms) {
        dotnet build "$PSScriptRoot/tests/$program/$program.csproj" -c Release -v quiet -nologo -clp:NoSummary
        Assert-ExitCode "The build of $program"
    }
    if ('Report.Browser' -like $TestName) {
        . "$PSScriptRoot/tests/browser/Browser.ps1"
        Install-BrowserDriver
    }
    # In a process of its own: the module's files are free again when it has ended. Quoted, because a bare * is a list of files on Unix.
    & $Pwsh -NoProfile -NonInteractive -File "$PSScriptRoot/tests/run.ps1" -TestName "$TestName"
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

function Invoke-Demo {
    & "$PSHOME/pwsh" -NoProfile -File "$PSScriptRoot/tests/demo.ps1"
    Assert-ExitCode 'The demo'
}

function Invoke-Pack {
    $version = (Import-PowerShellDataFile "$module/Spott.psd1").ModuleVersion
    $package = Join-Path $out "Spott.$version.nupkg"
    if (Test-Path $package) { Remove-Item $package }
    Compress-PSResource -Path $module -DestinationPath $out
    Write-Host "Packed out/Spott.$version.nupkg ($([math]::Round((Get-Item $package).Length / 1MB, 1)) MB)."
}

function Invoke-Bench {
    $options = @(if ($Short) { '-Short' }; if ($AsInstalled) { '-AsInstalled' }; if ($UpdateDocs) { '-UpdateDocs' }
        if ($Section) { '-Section', $Section }; if ($Against) { '-Against', (Resolve-Path $Against).ProviderPath })
    & "$PSHOME/pwsh" -NoProfile -File "$PSScriptRoot/tests/benchmarks/bench.ps1" @options
    Assert-ExitCode 'The benchmark'
}

function Invoke-Help {
    & "$PSHOME/pwsh" -NoProfile -NonInteractive -File "$PSScriptRoot/docs/build-help.ps1" -PlatyPS $PlatyPS
    Assert-ExitCode 'The making of the help'
}

function Invoke-Clean {
    foreach ($folder in $out, "$PSScriptRoot/src/*/obj", "$PSScriptRoot/src/*/bin", "$PSScriptRoot/tests/*/obj", "$PSScriptRoot/tests/*/bin") {
        if (Test-Path $folder) { Remove-Item $folder -Recurse -Force }
    }
}

$known = 'Build', 'Test', 'TestOldest', 'Demo', 'Bench', 'Help', 'Pack', 'Clean'
# "-File build.ps1 -Task A,B" arrives as one text.
$tasks = @($Task -split ',' | ForEach-Object Trim | Where-Object { $_ })
foreach ($name in $tasks) {
    if ($name -notin $known) { throw "There is no task '$name'; there are $($known -join ', ')." }
}

$built = $false
foreach ($name in $tasks) {
    if (-not $built -and $name -in 'Build', 'Test', 'TestOldest', 'Demo', 'Bench', 'Help', 'Pack') {
        Invoke-Build
        $built = $true
    }
    switch ($name) {
        'Test' { Invoke-Test }
        'TestOldest' { Invoke-Test (& "$PSScriptRoot/tests/hosts/Oldest.ps1") }
        'Demo' { Invoke-Demo }
        'Bench' { Invoke-Bench }
        'Help' { Invoke-Help }
        'Pack' { Invoke-Pack }
        'Clean' { Invoke-Clean; $built = $false }
    }
}

<#
.SYNOPSIS
Measures Spott for PowerShell against its peers over a loopback server and writes a report.
.DESCRIPTION
Needs out/Spott (build.ps1 -Task Build) and the .NET SDK. Python with requests, curl and jq are peers where they are installed.
The full run takes ten minutes at most; -Short takes less than one and prints the ratios only.
#>
param(
    [switch] $Short,
    [string] $ReportPath,
    [switch] $UpdateDocs,
    # Measure in a PowerShell that was compiled beforehand, as its installers ship it. The .NET tool's is not: of it a compiled copy is
    # made, once, in less than a minute.
    [switch] $AsInstalled,
    # Sections to run, by number, comma-separated; all of them by default.
    [string] $Section = '1,2,3,4,5'
)
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path "$PSScriptRoot/../..").Path
foreach ($file in Get-ChildItem "$PSScriptRoot/Harness/*.ps1", "$PSScriptRoot/Sections/*.ps1") { . $file.FullName }

$python = (Get-Command python3, python -CommandType Application -ErrorAction Ignore | Select-Object -First 1).Source
if ($python) {
    & $python -c 'import requests, resource' 2>$null
    if ($LASTEXITCODE) { $python = $null }
}
# Nothing is told to anyone because it is measured.
$env:POWERSHELL_TELEMETRY_OPTOUT = '1'
$Bench = [pscustomobject]@{
    Root    = $root
    Out     = Join-Path $root out/bench
    Pwsh    = Join-Path $PSHOME pwsh
    Short   = $Short.IsPresent
    # The figures of the targets are for 10,000; the short run's are for fewer, and only ratios.
    Items   = $Short ? 2000 : 10000
    Python  = $python
    Curl    = @(Get-Command bash, curl, jq -CommandType Application -ErrorAction Ignore | Select-Object -ExpandProperty Name -Unique).Count -eq 3
    Server  = $null
    Workers = @{}
}
if (-not (Test-Path "$root/out/Spott/Spott.psd1")) { throw 'out/Spott is missing: build the module first.' }
if ($AsInstalled) { $Bench.Pwsh = Get-PrecompiledHost }

$clock = [System.Diagnostics.Stopwatch]::StartNew()
# Both at once: neither needs the other.
'Server', 'Client' | ForEach-Object -Parallel {
    $build = dotnet build "$using:PSScriptRoot/$_" -c Release -o "$($using:Bench.Out)/$($_.ToLowerInvariant())" --nologo -v quiet
    if ($LASTEXITCODE) { throw ($build -join [Environment]::NewLine) }
}

if (Test-Path "$($Bench.Out)/cache") { Remove-Item "$($Bench.Out)/cache" -Recurse }
$Bench.Server = Start-BenchServer
try {
    $steps = @{
        1 = { Measure-Throughput }
        2 = { Measure-Overlap }
        3 = { Measure-Start }
        4 = { Measure-Growth }
        5 = { Measure-Stop }
    }
    $sections = foreach ($number in [int[]] ($Section -split ',')) {
        Write-Host "Section $number … ($([int] $clock.Elapsed.TotalSeconds) s)"
        & $steps[$number]
    }
}
finally {
    $Bench.Workers.Values | ForEach-Object { Stop-Worker $_ }
    Stop-BenchServer $Bench.Server
}

if ($Short) {
    Get-TargetTable $sections.Targets
    "$($Bench.Items) items, few rounds, $([int] $clock.Elapsed.TotalSeconds) s; $(Get-HostLine): ratios to compare with another such run on this machine."
    return
}
$text = Get-ReportText $sections $clock.Elapsed
$path = $ReportPath ? $ReportPath : (Join-Path $root out/bench.md)
Set-Content -Path $path -Value (@('# Benchmark', '') + $text)
if ($UpdateDocs) { Update-Document (Join-Path $root docs/performance.md) $text }
Get-TargetTable $sections.Targets
"The report is in $path."

<#
.SYNOPSIS
Measures Spott for PowerShell against other programs, or against another build of itself, over a loopback server, and writes a report.
.DESCRIPTION
Needs out/Spott (build.ps1 -Task Build) and the .NET SDK. Python with requests, curl and jq are measured where they are installed; where
they are not, the report says so. The full run takes ten minutes at most; -Short takes less than one and prints the ratios only.
#>
param(
    [switch] $Short,
    [string] $ReportPath,
    # Writes the tables into docs/performance.md: a full run, as installed.
    [switch] $UpdateDocs,
    # Measures in a PowerShell that was compiled beforehand, as its installers ship it. The .NET tool's is not: of it a compiled copy is
    # made, once, in less than a minute.
    [switch] $AsInstalled,
    # Names of the sections to run, comma-separated, in Sections/; all of them by default.
    [string] $Section,
    # Folder of another build of the module: both are compared, and nothing else is measured.
    [string] $Against
)
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path "$PSScriptRoot/../..").Path
foreach ($file in Get-ChildItem "$PSScriptRoot/Harness/*.ps1") { . $file.FullName }
foreach ($file in Get-ChildItem "$PSScriptRoot/Sections/*.ps1") { . $file.FullName }

$selected = Select-Section $Section
if ($UpdateDocs -and ($Short -or $Section -or $Against)) {
    throw 'The document holds a full run: use -UpdateDocs without -Short, -Section and -Against.'
}
if (-not (Test-Path "$root/out/Spott/Spott.psd1")) { throw 'out/Spott is missing: build the module first.' }
if ($Against) { $Against = Resolve-Build $Against }

$python = (Get-Command python3, python -CommandType Application -ErrorAction Ignore | Select-Object -First 1).Source
if ($python) {
    & $python -c 'import requests' 2>$null
    if ($LASTEXITCODE) { $python = $null }
}
# Nothing is told to anyone because it is measured.
$env:POWERSHELL_TELEMETRY_OPTOUT = '1'
$Bench = [pscustomobject]@{
    Root    = $root
    Out     = Join-Path $root out/bench
    Pwsh    = Join-Path $PSHOME pwsh
    # What is measured where nothing else is said.
    Build   = [pscustomobject]@{ Name = 'out'; Module = Join-Path $root out/Spott }
    Short   = $Short.IsPresent
    # The wanted figures are for 10,000; the short run's are for fewer, and only ratios.
    Items   = $Short ? 2000 : 10000
    Python  = $python
    Curl    = @(Get-Command bash, curl, jq -CommandType Application -ErrorAction Ignore | Select-Object Name -Unique).Count -eq 3
    Server  = $null
    Workers = @{}
}
if ($AsInstalled -or $UpdateDocs) { $Bench.Pwsh = Get-PrecompiledHost }

$clock = [System.Diagnostics.Stopwatch]::StartNew()
# Both at once: neither needs the other. The client uses what is inside this build, so that a comparison of builds does without it.
@('Server'; if (-not $Against) { 'Client' }) | ForEach-Object -Parallel {
    $build = dotnet build "$using:PSScriptRoot/$_" -c Release -o "$($using:Bench.Out)/$($_.ToLowerInvariant())" --nologo -v quiet
    if ($LASTEXITCODE) { throw ($build -join [Environment]::NewLine) }
}

if (Test-Path "$($Bench.Out)/cache") { Remove-Item "$($Bench.Out)/cache" -Recurse }
$Bench.Server = Start-BenchServer
try {
    if ($Against) {
        $text = Get-AgainstReport $Against
    }
    else {
        $results = foreach ($one in $selected) {
            Write-Host "$($one.Name) … ($([int] $clock.Elapsed.TotalSeconds) s)"
            & $one.Measure | Add-Member -NotePropertyName Title -NotePropertyValue $one.Title -PassThru
        }
    }
}
finally {
    $Bench.Workers.Values | ForEach-Object { Stop-Worker $_ }
    Stop-BenchServer $Bench.Server
}

if ($Short -and -not $Against) {
    Get-TargetTable $results.Targets
    "$($Bench.Items) items, few rounds, $([int] $clock.Elapsed.TotalSeconds) s; $(Get-HostLine): to compare with another such run here."
    return
}
if (-not $Against) { $text = Get-ReportText $results $clock.Elapsed }
$path = $ReportPath ? $ReportPath : (Join-Path $root ($Against ? 'out/bench-against.md' : 'out/bench.md'))
Set-Content -Path $path -Value (@('# Benchmark', '') + $text)
if ($UpdateDocs) { Update-Document (Join-Path $root docs/performance.md) $text }
$Against ? $text : (Get-TargetTable $results.Targets)
"The report is in $path."

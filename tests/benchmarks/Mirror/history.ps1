# Makes a mirror of years, and a CSV file of what is current in it; a line of JSON.
param([string] $BaseUri, [string] $Path, [string] $Csv, [int] $Days)
$ErrorActionPreference = 'Stop'
Import-Module $env:SPOTT_BENCH_MODULE
$env:SPOTT_API_KEY = 'benchmark-key'
Connect-Spott -BaseUri $BaseUri
$items = @(Get-SpottOpportunity)
$null = [System.Reflection.Assembly]::LoadFrom("$PSScriptRoot/../../../out/bench/client/Spott.Bench.dll")
$clock = [System.Diagnostics.Stopwatch]::StartNew()
[Spott.Bench.MirrorHistory]::Make($Path, $items, $Days)
$made = $clock.Elapsed.TotalSeconds
Get-SpottOpportunity -MirrorPath $Path | ConvertTo-SpottRow | Export-Csv $Csv
@{ seconds = $made; size = (Get-Item $Path).Length; changes = @(Get-SpottChange $Path).Count } | ConvertTo-Json -Compress

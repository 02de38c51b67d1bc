# What is current in a mirror, read and thrown away; a line of JSON.
param([string] $Path)
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$ErrorActionPreference = 'Stop'
Import-Module $env:SPOTT_BENCH_MODULE
Get-SpottOpportunity -MirrorPath $Path | Out-Null
@{ wall = $clock.Elapsed.TotalMilliseconds } | ConvertTo-Json -Compress

# Everything read and thrown away: what a run of a mirror is measured by. A line of JSON.
param([string] $BaseUri)
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = 'SilentlyContinue'
Import-Module $env:SPOTT_BENCH_MODULE
$env:SPOTT_API_KEY = 'benchmark-key'
Connect-Spott -BaseUri $BaseUri
Get-SpottOpportunity | Out-Null
@{ wall = $clock.Elapsed.TotalMilliseconds; items = (Get-SpottConnection).ItemCount } | ConvertTo-Json -Compress

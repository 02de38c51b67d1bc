# One run into a mirror. A line of JSON: wall is since the first statement, run the cmdlet's own.
param([string] $BaseUri, [string] $Path, [string] $Kind)
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = 'SilentlyContinue'
Import-Module $env:SPOTT_BENCH_MODULE
$env:SPOTT_API_KEY = 'benchmark-key'
Connect-Spott -BaseUri $BaseUri
$begun = $clock.Elapsed.TotalMilliseconds
$run = Sync-SpottMirror $Path -Full:($Kind -eq 'Full')
$wall = $clock.Elapsed.TotalMilliseconds
. $PSScriptRoot/../Peers/Report.ps1
@{ wall = $wall; run = $wall - $begun; peak = Get-PeakMemory; items = $run.ItemCount; changed = $run.ChangedCount; size = (Get-Item $Path).Length } |
    ConvertTo-Json -Compress

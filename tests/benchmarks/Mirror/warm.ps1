# What is read out of a mirror of years, and the current rows out of a CSV file, in turn in one process; a line of JSON with times in ms.
param([string] $Path, [string] $Csv, [int] $DaysBack, [int] $Rounds)
$ErrorActionPreference = 'Stop'
Import-Module $env:SPOTT_BENCH_MODULE
$then, $week = (Get-Date).AddDays(-$DaysBack), (Get-Date).AddDays(-7)
$readings = [ordered] @{
    csv     = { Import-Csv $Csv }
    current = { Get-SpottOpportunity -MirrorPath $Path }
    asOf    = { Get-SpottOpportunity -MirrorPath $Path -AsOf $then }
    changes = { Get-SpottChange $Path -Since $week }
}
$counts, $times = @{}, @{}
foreach ($name in $readings.Keys) { $counts[$name] = @(& $readings[$name]).Count; $times[$name] = @() }
for ($round = -6; $round -lt $Rounds; $round++) {
    foreach ($name in $readings.Keys) {
        [GC]::Collect()
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        & $readings[$name] | Out-Null
        $clock.Stop()
        if ($round -ge 0) { $times[$name] += $clock.Elapsed.TotalMilliseconds }
    }
}
@{ counts = $counts; times = $times } | ConvertTo-Json -Compress -Depth 3

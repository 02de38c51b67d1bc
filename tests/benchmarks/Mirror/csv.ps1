# The same rows out of a CSV file; a line of JSON.
param([string] $Csv)
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$ErrorActionPreference = 'Stop'
Import-Csv $Csv | Out-Null
@{ wall = $clock.Elapsed.TotalMilliseconds } | ConvertTo-Json -Compress

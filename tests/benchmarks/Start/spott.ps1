param([string] $BaseUri)
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$env:SPOTT_API_KEY = 'benchmark-key'
$ready = $clock.Elapsed.TotalMilliseconds
Import-Module $env:SPOTT_BENCH_MODULE
$imported = $clock.Elapsed.TotalMilliseconds
Connect-Spott -BaseUri $BaseUri
$connected = $clock.Elapsed.TotalMilliseconds
Get-SpottOpportunity -First 50 | Out-Null
$read = $clock.Elapsed.TotalMilliseconds
[Console]::Out.WriteLine((ConvertTo-Json -Compress @{ import = $imported - $ready; connect = $connected - $imported; page = $read - $connected; wall = $read - $ready }))

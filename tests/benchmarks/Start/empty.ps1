param([string] $BaseUri)
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$env:SPOTT_API_KEY = 'benchmark-key'
$ready = $clock.Elapsed.TotalMilliseconds
Import-Module "$PSScriptRoot/Empty/Empty.psm1"
$imported = $clock.Elapsed.TotalMilliseconds
[Console]::Out.WriteLine((ConvertTo-Json -Compress @{ import = $imported - $ready; wall = $imported - $ready }))

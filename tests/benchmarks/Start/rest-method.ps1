param([string] $BaseUri)
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$headers = @{ 'x-api-key' = 'benchmark-key' }
$ready = $clock.Elapsed.TotalMilliseconds
Invoke-RestMethod -Uri "${BaseUri}opportunities?limit=50" -Headers $headers | Out-Null
$read = $clock.Elapsed.TotalMilliseconds
[Console]::Out.WriteLine((ConvertTo-Json -Compress @{ wall = $read - $ready }))

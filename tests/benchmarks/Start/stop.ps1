# Stops a run in each phase and prints how long it took to end, as JSON.
param([int] $Port, [int] $DeadPort, [int] $Times)
$ErrorActionPreference = 'Stop'
$base = "http://127.0.0.1:$Port"
$env:SPOTT_API_KEY = 'benchmark-key'
$connect = 'Connect-Spott -BaseUri'
$phases = [ordered]@{
    'TCP connect, in Connect-Spott'            = "$connect http://127.0.0.1:$DeadPort"
    'waiting for headers, in Connect-Spott'    = "$connect $base/xhang"
    'waiting for headers'                      = "$connect $base/xhang -SkipVerify; Get-SpottOpportunity"
    'a slow body'                              = "$connect $base/xslow -SkipVerify; Get-SpottOpportunity"
    'backoff (429, Retry-After 30)'            = "$connect $base/xthrottled -SkipVerify; Get-SpottOpportunity"
    'pacing (one request a minute)'            = "$connect $base/n1000 -MaxRequestsPerMinute 1; Get-SpottOpportunity"
    'a consumer at work, the next page on its way' = "$connect $base/n1000/l2000 -SkipVerify; Get-SpottOpportunity | ForEach-Object { Start-Sleep -Milliseconds 1 }"
}

# All phases begin together and are stopped one after the other, each in a runspace of its own.
function Measure-Phase {
    $shells = [ordered]@{}
    foreach ($phase in $phases.Keys) {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("`$WarningPreference = 'SilentlyContinue'; Import-Module '$env:SPOTT_BENCH_MODULE'; $($phases[$phase])")
        $shells[$phase] = @{ Shell = $shell; Running = $shell.BeginInvoke() }
    }
    # Long enough for seven imports and for the second page to be on its way.
    Start-Sleep -Milliseconds 3000
    foreach ($phase in $shells.Keys) {
        $shell = $shells[$phase].Shell
        if ($shells[$phase].Running.IsCompleted) { throw "Ended before it was stopped: $phase $($shell.Streams.Error) $($shell.InvocationStateInfo.Reason)" }
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $clock.Stop()
        if ($shell.Streams.Error.Count) { throw "Stopping left an error: $phase $($shell.Streams.Error[0])" }
        $shell.Dispose()
        @{ phase = $phase; ms = $clock.Elapsed.TotalMilliseconds }
    }
}

$results = for ($i = 0; $i -lt $Times; $i++) { Measure-Phase }
ConvertTo-Json @{ phases = @($results) } -Compress -Depth 3

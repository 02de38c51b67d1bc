# Delta runs of fifty changes into copies of a small and of a large mirror, in turn; a line of JSON with the times of each, in ms.
param([string] $Folder, [string] $SmallUri, [string] $LargeUri, [int] $Rounds)
$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = 'SilentlyContinue'
Import-Module $env:SPOTT_BENCH_MODULE
$env:SPOTT_API_KEY = 'benchmark-key'
$connections = @{ small = Connect-Spott -BaseUri $SmallUri -PassThru; large = Connect-Spott -BaseUri $LargeUri -PassThru }
$times = @{ small = @(); large = @() }
for ($round = -4; $round -lt $Rounds; $round++) {
    foreach ($name in $round % 2 ? ('small', 'large') : ('large', 'small')) {
        Copy-Item "$Folder/$name.db" "$Folder/$name-copy.db" -Force
        # The copy on the disk: else the run's own flush would wait for it.
        $file = [System.IO.File]::OpenWrite("$Folder/$name-copy.db")
        $file.Flush($true)
        $file.Dispose()
        [GC]::Collect()
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $run = Sync-SpottMirror "$Folder/$name-copy.db" -Connection $connections[$name]
        $clock.Stop()
        if ("$($run.Kind) $($run.ChangedCount)" -ne 'Delta 50') { throw "$name`: $($run.Kind), $($run.ChangedCount) changed" }
        if ($round -ge 0) { $times[$name] += $clock.Elapsed.TotalMilliseconds }
    }
}
$times | ConvertTo-Json -Compress

# One run of a PowerShell peer in a fresh process; or, without an address, a run for each line of standard input
# ("address sink csv-path"), so that the process stays warm. Prints one line of JSON a run.
param([string] $Peer, [string] $BaseUri, [string] $Sink, [string] $CsvPath)
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
. "$PSScriptRoot/$Peer.ps1"

if ($BaseUri) {
    Connect-Peer $BaseUri
    $items = switch ($Sink) {
        'Out-Null' { Read-Peer $BaseUri | Out-Null }
        'Measure-Object' { (Read-Peer $BaseUri | Measure-Object).Count }
        'Export-Csv' { Read-Peer $BaseUri | Export-Csv -Path $CsvPath }
        'First' { Read-Peer $BaseUri | Select-Object -First 1 | Out-Null }
    }
    $clock.Stop()
    . $PSScriptRoot/Report.ps1
    Write-Report $clock $items 0 0
    exit
}

. $PSScriptRoot/Report.ps1
while ($line = [Console]::In.ReadLine()) {
    $address, $sink, $argument = $line.Split(' ')
    Connect-Peer $address
    # Not by Add-Type, which would look at every type and load a second copy of the module for it.
    if ($sink -like 'Consumer*') { $null = [System.Reflection.Assembly]::LoadFrom("$PSScriptRoot/../../../out/bench/client/Spott.Bench.dll") }
    [GC]::Collect()
    $allocated = [GC]::GetTotalAllocatedBytes($true)
    $cpu = [System.Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime.TotalMilliseconds
    $clock.Restart()
    $items = switch ($sink) {
        'Out-Null' { Read-Peer $address | Out-Null }
        'Measure-Object' { (Read-Peer $address | Measure-Object).Count }
        'Export-Csv' { Read-Peer $address | Export-Csv -Path $argument }
        'First' { Read-Peer $address | Select-Object -First 1 | Out-Null }
        'Consumer' {
            [Spott.Bench.Consumer]::Begin([double]::Parse($argument, [cultureinfo]::InvariantCulture))
            Read-Peer $address | ForEach-Object { [Spott.Bench.Consumer]::Spend() }
        }
        'ConsumerAlone' {
            # What the consumer costs without a network: the same objects, kept, through the same pipeline.
            [Spott.Bench.Consumer]::Begin([double]::Parse($argument, [cultureinfo]::InvariantCulture))
            $kept | ForEach-Object { [Spott.Bench.Consumer]::Spend() }
        }
        'Keep' { $kept = @(Read-Peer $address) }
    }
    $clock.Stop()
    Write-Report $clock $items $allocated $cpu
}

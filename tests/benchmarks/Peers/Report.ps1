# Dot-sourced after the clock has stopped: what the run cost, as a line of JSON.
function Write-Report([System.Diagnostics.Stopwatch] $Clock, $Items, [long] $AllocatedBefore, [double] $CpuBefore) {
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    $peak = if (Test-Path /proc/self/status) {
        [long] ([System.IO.File]::ReadAllText('/proc/self/status') -replace '(?s).*VmHWM:\s+(\d+).*', '$1') * 1024
    }
    else {
        $process.PeakWorkingSet64
    }
    $report = @{
        wall      = $Clock.Elapsed.TotalMilliseconds
        cpu       = $process.TotalProcessorTime.TotalMilliseconds - $CpuBefore
        allocated = [GC]::GetTotalAllocatedBytes($true) - $AllocatedBefore
        peak      = $peak
        items     = if ($Items -is [int]) { $Items } else { 0 }
    }
    [Console]::Out.WriteLine((ConvertTo-Json $report -Compress))
}

# Dot-sourced after the clock has stopped: what the run cost.

# The most memory that this process had at once, in bytes.
function Get-PeakMemory {
    if (Test-Path /proc/self/status) {
        return [long] ([System.IO.File]::ReadAllText('/proc/self/status') -replace '(?s).*VmHWM:\s+(\d+).*', '$1') * 1024
    }
    [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64
}

# A line of JSON.
function Write-Report([System.Diagnostics.Stopwatch] $Clock, $Items, [long] $AllocatedBefore, [double] $CpuBefore) {
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    $report = @{
        wall      = $Clock.Elapsed.TotalMilliseconds
        cpu       = $process.TotalProcessorTime.TotalMilliseconds - $CpuBefore
        allocated = [GC]::GetTotalAllocatedBytes($true) - $AllocatedBefore
        peak      = Get-PeakMemory
        items     = if ($Items -is [int]) { $Items } else { 0 }
    }
    [Console]::Out.WriteLine((ConvertTo-Json $report -Compress))
}

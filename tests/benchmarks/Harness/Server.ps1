# The loopback server: a process of its own, ended by closing its standard input.

function Start-BenchServer {
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', [string[]] (Join-Path $Bench.Out server/Spott.Bench.Server.dll))
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $ports = ConvertFrom-Json $process.StandardOutput.ReadLine()
    [pscustomobject]@{ Process = $process; Port = $ports.port; DeadPort = $ports.deadPort }
}

function Stop-BenchServer($Server) {
    $Server.Process.StandardInput.Close()
    if (-not $Server.Process.WaitForExit(5000)) { $Server.Process.Kill() }
    $Server.Process.Dispose()
}

# Where a peer finds so many items at such a latency.
function Get-Address([int] $Items, [int] $Latency = 0, [int] $DataSet = 0, [string] $More = '') {
    "http://127.0.0.1:$($Bench.Server.Port)/n$Items/l$Latency/d$DataSet/$More"
}

# Starts what is measured: a peer in a fresh process (cold) or as a worker that takes an order a line (warm).

function Get-PeerCommand([string] $Peer) {
    $peers = Join-Path $Bench.Root tests/benchmarks/Peers
    switch ($Peer) {
        'python' { return $Bench.Python, (Join-Path $peers python_requests.py) }
        'curl' { return 'bash', (Join-Path $peers curl_jq.sh) }
        { $_ -in 'bytes', 'engine' } { return 'dotnet', (Join-Path $Bench.Out client/Spott.Bench.dll), $Peer }
        default { return $Bench.Pwsh, '-NoProfile', '-NonInteractive', '-File', (Join-Path $peers Peer.ps1), $Peer }
    }
}

function Get-CsvPath([string] $Peer) { Join-Path $Bench.Out "$Peer.csv" }

# A run in a process of its own: what the peer says of itself, and 'process', the whole process's time.
function Invoke-ColdPeer([string] $Peer, [string] $Address, [string] $Sink) {
    $executable, [string[]] $arguments = Get-PeerCommand $Peer
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $output = Invoke-WithOwnCache $Peer { & $executable @arguments $Address $Sink (Get-CsvPath $Peer) }
    $clock.Stop()
    if ($LASTEXITCODE) { throw "$Peer failed on $Address into $Sink." }
    ConvertFrom-Report $output $Peer $Address $Sink |
        Add-Member -NotePropertyName process -NotePropertyValue $clock.Elapsed.TotalMilliseconds -PassThru
}

function Start-Worker([string] $Peer) {
    $executable, [string[]] $arguments = Get-PeerCommand $Peer
    $start = [System.Diagnostics.ProcessStartInfo]::new($executable, $arguments)
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    [pscustomobject]@{ Peer = $Peer; Process = [System.Diagnostics.Process]::Start($start) }
}

function Invoke-Worker($Worker, [string] $Address, [string] $Sink, [string] $Argument = (Get-CsvPath $Worker.Peer)) {
    $order = if ($Worker.Peer -in 'bytes', 'engine') { $Address } else { "$Address $Sink $Argument" }
    $Worker.Process.StandardInput.WriteLine($order)
    $Worker.Process.StandardInput.Flush()
    ConvertFrom-Report $Worker.Process.StandardOutput.ReadLine() $Worker.Peer $Address $Sink
}

function Stop-Worker($Worker) {
    $Worker.Process.StandardInput.Close()
    if (-not $Worker.Process.WaitForExit(5000)) { $Worker.Process.Kill() }
    $Worker.Process.Dispose()
}

function ConvertFrom-Report([string] $Text, [string] $Peer, [string] $Address, [string] $Sink) {
    if (-not $Text) { throw "$Peer said nothing on $Address into $Sink." }
    $report = ConvertFrom-Json $Text
    $expected = [int] ($Address -replace '.*/n(\d+)/.*', '$1')
    # Whoever counts must have counted all of them: a peer that reads less is not faster.
    if ($report.items -notin 0, $expected) { throw "$Peer read $($report.items) items of $expected." }
    if ($Sink -eq 'Measure-Object' -and -not $report.items) { throw "$Peer counted nothing." }
    $report
}

# Interleaved: every round runs each subject once, every other round from the last to the first. A subject may ask for fewer
# rounds. From the deadline on no round is begun, save the first.
function Invoke-Round($Subjects, [int] $Rounds, [datetime] $Deadline) {
    $samples = @{}
    foreach ($subject in $Subjects) { $samples[$subject.Name] = [System.Collections.Generic.List[object]]::new() }
    for ($round = 1; $round -le $Rounds -and ($round -eq 1 -or [datetime]::Now -lt $Deadline); $round++) {
        $order = @($Subjects | Where-Object { -not $_.Rounds -or $_.Rounds -ge $round })
        if ($round % 2 -eq 0) { [array]::Reverse($order) }
        foreach ($subject in $order) {
            $sample = if ($subject.Worker) { Invoke-Worker $subject.Worker $subject.Address $subject.Sink }
            else { Invoke-ColdPeer $subject.Peer $subject.Address $subject.Sink }
            $samples[$subject.Name].Add($sample)
        }
    }
    $samples
}

# Starts what is measured: a peer in a fresh process (cold) or as a worker that takes an order a line (warm).

$PeerNames = [ordered]@{
    'spott'       = 'Get-SpottOpportunity'
    'rest-method' = 'Invoke-RestMethod loop'
    'web-request' = 'Invoke-WebRequest \| ConvertFrom-Json \| ForEach-Object'
    'python'      = 'Python requests'
    'curl'        = 'curl + jq'
    'engine'      = 'C#: our reader in a bare loop'
    'bytes'       = 'C#: bytes only'
}

# A peer is a file in Peers, whose name's end says who runs it, or a reader of the C# client.
function Get-PeerCommand([string] $Peer) {
    if ($Peer -in 'bytes', 'engine') { return 'dotnet', (Join-Path $Bench.Out client/Spott.Bench.dll), $Peer }
    $peers = Join-Path $Bench.Root tests/benchmarks/Peers
    $file = Get-ChildItem $peers -Filter "$Peer.*"
    switch ($file.Extension) {
        '.py' { return $Bench.Python, $file.FullName }
        '.sh' { return 'bash', $file.FullName }
        # A whole script, and not the two functions of one.
        { $Peer -like '*-script' } { return $Bench.Pwsh, '-NoProfile', '-NonInteractive', '-File', $file.FullName }
        default { return $Bench.Pwsh, '-NoProfile', '-NonInteractive', '-File', (Join-Path $peers Peer.ps1), $Peer }
    }
}

# Why a peer cannot run here; nothing where it can.
function Get-PeerAbsence([string] $Peer) {
    if ($Peer -like 'python*' -and -not $Bench.Python) { return 'not measured: no Python with requests here' }
    if ($Peer -eq 'curl' -and -not $Bench.Curl) { return 'not measured: no bash, curl and jq here' }
}

function Get-CsvPath([string] $Peer) { Join-Path $Bench.Out "$Peer.csv" }

# A run in a process of its own: what the peer says of itself, and 'process', the whole process's time.
function Invoke-ColdPeer([string] $Peer, [string] $Address, [string] $Sink, $Build = $Bench.Build) {
    $executable, [string[]] $arguments = Get-PeerCommand $Peer
    $csv = Get-CsvPath $Peer
    Remove-Item $csv -ErrorAction Ignore
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $output = Invoke-InEnvironment $Peer $Build { & $executable @arguments $Address $Sink $csv }
    $clock.Stop()
    if ($LASTEXITCODE) { throw "$Peer failed on $Address into $Sink." }
    ConvertFrom-Report $output $Peer $Address $Sink $csv |
        Add-Member -NotePropertyName process -NotePropertyValue $clock.Elapsed.TotalMilliseconds -PassThru
}

function Start-Worker([string] $Peer, $Build = $Bench.Build) {
    $executable, [string[]] $arguments = Get-PeerCommand $Peer
    $start = [System.Diagnostics.ProcessStartInfo]::new($executable, $arguments)
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    $start.Environment['SPOTT_BENCH_MODULE'] = $Build.Module
    [pscustomobject]@{ Peer = $Peer; Process = [System.Diagnostics.Process]::Start($start) }
}

function Invoke-Worker($Worker, [string] $Address, [string] $Sink, [string] $Argument = (Get-CsvPath $Worker.Peer)) {
    if ($Sink -eq 'Export-Csv') { Remove-Item $Argument -ErrorAction Ignore }
    $order = if ($Worker.Peer -in 'bytes', 'engine') { $Address } else { "$Address $Sink $Argument" }
    $Worker.Process.StandardInput.WriteLine($order)
    $Worker.Process.StandardInput.Flush()
    ConvertFrom-Report $Worker.Process.StandardOutput.ReadLine() $Worker.Peer $Address $Sink $Argument
}

function Stop-Worker($Worker) {
    $Worker.Process.StandardInput.Close()
    if (-not $Worker.Process.WaitForExit(5000)) { $Worker.Process.Kill() }
    $Worker.Process.Dispose()
}

# Whoever counts must have counted all items, and who writes must have written them: a peer that does less is not faster.
function ConvertFrom-Report([string] $Text, [string] $Peer, [string] $Address, [string] $Sink, [string] $Csv) {
    if (-not $Text) { throw "$Peer said nothing on $Address into $Sink." }
    $report = ConvertFrom-Json $Text
    $expected = [int] ($Address -replace '.*/n(\d+)/.*', '$1')
    if ($report.items -notin 0, $expected) { throw "$Peer read $($report.items) items of $expected." }
    # What every item's id, and nothing else, begins with. Lines do not count: descriptions have several.
    if ($Sink -eq 'Export-Csv') {
        $written = [regex]::Count([System.IO.File]::ReadAllText($Csv), '0b4c7d1e-52a7-4f8e-9c3d-')
        if ($written -ne $expected) { throw "$Peer wrote $written items of $expected." }
    }
    $report
}

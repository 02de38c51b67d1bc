# Who is measured how often, in which order, and from when on a process counts as warm.

# A subject: a peer, what it writes into, and where it reads. Rounds limits its rounds (0: as many as all); with a worker it runs in that.
function New-Subject([string] $Peer, [string] $Sink, [string] $Address, [int] $Rounds = 0, $Worker, $Build = $Bench.Build) {
    [pscustomobject]@{
        Name = "$Sink/$Peer"; Peer = $Peer; Sink = $Sink; Address = $Address; Rounds = $Rounds; Worker = $Worker; Build = $Build
    }
}

# Interleaved: every round runs each subject once, every other round from the last to the first. From the deadline on no round is begun,
# save the first.
function Invoke-Round($Subjects, [int] $Rounds, [datetime] $Deadline) {
    $samples = @{}
    foreach ($subject in $Subjects) { $samples[$subject.Name] = [System.Collections.Generic.List[object]]::new() }
    for ($round = 1; $round -le $Rounds -and ($round -eq 1 -or [datetime]::Now -lt $Deadline); $round++) {
        $order = @($Subjects | Where-Object { -not $_.Rounds -or $_.Rounds -ge $round })
        if ($round % 2 -eq 0) { [array]::Reverse($order) }
        foreach ($subject in $order) {
            $sample = if ($subject.Worker) { Invoke-Worker $subject.Worker $subject.Address $subject.Sink }
            else { Invoke-ColdPeer $subject.Peer $subject.Address $subject.Sink $subject.Build }
            $samples[$subject.Name].Add($sample)
        }
    }
    $samples
}

# How often a peer runs before it counts as warm: .NET compiles a method up to three times, the last time with what it saw the
# second one do, and runs slowest while it looks. Fewer runs would measure the compiler.
$WarmUp = @{
    'spott'       = @{ Items = 10000; Runs = 12 }
    'engine'      = @{ Items = 10000; Runs = 12 }
    'bytes'       = @{ Items = 10000; Runs = 12 }
    'rest-method' = @{ Items = 1000; Runs = 18 }
    'web-request' = @{ Items = 1000; Runs = 4 }
    'python'      = @{ Items = 1000; Runs = 2 }
}

function Invoke-WarmUp($Worker) {
    $need = $WarmUp[$Worker.Peer]
    for ($i = 0; $i -lt $need.Runs / ($Bench.Short ? 6 : 1); $i++) { $null = Invoke-Worker $Worker (Get-Address $need.Items) 'Out-Null' }
    if (-not $Bench.Short -and $Worker.Peer -notin 'engine', 'bytes') { $null = Invoke-Worker $Worker (Get-Address 1000) 'Export-Csv' }
}

# Workers that are warm, one of a kind for the whole benchmark: each section would else wait for the compiler anew.
function Get-WarmWorker([string[]] $Peers) {
    $new = @($Peers | Where-Object { -not $Bench.Workers[$_] })
    foreach ($peer in $new) { $Bench.Workers[$peer] = Start-Worker $peer }
    foreach ($peer in $new) { Invoke-WarmUp $Bench.Workers[$peer] }
    $workers = @{}
    foreach ($peer in $Peers) { $workers[$peer] = $Bench.Workers[$peer] }
    $workers
}

# The first run of a script finds no notes of its own kind (Scripts.ps1) and is not counted; the short version has no time for it.
function Invoke-UncountedRun([string[]] $Peers, $Build = $Bench.Build) {
    if ($Bench.Short) { return }
    foreach ($peer in $Peers) { $null = Invoke-ColdPeer $peer (Get-Address 1000) 'Export-Csv' $Build }
}

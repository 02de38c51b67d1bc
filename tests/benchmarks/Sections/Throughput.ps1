# Section 1: who reads how fast, cold and warm, into what.

$PeerNames = [ordered]@{
    'spott'       = 'Get-SpottOpportunity'
    'rest-method' = 'Invoke-RestMethod loop'
    'web-request' = 'Invoke-WebRequest \| ConvertFrom-Json \| ForEach-Object'
    'python'      = 'Python requests'
    'curl'        = 'curl + jq'
    'engine'      = 'C#: our reader in a bare loop'
    'bytes'       = 'C#: bytes only'
}

function Get-ThroughputSubject([int] $Items, [string[]] $Sinks, $Workers) {
    foreach ($sink in $Sinks) {
        foreach ($peer in $PeerNames.Keys) {
            $slow = $peer -in 'web-request', 'curl'
            $missing = ($peer -eq 'python' -and -not $Bench.Python) -or ($peer -eq 'curl' -and -not $Bench.Curl) -or ($Workers -and -not $Workers[$peer])
            # A bare loop has no sink: it stands beside Out-Null.
            if ($missing -or ($peer -in 'engine', 'bytes' -and $sink -ne 'Out-Null')) { continue }
            # The short version has no tables: who is no ratio's measure is left out.
            if ($Bench.Short -and ($slow -or $peer -eq 'bytes' -or ($peer -eq 'engine' -and -not $Workers))) { continue }
            # The slow ones are no ratio's measure either: where it takes long, one round, and none that differs in nothing but its name.
            $long = $Items -gt 1000
            if ($slow -and $long -and ($sink -eq 'Measure-Object' -or ($sink -eq 'Export-Csv' -and $peer -eq 'curl'))) { continue }
            $rounds = if ($long -and ($slow -or $sink -eq 'Measure-Object')) { 1 } else { 0 }
            [pscustomobject]@{ Name = "$sink/$peer"; Peer = $peer; Sink = $sink; Address = Get-Address $Items; Rounds = $rounds; Worker = if ($Workers) { $Workers[$peer] } }
        }
    }
}

function Get-ThroughputRow($Samples, [string[]] $Sinks, [int] $Items) {
    foreach ($sink in $Sinks) {
        $ours = $Samples["$sink/spott"]
        foreach ($peer in $PeerNames.Keys) {
            $own = $Samples["$sink/$peer"]
            if (-not $own.Count) { continue }
            $allocated, $peak, $first = (Get-SampleMedian $own allocated), (Get-SampleMedian $own peak), (Get-SampleMedian $own first)
            , @(
                ($sink -eq 'Out-Null' ? 'Out-Null' : $sink), $PeerNames[$peer],
                (Format-Number (Get-SampleMedian $own wall)),
                ($peer -eq 'spott' ? '1' : (Format-Ratio (Get-Ratio $own $ours))),
                (Format-Number (Get-SampleMedian $own process)),
                (Format-Number (Get-SampleMedian $own cpu)),
                ($allocated -gt 0 ? (Format-Number ($allocated / $Items / 1KB) 1) : '–'),
                ($peak -gt 0 ? (Format-Number ($peak / 1MB)) : '–'),
                (Format-Number $first), $own.Count
            )
        }
    }
}

function Get-ThroughputTable($Samples, [string[]] $Sinks, [int] $Items) {
    ConvertTo-MarkdownTable 'into', 'peer', 'ms', 'of ours', 'whole process, ms', 'CPU, ms', 'KB allocated an item', 'peak, MB', 'first object, ms', 'rounds' (Get-ThroughputRow $Samples $Sinks $Items)
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

# Workers that are warm, one of a kind for the whole benchmark: each section would else wait for the compiler anew.
function Get-WarmWorker([string[]] $Peers) {
    $new = @($Peers | Where-Object { -not $Bench.Workers[$_] })
    foreach ($peer in $new) { $Bench.Workers[$peer] = Start-Worker $peer }
    foreach ($peer in $new) {
        for ($i = 0; $i -lt $WarmUp[$peer].Runs / ($Bench.Short ? 6 : 1); $i++) { $null = Invoke-Worker $Bench.Workers[$peer] (Get-Address $WarmUp[$peer].Items) 'Out-Null' }
        if (-not $Bench.Short -and $peer -notin 'engine', 'bytes') { $null = Invoke-Worker $Bench.Workers[$peer] (Get-Address 1000) 'Export-Csv' }
    }
    $workers = @{}
    foreach ($peer in $Peers) { $workers[$peer] = $Bench.Workers[$peer] }
    $workers
}

function Measure-Throughput {
    $deadline = [datetime]::Now.AddSeconds($Bench.Short ? 10 : 140)
    $sinks = $Bench.Short ? @('Out-Null', 'Export-Csv') : @('Out-Null', 'Measure-Object', 'Export-Csv')
    $lines = @()
    $rounds = $Bench.Short ? 1 : 3
    # The first run of each finds no notes of its own kind and is not counted; the short version has no time for it.
    if (-not $Bench.Short) {
        foreach ($peer in 'spott', 'rest-method', 'web-request') { $null = Invoke-ColdPeer $peer (Get-Address 1000) 'Export-Csv' }
        $small = Invoke-Round (Get-ThroughputSubject 1000 $sinks) 1 $deadline
        $lines += '### 1,000 items, a fresh process', ''
        $lines += Get-ThroughputTable $small $sinks 1000
        $lines += ''
    }
    $cold = Invoke-Round (Get-ThroughputSubject $Bench.Items $sinks) $rounds $deadline
    if (-not $Bench.Short) {
        # Python is so near that three rounds tell the machine's weather, not the programs' difference: more of those two alone.
        $near = Get-ThroughputSubject $Bench.Items 'Out-Null' | Where-Object Peer -in 'spott', 'python'
        $more = Invoke-Round $near 6 ([datetime]::Now.AddSeconds(16))
        foreach ($name in $more.Keys) { $cold[$name].AddRange($more[$name]) }
        Add-FirstObject $cold 2
    }
    $lines += "### $(Format-Number $Bench.Items) items, a fresh process", ''
    $lines += Get-ThroughputTable $cold $sinks $Bench.Items
    $lines += ''

    $workers = Get-WarmWorker @('spott', 'rest-method', 'engine'; if (-not $Bench.Short) { 'bytes', 'web-request'; if ($Bench.Python) { 'python' } })
    if (-not $Bench.Short) {
        $small = Invoke-Round (Get-ThroughputSubject 1000 $sinks $workers) 3 $deadline
        $lines += '### 1,000 items, warm', ''
        $lines += Get-ThroughputTable $small $sinks 1000
        $lines += ''
    }
    $deadline = [datetime]::Now.AddSeconds($Bench.Short ? 5 : 60)
    $warmSinks = $Bench.Short ? @('Out-Null') : $sinks
    $warm = Invoke-Round (Get-ThroughputSubject $Bench.Items $warmSinks $workers) $rounds $deadline
    # Against the bare loop the difference is small: more rounds of those two alone.
    $close = Invoke-Round (Get-ThroughputSubject $Bench.Items 'Out-Null' @{ spott = $workers.spott; engine = $workers.engine }) ($Bench.Short ? 4 : 25) ([datetime]::Now.AddSeconds(12))
    $lines += "### $(Format-Number $Bench.Items) items, warm", ''
    $lines += Get-ThroughputTable $warm $warmSinks $Bench.Items
    $lines += ''

    $lines += '', '“ms”: from the script''s first statement (fresh process) or of the command (warm). “of ours”: how many times as long as `Get-SpottOpportunity` into the same. CPU: of the whole process so far (fresh) or of the command (warm). The first object is timed by runs of their own that end there.'
    New-Section '1. Throughput' $lines (Get-ThroughputTarget $cold $warm $close)
}

# The time to the first object: runs of their own, ended by Select-Object -First 1.
function Add-FirstObject($Samples, [int] $Rounds) {
    $subjects = foreach ($peer in @('spott', 'rest-method', 'web-request'; if ($Bench.Python) { 'python' })) {
        [pscustomobject]@{ Name = $peer; Peer = $peer; Sink = 'First'; Address = Get-Address $Bench.Items; Rounds = 0; Worker = $null }
    }
    $first = Invoke-Round $subjects $Rounds ([datetime]::Now.AddSeconds(15))
    foreach ($peer in $first.Keys) {
        $median = Get-SampleMedian $first[$peer] wall
        foreach ($sample in $Samples["Out-Null/$peer"]) { Add-Member -InputObject $sample -NotePropertyName first -NotePropertyValue $median }
    }
}

function Get-ThroughputTarget($Cold, $Warm, $Close) {
    $items = Format-Number $Bench.Items
    $ratio = Get-Ratio $Warm['Out-Null/rest-method'] $Warm['Out-Null/spott']
    New-Target 1 "$items items warm, against the ``Invoke-RestMethod`` loop" '12× faster' (Format-Ratio $ratio 1) ($ratio.Value -ge 12)
    $ratio = Get-Ratio $Cold['Out-Null/rest-method'] $Cold['Out-Null/spott']
    New-Target 2 "$items items in a fresh process, import and connect included, against that loop" '8× faster' (Format-Ratio $ratio 1) ($ratio.Value -ge 8)
    if ($Bench.Python) {
        $ratio = Get-Ratio $Cold['Out-Null/python'] $Cold['Out-Null/spott']
        New-Target 3 'the same, against Python requests' 'faster' (Format-Ratio $ratio) ($ratio.Value -gt 1)
    }
    $ratio = Get-Ratio $Close['Out-Null/spott'] $Close['Out-Null/engine']
    New-Target 4 'against the bare C# loop over the same reader, warm' 'within 1.25×' (Format-Ratio $ratio) ($ratio.Value -le 1.25)
    $ours = (Get-SampleMedian $Warm['Out-Null/spott'] allocated) / $Bench.Items
    $theirs = (Get-SampleMedian $Warm['Out-Null/rest-method'] allocated) / $Bench.Items
    New-Target 5 'allocated an item' 'below 5 KB and 1/20 of the loop' "$(Format-Number ($ours / 1KB) 2) KB, 1/$(Format-Number ($theirs / $ours) 1)" ($ours -lt 5KB -and $theirs / $ours -gt 20)
    $ratio = Get-Ratio $Cold['Export-Csv/rest-method'] $Cold['Export-Csv/spott']
    New-Target 7 "$items items into ``Export-Csv``, fresh process, against that loop" '8× faster' (Format-Ratio $ratio 1) ($ratio.Value -ge 8)
    if ($Bench.Python) {
        $ratio = Get-Ratio $Cold['Export-Csv/python'] $Cold['Export-Csv/spott']
        New-Target 8 'the same, against Python requests with `csv`' '1.5× faster' (Format-Ratio $ratio) ($ratio.Value -ge 1.5)
    }
}

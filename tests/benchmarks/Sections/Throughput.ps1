# Who reads how fast, cold and warm, into what.

function Get-ThroughputSubject([string[]] $Sinks, $Workers) {
    foreach ($sink in $Sinks) {
        foreach ($peer in $PeerNames.Keys) {
            $slow = $peer -in 'web-request', 'curl'
            if ((Get-PeerAbsence $peer) -or ($Workers -and -not $Workers[$peer])) { continue }
            # A bare loop has no sink: it stands beside Out-Null. curl and jq take as long into a file.
            if ($sink -ne 'Out-Null' -and $peer -in 'engine', 'bytes', 'curl') { continue }
            # The short version has no tables: who is no ratio's measure is left out.
            if ($Bench.Short -and ($slow -or $peer -eq 'bytes' -or ($peer -eq 'engine' -and -not $Workers))) { continue }
            # The slow ones are no ratio's measure: one round.
            New-Subject $peer $sink (Get-Address $Bench.Items) ($slow ? 1 : 0) ($Workers ? $Workers[$peer] : $null)
        }
    }
}

# A row for a program and a sink: in a fresh process, and warm.
function Get-ThroughputTable($Cold, $Warm, [string[]] $Sinks) {
    $rows = foreach ($sink in $Sinks) {
        foreach ($peer in $PeerNames.Keys) {
            $fresh, $late = $Cold["$sink/$peer"], $Warm["$sink/$peer"]
            if (-not $fresh -and -not $late) { continue }
            $allocated, $peak = (Get-SampleMedian $late allocated), (Get-SampleMedian $fresh peak)
            , @(
                $sink, $PeerNames[$peer], (Format-Number (Get-SampleMedian $fresh wall)), (Format-Ratio (Get-Ratio $fresh $Cold["$sink/spott"])),
                (Format-Number (Get-SampleMedian $late wall)), (Format-Ratio (Get-Ratio $late $Warm["$sink/spott"])),
                ($allocated -gt 0 ? (Format-Number ($allocated / $Bench.Items / 1KB) 1) : '–'),
                ($peak -gt 0 ? (Format-Number ($peak / 1MB)) : '–'),
                (Format-Number (Get-SampleMedian $fresh first)), "$($fresh.Count), $($late.Count)"
            )
        }
    }
    ConvertTo-MarkdownTable 'into', 'program', 'fresh, ms', 'of ours', 'warm, ms', 'of ours', 'KB an item', 'peak, MB', 'first object, ms', 'rounds' $rows
}

function Measure-Throughput {
    $sinks = 'Out-Null', 'Export-Csv'
    $cold = Measure-ColdThroughput $sinks
    $workers = Get-WarmWorker @('spott', 'rest-method', 'engine'; if (-not $Bench.Short) { 'bytes', 'web-request'; if ($Bench.Python) { 'python' } })
    $warm = Invoke-Round (Get-ThroughputSubject ($Bench.Short ? 'Out-Null' : $sinks) $workers) ($Bench.Short ? 1 : 3) ([datetime]::Now.AddSeconds($Bench.Short ? 5 : 60))
    # Against the bare loop the difference is small: more rounds of those two alone.
    $close = Invoke-Round (Get-ThroughputSubject 'Out-Null' @{ spott = $workers.spott; engine = $workers.engine }) ($Bench.Short ? 4 : 25) ([datetime]::Now.AddSeconds(12))
    New-Section @(
        "$(Format-Number $Bench.Items) opportunities over loopback, without a latency: what a client itself costs."
        ''
        Get-ThroughputTable $cold $warm $sinks
        ''
        '“Fresh”: from the first statement of a script in a new process. “Warm”: a command that has run before. KB allocated: warm; peak and first object: fresh, the latter by runs that end there.'
        'python', 'curl' | ForEach-Object { Get-PeerAbsence $_ } | ForEach-Object { "Left out: $_." }
    ) (Get-ThroughputTarget $cold $warm $close)
}

function Measure-ColdThroughput([string[]] $Sinks) {
    Invoke-UncountedRun 'spott', 'rest-method', 'web-request'
    $cold = Invoke-Round (Get-ThroughputSubject $Sinks) ($Bench.Short ? 1 : 3) ([datetime]::Now.AddSeconds($Bench.Short ? 10 : 120))
    if ($Bench.Short) { return $cold }
    # The time to the first object: runs of their own, ended by Select-Object -First 1.
    $subjects = foreach ($peer in @('spott', 'rest-method', 'web-request'; if ($Bench.Python) { 'python' })) { New-Subject $peer 'First' (Get-Address $Bench.Items) }
    $first = Invoke-Round $subjects 2 ([datetime]::Now.AddSeconds(15))
    foreach ($subject in $subjects) {
        $median = Get-SampleMedian $first[$subject.Name] wall
        foreach ($sample in $cold["Out-Null/$($subject.Peer)"]) { Add-Member -InputObject $sample -NotePropertyName first -NotePropertyValue $median }
    }
    $cold
}

function Get-ThroughputTarget($Cold, $Warm, $Close) {
    $items = Format-Number $Bench.Items
    $loop, $ours = $Warm['Out-Null/rest-method'], $Warm['Out-Null/spott']
    New-RatioTarget "$items warm, against the ``Invoke-RestMethod`` loop" '12× faster' $loop $ours 12
    New-RatioTarget "$items in a fresh process, import and connect included, against that loop" '5× faster' $Cold['Out-Null/rest-method'] $Cold['Out-Null/spott'] 5
    New-RatioTarget 'the same into `Export-Csv`' '4× faster' $Cold['Export-Csv/rest-method'] $Cold['Export-Csv/spott'] 4
    $bare = Get-Ratio $Close['Out-Null/spott'] $Close['Out-Null/engine']
    New-Target 'against the bare C# loop over the same reader, warm' 'within 1.25×' (Format-Ratio $bare) ($bare.Value -le 1.25)
    $mine, $theirs = $ours, $loop | ForEach-Object { (Get-SampleMedian $_ allocated) / $Bench.Items }
    New-Target 'allocated an item' 'below 5 KB and 1/20 of the loop' "$(Format-Number ($mine / 1KB) 2) KB, 1/$(Format-Number ($theirs / $mine) 1)" ($mine -lt 5KB -and $theirs / $mine -gt 20)
}

Add-Section 20 'Throughput' 'Throughput' { Measure-Throughput }

# Does a run stay as cheap an item, and as small, when it grows?

function Measure-Growth {
    $large = $Bench.Short ? 10000 : 200000
    # The two whose peaks are compared have more rounds: a peak differs by ten megabytes from run to run.
    $pair = (Get-GrowthSubject spott 1000), (Get-GrowthSubject spott ($Bench.Short ? 10000 : 100000))
    $others = @()
    if (-not $Bench.Short) {
        $others += Get-GrowthSubject spott 200000
        $others += Get-GrowthSubject spott 100000 1
        $others += Get-GrowthSubject engine 100000
        $others += Get-GrowthSubject bytes 100000
    }
    $samples = Invoke-Round $pair ($Bench.Short ? 1 : 5) ([datetime]::Now.AddSeconds($Bench.Short ? 5 : 40))
    if ($others) { $samples += Invoke-Round $others 1 ([datetime]::MaxValue) }
    $rows = foreach ($subject in $pair + $others) {
        $own = $samples[$subject.Name]
        , @($PeerNames[$subject.Peer], (Format-Number $subject.Items), $subject.Companies,
            (Format-Number (Get-SampleMedian $own wall)), (Format-Number ((Get-SampleMedian $own wall) / $subject.Items * 1000) 1),
            (Format-Number (Get-SampleMedian $own cpu)), (Format-Number ((Get-SampleMedian $own allocated) / $subject.Items / 1KB) 2),
            (Format-Number ((Get-SampleMedian $own peak) / 1MB) 1), $own.Count)
    }
    $more = (Get-SampleMedian $samples[$pair[1].Name] peak) - (Get-SampleMedian $samples[$pair[0].Name] peak)
    $warm = Measure-WarmGrowth $large
    $ratio = (Get-Median $warm.Large) / (Get-Median $warm.Small)
    $lines = @(ConvertTo-MarkdownTable 'reader', 'items', 'companies', 'ms', 'µs an item', 'CPU, ms', 'KB allocated an item', 'peak, MB', 'rounds' $rows)
    $lines += '', "Fresh processes, into ``Out-Null``. Warm: $(Format-Number (Get-Median $warm.Small) 1) µs an item at 1,000 items (median of $($warm.Small.Count) runs), $(Format-Number (Get-Median $warm.Large) 1) µs at $(Format-Number $large) ($($warm.Large.Count) runs), interleaved in one process."
    New-Section $lines @(
        New-Target "peak memory, $($Bench.Short ? '10,000' : '100,000') items against 1,000, into ``Out-Null``" 'at most 15 MB more' "$(Format-Number ($more / 1MB) 1) MB" ($more -le 15MB)
        New-Target "time an item, $(Format-Number $large) against 1,000 items, warm" 'within 1.1×' "$(Format-Number $ratio 2)×" ($ratio -le 1.1)
    )
}

function Get-GrowthSubject([string] $Peer, [int] $Size, [int] $DataSet = 0) {
    $subject = New-Subject $Peer 'Out-Null' (Get-Address $Size 0 $DataSet)
    $subject.Name = "$Peer/$Size/$DataSet"
    $subject | Add-Member -PassThru @{ Items = $Size; Companies = $DataSet ? '100,000' : '200' }
}

# µs an item, of small and large runs in turn.
function Measure-WarmGrowth([int] $Large) {
    $worker = (Get-WarmWorker 'spott').spott
    $times = @{ Small = @(); Large = @() }
    for ($round = 0; $round -lt ($Bench.Short ? 1 : 3); $round++) {
        $times.Small += for ($i = 0; $i -lt 15; $i++) { (Invoke-Worker $worker (Get-Address 1000) 'Out-Null').wall * 1000 / 1000 }
        $times.Large += (Invoke-Worker $worker (Get-Address $Large) 'Out-Null').wall * 1000 / $Large
    }
    $times
}

Add-Section 50 'Growth' 'Growth' { Measure-Growth }

# Section 2: does our work hide behind the wire, and the wire behind the consumer? Against the ideal
# first page + Σ max(latency, consumer), both measured in the same round: the pages' times by the bytes-only client, the
# consumer's by the same objects, kept, through the same consumer.

function Get-Ideal($Bytes, [double] $ConsumerOfPage) {
    # The last page's consumer has no answer to wait for.
    $sum = $Bytes.pages[0] + $ConsumerOfPage
    foreach ($page in $Bytes.pages | Select-Object -Skip 1) { $sum += [math]::Max($page, $ConsumerOfPage) }
    $sum
}

function Measure-OverlapRound($Workers, [int] $Latency, [double] $Share, [int] $Items) {
    $address = Get-Address $Items $Latency
    $bytes = Invoke-Worker $Workers.bytes $address
    $page = Get-Median $bytes.pages
    if ($Share -eq 0) {
        $consumer = 0
        $ours = Invoke-Worker $Workers.spott $address 'Out-Null'
    }
    else {
        $costOfItem = ($page * $Share / 50).ToString('R', [cultureinfo]::InvariantCulture)
        $alone = Invoke-Worker $Workers.spott (Get-Address 1000) 'ConsumerAlone' $costOfItem
        $consumer = $alone.wall / 20
        $ours = Invoke-Worker $Workers.spott $address 'Consumer' $costOfItem
    }
    [pscustomobject]@{ Latency = $Latency; Share = $Share; Items = $Items; Page = $page; Consumer = $consumer; Wall = $ours.wall; Ideal = Get-Ideal $bytes $consumer; Ratio = $ours.wall / (Get-Ideal $bytes $consumer) }
}

function Measure-Overlap {
    $workers = Start-WarmWorker 'bytes', 'spott'
    try {
        $null = Invoke-Worker $workers.spott (Get-Address 1000) 'Keep'
        $null = Invoke-Worker $workers.spott (Get-Address $Bench.Items) 'Consumer' '0.001'
        $samples = foreach ($case in Get-OverlapCase) {
            for ($round = 0; $round -lt $case.Rounds; $round++) { Measure-OverlapRound $workers $case.Latency $case.Share $case.Items }
        }
    }
    finally {
        $workers.Values | ForEach-Object { Stop-Worker $_ }
    }
    $groups = $samples | Group-Object Latency, Share
    $rows = foreach ($group in $groups) {
        $one = $group.Group[0]
        , @("$($one.Latency) ms", "$($one.Share)×", (Format-Number $one.Items),
            (Format-Number (Get-SampleMedian $group.Group Page) 2), (Format-Number (Get-SampleMedian $group.Group Consumer) 2),
            (Format-Number (Get-SampleMedian $group.Group Ideal)), (Format-Number (Get-SampleMedian $group.Group Wall)),
            "$(Format-Number (Get-SampleMedian $group.Group Ratio) 3)×", $group.Count)
    }
    $worst = $groups | Where-Object { $_.Group[0].Latency -ge 20 -and $_.Group[0].Share -le 1 } |
        ForEach-Object { Get-SampleMedian $_.Group Ratio } | Measure-Object -Maximum
    $lines = @(ConvertTo-MarkdownTable 'server', 'consumer', 'items', 'page, ms', 'consumer a page, ms', 'ideal, ms', 'ours, ms', 'of the ideal', 'rounds' $rows)
    $lines += '', 'A warm `Get-SpottOpportunity`. “page”: the median answer as the bytes-only client sees it in the same round, whose pages, one by one, make the ideal. The consumer sleeps; its cost is measured without a network.'
    New-Section '2. Latency and the consumer' $lines (New-Target 6 'latency 20 and 100 ms, consumer up to as slow as the server' 'within 1.03× of the ideal' "$(Format-Number $worst.Maximum 3)× (the worst case)" ($worst.Maximum -le 1.03))
}

function Get-OverlapCase {
    # The short version has the worst case alone.
    [object[][]] $cases = $Bench.Short ? @(, @(20, 1, 2000, 1)) : @(
        @(0, 0, 10000, 5), @(0, 0.5, 10000, 3), @(0, 1, 10000, 3), @(0, 2, 10000, 3),
        @(20, 0, 10000, 3), @(20, 0.5, 10000, 3), @(20, 1, 10000, 3), @(20, 2, 2500, 2),
        @(100, 0, 2500, 1), @(100, 0.5, 2500, 1), @(100, 1, 10000, 1), @(100, 2, 1000, 1)
    )
    foreach ($case in $cases) { [pscustomobject]@{ Latency = $case[0]; Share = $case[1]; Items = $case[2]; Rounds = $case[3] } }
}

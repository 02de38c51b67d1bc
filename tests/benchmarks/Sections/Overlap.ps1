# Does our work hide behind the wire, and the wire behind the consumer? Against the ideal
# first page + Σ max(latency, consumer), both measured in the same round: the pages' times by the bytes-only client, the
# consumer's by the same objects, kept, through the same consumer.

function Get-Ideal($Bytes, [double] $ConsumerOfPage) {
    # The last page's consumer has no answer to wait for.
    $sum = $Bytes.pages[0] + $ConsumerOfPage
    foreach ($page in $Bytes.pages | Select-Object -Skip 1) { $sum += [math]::Max($page, $ConsumerOfPage) }
    $sum
}

# One round of one latency: the bytes-only client once, then every share of the consumer beside it.
function Measure-OverlapRound($Workers, $Case, [double[]] $Shares) {
    $address = Get-Address $Case.Items $Case.Latency
    $bytes = Invoke-Worker $Workers.bytes $address
    $page = Get-Median $bytes.pages
    foreach ($share in $Shares) {
        if ($share -eq 0) {
            $consumer = 0
            $ours = Invoke-Worker $Workers.spott $address 'Out-Null'
        }
        else {
            $costOfItem = ($page * $share / 50).ToString('R', [cultureinfo]::InvariantCulture)
            $alone = Invoke-Worker $Workers.spott (Get-Address 1000) 'ConsumerAlone' $costOfItem
            $consumer = $alone.wall / 20
            $ours = Invoke-Worker $Workers.spott $address 'Consumer' $costOfItem
        }
        $ideal = Get-Ideal $bytes $consumer
        [pscustomobject]@{ Latency = $Case.Latency; Share = $share; Items = $Case.Items; Page = $page; Consumer = $consumer; Wall = $ours.wall; Ideal = $ideal; Ratio = $ours.wall / $ideal }
    }
}

function Measure-Overlap {
    $workers = Get-WarmWorker 'bytes', 'spott'
    $null = Invoke-Worker $workers.spott (Get-Address 1000) 'Keep'
    $null = Invoke-Worker $workers.spott (Get-Address $Bench.Items) 'Consumer' '0.001'
    $samples = foreach ($case in Get-OverlapCase) {
        $shares = $case.Shares
        for ($round = 0; $round -lt $case.Rounds; $round++) {
            Measure-OverlapRound $workers $case $shares
            [array]::Reverse($shares)
        }
    }
    $groups = $samples | Sort-Object Latency, Share | Group-Object Latency, Share
    $rows = foreach ($group in $groups) {
        $one = $group.Group[0]
        , @("$($one.Latency) ms", "$($one.Share)×", (Format-Number $one.Items),
            (Format-Number (Get-SampleMedian $group.Group Page) 2), (Format-Number (Get-SampleMedian $group.Group Consumer) 2),
            (Format-Number (Get-SampleMedian $group.Group Ideal)), (Format-Number (Get-SampleMedian $group.Group Wall)),
            "$(Format-Number (Get-SampleMedian $group.Group Ratio) 3)×", $group.Count)
    }
    $worst = $groups | ForEach-Object { Get-SampleMedian $_.Group Ratio } | Measure-Object -Maximum
    $lines = @(ConvertTo-MarkdownTable 'server', 'consumer', 'items', 'page, ms', 'consumer a page, ms', 'ideal, ms', 'ours, ms', 'of the ideal', 'rounds' $rows)
    $lines += '', 'A warm `Get-SpottOpportunity`. “page”: the median answer as the bytes-only client sees it in the same round, whose pages, one by one, make the ideal. The consumer sleeps; its cost is measured without a network.'
    New-Section $lines (New-Target 'latency 20 and 100 ms, consumer up to as slow as the server' 'within 1.03× of the ideal' "$(Format-Number $worst.Maximum 3)× (the worst case)" ($worst.Maximum -le 1.03))
}

function Get-OverlapCase {
    # The short version has the worst case alone.
    if ($Bench.Short) { return [pscustomobject]@{ Latency = 20; Shares = @(1.0); Items = 2000; Rounds = 1 } }
    [pscustomobject]@{ Latency = 20; Shares = @(0, 0.5, 1); Items = 10000; Rounds = 3 }
    [pscustomobject]@{ Latency = 100; Shares = @(0, 0.5, 1); Items = 10000; Rounds = 1 }
}

Add-Section 30 'Overlap' 'Latency and the consumer' { Measure-Overlap }

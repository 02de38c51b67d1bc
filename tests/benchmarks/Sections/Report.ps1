# The page of Export-SpottReport, against ConvertTo-Html of the same rows: how long it takes to make, and how large it is.

function Measure-Report {
    $items, $rounds = 10000, ($Bench.Short ? 1 : 6)
    $folder = (New-Item -ItemType Directory -Path "$($Bench.Out)/report" -Force).FullName
    $samples = @{}
    foreach ($name in 'cold/report', 'cold/html', 'warm/report', 'warm/html') { $samples[$name] = [System.Collections.Generic.List[object]]::new() }
    $size = 0
    for ($round = 1; $round -le $rounds; $round++) {
        # Whoever is first compiles what both need: each is it as often.
        $run = Invoke-ColdScript 'Report/page' $folder, $items, ($round % 2 ? 'report' : 'html'), ($Bench.Short ? 2 : 4)
        foreach ($name in 'report', 'html') {
            $samples["cold/$name"].Add([pscustomobject]@{ wall = $run.cold.$name })
            $samples["warm/$name"].Add([pscustomobject]@{ wall = Get-Median $run.warm.$name })
        }
        $size = $run.size
    }
    $rows = foreach ($kind in 'cold', 'warm') {
        , @(($kind -eq 'cold' ? 'the first of a process' : 'the others'), (Format-Number (Get-SampleMedian $samples["$kind/report"] wall)),
            (Format-Number (Get-SampleMedian $samples["$kind/html"] wall)), (Format-Ratio (Get-Ratio $samples["$kind/report"] $samples["$kind/html"])), $rounds)
    }
    $lines = @(
        "$(Format-Number $items) opportunities of the sandbox, which lie ready, into a file: ``Export-SpottReport``, and ``ConvertTo-Html`` of the table's seven columns with ``Set-Content``."
        ''
        ConvertTo-MarkdownTable '', 'report, ms', 'ConvertTo-Html, ms', 'of it', 'rounds' $rows
    )
    $cold, $warm = (Get-Ratio $samples['cold/report'] $samples['cold/html']), (Get-Ratio $samples['warm/report'] $samples['warm/html'])
    New-Section $lines @(
        New-Target "a report of $(Format-Number $items), the first of a process, against ``ConvertTo-Html``" 'at most 2×' (Format-Ratio $cold) ($cold.Value -le 2)
        New-Target 'the same, later ones' 'at most 2×' (Format-Ratio $warm) ($warm.Value -le 2)
        New-Target 'its size' 'below 5 MB' "$(Format-Number ($size / 1MB) 1) MB" ($size -lt 5MB)
    )
}

Add-Section 70 'Report' 'A report of the pipeline' { Measure-Report }

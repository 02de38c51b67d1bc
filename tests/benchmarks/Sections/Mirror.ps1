# A mirror: what its runs cost beside the reading itself, what reading it costs, and whether either grows with it.

function Measure-Mirror {
    $folder = "$($Bench.Out)/mirror"
    if (Test-Path $folder) { Remove-Item $folder -Recurse }
    $null = New-Item -ItemType Directory -Path $folder
    try {
        $parts = (Measure-MirrorRun $folder), (Measure-MirrorPython $folder), (Measure-MirrorGrowth $folder), (Measure-MirrorHistory $folder)
        New-Section ($parts.Lines) ($parts.Targets)
    }
    finally { Remove-Item $folder -Recurse }
}

# A run of everything, the first and one in which nothing changed, against reading everything.
function Measure-MirrorRun([string] $Folder) {
    $items, $rounds = $Bench.Items, ($Bench.Short ? 1 : 6)
    $address = Get-Address $items
    if (-not $Bench.Short) { $null = Invoke-ColdScript 'Mirror/read' $address; $null = Invoke-ColdScript 'Mirror/sync' $address, "$Folder/first.db", 'Full' }
    $samples = New-MirrorSamples 'read', 'first', 'again'
    for ($round = 1; $round -le $rounds; $round++) {
        Remove-Item "$Folder/first.db*"
        if ($round % 2) { $samples.read.Add((Invoke-ColdScript 'Mirror/read' $address)) }
        $samples.first.Add((Invoke-ColdScript 'Mirror/sync' $address, "$Folder/first.db", 'Full'))
        if (-not ($round % 2)) { $samples.read.Add((Invoke-ColdScript 'Mirror/read' $address)) }
        $samples.again.Add((Invoke-ColdScript 'Mirror/sync' $address, "$Folder/first.db", 'Full'))
        if ($samples.again[-1].changed) { throw 'The second run found changes, and there are none.' }
    }
    $first, $again = (Get-Ratio $samples.first $samples.read), (Get-Ratio $samples.again $samples.read)
    New-Section @(
        "$(Format-Number $items) opportunities without a latency, fresh processes, import and connect included; the run is ``Sync-SpottMirror`` alone."
        ''
        ConvertTo-MarkdownTable '', 'ms', 'of reading', 'run, ms', 'rounds' @(
            , @('`Get-SpottOpportunity` into `Out-Null`', (Format-Number (Get-SampleMedian $samples.read wall)), '1', '–', $rounds)
            , @('`Sync-SpottMirror`, the first', (Format-Number (Get-SampleMedian $samples.first wall)), (Format-Ratio $first), (Format-Number (Get-SampleMedian $samples.first run)), $rounds)
            , @('`Sync-SpottMirror -Full`, nothing changed', (Format-Number (Get-SampleMedian $samples.again wall)), (Format-Ratio $again), (Format-Number (Get-SampleMedian $samples.again run)), $rounds)
        )
    ) @(
        New-Target "the first run of a mirror of $(Format-Number $items), fresh process, against ``Get-SpottOpportunity`` into ``Out-Null``" 'at most 2×' (Format-Ratio $first) ($first.Value -le 2)
        New-Target 'a full run in which nothing changed, against the same' 'at most 1.6×' (Format-Ratio $again) ($again.Value -le 1.6)
    )
}

# The whole process, as somebody meets it: the server takes its time. An account of the size that the other measures have, and a small one, in
# which the shell's own start weighs five times as much.
function Measure-MirrorPython([string] $Folder) {
    $what = 'the first run against Python requests with `sqlite3`, whole process, 50 ms a page'
    if ($absence = Get-PeerAbsence 'python-mirror') { return New-Section @() (New-Target $what 'faster' $absence $null) }
    $lines = foreach ($account in @{ Items = ($Bench.Short ? 500 : 2000); Rounds = ($Bench.Short ? 1 : 4) }, @{ Items = $Bench.Items; Rounds = ($Bench.Short ? 1 : 3) }) {
        $address = Get-Address $account.Items 50
        $samples = New-MirrorSamples 'ours', 'python'
        for ($round = 1; $round -le $account.Rounds; $round++) {
            Remove-Item "$Folder/ours.db*", "$(Get-CsvPath 'python-mirror')-*"
            if ($round % 2) { $samples.python.Add((Invoke-ColdPeer 'python-mirror' $address 'mirror')) }
            $samples.ours.Add((Invoke-ColdScript 'Mirror/sync' $address, "$Folder/ours.db", 'Full'))
            if (-not ($round % 2)) { $samples.python.Add((Invoke-ColdPeer 'python-mirror' $address 'mirror')) }
        }
        Remove-Item "$(Get-CsvPath 'python-mirror')*"
        $ratio = Get-Ratio $samples.python $samples.ours 'process'
        ''
        "$(Format-Number $account.Items) at 50 ms a page, the whole process: ``Sync-SpottMirror`` $(Format-Number (Get-SampleMedian $samples.ours process)) ms, Python with a table and a log of changes $(Format-Number (Get-SampleMedian $samples.python process)) ms, $(Format-Ratio $ratio) ($($account.Rounds) rounds)."
    }
    New-Section $lines (New-Target $what 'faster' (Format-Ratio $ratio) ($ratio.Value -gt 1))
}

# Memory, time and bytes of the first run, and the time of a small one, as the mirror grows.
function Measure-MirrorGrowth([string] $Folder) {
    $sizes = [ordered] @{ small = 1000; middle = ($Bench.Short ? 2000 : 10000); large = ($Bench.Short ? 10000 : 100000) }
    $rounds = $Bench.Short ? 1 : 3
    $samples = New-MirrorSamples $sizes.Keys
    for ($round = 1; $round -le $rounds; $round++) {
        foreach ($name in $sizes.Keys) {
            Remove-Item "$Folder/$name.db*"
            $samples[$name].Add((Invoke-ColdScript 'Mirror/sync' (Get-Address $sizes[$name] 0 0 'm50/'), "$Folder/$name.db", 'Full'))
        }
    }
    foreach ($name in $sizes.Keys) {
        foreach ($one in $samples[$name]) { $one | Add-Member bytes ($one.size / $sizes[$name]); $one | Add-Member each ($one.run * 1000 / $sizes[$name]) }
    }
    $more = (Get-SampleMedian $samples.large peak) - (Get-SampleMedian $samples.small peak)
    $time, $bytes = (Get-Ratio $samples.large $samples.middle each), (Get-Ratio $samples.large $samples.middle bytes)
    $delta = Invoke-ColdScript 'Mirror/delta' $Folder, (Get-Address $sizes.small 0 0 'm50/'), (Get-Address $sizes.large 0 0 'm50/'), ($Bench.Short ? 2 : 12)
    $deltas = (Get-Median $delta.large) / (Get-Median $delta.small)
    $small, $middle, $large = $sizes.Values | ForEach-Object { Format-Number $_ }
    New-Section @(
        ''
        ConvertTo-MarkdownTable 'first run of', 'run, ms', 'µs an item', 'bytes an item', 'peak, MB', 'rounds' @(foreach ($name in $sizes.Keys) {
            , @((Format-Number $sizes[$name]), (Format-Number (Get-SampleMedian $samples[$name] run)), (Format-Number (Get-SampleMedian $samples[$name] each) 1), (Format-Number (Get-SampleMedian $samples[$name] bytes)),
                (Format-Number ((Get-SampleMedian $samples[$name] peak) / 1MB) 1), $rounds)
        })
        ''
        "A delta of 50 changes: $(Format-Number (Get-Median $delta.small) 1) ms in a mirror of $small, $(Format-Number (Get-Median $delta.large) 1) ms in one of $large (medians of $($delta.large.Count), in turn in one process)."
    ) @(
        New-Target "a delta of 50 in a mirror of $large, against one of $small, warm" 'at most 1.2×' "$(Format-Number $deltas 2)×" ($deltas -le 1.2)
        New-Target "peak memory of a first run, $large against $small" 'at most 30 MB more' "$(Format-Number ($more / 1MB) 1) MB" ($more -le 30MB)
        New-Target "time an item of a first run, $large against $middle" 'at most 1.2×' (Format-Ratio $time) ($time.Value -le 1.2)
        New-Target "bytes an item in its file, $large against $middle" 'at most 1.2×' (Format-Ratio $bytes) ($bytes.Value -le 1.2)
    )
}

# Three years of daily runs: how large, and what reading costs.
function Measure-MirrorHistory([string] $Folder) {
    $items, $days, $rounds = $Bench.Items, ($Bench.Short ? 100 : 1095), ($Bench.Short ? 1 : 6)
    $db, $csv = "$Folder/history.db", "$Folder/history.csv"
    $made = Invoke-ColdScript 'Mirror/history' (Get-Address $items), $db, $csv, $days
    $samples = New-MirrorSamples 'current', 'csv'
    for ($round = 0; $round -le $rounds; $round++) {
        foreach ($name in $round % 2 ? ('csv', 'current') : ('current', 'csv')) {
            $sample = Invoke-ColdScript "Mirror/$name" ($name -eq 'csv' ? $csv : $db)
            # The first leaves the notes that the others go by.
            if ($round -or $Bench.Short) { $samples[$name].Add($sample) }
        }
    }
    $warm = Invoke-ColdScript 'Mirror/warm' $db, $csv, ([int] ($days / 2)), ($Bench.Short ? 3 : 12)
    foreach ($name in 'csv', 'current', 'asOf') { if ($warm.counts.$name -ne $items) { throw "$name gave $($warm.counts.$name) of $items." } }
    if (-not $warm.counts.changes) { throw 'There are no changes of a week.' }
    $fresh = Get-Ratio $samples.current $samples.csv
    $median = @{}
    foreach ($name in 'csv', 'current', 'asOf', 'changes') { $median[$name] = Get-Median $warm.times.$name }
    $warmed, $past, $week = ($median.current / $median.csv), ($median.asOf / $median.current), ($median.changes / $median.current)
    New-Section @(
        ''
        "A mirror of $(Format-Number $items) after $(Format-Number $days) daily runs, each with one in a hundred changed ($(Format-Number $made.changes) changes, no two descriptions alike, $(Format-Number ($made.size / 1MB) 1) MB); the last column is warm, in turn in one process."
        ''
        ConvertTo-MarkdownTable 'read into `Out-Null`', 'objects', 'fresh process, ms', 'warm, ms' @(
            , @('`Import-Csv` of the current rows', (Format-Number $warm.counts.csv), (Format-Number (Get-SampleMedian $samples.csv wall)), (Format-Number $median.csv 1))
            , @('`Get-SpottOpportunity -MirrorPath`', (Format-Number $warm.counts.current), (Format-Number (Get-SampleMedian $samples.current wall)), (Format-Number $median.current 1))
            , @('the same `-AsOf` the middle day', (Format-Number $warm.counts.asOf), '–', (Format-Number $median.asOf 1))
            , @('`Get-SpottChange` of seven days', (Format-Number $warm.counts.changes), '–', (Format-Number $median.changes 1))
        )
    ) @(
        New-Target "$(Format-Number $items) out of a mirror against ``Import-Csv`` of the same rows, fresh process" 'at most 1×' (Format-Ratio $fresh) ($fresh.Value -le 1)
        New-Target 'the same, warm' 'at most 0.5×' "$(Format-Number $warmed 2)×" ($warmed -le 0.5)
        New-Target "as of a day in $(Format-Number $days) days of runs, against the current ones, warm" 'at most 4×' "$(Format-Number $past 2)×" ($past -le 4)
        New-Target 'seven days of changes then, against the current ones, warm' 'at most 0.1×' "$(Format-Number $week 2)×" ($week -le 0.1)
        New-Target "size of a mirror of $(Format-Number $items) then" 'at most 60 MB' "$(Format-Number ($made.size / 1MB) 1) MB" ($made.size -le 60MB)
    )
}

function New-MirrorSamples([string[]] $Names) {
    $samples = @{}
    foreach ($name in $Names) { $samples[$name] = [System.Collections.Generic.List[object]]::new() }
    $samples
}

Add-Section 80 'Mirror' 'A mirror' { Measure-Mirror }

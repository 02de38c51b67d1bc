# Section 5: how long a run takes to end once it is told to.

function Measure-Stop {
    $server = $Bench.Server
    $output = & $Bench.Pwsh -NoProfile -NonInteractive -File (Join-Path $Bench.Root tests/benchmarks/Start/stop.ps1) $server.Port $server.DeadPort ($Bench.Short ? 1 : 5)
    if ($LASTEXITCODE) { throw 'Start/stop.ps1 failed.' }
    $samples = ConvertFrom-Json ($output -join '')
    # In the order of a run, which Group-Object would not keep.
    $groups = foreach ($phase in $samples.phase | Select-Object -Unique) { [pscustomobject]@{ Name = $phase; Group = @($samples | Where-Object phase -eq $phase) } }
    $rows = foreach ($group in $groups) {
        $range = $group.Group | Measure-Object ms -Maximum
        , @($group.Name, (Format-Number (Get-SampleMedian $group.Group ms) 1), (Format-Number $range.Maximum 1), $group.Group.Count)
    }
    $worst = ($groups | ForEach-Object { ($_.Group | Measure-Object ms -Maximum).Maximum } | Measure-Object -Maximum).Maximum
    New-Section '5. Stop' (@(ConvertTo-MarkdownTable 'phase', 'median, ms', 'most, ms', 'times' $rows) + @('', 'From `Stop()` to the end of the pipeline.')) (
        New-Target 13 'Stop, every phase' '200 ms' "$(Format-Number $worst 1) ms (the most of all)" ($worst -le 200))
}

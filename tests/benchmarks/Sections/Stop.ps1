# How long a run takes to end once it is told to.

function Measure-Stop {
    $server = $Bench.Server
    $samples = (Invoke-ColdScript Start/stop $server.Port, $server.DeadPort, ($Bench.Short ? 1 : 5)).phases
    # In the order of a run, which Group-Object would not keep.
    $groups = foreach ($phase in $samples.phase | Select-Object -Unique) { [pscustomobject]@{ Name = $phase; Group = @($samples | Where-Object phase -eq $phase) } }
    $rows = foreach ($group in $groups) {
        $range = $group.Group | Measure-Object ms -Maximum
        , @($group.Name, (Format-Number (Get-SampleMedian $group.Group ms) 1), (Format-Number $range.Maximum 1), $group.Group.Count)
    }
    $worst = ($groups | ForEach-Object { ($_.Group | Measure-Object ms -Maximum).Maximum } | Measure-Object -Maximum).Maximum
    New-Section (@(ConvertTo-MarkdownTable 'phase', 'median, ms', 'most, ms', 'times' $rows) + @('', 'From `Stop()` to the end of the pipeline.')) (
        New-Target 'Stop, every phase' '200 ms' "$(Format-Number $worst 1) ms (the most of all)" ($worst -le 200))
}

Add-Section 60 'Stop' 'Stop' { Measure-Stop }

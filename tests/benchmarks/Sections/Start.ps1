# How soon there is something to see. Each sample is a fresh process.

function Measure-Start {
    $samples = @{}
    $names = @(if (-not $Bench.Short) { 'shell' }; 'empty', 'spott', 'rest-method')
    foreach ($name in $names) { $samples[$name] = [System.Collections.Generic.List[object]]::new() }
    # The first run of each finds no notes of its own kind and is not counted; the short version has no time for it.
    if (-not $Bench.Short) {
        foreach ($name in $names) { $null = Invoke-ColdScript "Start/$name" (Get-Address 1000) }
    }
    $deadline = [datetime]::Now.AddSeconds(35)
    for ($round = 0; $round -lt ($Bench.Short ? 2 : 12) -and ($round -lt 3 -or [datetime]::Now -lt $deadline); $round++) {
        foreach ($name in $names) { $samples[$name].Add((Invoke-ColdScript "Start/$name" (Get-Address 1000))) }
        [array]::Reverse($names)
    }

    $ours, $empty = $samples.spott, $samples.empty
    $rows = @(
        , @('bare shell, the whole process', (Format-Number (Get-SampleMedian $samples.shell process)))
        , @('`Import-Module` of an empty script module', (Format-Number (Get-SampleMedian $empty import)))
        , @('`Import-Module` of Spott', (Format-Number (Get-SampleMedian $ours import)))
        , @('`Connect-Spott`, one request', (Format-Number (Get-SampleMedian $ours connect)))
        , @('`Get-SpottOpportunity -First 50`, one request', (Format-Number (Get-SampleMedian $ours page)))
        , @('these three', (Format-Number (Get-SampleMedian $ours wall)))
        , @('`Invoke-RestMethod`, one request', (Format-Number (Get-SampleMedian $samples.'rest-method' wall)))
    )
    $ratio = Get-Ratio $ours $samples.'rest-method'
    # As the installers ship it Invoke-RestMethod is compiled; in the .NET tool both pay for the compiler, and the comparison is another.
    $installed = Test-Precompiled (Split-Path $Bench.Pwsh)
    New-Section @(
        ConvertTo-MarkdownTable 'step', 'ms' $rows
        ''
        "Medians of $($ours.Count) interleaved rounds, each in a fresh process of the same host; the empty module is a bare .psm1 without a manifest."
    ) (New-Target 'import + connect + first page, against `Invoke-RestMethod`''s first page, as installed' 'not behind' `
            "$(Format-Ratio $ratio)$(if (-not $installed) { ', but not as installed' })" ($installed ? ($ratio.Value -le 1) : $null))
}

Add-Section 40 'Start' 'Start' { Measure-Start }

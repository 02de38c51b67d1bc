# Section 3: how soon there is something to see. Each sample is a fresh process.

function Measure-StartScript([string] $Name) {
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $output = Invoke-WithOwnCache "start-$Name" { & $Bench.Pwsh -NoProfile -NonInteractive -File (Join-Path $Bench.Root "tests/benchmarks/Start/$Name.ps1") (Get-Address 1000) }
    if ($LASTEXITCODE) { throw "Start/$Name.ps1 failed." }
    ConvertFrom-Json $output | Add-Member -NotePropertyName process -NotePropertyValue $clock.Elapsed.TotalMilliseconds -PassThru
}

function Measure-Start {
    $samples = @{}
    $names = @(if (-not $Bench.Short) { 'shell' }; 'empty', 'spott', 'rest-method')
    foreach ($name in $names) { $samples[$name] = [System.Collections.Generic.List[object]]::new() }
    # The first run of each finds no notes of its own kind and is not counted; the short version has no time for it.
    if (-not $Bench.Short) {
        foreach ($name in $names) { $null = Measure-StartScript $name }
    }
    $deadline = [datetime]::Now.AddSeconds(35)
    for ($round = 0; $round -lt ($Bench.Short ? 2 : 12) -and ($round -lt 3 -or [datetime]::Now -lt $deadline); $round++) {
        foreach ($name in $names) { $samples[$name].Add((Measure-StartScript $name)) }
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
    $import = (Get-SampleMedian $ours import) - (Get-SampleMedian $empty import)
    $ratio = Get-Ratio $ours $samples.'rest-method'
    $targets = @(
        New-Target 11 'import + connect + first page, against `Invoke-RestMethod`''s first page' 'at most 0.85×' (Format-Ratio $ratio) ($ratio.Value -le 0.85)
        New-Target 12 '`Import-Module`, over an empty script module''s' 'at most 60 ms' "$(Format-Number $import) ms" ($import -le 60)
    )
    New-Section '3. Start' (@(ConvertTo-MarkdownTable 'step', 'ms' $rows) + @('', "Medians of $($ours.Count) interleaved rounds, each in a fresh process of the same host; the empty module is a bare .psm1 without a manifest.")) $targets
}

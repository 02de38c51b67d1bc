# The Markdown made of what the sections hand back.

function ConvertTo-MarkdownTable([string[]] $Columns, $Rows) {
    "| $($Columns -join ' | ') |"
    "| $(($Columns | ForEach-Object { '---' }) -join ' | ') |"
    foreach ($row in $Rows) { "| $(@($row) -join ' | ') |" }
}

function Get-MachineLine {
    $processor = if (Test-Path /proc/cpuinfo) { ((Get-Content /proc/cpuinfo) -match '^model name')[0] -replace '.*: ' } else { $env:PROCESSOR_IDENTIFIER }
    $runtime = [System.Runtime.InteropServices.RuntimeInformation]
    "$processor, $([Environment]::ProcessorCount) cores, $($runtime::OSDescription), $($runtime::FrameworkDescription), $(Get-HostLine)"
}

function Get-PeerLine {
    $python = if ($Bench.Python) { & $Bench.Python -c 'import sys, requests; print("Python", sys.version.split()[0], "requests", requests.__version__)' } else { 'Python with requests: not installed here, left out' }
    $curl = if ($Bench.Curl) { "$((curl --version)[0] -replace '^(curl \S+).*', '$1'), $(jq --version)" } else { 'curl + jq: not installed here, left out' }
    "$python; $curl."
}

# When it ran, and how long.
function Get-RunLine([timespan] $Took) {
    "Run of $([datetime]::UtcNow.ToString('yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture)) UTC, $([int] $Took.TotalSeconds) s."
}

function Get-TargetTable($Targets) {
    ConvertTo-MarkdownTable 'measure', 'wanted', 'measured', 'reached' @(
        foreach ($target in $Targets) {
            , @($target.Measure, $target.Wanted, $target.Value, ($null -eq $target.Reached ? '–' : $target.Reached ? 'yes' : '**no**'))
        })
}

function Get-ReportText($Results, [timespan] $Took) {
    '## What it must reach'
    ''
    Get-TargetTable $Results.Targets
    ''
    "Medians of the rounds' ratios; in brackets the smallest and the largest. The times are this machine's and say nothing of another: $(Get-MachineLine). $(Get-PeerLine)"
    "$(Get-RunLine $Took) All programs read the same bytes over loopback, uncompressed."
    foreach ($result in $Results) {
        ''
        "## $($result.Title)"
        ''
        $result.Lines
    }
}

# Puts the text between the two markers of a document.
function Update-Document([string] $Path, [string[]] $Text) {
    $document = [System.IO.File]::ReadAllText($Path)
    $begin, $end = '<!-- bench: begin -->', '<!-- bench: end -->'
    $from, $to = $document.IndexOf($begin), $document.IndexOf($end)
    if ($from -lt 0 -or $to -lt $from) { throw "$Path has no '$begin' … '$end'." }
    $new = $document.Substring(0, $from + $begin.Length) + "`n`n" + ($Text -join "`n") + "`n`n" + $document.Substring($to)
    [System.IO.File]::WriteAllText($Path, $new)
}

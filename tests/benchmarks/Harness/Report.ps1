# What a section hands back, and the Markdown made of it.

function New-Section([string] $Title, [string[]] $Lines, $Targets) {
    [pscustomobject]@{ Title = $Title; Lines = $Lines; Targets = @($Targets) }
}

# A row of "What it must reach": the texts, and whether it was.
function New-Target([int] $Order, [string] $Measure, [string] $Target, [string] $Value, [bool] $Reached) {
    [pscustomobject]@{ Order = $Order; Measure = $Measure; Target = $Target; Value = $Value; Reached = $Reached }
}

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
    $python = if ($Bench.Python) { & $Bench.Python -c 'import sys, requests; print("Python", sys.version.split()[0], "requests", requests.__version__)' } else { 'Python requests: not installed here, left out' }
    $curl = if ($Bench.Curl) { "$((curl --version)[0] -replace '^(curl \S+).*', '$1'), $(jq --version)" } else { 'curl + jq: not installed here, left out' }
    "$python; $curl."
}

function Get-TargetTable($Targets) {
    ConvertTo-MarkdownTable 'measure', 'at least', 'measured', 'reached' @(
        foreach ($target in $Targets | Sort-Object Order) {
            , @($target.Measure, $target.Target, $target.Value, ($target.Reached ? 'yes' : '**no**'))
        })
}

function Get-ReportText($Sections, [timespan] $Took) {
    '## What it must reach'
    ''
    Get-TargetTable $Sections.Targets
    ''
    "Ratios of medians; in brackets the smallest and the largest of the rounds that both ran in. The times are this machine's and say nothing of another: $(Get-MachineLine). $(Get-PeerLine)"
    "Run of $([datetime]::UtcNow.ToString('yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture)) UTC, $([int] $Took.TotalSeconds) s. All peers read the same bytes over loopback, uncompressed: the server compresses only where a measurement says so."
    foreach ($section in $Sections) {
        ''
        "## $($section.Title)"
        ''
        $section.Lines
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

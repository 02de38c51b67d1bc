# Medians, ratios and their spread. A ratio is that of two medians; its spread is that of the rounds, each against its own peer.

function Get-Median([double[]] $Values) {
    if (-not $Values) { return [double]::NaN }
    $sorted = @($Values | Sort-Object)
    $middle = [int] [math]::Floor($sorted.Count / 2)
    if ($sorted.Count % 2) { $sorted[$middle] } else { ($sorted[$middle - 1] + $sorted[$middle]) / 2 }
}

function Get-SampleMedian($Samples, [string] $Property) {
    # What was not measured is no zero.
    Get-Median @($Samples | ForEach-Object { $_.$Property } | Where-Object { $null -ne $_ })
}

# How many times the first takes of what the second takes.
function Get-Ratio($Numerator, $Denominator, [string] $Property = 'wall') {
    $pairs = [math]::Min(@($Numerator).Count, @($Denominator).Count)
    $each = for ($i = 0; $i -lt $pairs; $i++) { @($Numerator)[$i].$Property / @($Denominator)[$i].$Property }
    $range = $each | Measure-Object -Minimum -Maximum
    [pscustomobject]@{
        Value   = (Get-SampleMedian $Numerator $Property) / (Get-SampleMedian $Denominator $Property)
        Minimum = $range.Minimum
        Maximum = $range.Maximum
        Rounds  = $pairs
    }
}

function Format-Number([double] $Value, [int] $Digits = 0) {
    if ([double]::IsNaN($Value)) { return '–' }
    $Value.ToString("N$Digits", [cultureinfo]::InvariantCulture)
}

function Format-Ratio($Ratio, [int] $Digits = 2) {
    $text = (Format-Number $Ratio.Value $Digits) + '×'
    if ($Ratio.Rounds -gt 1) {
        $text += " ($(Format-Number $Ratio.Minimum $Digits)–$(Format-Number $Ratio.Maximum $Digits))"
    }
    $text
}

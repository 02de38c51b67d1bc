# Medians, ratios and their spread.

function Get-Median([double[]] $Values) {
    if (-not $Values) { return [double]::NaN }
    $sorted = @($Values | Sort-Object)
    $middle = [int] [math]::Floor($sorted.Count / 2)
    if ($sorted.Count % 2) { $sorted[$middle] } else { ($sorted[$middle - 1] + $sorted[$middle]) / 2 }
}

function Get-SampleMedian($Samples, [string] $Property) {
    # What was not measured is no zero.
    Get-Median @($Samples | Where-Object { $_ } | ForEach-Object { $_.$Property } | Where-Object { $null -ne $_ })
}

# How many times the first takes of what the second takes: the median of the rounds' ratios, each of two neighbours in time, because the
# machine's speed changes more from minute to minute than the programs differ. Low and High hold the true median with 95% certainty: of so
# many tosses of a coin so many fall on one side. Fewer than six rounds make nothing certain.
function Get-Ratio($Numerator, $Denominator, [string] $Property = 'wall') {
    $above, $below = @($Numerator | Where-Object { $_ }), @($Denominator | Where-Object { $_ })
    $pairs = [math]::Min($above.Count, $below.Count)
    $each = @(@(for ($i = 0; $i -lt $pairs; $i++) { $above[$i].$Property / $below[$i].$Property }) | Sort-Object)
    $range = $each | Measure-Object -Minimum -Maximum
    $outside = [int] [math]::Floor(($pairs - 1.96 * [math]::Sqrt($pairs)) / 2)
    [pscustomobject]@{
        Value   = Get-Median $each
        Minimum = $range.Minimum
        Maximum = $range.Maximum
        Low     = $pairs -ge 6 ? $each[$outside] : [double]::NaN
        High    = $pairs -ge 6 ? $each[$pairs - 1 - $outside] : [double]::NaN
        Rounds  = $pairs
    }
}

function Format-Number([double] $Value, [int] $Digits = 0) {
    if ([double]::IsNaN($Value)) { return '–' }
    $Value.ToString("N$Digits", [cultureinfo]::InvariantCulture)
}

function Format-Ratio($Ratio, [int] $Digits = 2) {
    if (-not $Ratio.Rounds) { return '–' }
    $text = (Format-Number $Ratio.Value $Digits) + '×'
    if ($Ratio.Rounds -gt 1) {
        $text += " ($(Format-Number $Ratio.Minimum $Digits)–$(Format-Number $Ratio.Maximum $Digits))"
    }
    $text
}

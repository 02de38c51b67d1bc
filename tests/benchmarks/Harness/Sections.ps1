# A section of the benchmark is one file in Sections. It holds its functions and ends with a call of Add-Section; nothing else need know it.
# What it measures it hands back by New-Section: the lines of Markdown below its heading, and its rows of "What it must reach".

$Sections = [System.Collections.Generic.List[object]]::new()

# Order is the place on the page; Name is what -Section takes.
function Add-Section([int] $Order, [string] $Name, [string] $Title, [scriptblock] $Measure) {
    $Sections.Add([pscustomobject]@{ Order = $Order; Name = $Name; Title = $Title; Measure = $Measure })
}

# All sections, or those named, comma-separated, in the page's order.
function Select-Section([string] $Names) {
    $wanted = @($Names -split ',' | ForEach-Object Trim | Where-Object { $_ })
    foreach ($name in $wanted) {
        if ($name -notin $Sections.Name) { throw "There is no section '$name'; there are $(($Sections | Sort-Object Order).Name -join ', ')." }
    }
    $Sections | Where-Object { -not $wanted -or $_.Name -in $wanted } | Sort-Object Order
}

function New-Section([string[]] $Lines, $Targets) {
    [pscustomobject]@{ Lines = $Lines; Targets = @($Targets | Where-Object { $_ }) }
}

# A row of "What it must reach". Reached is $null where it could not be measured here; the value then says why.
function New-Target([string] $Measure, [string] $Wanted, [string] $Value, [Nullable[bool]] $Reached) {
    [pscustomobject]@{ Measure = $Measure; Wanted = $Wanted; Value = $Value; Reached = $Reached }
}

# Such a row for how many times as long the peer's samples took as ours.
function New-RatioTarget([string] $Measure, [string] $Wanted, $Theirs, $Ours, [double] $AtLeast, [string] $Peer, [int] $Digits = 1) {
    if (-not $Theirs) { return New-Target $Measure $Wanted (Get-PeerAbsence $Peer) $null }
    $ratio = Get-Ratio $Theirs $Ours
    New-Target $Measure $Wanted (Format-Ratio $ratio $Digits) ($ratio.Value -ge $AtLeast)
}

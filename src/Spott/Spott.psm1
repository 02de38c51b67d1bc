# One job: the right assembly for this PowerShell.
if ($PSVersionTable.PSEdition -eq 'Core' -and $PSVersionTable.PSVersion -lt [version]'7.4') {
    throw "Spott needs PowerShell 7.4 or newer, or Windows PowerShell 5.1; this is PowerShell $($PSVersionTable.PSVersion)."
}

$framework = if ($PSVersionTable.PSEdition -eq 'Core') { 'net8.0' } else { 'net472' }
Import-Module -Name "$PSScriptRoot/bin/$framework/Spott.dll"

# One job: the right assembly for this PowerShell. In few and plain words, because each costs the import its share.
if ($PSEdition -ne 'Core') {
    Import-Module -Name "$PSScriptRoot/bin/net472/Spott.dll"
}
elseif ($PSVersionTable.PSVersion.Major -lt 8 -and $PSVersionTable.PSVersion.Minor -lt 4) {
    throw "Spott needs PowerShell 7.4 or newer, or Windows PowerShell 5.1; this is PowerShell $($PSVersionTable.PSVersion)."
}
else {
    Import-Module -Name "$PSScriptRoot/bin/net8.0/Spott.dll"
}

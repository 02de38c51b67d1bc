# The right assembly for this PowerShell, and no word more: each statement costs every import its share. Why an import is not possible is told by
# a file of its own: by Windows PowerShell before, since it would load what it must not, and by PowerShell 7 when the import has failed.
$framework = 'net8.0'
if ($PSEdition -ne 'Core') {
    . "$PSScriptRoot/Spott.Refusals.ps1"
    $framework = 'net472'
}

# The types not by the module's own manifest: there, what a first copy of the module has added already would fail the import of a second. By a
# manifest all the same, because Update-TypeData would load a whole module of PowerShell's.
try { Import-Module -Name "$PSScriptRoot/bin/$framework/Spott.dll", "$PSScriptRoot/Spott.Types.psd1" -ErrorAction Stop }
catch { . "$PSScriptRoot/Spott.Refusals.ps1" $_ }

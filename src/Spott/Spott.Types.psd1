# What Spott.psm1 adds to PowerShell's types; see there. Its version says nothing.
@{
    ModuleVersion     = '1.0'
    TypesToProcess    = @('Spott.Types.ps1xml')
    CmdletsToExport   = @()
    FunctionsToExport = @()
    AliasesToExport   = @()
}

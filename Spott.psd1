@{
    RootModule             = 'Spott.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '8a3c4a52-6c0e-4a43-9d4e-2c1f5a7de9b1'
    Author                 = 'Spott for PowerShell contributors'
    CompanyName            = 'Spott for PowerShell contributors'
    Copyright              = '(c) Spott for PowerShell contributors. MIT licence.'
    Description            = 'Brings the opportunities of the recruiting CRM Spott (gospott.com) to PowerShell. Reads all pages, gives simple objects, and never loses data without an error. Unofficial.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Core', 'Desktop')
    FormatsToProcess       = @('Spott.Format.ps1xml')
    CmdletsToExport        = @('Backup-SpottMirror', 'Connect-Spott', 'ConvertTo-SpottRow', 'Disconnect-Spott', 'Export-SpottReport', 'Get-SpottChange', 'Get-SpottConnection', 'Get-SpottMirror', 'Get-SpottOpportunity', 'Get-SpottStageHistory', 'Invoke-SpottRequest', 'Remove-SpottMirrorContact', 'Save-SpottCheckpoint', 'Sync-SpottMirror', 'Test-SpottConnection')
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('Spott', 'CRM', 'Recruiting', 'API', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://github.com/spott-powershell/spott-powershell/blob/main/LICENSE'
            ReleaseNotes = 'The first release; see CHANGELOG.md in the project.'
            ProjectUri   = 'https://github.com/spott-powershell/spott-powershell'
        }
    }
}

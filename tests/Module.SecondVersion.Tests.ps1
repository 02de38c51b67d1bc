# A second copy of the module in one session, as an update leaves it.
BeforeAll {
    . $PSScriptRoot/common.ps1

    $copy = Join-Path $TestDrive 'copy'
    Copy-Item (Split-Path $SpottModule) $copy -Recurse
    $manifest = Join-Path $copy Spott.psd1
    (Get-Content $manifest -Raw) -replace "ModuleVersion( *)= '[\d.]+'", "ModuleVersion`$1= '99.0.0'" | Set-Content $manifest
}

Describe 'A second version of the module' {
    It 'of the same assembly works beside the first, and after it' {
        $child = Invoke-ChildShell -Script @"
Import-Module '$SpottModule'
Import-Module '$manifest'
(Get-Module Spott).Count
Remove-Module Spott
Import-Module '$manifest'
Connect-Spott -Sandbox -SandboxSize 3
(Get-Command Get-SpottOpportunity).Module.Version.Major
`$file = Join-Path '$TestDrive' items.clixml
Get-SpottOpportunity | Export-Clixml `$file
@(Import-Clixml `$file)[0].PSTypeNames[0]
"@
        $child.ErrFlat | Should -BeNullOrEmpty
        $child.Out.Trim() -split '\r?\n' | Should -Be '2', '99', 'Deserialized.Spott.Opportunity'
    }

    It 'of another assembly says in one sentence what to do' {
        # What makes it another one is its module's id.
        $library = Join-Path $copy bin/net8.0/Spott.dll
        $bytes = [System.IO.File]::ReadAllBytes($library)
        $id = [System.Convert]::ToHexString([Spott.SpottConnection].Module.ModuleVersionId.ToByteArray())
        $at = [System.Convert]::ToHexString($bytes).IndexOf($id) / 2
        $at | Should -BeGreaterThan 0
        $bytes[$at] = $bytes[$at] -bxor 0xFF
        [System.IO.File]::WriteAllBytes($library, $bytes)
        $child = Invoke-ChildShell -Script @"
Import-Module '$SpottModule'
try { Import-Module '$manifest' } catch { `$_.Exception.Message }
"@
        $child.Out.Trim() | Should -Be 'Another version of Spott was loaded in this session, which cannot have two: start a new session for this one.'
        $child.ErrFlat | Should -BeNullOrEmpty
    }
}

# Runs the tests in this process and says in its last line, alone, how many passed.
param([string] $TestName = '*')

$ErrorActionPreference = 'Stop'
$packages = if ($env:NUGET_PACKAGES) { $env:NUGET_PACKAGES } else { Join-Path ([Environment]::GetFolderPath('UserProfile')) '.nuget/packages' }
Import-Module (Join-Path $packages 'pester/6.2.0/tools/Pester.psd1')

$files = @(Get-ChildItem $PSScriptRoot -Filter *.Tests.ps1 | Where-Object BaseName -like $TestName)
if (-not $files) { throw "No test file matches $TestName." }

$configuration = New-PesterConfiguration
$configuration.Run.Path = $files.FullName
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.CIFormat = 'None'
$result = Invoke-Pester -Configuration $configuration

$broken = $result.FailedContainersCount + $result.FailedBlocksCount
if ($broken) { Write-Host "$broken files or blocks could not run; see above." }
Write-Host "In PowerShell $($PSVersionTable.PSVersion) on $([System.Runtime.InteropServices.RuntimeInformation]::FrameworkDescription):"
Write-Host "$($result.PassedCount) passed, $($result.FailedCount + $broken) failed, $($result.SkippedCount + $result.NotRunCount + $result.InconclusiveCount) skipped"
exit [int]($result.FailedCount -gt 0 -or $broken -gt 0 -or $result.PassedCount -eq 0)

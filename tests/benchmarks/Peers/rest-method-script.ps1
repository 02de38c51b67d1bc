# The loop as a person writes it: a function, and one statement.
param([string] $BaseUri, [string] $Sink, [string] $CsvPath)
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
. $PSScriptRoot/rest-method.ps1
Read-Peer $BaseUri | Export-Csv -Path $CsvPath
$clock.Stop()
. $PSScriptRoot/Report.ps1
Write-Report $clock $null 0 0

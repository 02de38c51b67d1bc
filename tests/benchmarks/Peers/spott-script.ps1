# Ours as a person writes it: one file, three statements.
param([string] $BaseUri, [string] $Sink, [string] $CsvPath)
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$env:SPOTT_API_KEY = 'benchmark-key'
Import-Module $env:SPOTT_BENCH_MODULE
Connect-Spott -BaseUri $BaseUri
Get-SpottOpportunity | Export-Csv -Path $CsvPath
$clock.Stop()
. $PSScriptRoot/Report.ps1
Write-Report $clock $null 0 0

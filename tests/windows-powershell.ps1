# What Pester's tests cannot reach: the module in Windows PowerShell 5.1, run by the workflow on Windows. Throws at the first thing that is wrong.
#Requires -PSEdition Desktop
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

function Assert-True([bool] $Condition, [string] $What) {
    if (-not $Condition) { throw "Not true: $What" }
    Write-Host "ok: $What"
}

Import-Module "$PSScriptRoot/../out/Spott/Spott.psd1"
Connect-Spott -Sandbox -SandboxSize 137
$all = @(Get-SpottOpportunity)
Assert-True ($all.Count -eq 137) 'every opportunity of the sandbox comes'
Assert-True (@($all.Id | Sort-Object -Unique).Count -eq 137) 'each comes once'
Assert-True ($all[0].CreatedAt.Kind -eq 'Local') 'dates are local'

$csv = Join-Path ([System.IO.Path]::GetTempPath()) 'spott-smoke.csv'
$all | Export-Csv $csv -NoTypeInformation -Encoding UTF8
Assert-True (@(Import-Csv $csv).Count -eq 137) 'the CSV holds every row'
Assert-True (-not (Select-String -Path $csv -Pattern 'System\.Object|Spott\.' -Quiet)) 'the CSV names no type'

# A refused key over the sandbox's own HTTP answers, and an address where nobody listens over the real stack.
$refused = $null
try { Connect-Spott -ApiKey (ConvertTo-SecureString 'x' -AsPlainText -Force) -BaseUri http://127.0.0.1:9 -MaxRetryCount 0 } catch { $refused = $_ }
Assert-True ($refused.FullyQualifiedErrorId -like 'Spott.Network,*') 'a refused connection is a Spott.Network error'
Assert-True ($null -eq (Get-SpottConnection)) 'a failed connect leaves no connection'

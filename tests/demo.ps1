# The main job, as the README's first command runs it: the last seven days into a CSV.
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../out/Spott/Spott.psd1"

if ($env:SPOTT_API_KEY) {
    Connect-Spott
    Write-Host "SPOTT_API_KEY is set: these are your account's opportunities of the last seven days."
}
else {
    Connect-Spott -Sandbox
    Write-Host 'SPOTT_API_KEY is not set: these are the sandbox''s opportunities of the last seven days, invented data.'
}

$csv = Join-Path (Resolve-Path "$PSScriptRoot/../out") 'week.csv'
Get-SpottOpportunity -ModifiedSince (Get-Date).AddDays(-7) -OutVariable opportunities | Export-Csv $csv -NoTypeInformation -Encoding utf8
$opportunities | Select-Object -First 10 | Format-Table
Write-Host "$($opportunities.Count) opportunities are in $csv."

# Makes the report's pictures in docs, light and dark, of an invented mirror: dotnet pwsh -NoProfile -File tests/browser/pictures.ps1
# Needs what the tests need: build.ps1 -Task Test -TestName Report.Browser
$ErrorActionPreference = 'Stop'
$root = [System.IO.Path]::GetFullPath("$PSScriptRoot/../..")
. "$PSScriptRoot/Browser.ps1"
$gap = Get-BrowserGap
if ($gap) { throw "No picture can be made: $gap." }
Import-Module "$root/out/Spott/Spott.psd1"
Add-Type -Path "$root/out/tests/Spott.Fakes.dll"

$folder = (New-Item -ItemType Directory -Path "$root/out/report" -Force).FullName
Get-ChildItem "$folder/pictures.db*" | Remove-Item
[Spott.Fakes.MirrorMaker]::Make("$folder/pictures.db", 150, 90, [datetimeoffset]::Now, 7)
[cultureinfo]::CurrentCulture = [cultureinfo] 'en-GB'
Export-SpottReport "$folder/pictures.html" -MirrorPath "$folder/pictures.db" -Since (Get-Date).AddDays(-7) -Title 'Our pipeline this week'
node "$PSScriptRoot/picture.cjs" (Find-Browser) $browserModules "$folder/pictures.html" "$root/docs/report"
if ($LASTEXITCODE) { throw 'The browser made no picture.' }
Get-ChildItem "$root/docs/report-*.png"

<#
.SYNOPSIS
Builds the oldest PowerShell that can be had here, once, and gives the path of its pwsh: PowerShell 7.5.4 on .NET 8.0.34.
.DESCRIPTION
.NET 8 is the oldest that the module promises, and comes from NuGet as it is. PowerShell 7.4, which runs on it, does not; 7.5.4 does,
compiled for .NET 9. Rebind binds its assemblies to .NET 8. Nothing of it ships.
#>
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

if (-not $IsLinux -or [System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture -ne 'X64') {
    throw 'The oldest PowerShell can be built on Linux x64 only: its packages are for that system.'
}

$out = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../out/hosts")
$result = Join-Path $out 'pwsh-7.5.4-net8.0'
$pwsh = Join-Path $result 'pwsh'
# Built again when something that it is made of has changed.
$sources = Get-ChildItem $PSScriptRoot -Recurse -File -Include *.cs, *.csproj, *.props, *.ps1 | Where-Object FullName -notmatch '[\\/](obj|bin)[\\/]' | Sort-Object FullName
$stamp = ($sources | Get-FileHash | ForEach-Object Hash) -join ' '
$stampFile = Join-Path $result 'sources.txt'
if ((Test-Path $stampFile) -and (Get-Content $stampFile -Raw).Trim() -eq $stamp) { return $pwsh }

function Invoke-DotNet([string[]] $Arguments) {
    $text = dotnet @Arguments
    if ($LASTEXITCODE) { throw "dotnet $Arguments ended with exit code $LASTEXITCODE.`n$($text -join "`n")" }
    $text
}

Remove-Item $out -Recurse -Force -ErrorAction Ignore
$quiet = '-v', 'quiet', '-nologo'
$null = Invoke-DotNet (@('restore', "$PSScriptRoot/packages.csproj") + $quiet)
foreach ($program in 'Net9Members', 'Rebind') {
    $null = Invoke-DotNet (@('build', "$PSScriptRoot/$program/$program.csproj", '-c', 'Release') + $quiet)
}

$packages = if ($env:NUGET_PACKAGES) { $env:NUGET_PACKAGES } else { Join-Path ([Environment]::GetFolderPath('UserProfile')) '.nuget/packages' }
$tool = "$packages/microsoft.dotnet-interactive/1.0.712001/tools/net10.0/any"
$pack = "$packages/microsoft.netcore.app.runtime.linux-x64/8.0.34/runtimes/linux-x64/lib/net8.0"
# What the host starts with, and what its modules' manifests and Add-Type load by name.
$roots = 'Microsoft.PowerShell.ConsoleHost', 'Microsoft.PowerShell.Commands.Management', 'Microsoft.PowerShell.Commands.Utility',
    'Microsoft.PowerShell.Security', 'Microsoft.CodeAnalysis.CSharp', 'Net9Members'
$folders = "$out/build/Net9Members", "$tool/runtimes/unix/lib/net9.0", "$tool/runtimes/unix/lib/netstandard1.6", $tool -join ';'
$rebound = Join-Path $out 'rebound'
Invoke-DotNet (@("$out/build/Rebind/Rebind.dll", $pack, "$out/build/Net9Members/Net9Members.dll", $rebound, $folders) + $roots) | Set-Content "$out/rebind.log"

$null = Invoke-DotNet (@('publish', "$PSScriptRoot/PowerShell/PowerShell.csproj", '-c', 'Release', '-o', $result, "-p:Rebound=$rebound") + $quiet)
# .NET's own are there, and win.
Get-ChildItem $rebound | Where-Object { -not (Test-Path (Join-Path $result $_.Name)) } | Copy-Item -Destination $result
Copy-Item "$tool/runtimes/linux-x64/native/*.so" $result
$null = New-Item -ItemType Directory "$result/Modules", "$result/ref"
Copy-Item "$tool/runtimes/unix/lib/net9.0/Modules/*", "$tool/Modules/Microsoft.PowerShell.Archive", "$tool/Modules/ThreadJob" "$result/Modules" -Recurse
# PowerShell 7.4 and 7.5 ship it, the tool does not; it is compiled for .NET Standard, so that this PowerShell's own runs there.
Copy-Item "$PSHOME/Modules/Microsoft.PowerShell.PSResourceGet" "$result/Modules" -Recurse
# What Add-Type compiles against: what the build of net8.0 compiled against, too.
$reference = Get-Item "$packages/microsoft.netcore.app.ref/8.0.*/ref/net8.0" | Select-Object -Last 1
Copy-Item "$reference/*.dll" "$result/ref"

$version = & $pwsh -NoProfile -NonInteractive -Command '"$($PSVersionTable.PSVersion) on $([System.Runtime.InteropServices.RuntimeInformation]::FrameworkDescription)"'
if ($version -ne '7.5.4 on .NET 8.0.34') { throw "The PowerShell in $result does not run: $version" }
Set-Content $stampFile $stamp
$pwsh

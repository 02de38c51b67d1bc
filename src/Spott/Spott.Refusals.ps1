# Throws if this session cannot have the module.
# -Failure is the error of the import; Windows PowerShell asks before it.
param($Failure)
$another = 'Another version of Spott was loaded in this session, which cannot have two: start a new session for this one.'
if ($PSEdition -ne 'Core') {
    # The manifest's DotNetFrameworkVersion stops nobody who has 4.5. 461808 is 4.7.2.
    $release = [int] (Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full' -Name Release -ErrorAction Ignore).Release
    if ($release -lt 461808) {
        throw "Spott needs .NET Framework 4.7.2 or newer on Windows PowerShell; release $release is installed. Install it from https://dotnet.microsoft.com/download/dotnet-framework, or use PowerShell 7.4."
    }
    # .NET Framework would load both, and a type's name would mean the first one's. A copy of the same version is the one that is loaded.
    $version = [System.Reflection.AssemblyName]::GetAssemblyName("$PSScriptRoot/bin/net472/Spott.dll").Version
    foreach ($loaded in [System.AppDomain]::CurrentDomain.GetAssemblies()) {
        $name = $loaded.GetName()
        if ($name.Name -eq 'Spott' -and $name.Version -ne $version) { throw $another }
    }
}
elseif ($PSVersionTable.PSVersion.Major -lt 8 -and $PSVersionTable.PSVersion.Minor -lt 4) {
    throw "Spott needs PowerShell 7.4 or newer, or Windows PowerShell 5.1; this is PowerShell $($PSVersionTable.PSVersion)."
}
if ($Failure.Exception -is [System.IO.FileLoadException]) { throw $another }
if ($Failure) {
    # Of the types alone: they are there.
    if ($Failure.FullyQualifiedErrorId -notlike 'FormatXmlUpdateException*') { throw $Failure }
    Write-Verbose "The types of Spott are those of the copy that was imported first. $Failure"
}

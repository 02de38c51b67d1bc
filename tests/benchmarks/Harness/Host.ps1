# The shell that the scripts are measured in.

# The .NET tool's PowerShell comes uncompiled, so that every process compiles what it uses; the installers' comes compiled (ReadyToRun).
function Test-Precompiled([string] $Folder) {
    $file = [System.IO.File]::OpenRead((Join-Path $Folder System.Management.Automation.dll))
    try {
        $reader = [System.Reflection.PortableExecutable.PEReader]::new($file)
        $reader.PEHeaders.CorHeader.ManagedNativeHeaderDirectory.Size -gt 0
    }
    finally { $file.Dispose() }
}

# The path of a pwsh as the installers ship it: this one, or a copy of it that is compiled here and kept for the next run.
function Get-PrecompiledHost {
    if (Test-Precompiled $PSHOME) { return Join-Path $PSHOME pwsh }

    $copy = Join-Path $Bench.Out "pwsh-$($PSVersionTable.PSVersion)"
    if (-not (Test-Path $copy)) {
        Write-Host 'Compiling a copy of this PowerShell, once …'
        # Under its own name only when it is complete.
        $compiled, $unfinished = "$copy-compiled", "$copy-unfinished"
        Remove-Item $compiled, $unfinished -Recurse -ErrorAction Ignore
        $build = dotnet publish "$PSScriptRoot/../Host" -c Release -o $compiled "-p:Source=$PSHOME" "-p:TargetFramework=net$([Environment]::Version.Major).0" --nologo -v quiet
        if ($LASTEXITCODE) { throw ($build -join [Environment]::NewLine) }
        Copy-Item $PSHOME $unfinished -Recurse
        Get-ChildItem $compiled -Filter *.dll | Where-Object Name -ne Host.dll | Copy-Item -Destination $unfinished -Force
        if (-not (Test-Precompiled $unfinished)) { throw "The copy of PowerShell in $unfinished did not come out compiled." }
        Rename-Item $unfinished (Split-Path $copy -Leaf)
        Remove-Item $compiled -Recurse
    }
    Join-Path $copy pwsh
}

function Get-HostLine {
    $compiled = Test-Precompiled (Split-Path $Bench.Pwsh)
    "PowerShell $($PSVersionTable.PSVersion), $($compiled ? 'compiled beforehand, as its installers ship it' : 'uncompiled, as the .NET tool')"
}

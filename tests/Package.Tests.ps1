BeforeAll {
    . $PSScriptRoot/common.ps1
    $root = [System.IO.Path]::GetFullPath("$PSScriptRoot/..")

    function Copy-ModuleAs([string] $Version, [string] $Destination) {
        # The same content under another version, to have something to update from; without SQLite, which is the most of it.
        $copy = Join-Path (New-Item -ItemType Directory -Path "$Destination/$Version") 'Spott'
        Copy-Item "$root/out/Spott" $copy -Recurse
        Remove-Item "$copy/bin/net8.0/runtimes" -Recurse
        $manifest = [System.IO.File]::ReadAllText("$copy/Spott.psd1")
        $manifest | Should -Match "ModuleVersion\s+= '0\.1\.0'"
        [System.IO.File]::WriteAllText("$copy/Spott.psd1", ($manifest -replace "(ModuleVersion\s+= )'0\.1\.0'", "`$1'$Version'"))
        $copy
    }
}

Describe 'The package' {
    BeforeAll {
        $repository = (New-Item -ItemType Directory -Path "$TestDrive/repository").FullName
        Compress-PSResource -Path "$root/out/Spott" -DestinationPath $repository
        $package = Join-Path $repository 'Spott.0.1.0.nupkg'
        $archive = [System.IO.Compression.ZipFile]::OpenRead($package)
        $entries = @($archive.Entries)
        $archive.Dispose()
    }

    It 'is smaller than 12 MB, of which SQLite for eight systems is the most' {
        (Get-Item $package).Length | Should -BeLessThan 12MB
    }

    It 'holds only what runs' {
        $known = '^(Spott\.(psd1|psm1|nuspec|Format\.ps1xml|Types\.(ps1xml|psd1)|Refusals\.ps1)|LICENSE|THIRD-PARTY-NOTICES\.txt|en-US/[\w.-]+\.(xml|txt)|bin/net(8\.0|472)/[\w.]+\.dll|bin/net8\.0/runtimes/[\w-]+/native/(lib)?e_sqlite3\.(dll|so|dylib)|_rels/.*|package/.*|\[Content_Types\]\.xml)$'
        $entries.FullName | Where-Object { $_ -notmatch $known } | Should -BeNullOrEmpty
        $entries.Name | Where-Object { $_ -match '^System\.Management\.Automation|PowerShellStandard|Pester|Fakes' } | Should -BeNullOrEmpty
    }

    It 'names the licence of every assembly of others' {
        $notices = Get-Content "$root/out/Spott/THIRD-PARTY-NOTICES.txt"
        $shipped = $entries.Name | Where-Object { $_ -match '\.(dll|so|dylib)$' -and $_ -notmatch '^Spott\.' } | Sort-Object -Unique
        $named = $notices | Select-String '^(\S+\.(?:dll|so|dylib))\s+\S.*, (MIT|Apache-2\.0|in the public domain)(; its licence stands below)?$' | ForEach-Object { $_.Matches[0].Groups[1].Value }
        ($named | Sort-Object) -join "`n" | Should -BeExactly ($shipped -join "`n")
    }

    It 'has the manifest that the gallery asks for' {
        $manifest = Test-ModuleManifest "$root/out/Spott/Spott.psd1"
        $manifest.Description.Length | Should -BeGreaterThan 40
        $manifest.LicenseUri | Should -Not -BeNullOrEmpty
        $manifest.ProjectUri | Should -Not -BeNullOrEmpty
        $manifest.ReleaseNotes | Should -Not -BeNullOrEmpty
        $manifest.CompatiblePSEditions | Should -Be @('Core', 'Desktop')
        $manifest.PowerShellVersion | Should -Be '5.1'
        $manifest.DotNetFrameworkVersion | Should -Be '4.7.2'
        foreach ($tag in 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS') { $manifest.Tags | Should -Contain $tag }
        $data = Import-PowerShellDataFile "$root/out/Spott/Spott.psd1"
        foreach ($exports in 'CmdletsToExport', 'FunctionsToExport', 'AliasesToExport', 'VariablesToExport') {
            $data[$exports] -join ',' | Should -Not -Match '\*' -Because "$exports is explicit"
        }
    }

    It 'installs into an empty home, does the main job, updates from 0.0.9 and uninstalls' {
        $older = "$TestDrive/older"
        New-Item -ItemType Directory -Path $older | Out-Null
        Compress-PSResource -Path (Copy-ModuleAs '0.0.9' $older) -DestinationPath $repository
        $home2 = (New-Item -ItemType Directory -Path "$TestDrive/home").FullName
        $place = @{ HOME = $home2; USERPROFILE = $home2; XDG_DATA_HOME = $null; XDG_CONFIG_HOME = $null; XDG_CACHE_HOME = $null; PSModulePath = $null; SPOTT_REPOSITORY = $repository }

        $install = Invoke-ChildShell -Environment $place -TimeoutSec 120 -Script @'
$ErrorActionPreference = 'Stop'
Register-PSResourceRepository -Name Folder -Uri $env:SPOTT_REPOSITORY -Trusted
Install-PSResource Spott -Version 0.0.9 -Repository Folder
Update-PSResource Spott -Repository Folder
(Get-InstalledPSResource Spott).Version -join ','
'@
        $install.Err | Should -BeNullOrEmpty
        $install.Out.Trim() -split ',' | Sort-Object | Should -Be @('0.0.9', '0.1.0')

        $use = Invoke-ChildShell -Environment $place -Script @'
$ErrorActionPreference = 'Stop'
Import-Module Spott
Connect-Spott -Sandbox
Get-SpottOpportunity -ModifiedSince (Get-Date).AddDays(-7) | Export-Csv "$HOME/week.csv"
"$((Get-Module Spott).Version) $((Get-Command -Module Spott).Count -ge 4) $(@(Import-Csv "$HOME/week.csv").Count -gt 10)"
'@
        $use.Err | Should -BeNullOrEmpty
        $use.Out.Trim() | Should -BeExactly '0.1.0 True True'

        $uninstall = Invoke-ChildShell -Environment $place -TimeoutSec 120 -Script @'
$ErrorActionPreference = 'Stop'
Uninstall-PSResource Spott -Version '*'
"left: $(@(Get-Module Spott -ListAvailable).Count)"
'@
        $uninstall.Err | Should -BeNullOrEmpty
        $uninstall.Out.Trim() | Should -BeExactly 'left: 0'
    }
}

Describe 'The build' -Tag Slow {
    It 'gives the same bytes wherever the clone lies' {
        # A clone elsewhere, under a longer path and without a repository around it, against what was built here.
        $clone = "$TestDrive/another-folder"
        New-Item -ItemType Directory -Path $clone | Out-Null
        foreach ($item in '.editorconfig', 'src') { Copy-Item "$root/$item" $clone -Recurse -Force }
        Remove-Item "$clone/src/*/obj", "$clone/src/*/bin" -Recurse -Force
        $log = dotnet build "$clone/src/Spott.Engine/Spott.Engine.csproj" -c Release -v quiet -nologo
        $LASTEXITCODE | Should -Be 0 -Because ($log -join "`n")
        foreach ($framework in 'net8.0', 'net472') {
            foreach ($file in 'Spott.dll', 'Spott.Engine.dll') {
                $there = (Get-FileHash "$clone/src/Spott.Engine/bin/Release/$framework/$file").Hash
                $there | Should -BeExactly (Get-FileHash "$root/out/Spott/bin/$framework/$file").Hash -Because "$file of $framework was built from the same sources"
            }
        }
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $moduleFolder = Split-Path -Path $SpottModule
    $core = Join-Path $moduleFolder 'bin/net8.0'
    $desktop = Join-Path $moduleFolder 'bin/net472'
}

Describe 'The manifest' {
    It 'is one that PowerShell accepts' {
        (Test-ModuleManifest -Path $SpottModule -ErrorAction Stop).Name | Should -Be 'Spott'
    }

    It 'is plain data and names every cmdlet of the source, no wildcard, nothing else' {
        $manifest = Import-PowerShellDataFile -Path $SpottModule
        $cmdlets = Get-ChildItem -Path "$PSScriptRoot/../src/Spott/Commands" -Filter *Command.cs |
            ForEach-Object { [regex]::Match((Get-Content -Raw -LiteralPath $_.FullName), '\[Cmdlet\(\s*Verbs\w+\.(\w+), "(\w+)"') } |
            Where-Object Success | ForEach-Object { "$($_.Groups[1].Value)-$($_.Groups[2].Value)" }
        $manifest.CmdletsToExport | Sort-Object | Should -Be @($cmdlets | Sort-Object)
        $manifest.FunctionsToExport, $manifest.AliasesToExport, $manifest.VariablesToExport | ForEach-Object Count | Should -Be 0, 0, 0
    }

    It 'names what the module exports' {
        $manifest = Import-PowerShellDataFile -Path $SpottModule
        (Get-Module Spott).ExportedCommands.Keys | Sort-Object | Should -Be @($manifest.CmdletsToExport | Sort-Object)
        Get-Command -Module Spott | ForEach-Object CommandType | Select-Object -Unique | Should -Be 'Cmdlet'
    }

    It 'has the version of all assemblies' {
        $version = [version] (Import-PowerShellDataFile -Path $SpottModule).ModuleVersion
        foreach ($file in Get-ChildItem -Path $core, $desktop -Filter Spott*.dll) {
            [System.Reflection.AssemblyName]::GetAssemblyName($file.FullName).Version | Should -Be "$version.0" -Because $file.FullName
        }
    }
}

Describe 'The files' {
    It 'hold no copy of PowerShell''s own assemblies' {
        Get-ChildItem -Path $core, $desktop | Where-Object Name -match '^(System\.Management\.Automation|Microsoft\.PowerShell\.|Microsoft\.Management\.|PowerShellStandard)' | Should -BeNullOrEmpty
    }

    It 'hold nothing of .NET for PowerShell 7, which has it' {
        Get-ChildItem -Path $core | Where-Object Name -match '^(System\.|netstandard|mscorlib|WindowsBase)' | Should -BeNullOrEmpty
    }

    It 'hold nothing but assemblies in bin' {
        Get-ChildItem -Path $core, $desktop -File | Where-Object Extension -ne '.dll' | Should -BeNullOrEmpty
        Get-ChildItem -Path $core, $desktop -Directory | ForEach-Object Name | Should -Be 'runtimes'
    }

    It 'hold SQLite for eight systems, where the loader looks for it, and nothing else there' {
        $natives = Get-ChildItem -Path $core/runtimes -Recurse -File | ForEach-Object { $_.FullName.Substring($core.Length + 1).Replace('\', '/') }
        $natives | Sort-Object | Should -Be @(
            foreach ($platform in 'linux-arm64', 'linux-musl-x64', 'linux-x64') { "runtimes/$platform/native/libe_sqlite3.so" }
            foreach ($platform in 'osx-arm64', 'osx-x64') { "runtimes/$platform/native/libe_sqlite3.dylib" }
            foreach ($platform in 'win-arm64', 'win-x64', 'win-x86') { "runtimes/$platform/native/e_sqlite3.dll" }
        )
    }

    It 'name every package in the notices, with its licence' {
        $notices = Get-Content -Path "$moduleFolder/THIRD-PARTY-NOTICES.txt"
        $shipped = Get-ChildItem -Path $core, $desktop -Recurse -File | Where-Object Name -notlike 'Spott*' | ForEach-Object Name | Sort-Object -Unique
        foreach ($name in $shipped) { @($notices -like "$name *").Count | Should -Be 1 -Because $name }
    }

    It 'are the same code for every processor' {
        foreach ($file in Get-ChildItem -Path $core, $desktop -Filter *.dll) {
            $stream = [System.IO.File]::OpenRead($file.FullName)
            $reader = [System.Reflection.PortableExecutable.PEReader]::new($stream)
            try {
                # A precompiled (ReadyToRun) file has a native header beside its IL, and loads on one system only.
                $reader.PEHeaders.CorHeader.ManagedNativeHeaderDirectory.Size | Should -Be 0 -Because $file.FullName
                $reader.PEHeaders.CorHeader.Flags.HasFlag([System.Reflection.PortableExecutable.CorFlags]::ILOnly) | Should -BeTrue -Because $file.FullName
            } finally {
                $reader.Dispose()
            }
        }
    }

    Context 'For Windows PowerShell 5.1' {
        BeforeAll {
            function Get-Reference([string] $Path) {
                # Name and version of what an assembly refers to, without loading it.
                $stream = [System.IO.File]::OpenRead($Path)
                $reader = [System.Reflection.PortableExecutable.PEReader]::new($stream)
                try {
                    $metadata = [System.Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($reader)
                    foreach ($handle in $metadata.AssemblyReferences) {
                        $reference = $metadata.GetAssemblyReference($handle)
                        [pscustomobject]@{ From = [System.IO.Path]::GetFileName($Path); Name = $metadata.GetString($reference.Name); Version = $reference.Version }
                    }
                } finally {
                    $reader.Dispose()
                }
            }

            $packages = if ($env:NUGET_PACKAGES) { $env:NUGET_PACKAGES } else { Join-Path ([Environment]::GetFolderPath('UserProfile')) '.nuget/packages' }
            # The reference assemblies that the build of net472 compiles against: all that .NET Framework 4.7.2 has.
            $frameworkFolder = (Get-Item -Path "$packages/microsoft.netframework.referenceassemblies.net472/*/build/.NETFramework/v4.7.2/Facades" | Select-Object -Last 1).Parent.FullName
            $framework = @{}
            # Two of them are native and have no name of .NET.
            foreach ($file in Get-ChildItem -Path "$frameworkFolder/*.dll", "$frameworkFolder/Facades/*.dll" | Where-Object Name -notin 'System.EnterpriseServices.Wrapper.dll', 'System.EnterpriseServices.Thunk.dll') {
                $framework[$file.BaseName] = [System.Reflection.AssemblyName]::GetAssemblyName($file.FullName).Version
            }

            $shipped = @{}
            foreach ($file in Get-ChildItem -Path $desktop -Filter *.dll) { $shipped[$file.BaseName] = [System.Reflection.AssemblyName]::GetAssemblyName($file.FullName).Version }
            $references = @(foreach ($file in Get-ChildItem -Path $desktop -Filter *.dll) { Get-Reference $file.FullName })
        }

        It 'meet every reference by a shipped file, found by name and not older, or by .NET Framework 4.7.2' {
            $framework.Count | Should -BeGreaterThan 100
            $references.Count | Should -BeGreaterThan 100
            $unmet = foreach ($reference in $references) {
                $byHost = $reference.Name -eq 'System.Management.Automation' -and $reference.From -eq 'Spott.dll'
                $byFramework = $framework.ContainsKey($reference.Name) -and $framework[$reference.Name] -ge $reference.Version
                $byFile = $shipped.ContainsKey($reference.Name) -and $shipped[$reference.Name] -ge $reference.Version
                if (-not ($byHost -or $byFramework -or $byFile)) { "$($reference.From) -> $($reference.Name) $($reference.Version)" }
            }
            $unmet | Should -BeNullOrEmpty
        }

        It 'leave System.Net.Http to the framework' {
            $shipped.Keys | Should -Not -Contain 'System.Net.Http'
        }

        It 'keep the wall: PowerShell is known to Spott.dll alone, packages to those behind it' {
            foreach ($folder in $core, $desktop) {
                $module = Get-Reference "$folder/Spott.dll"
                $engine = Get-Reference "$folder/Spott.Engine.dll"
                $module.Name | Should -Contain 'System.Management.Automation'
                $module.Name | Where-Object { $_ -match '^(Microsoft\.|System\.Text\.Json|Spott)' } | Should -BeNullOrEmpty -Because $folder
                $engine.Name | Should -Contain 'Microsoft.Extensions.Http'
                $engine.Name | Should -Not -Contain 'System.Management.Automation' -Because $folder
                $report = Get-Reference "$folder/Spott.Report.dll"
                $report.Name | Should -Contain 'OxyPlot'
                $report.Name | Where-Object { $_ -match '^(System\.Management\.Automation|Microsoft\.Extensions|Spott\.)' } | Should -BeNullOrEmpty -Because $folder
            }
        }
    }
}

Describe 'Every type and member that a shipped assembly refers to' {
    BeforeAll {
        $packages = if ($env:NUGET_PACKAGES) { $env:NUGET_PACKAGES } else { Join-Path ([Environment]::GetFolderPath('UserProfile')) '.nuget/packages' }
        # A machine whose SDK brings the reference assemblies of .NET 8 has no need of the package.
        $packs = "$(Split-Path -Path (Get-Command dotnet | Select-Object -First 1).Source)/packs/Microsoft.NETCore.App.Ref/8.*/ref/net8.0"
        $net8 = Get-Item -Path "$packages/microsoft.netcore.app.ref/8.*/ref/net8.0", $packs -ErrorAction Ignore | Select-Object -First 1
        $net472 = Get-Item -Path "$packages/microsoft.netframework.referenceassemblies.net472/*/build/.NETFramework/v4.7.2" | Select-Object -Last 1
        $standard = "$packages/powershellstandard.library/5.1.1/lib"

        function Invoke-ReferenceCheck([string[]] $Folders) {
            $lines = @(dotnet "$PSScriptRoot/../out/tests/references/Spott.References.dll" @Folders)
            [pscustomobject]@{ Problems = @($lines | Select-Object -SkipLast 1); Checked = $lines[-1] }
        }
    }

    It 'is in .NET 8, in PowerShell or in the module''s folder' {
        $result = Invoke-ReferenceCheck $core, $net8, "$standard/netstandard2.0"
        $result.Problems | Should -BeNullOrEmpty
        $result.Checked | Should -Match '^\d{2,} assemblies, \d{4,} types, \d{4,} members, 0 problems$'
    }

    It 'is in .NET Framework 4.7.2, in PowerShell or in the module''s folder' {
        $result = Invoke-ReferenceCheck $desktop, $net472, "$net472/Facades", "$standard/net452"
        $result.Problems | Should -BeNullOrEmpty
        $result.Checked | Should -Match '^\d{2,} assemblies, \d{4,} types, \d{4,} members, 0 problems$'
    }

    It 'is missed where it is not: what was compiled for .NET 8 does not run on .NET Framework' {
        $result = Invoke-ReferenceCheck $core, $net472, "$net472/Facades", "$standard/net452"
        $result.Problems | Should -Contain 'Spott.Engine.dll: the assembly System.Text.Json 8.0.0.0 is nowhere'
        "$($result.Problems)" | Should -Match 'Spott\.Engine\.dll: the member \S+ \S+ is not in System\.'
    }
}

Describe 'The types' {
    It 'resolve, and type a parameter, in the runspace that imported the module' {
        [Spott.Opportunity], [Spott.Contact], [Spott.SpottConnection] | ForEach-Object IsPublic | Should -Be $true, $true, $true
        function Get-Stage([Spott.Opportunity] $Opportunity) { $Opportunity.StageName }
        $null = Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(1).AsHandler())
        Get-Stage (Get-SpottOpportunity) | Should -Not -BeNullOrEmpty
    }

    It 'show nothing of the engine to the public' {
        foreach ($type in [Spott.Opportunity].Assembly.GetExportedTypes()) {
            foreach ($member in $type.GetMembers('Public, Instance, Static, DeclaredOnly')) {
                "$member" | Should -Not -Match 'Spott\.Engine|Microsoft\.Extensions|System\.Text\.Json' -Because "$type"
            }
        }
        { [Spott.Engine.EngineConnections] } | Should -Throw
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $core = Join-Path (Split-Path -Path $SpottModule) 'bin/net8.0'

    function Invoke-JsonShell([string] $Script) {
        # The object that a script gives, run in a PowerShell that has nothing loaded yet.
        $run = Invoke-ChildShell "`$ErrorActionPreference = 'Stop'`n`$module = '$SpottModule'`n$Script" -TimeoutSec 180
        $run.Err | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Out | ConvertFrom-Json
    }

    # What is loaded from where, for the child shells.
    $getLoaded = @'
    function Get-Loaded {
        foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
            foreach ($assembly in $context.Assemblies) {
                if ($assembly.IsDynamic) { continue }
                $folder = if ($assembly.Location) { [System.IO.Path]::GetDirectoryName($assembly.Location) } else { '' }
                [pscustomobject]@{ Context = $context.Name; Name = $assembly.GetName().Name; Version = "$($assembly.GetName().Version)"; Folder = $folder }
            }
        }
    }
    $own = [System.IO.Path]::GetDirectoryName($module)
    function Test-Stranger([string] $Folder) {
        # Neither .NET's nor PowerShell's own; that of a .NET tool has some of its assemblies in folders below.
        $Folder -ne [System.IO.Path]::GetDirectoryName([object].Assembly.Location) -and -not "$Folder/".Replace('\', '/').StartsWith("$PSHOME/".Replace('\', '/'))
    }
'@
}

Describe 'The import' {
    It 'loads no other module, which would cost more than all the rest of it' {
        $run = Invoke-ChildShell "Import-Module '$SpottModule'`n[System.Console]::Write(((Get-Module).Name -join ' '))"
        $run.Err | Should -BeNullOrEmpty
        $run.Out | Should -BeExactly 'Spott'
    }
}

Describe 'The load contexts' {
    BeforeAll {
        $loaded = Invoke-JsonShell @"
$getLoaded
            Import-Module `$module
            `$imported = @(Get-Loaded | Where-Object Folder -like "`$own*")
            Connect-Spott -Sandbox
            Get-SpottOpportunity | Export-Csv -Path '$TestDrive/contexts.csv'
            `$all = @(Get-Loaded)
            @{
                Imported = `$imported.Name
                Own      = @(`$all | Where-Object Context -eq 'Spott')
                Default  = @(`$all | Where-Object { `$_.Context -eq 'Default' -and (Test-Stranger `$_.Folder) })
                Rows     = @(Import-Csv -Path '$TestDrive/contexts.csv').Count
            } | ConvertTo-Json -Depth 4
"@
    }

    It 'hold nothing of the module but Spott.dll after the import' {
        $loaded.Imported | Should -Be 'Spott'
    }

    It 'hold the engine and its packages in one named Spott after a run' {
        $loaded.Rows | Should -Be 137
        # Each more is compiled anew by every process: a container around the handlers was a tenth of a short run.
        $loaded.Own.Name | Sort-Object | Should -Be 'Microsoft.Extensions.Http', 'Spott.Engine'
        $loaded.Own.Folder | Select-Object -Unique | Should -Be $core
        $loaded.Own.Name | Should -Not -Contain 'Spott' -Because 'its types would be others than those that PowerShell knows'
    }

    It 'hold nothing third-party in the default one after a run' {
        # All but what PowerShell and .NET bring themselves.
        $loaded.Default.Name | Should -Be 'Spott'
    }

    It 'let the module work when another one has loaded other versions of all its packages' {
        $others = (New-Item -ItemType Directory -Path "$TestDrive/others").FullName
        $result = Invoke-JsonShell @"
$getLoaded
            # Add-Type gives its assemblies names of its own; the compiler behind it does not.
            Add-Type -TypeDefinition 'class StartsTheCompiler { }'
            `$packages = Get-ChildItem -Path '$core' -Filter *.dll | Where-Object Name -notlike 'Spott*'
            foreach (`$package in `$packages) {
                `$tree = [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText('[assembly: System.Reflection.AssemblyVersion("2.1.0.0")] public class Other { }')
                `$compilation = [Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create(
                    `$package.BaseName,
                    [Microsoft.CodeAnalysis.SyntaxTree[]] @(`$tree),
                    [Microsoft.CodeAnalysis.MetadataReference[]] @([Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile([object].Assembly.Location)),
                    [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new('DynamicallyLinkedLibrary'))
                `$file = Join-Path '$others' `$package.Name
                `$stream = [System.IO.File]::Create(`$file)
                `$emitted = `$compilation.Emit(`$stream, `$null, `$null, `$null, `$null, `$null, [System.Threading.CancellationToken]::None)
                `$stream.Dispose()
                if (-not `$emitted.Success) { throw "`$(`$emitted.Diagnostics)" }
                Import-Module -Name `$file
            }
            Import-Module `$module
            Connect-Spott -Sandbox
            `$rows = @(Get-SpottOpportunity)
            `$null = Sync-SpottMirror '$others/mirror.db'
            `$mirrored = @(Get-SpottOpportunity -MirrorPath '$others/mirror.db')
            `$all = @(Get-Loaded)
            @{
                Rows    = `$rows.Count
                Mirror  = `$mirrored.Count
                Names   = `$packages.BaseName
                Other   = @(`$all | Where-Object { `$_.Context -eq 'Default' -and `$_.Folder -eq '$others' })
                Own     = @(`$all | Where-Object Context -eq 'Spott')
            } | ConvertTo-Json -Depth 4
"@
        $result.Names.Count | Should -BeGreaterThan 8
        # The test is worth something only if they really are in the default context.
        $result.Other.Name | Sort-Object | Should -Be @($result.Names | Sort-Object)
        $result.Other.Version | Select-Object -Unique | Should -Be '2.1.0.0'
        $result.Rows, $result.Mirror | Should -Be 137, 137
        $result.Own.Name | Should -Contain 'Microsoft.Extensions.Http'
        $result.Own.Name | Should -Contain 'SQLitePCLRaw.core'
        $result.Own.Version | Should -Not -Contain '2.1.0.0'
    }
}

Describe 'The import' {
    It 'works again: with -Force, after Remove-Module, in a second runspace' {
        $result = Invoke-JsonShell @'
            Import-Module $module
            Connect-Spott -Sandbox -SandboxSize 3
            $type = [Spott.Opportunity]
            $first = @(Get-SpottOpportunity).Count
            Import-Module $module -Force
            $kept = @(Get-SpottOpportunity).Count
            Connect-Spott -Sandbox -SandboxSize 4
            $forced = @(Get-SpottOpportunity).Count
            Remove-Module Spott
            $gone = -not (Get-Command Get-SpottOpportunity -ErrorAction Ignore -Module Spott)
            Import-Module $module
            Connect-Spott -Sandbox -SandboxSize 5
            $again = @(Get-SpottOpportunity)
            $shell = [powershell]::Create()
            $second = $shell.AddScript("`$ErrorActionPreference = 'Stop'; Import-Module '$module'; Connect-Spott -Sandbox -SandboxSize 6; Get-SpottOpportunity").Invoke()
            @{
                Counts    = $first, $kept, $forced, $again.Count, $second.Count
                Gone      = $gone
                SameType  = [Spott.Opportunity] -eq $type -and $again[0] -is $type -and $second[0].psobject.BaseObject -is $type
                Contexts  = @([System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq 'Spott').Count
                Current   = @(Get-SpottOpportunity).Count
            } | ConvertTo-Json
'@
        $result.Counts | Should -Be 3, 3, 4, 5, 6
        $result.Gone | Should -BeTrue
        $result.SameType | Should -BeTrue
        $result.Contexts | Should -Be 1 -Because 'the engine is loaded once in a process'
        $result.Current | Should -Be 5 -Because 'the other runspace has a connection of its own'
    }

    It 'is refused in one sentence on PowerShell 6 and 7.0 to 7.3, and not on 7.4 or 8' {
        # The shipped files themselves run, and are told that they run elsewhere. What an older .NET lacks is this assembly's System.Runtime: so
        # a copy refers to one of another name, which no .NET has. A newer version would not do: a host may take any.
        $copy = Join-Path $TestDrive 'older'
        Copy-Item (Split-Path $SpottModule) $copy -Recurse
        $library = Join-Path $copy bin/net8.0/Spott.dll
        $bytes = [System.IO.File]::ReadAllBytes($library)
        $file = [System.Reflection.PortableExecutable.PEReader]::new([System.IO.MemoryStream]::new($bytes))
        $metadata = [System.Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($file)
        $names = $file.PEHeaders.MetadataStartOffset +
            [System.Reflection.Metadata.Ecma335.MetadataReaderExtensions]::GetHeapMetadataOffset($metadata, [System.Reflection.Metadata.Ecma335.HeapIndex]::String)
        foreach ($handle in $metadata.AssemblyReferences) {
            $name = $metadata.GetAssemblyReference($handle).Name
            if ($metadata.GetString($name) -eq 'System.Runtime') { $bytes[$names + [System.Reflection.Metadata.Ecma335.MetadataTokens]::GetHeapOffset($name)] = [byte][char] 'X' }
        }
        [System.IO.File]::WriteAllBytes($library, $bytes)
        $run = Invoke-ChildShell -TimeoutSec 180 @"
            `$ErrorActionPreference = 'Stop'
            foreach (`$version in '6.2.7', '7.0.13', '7.2.24', '7.3.9', '7.4.0', '8.0.0') {
                `$PSVersionTable.PSVersion = [semver] `$version
                try { Import-Module '$copy/Spott.psd1' } catch { "refused: `$_" }
                "`$version loaded: `$([bool] (Get-Command Get-SpottOpportunity -ErrorAction Ignore))"
            }
"@
        $run.Err | Should -BeNullOrEmpty
        $lines = $run.Out.Trim() -split '[\r\n]+'
        $lines[0..7] | Should -Be @(
            foreach ($version in '6.2.7', '7.0.13', '7.2.24', '7.3.9') {
                "refused: Spott needs PowerShell 7.4 or newer, or Windows PowerShell 5.1; this is PowerShell $version."
                "$version loaded: False"
            }
        )
        $lines[8, 10] | Should -Match '^refused: .*Xystem\.Runtime' -Because 'something else is wrong there'
        foreach ($version in '7.4.0', '8.0.0') {
            (Invoke-ChildShell "`$PSVersionTable.PSVersion = [semver] '$version'; Import-Module '$SpottModule'; (Get-Module Spott).Count").Out.Trim() | Should -Be 1
        }
    }
}

Describe 'Other runspaces and processes' {
    BeforeEach {
        $handler = [Spott.Fakes.OpportunityServer]::new(120).AsHandler()
        $connection = Connect-Fake -Handler $handler
    }
    AfterAll { Disconnect-Spott }

    It 'use one connection at once: ForEach-Object -Parallel with $using:connection' {
        $counts = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module -Name $using:SpottModule
            @(Get-SpottOpportunity -Connection $using:connection).Count
        }
        $counts | Should -Be 120, 120, 120, 120
        $handler.RequestCount | Should -Be 12
        $connection.ItemCount | Should -Be 480
        $handler.Requests.ApiKey | Select-Object -Unique | Should -BeExactly $TestKeyText
    }

    It 'never mix two keys: one in each runspace, at the same time' {
        $servers = @{}
        foreach ($key in 'key-a', 'key-b') {
            $api = [Spott.Fakes.OpportunityServer]::new(120)
            $api.Key = $key
            $servers[$key] = $api.AsHandler()
        }
        $results = 'key-a', 'key-b', 'key-a', 'key-b' | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module -Name $using:SpottModule
            Connect-Spott -ApiKey ([System.Net.NetworkCredential]::new('', $_).SecurePassword) -Transport ($using:servers)[$_]
            1..3 | ForEach-Object { @(Get-SpottOpportunity).Count }
        }
        $results | Should -Be (@(120) * 12)
        foreach ($key in $servers.Keys) { $servers[$key].Requests.ApiKey | Select-Object -Unique | Should -BeExactly $key }
    }

    It 'use a connection in Start-ThreadJob' {
        $job = Start-ThreadJob { Import-Module -Name $using:SpottModule; Get-SpottOpportunity -Connection $using:connection }
        $rows = @($job | Receive-Job -Wait -AutoRemoveJob)
        $rows.Count | Should -Be 120
        $rows[0] | Should -BeOfType Spott.Opportunity
    }

    It 'give whole objects back from Start-Job, contacts and all' {
        $rows = @(Start-Job { Import-Module -Name $using:SpottModule; Connect-Spott -Sandbox; Get-SpottOpportunity } | Receive-Job -Wait -AutoRemoveJob)
        $rows.Count | Should -Be 137
        Connect-Spott -Sandbox
        $here = @(Get-SpottOpportunity)
        $rows.Id | Should -Be $here.Id
        $rows.ClientTeam.Emails.Email | Should -Be @($here.ClientTeam.Emails.Email)
        $rows[0].psobject.TypeNames | Should -Contain 'Deserialized.Spott.Opportunity'
    }

    It 'do not take a connection along into a process of their own' {
        $failure = try { Start-Job { Import-Module -Name $using:SpottModule; Get-SpottOpportunity -Connection $using:connection } | Receive-Job -Wait -AutoRemoveJob -ErrorAction Stop } catch { $_ }
        "$failure" | Should -BeLike '*SpottConnection*'
        "$failure" | Should -Not -BeLike "*$TestKeyText*"
    }
}

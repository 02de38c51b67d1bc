BeforeAll {
    . $PSScriptRoot/common.ps1

    # The build for .NET Framework, apart from the one that PowerShell has loaded.
    $context = [System.Runtime.Loader.AssemblyLoadContext]::new('net472', $true)
    $type = $context.LoadFromAssemblyPath((Join-Path (Split-Path -Path $SpottModule) 'bin/net472/Spott.dll')).GetType('Spott.Files.ExtendedPath', $true)

    function Invoke-ExtendedPath([string] $Method, [string] $Path) {
        $type.GetMethod($Method, [System.Reflection.BindingFlags] 'Static, NonPublic').Invoke($null, @($Path))
    }
}

AfterAll {
    $context.Unload()
}

Describe 'The form of a path that Windows takes at any length' {
    It 'is <Extended> for <Plain>, and back' -ForEach @(
        @{ Plain = 'C:\data\spott.json'; Extended = '\\?\C:\data\spott.json' }
        @{ Plain = '\\server\share\spott.json'; Extended = '\\?\UNC\server\share\spott.json' }
    ) {
        Invoke-ExtendedPath Of $Plain | Should -BeExactly $Extended
        Invoke-ExtendedPath Plain $Extended | Should -BeExactly $Plain
    }

    It 'is left as it is where it is there already, or is a device''s: <_>' -ForEach '\\?\C:\data\spott.json', '\\?\UNC\server\share\spott.json', '\\.\C:\data\spott.json' {
        Invoke-ExtendedPath Of $_ | Should -BeExactly $_
    }

    It 'gives back a path that has not the form' {
        Invoke-ExtendedPath Plain '\\server\share\spott.json' | Should -BeExactly '\\server\share\spott.json'
    }
}

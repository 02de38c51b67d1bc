BeforeAll {
    . $PSScriptRoot/common.ps1

    $text = [IO.File]::ReadAllText("$PSScriptRoot/../docs/recipes/scheduled-script.md")
    $recipe = [regex]::Match($text, '(?ms)^```powershell\r?\n(.*?)^```').Groups[1].Value
    if (-not $recipe) { throw 'The recipe has no script.' }

    function Invoke-Recipe {
        # Runs the recipe's script as a scheduler would, against a server or the sandbox.
        param([object] $Server, [hashtable] $Environment = @{}, [string[]] $ArgumentList = @())
        $variables = @{ PSModulePath = (Split-Path (Split-Path $SpottModule)) + [IO.Path]::PathSeparator + $env:PSModulePath }
        if ($Server) { $variables.SPOTT_API_KEY = $TestKeyText; $variables.SPOTT_BASE_URI = $Server.BaseUri }
        foreach ($name in $Environment.Keys) { $variables[$name] = $Environment[$name] }
        Invoke-ChildShell -Script $recipe -ArgumentList (@('-Folder', $folder, '-LogPath', $log) + $ArgumentList) -Environment $variables
    }

    function Get-Csv { @(Get-ChildItem -LiteralPath $folder -Filter *.csv) }
}

Describe 'The script for a scheduler' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid().ToString('N')))).FullName
        $checkpoint = Join-Path $folder 'checkpoint.json'
        $loopback = $null
        $log = "$folder.log"
    }

    AfterEach {
        if ($loopback) { $loopback.Dispose() }
    }

    It 'ends with 0 in the sandbox, with all rows and one line for the log' {
        $run = Invoke-Recipe -ArgumentList '-Sandbox'
        $run.Err | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Out | Should -BeLike 'Get-SpottOpportunity, first run of the checkpoint: 137 items, 3 pages,*, complete.*'
        @(Import-Csv -LiteralPath (Get-Csv).FullName).Count | Should -Be 137
        Test-Path -LiteralPath $checkpoint | Should -BeTrue
    }

    It 'says in its log why it ended with 1, with the time: <Why>' -ForEach @(
        @{ Why = 'a wrong key'; Says = 'The server refused the API key' }
        @{ Why = 'a missing folder'; Says = "missing" }
        @{ Why = 'a dead server'; Says = 'Connection refused' }
    ) {
        $server = [Spott.Fakes.OpportunityServer]::new(3)
        if ($Why -eq 'a wrong key') { $server.Key = 'another' }
        $loopback = [Spott.Fakes.LoopbackServer]::new($server)
        $log = Join-Path $TestDrive "$([guid]::NewGuid()).log"
        if ($Why -eq 'a missing folder') { $folder = Join-Path $folder missing }
        $with = if ($Why -eq 'a dead server') { @{ SPOTT_BASE_URI = 'http://127.0.0.1:9' } } else { @{} }
        $run = Invoke-Recipe -Server $loopback -Environment $with
        $run.ExitCode | Should -Be 1
        $lines = Get-Content -LiteralPath $log
        $lines | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ '
        $lines[0] | Should -BeLike "*Z Start: $folder"
        $lines[-2] | Should -BeLike "*Z The export failed: *$Says*"
        $lines[-1] | Should -BeLike '*Z Exit code: 1'
    }

    It 'logs the summary of a run that is complete, and begins a new log from 1 MB on' {
        [IO.File]::WriteAllText($log, 'x' * 1100000)
        (Invoke-Recipe -ArgumentList '-Sandbox').ExitCode | Should -Be 0
        $file = [regex]::Escape((Get-Csv).FullName)
        (Get-Content -LiteralPath $log) -join "`n" | Should -Match "(?s)^\S+ Start: .*\S+ Get-SpottOpportunity, first run of the checkpoint: 137 items, 3 pages, .*complete\.\n\S+ Written: $file\n\S+ Exit code: 0$"
        (Get-Item -LiteralPath "$log.old").Length | Should -Be 1100000
        (Invoke-Recipe -ArgumentList '-Sandbox').ExitCode | Should -Be 0
        (Get-Content -LiteralPath $log)[-3] | Should -BeLike '*Z Get-SpottOpportunity, modified since *, complete.'
    }

    It 'logs a warning when it comes and shows it, and names the folder in full' {
        # In place of the connection, a command that warns and then looks whether the log has it already; there is then no connection.
        $warns = 'function Connect-Spott { Write-Warning "first"; if ((Get-Content -LiteralPath $LogPath)[-1] -notlike "*Z Warning: first") { throw "not logged yet" } }'
        $script = $recipe.Replace('Import-Module -Name Spott', "Import-Module -Name Spott; $warns")
        $script = $script.Replace('    # A full path', "    Set-Location -LiteralPath '$folder'`n    # A full path")
        $run = Invoke-ChildShell -Script $script -ArgumentList '-Folder', '.', '-LogPath', $log -Environment @{
            PSModulePath = (Split-Path (Split-Path $SpottModule)) + [IO.Path]::PathSeparator + $env:PSModulePath
        }
        $run.ErrFlat | Should -BeLike 'The export failed: There is no connection to Spott*'
        $run.Out | Should -BeLike '*WARNING: first*'
        $lines = Get-Content -LiteralPath $log
        $lines[0] | Should -BeLike "*Z Start: $folder*"
        @($lines -like '*Z Warning: first').Count | Should -Be 1
    }

    It 'ends with 1 when a page fails, and with 0 and all rows when the next run does not' {
        $server = [Spott.Fakes.OpportunityServer]::new(137)
        $server.RevokeKeyAfter = 3
        $loopback = [Spott.Fakes.LoopbackServer]::new($server)
        $run = Invoke-Recipe -Server $loopback
        $run.ExitCode | Should -Be 1
        $run.ErrFlat | Should -BeLike 'The export failed: The server refused the API key*100 items were written*the checkpoint did not move: run the same command again, nothing is lost*'
        Get-Csv | Should -BeNullOrEmpty
        Test-Path -LiteralPath $checkpoint | Should -BeFalse

        $server.RevokeKeyAfter = $null
        $run = Invoke-Recipe -Server $loopback
        $run.Err | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        @(Import-Csv -LiteralPath (Get-Csv).FullName).Count | Should -Be 137
        Test-Path -LiteralPath $checkpoint | Should -BeTrue
    }

    It 'ends with 1 when the key was replaced, and goes on where it was with -AcceptNewKey, once' {
        $server = [Spott.Fakes.OpportunityServer]::new(3)
        $loopback = [Spott.Fakes.LoopbackServer]::new($server)
        (Invoke-Recipe -Server $loopback).ExitCode | Should -Be 0
        $new = @{ SPOTT_API_KEY = "$TestKeyText-new" }
        $run = Invoke-Recipe -Server $loopback -Environment $new
        $run.ExitCode | Should -Be 1
        $run.ErrFlat | Should -BeLike '*-AcceptNewKey once*'
        (Invoke-Recipe -Server $loopback -Environment $new -ArgumentList '-AcceptNewKey').ExitCode | Should -Be 0
        $run = Invoke-Recipe -Server $loopback -Environment $new
        $run.ErrFlat | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
    }

    It 'ends with 1 when an item was malformed' {
        $items = [string[]]@([Spott.Fakes.OpportunityJson]::Items(1, 1)[0], '{"name":null}')
        $loopback = [Spott.Fakes.LoopbackServer]::new().Enqueue([Spott.Fakes.Answer]::Page($items), [Spott.Fakes.Answer]::Page($items))
        $run = Invoke-Recipe -Server $loopback
        $run.ExitCode | Should -Be 1
        $run.ErrFlat | Should -BeLike 'The export failed: An item of the answer has no id*'
        Get-Csv | Should -BeNullOrEmpty
        Test-Path -LiteralPath $checkpoint | Should -BeFalse
    }

    It 'ends with 1 when <Why>' -ForEach @(
        @{ Why = 'another run is on'; Says = '*Another run is using the checkpoint*'; Prepare = { [IO.File]::Open("$checkpoint.lock", 'OpenOrCreate', 'ReadWrite', 'None') } }
        @{ Why = 'the checkpoint is of other data'; Says = '*cannot be read*'; Prepare = { [IO.File]::WriteAllText($checkpoint, '{}') } }
        @{ Why = 'the folder is missing'; Says = '*there is no folder*'; Prepare = { Remove-Item -LiteralPath $folder } }
    ) {
        $held = & $Prepare
        try { $run = Invoke-Recipe -ArgumentList '-Sandbox' } finally { if ($held) { $held.Dispose() } }
        $run.ExitCode | Should -Be 1
        $run.ErrFlat | Should -BeLike "The export failed: $Says"
        if (Test-Path -LiteralPath $folder) { Get-Csv | Should -BeNullOrEmpty }
    }

    It 'ends with 1 when there is no key' {
        $run = Invoke-Recipe
        $run.ExitCode | Should -Be 1
        $run.ErrFlat | Should -BeLike 'The export failed: There is no connection to Spott*SPOTT_API_KEY*'
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    $text = [IO.File]::ReadAllText("$PSScriptRoot/../docs/recipes/mirror-task.md")
    $recipe = [regex]::Match($text, '(?ms)^```powershell\r?\n(.*?)^```').Groups[1].Value
    if (-not $recipe) { throw 'The recipe has no script.' }

    function Invoke-Recipe([object] $Server, [hashtable] $Environment = @{}, [string[]] $ArgumentList = @()) {
        $variables = @{ PSModulePath = (Split-Path (Split-Path $SpottModule)) + [IO.Path]::PathSeparator + $env:PSModulePath }
        if ($Server) { $variables.SPOTT_API_KEY = $TestKeyText; $variables.SPOTT_BASE_URI = $Server.BaseUri }
        foreach ($name in $Environment.Keys) { $variables[$name] = $Environment[$name] }
        Invoke-ChildShell -Script $recipe -ArgumentList (@('-Path', $db, '-LogPath', $log) + $ArgumentList) -Environment $variables
    }
}

Describe 'The script of the nightly mirror' {
    BeforeEach {
        $db = New-MirrorPath
        $log = "$db.log"
        $loopback = $null
    }
    AfterEach { if ($loopback) { $loopback.Dispose() } }

    It 'ends with 0 each night, and its log has one line for what the run found' {
        foreach ($day in 0, 1) {
            $run = Invoke-Recipe -ArgumentList '-Sandbox', '-SandboxDay', $day
            $run.Err | Should -BeNullOrEmpty
            $run.ExitCode | Should -Be 0
        }
        $lines = Get-Content -LiteralPath $log
        $lines.Count | Should -Be 6
        $lines[4] | Should -BeLike '*Z Sync-SpottMirror: full run 2, 136 items, 1 new, 6 changed, 2 missing, 0 deleted,*, complete.'
        $lines[5] | Should -BeLike '*Z Exit code: 0'
        @(Get-SpottChange $db -Property StageName).Count | Should -Be 4
    }

    It 'ends with 1 and says why: <Why>' -ForEach @(
        @{ Why = 'a wrong key'; Says = 'refused the API key' }
        @{ Why = 'a missing folder'; Says = 'missing' }
        @{ Why = 'an item without an id'; Says = 'Run 1 ended Incomplete' }
    ) {
        $server = [Spott.Fakes.OpportunityServer]::new(3)
        if ($Why -eq 'a wrong key') { $server.Key = 'another' }
        if ($Why -eq 'an item without an id') {
            $server = [Spott.Fakes.MirrorAccount]::new()
            $null = $server.Add('o1')
            $server.SendsMalformedItem = $true
        }
        $loopback = [Spott.Fakes.LoopbackServer]::new($server)
        if ($Why -eq 'a missing folder') { $db = Join-Path (Split-Path $db) 'missing/spott.db' }
        $run = Invoke-Recipe -Server $loopback
        $run.ExitCode | Should -Be 1
        $lines = Get-Content -LiteralPath $log
        $lines[-2] | Should -BeLike "*Z The mirror is not up to date: *$Says*"
        $lines[-1] | Should -BeLike '*Z Exit code: 1'
        # What is sound is kept.
        if ($Why -eq 'an item without an id') { (Get-SpottOpportunity -MirrorPath $db -WarningAction Ignore).Id | Should -Be o1 }
    }
}

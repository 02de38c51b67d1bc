# Scripts in a fresh shell, and the two things of the environment that they depend on.

# PowerShell writes down which methods a process compiled and lets the next one compile them ahead on a second processor, whatever script
# that one runs. So every script has a cache of its own, as on a machine where it runs every night; else each would be measured with the
# notes of the one before it. Where the cache is no matter of the environment (Windows), they share it.
function Invoke-InEnvironment([string] $Script, $Build, [scriptblock] $Run) {
    $cache, $module = $env:XDG_CACHE_HOME, $env:SPOTT_BENCH_MODULE
    $env:XDG_CACHE_HOME = Join-Path $Bench.Out "cache/$($Build.Name)/$Script"
    $env:SPOTT_BENCH_MODULE = $Build.Module
    try { & $Run }
    finally { $env:XDG_CACHE_HOME, $env:SPOTT_BENCH_MODULE = $cache, $module }
}

# A script (its path below tests/benchmarks, without .ps1) in a shell of its own: what its line of JSON says, and 'process', the whole
# process's time. The build is the module that the script imports: $env:SPOTT_BENCH_MODULE.
function Invoke-ColdScript([string] $Script, [string[]] $Arguments, $Build = $Bench.Build) {
    $path = Join-Path $Bench.Root "tests/benchmarks/$Script.ps1"
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $output = Invoke-InEnvironment ($Script -replace '/', '-') $Build { & $Bench.Pwsh -NoProfile -NonInteractive -File $path @Arguments }
    if ($LASTEXITCODE) { throw "$Script.ps1 failed." }
    ConvertFrom-Json ($output -join '') | Add-Member -NotePropertyName process -NotePropertyValue $clock.Elapsed.TotalMilliseconds -PassThru
}

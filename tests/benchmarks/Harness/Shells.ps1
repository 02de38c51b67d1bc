# PowerShell writes down which methods a process compiled and lets the next one compile them ahead on a second processor, whatever script
# that one runs. So every script has a cache of its own, as on a machine where it runs every night; else each would be measured with the
# notes of the one before it. Where the cache is no matter of the environment (Windows), they share it.
function Invoke-WithOwnCache([string] $Script, [scriptblock] $Run) {
    $before = $env:XDG_CACHE_HOME
    $env:XDG_CACHE_HOME = Join-Path $Bench.Out "cache/$Script"
    try { & $Run }
    finally { $env:XDG_CACHE_HOME = $before }
}

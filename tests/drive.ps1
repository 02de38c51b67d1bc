# Runs orders in tests/Spott.Drive: the .NET Framework build of the module in a process without PowerShell, on Mono or, on Windows, as it is.
$script:Drive = $null
$DriveProgram = [System.IO.Path]::GetFullPath("$PSScriptRoot/../out/tests/drive/Spott.Drive.exe")

function Get-DriveHost {
    # What the program is started with: nothing on Windows, Mono elsewhere; $null where that is missing.
    if ($IsWindows) { return @() }
    $mono = Get-Command mono -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if ($mono) { , @($mono.Source) }
}

function Test-DriveIsMissing {
    # Whether the tests have to be skipped, and says so: a developer may have no Mono; CI must.
    $isMissing = $null -eq (Get-DriveHost) -and -not $env:CI
    if ($isMissing) { Write-Host 'The tests of the .NET Framework build are skipped: this machine has no mono (Debian: apt-get install mono-devel).' }
    $isMissing
}

function Start-Drive {
    # A process of its own; assemblies of the folder -Stranger are loaded before the module's.
    param([string] $Stranger)

    $line = @(Get-DriveHost) + $DriveProgram + (Join-Path (Split-Path $SpottModule) 'bin/net472')
    if ($Stranger) { $line += $Stranger }
    $start = [System.Diagnostics.ProcessStartInfo]::new($line[0])
    foreach ($argument in $line | Select-Object -Skip 1) { $start.ArgumentList.Add($argument) }
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    # Its input is ASCII, because everything is escaped.
    $start.StandardInputEncoding = $start.StandardOutputEncoding = [System.Text.UTF8Encoding]::new($false)
    [System.Diagnostics.Process]::Start($start)
}

function Stop-Drive([System.Diagnostics.Process] $Process) {
    if (-not $Process) { return }
    if ($Process -eq $script:Drive) { $script:Drive = $null }
    if (-not $Process.HasExited) { $Process.Kill($true) }
    $Process.Dispose()
}

function Invoke-Drive {
    # The facts of one order, by name. An order that gives none within its time ends the process, and so does not hold up the next.
    param(
        [Parameter(Mandatory)] [string] $Order,
        [hashtable] $With = @{},
        [System.Diagnostics.Process] $On,
        [int] $TimeoutSec = 30
    )

    if (-not $On) {
        if (-not $script:Drive -or $script:Drive.HasExited) { $script:Drive = Start-Drive }
        $On = $script:Drive
    }
    $arguments = foreach ($name in $With.Keys) { "$name=$([uri]::EscapeDataString("$($With[$name])"))" }
    $On.StandardInput.WriteLine((@($Order) + $arguments) -join "`t")
    $On.StandardInput.Flush()
    $facts = @{}
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while ($true) {
        $line = $On.StandardOutput.ReadLineAsync()
        if (-not $line.Wait([math]::Max(0, $TimeoutSec * 1000 - $clock.ElapsedMilliseconds))) {
            Stop-Drive $On
            throw "The order '$Order' did not end within $TimeoutSec s."
        }
        if ($null -eq $line.Result) { throw "The program ended at the order '$Order'." }
        if ($line.Result -eq '.') { break }
        $name, $value = $line.Result -split '=', 2
        $facts[$name] = [uri]::UnescapeDataString($value)
    }
    if ($facts.ContainsKey('error')) { throw "The order '$Order' failed: $($facts['error'])" }
    $facts
}

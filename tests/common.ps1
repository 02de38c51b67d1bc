# What every test file starts with: BeforeAll { . $PSScriptRoot/common.ps1 }
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

$SpottModule = [System.IO.Path]::GetFullPath("$PSScriptRoot/../out/Spott/Spott.psd1")
$SpottFakes = [System.IO.Path]::GetFullPath("$PSScriptRoot/../out/tests/Spott.Fakes.dll")
# A key that nothing else looks like, so that its traces can be searched for.
$TestKeyText = 'Marker-Key-7f3a9c51e2d84b06'

# A developer's own account must not reach a test, nor his proxy: .NET asks it for 127.0.0.1 too. Linux tells the cases apart.
Get-ChildItem -Path Env:SPOTT_* | Remove-Item
Get-ChildItem -Path Env: | Where-Object Name -In http_proxy, https_proxy, all_proxy, no_proxy | Remove-Item

# Nor the modules that are installed on this machine, another copy of this one among them: not here, and not in a child shell, which looks for
# the user's own below XDG_DATA_HOME (on Windows in Documents, which nothing moves).
$env:PSModulePath = Join-Path $PSHOME Modules
$SpottNothingInstalled = Join-Path ([System.IO.Path]::GetTempPath()) 'spott-tests-nothing-installed'

# The module before the fakes: they refer to its assembly.
if (-not (Get-Module -Name Spott)) { Import-Module -Name $SpottModule }
if (-not ('Spott.Fakes.FakeClock' -as [type])) { Add-Type -Path $SpottFakes }

function New-TestKey {
    # The key as Connect-Spott wants it.
    param([string] $Text = $TestKeyText)

    [System.Net.NetworkCredential]::new('', $Text).SecurePassword
}

function Connect-Fake {
    # Connects to a handler, an OpportunityServer or a LoopbackServer, without the verifying request, and gives the connection.
    # It is the current one too. -With holds further parameters of Connect-Spott, @{ SkipVerify = $false } for one.
    param(
        [Parameter(Mandatory, ParameterSetName = 'Handler')] [object] $Handler,
        [Parameter(Mandatory, ParameterSetName = 'Server')] [object] $Server,
        [object] $Clock,
        [string] $Key = $TestKeyText,
        [hashtable] $With = @{}
    )

    $parameters = @{ ApiKey = New-TestKey $Key; PassThru = $true; SkipVerify = $true; BaseUri = 'https://fake.invalid/' }
    if ($Server) {
        $parameters.BaseUri = $Server.BaseUri
    } elseif ($Handler -is [Spott.Fakes.OpportunityServer]) {
        $parameters.Transport = $Handler.AsHandler()
    } else {
        $parameters.Transport = $Handler
    }
    foreach ($name in $With.Keys) { $parameters[$name] = $With[$name] }

    $connection = Connect-Spott @parameters
    if ($Clock) { $Clock.AttachTo($connection) }
    $connection
}

function Get-Failure {
    # The error that a script block ends with; a test whose block ends with none fails.
    param([Parameter(Mandatory)] [scriptblock] $Script)

    try { $null = & $Script } catch { return $_ }
    throw "Nothing failed: $Script"
}

function Get-EngineHarness {
    # A harness of the fakes that drives the engine's own types: it has to be loaded where they are, in their load context.
    param([Parameter(Mandatory)] [string] $Name)

    $null = Connect-Spott -Sandbox -SandboxSize 0 -PassThru | ForEach-Object { Get-SpottOpportunity -Connection $_ }
    $context = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq 'Spott' | Select-Object -First 1
    $context.LoadFromAssemblyPath($SpottFakes).GetType("Spott.Fakes.$Name", $true)
}

function ConvertTo-FlatText([string] $Text) {
    # What a shell printed, in one line: without the colours, which PowerShell 7.5 prints although NO_COLOR is set, and without its frame.
    (($Text -replace '\x1b\[[0-9;]*m', '') -replace '\s*\r?\n\s*\|?\s*', ' ').Trim()
}

function Invoke-ChildShell {
    # Runs a script in a PowerShell of its own: ExitCode, Out, Err (as printed), ErrFlat (unwrapped to one line), Elapsed.
    # A null in -Environment removes a variable. -KeepInputOpen leaves stdin an open pipe that nobody writes to.
    param(
        [Parameter(Mandatory)] [string] $Script,
        [string[]] $ArgumentList = @(),
        [hashtable] $Environment = @{},
        [int] $TimeoutSec = 60,
        [switch] $KeepInputOpen,
        [switch] $Interactive
    )

    $file = Join-Path ([System.IO.Path]::GetTempPath()) "spott-$([guid]::NewGuid().ToString('N')).ps1"
    $start = [System.Diagnostics.ProcessStartInfo]::new("$PSHOME/pwsh")
    $switches = @('-NoProfile', '-NoLogo'; if (-not $Interactive) { '-NonInteractive' })
    foreach ($argument in $switches + @('-File', $file) + $ArgumentList) { $start.ArgumentList.Add($argument) }
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $start.StandardOutputEncoding = $start.StandardErrorEncoding = [System.Text.UTF8Encoding]::new($false)
    $start.Environment['NO_COLOR'] = '1'
    $start.Environment['XDG_DATA_HOME'] = $SpottNothingInstalled
    $start.Environment['POWERSHELL_UPDATECHECK'] = 'Off'
    $start.Environment['POWERSHELL_TELEMETRY_OPTOUT'] = '1'
    foreach ($name in $Environment.Keys) {
        if ($null -eq $Environment[$name]) { [void] $start.Environment.Remove($name) } else { $start.Environment[$name] = [string] $Environment[$name] }
    }

    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    try {
        [System.IO.File]::WriteAllText($file, $Script)
        $process = [System.Diagnostics.Process]::Start($start)
        try {
            if (-not $KeepInputOpen) { $process.StandardInput.Close() }
            $out = $process.StandardOutput.ReadToEndAsync()
            $err = $process.StandardError.ReadToEndAsync()
            if (-not $process.WaitForExit($TimeoutSec * 1000)) {
                $process.Kill($true)
                throw "The child shell did not end within $TimeoutSec s.`nOut: $($out.Result)`nErr: $($err.Result)"
            }
            $elapsed = $clock.Elapsed
            [pscustomobject]@{
                ExitCode = $process.ExitCode
                Out      = $out.Result
                Err      = $err.Result
                ErrFlat  = ConvertTo-FlatText $err.Result
                Elapsed  = $elapsed
            }
        } finally {
            $process.Dispose()
        }
    } finally {
        Remove-Item -LiteralPath $file -ErrorAction Ignore
    }
}

<#
.SYNOPSIS
Runs the tests and says in its last line, alone, how many passed.
.PARAMETER TestName
Only the files whose name matches.
.PARAMETER Worker
A folder whose test files are claimed one by one, by this process and others like it. Used by this script itself.
.DESCRIPTION
Several files go to several processes, as many as there are processors, at most four: each file stands alone. What a file prints is shown
in one piece.
#>
param([string] $TestName = '*', [string] $Worker)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
$files = @(Get-ChildItem $PSScriptRoot -Filter *.Tests.ps1 | Where-Object BaseName -like $TestName)
if (-not $files) { throw "No test file matches $TestName." }
# Those that start processes first, by how much they speak of it: the longest are among them, and the workers end at about the same time.
$starts = 'Invoke-ChildShell|Invoke-Recipe|Invoke-Drive|ProcessStartInfo|-PSResource|^\s+node '
$files = @($files | Sort-Object { -@(Select-String -LiteralPath $_.FullName -Pattern $starts).Count }, Name)

$packages = if ($env:NUGET_PACKAGES) { $env:NUGET_PACKAGES } else { Join-Path ([Environment]::GetFolderPath('UserProfile')) '.nuget/packages' }

function Invoke-File([string[]] $Path) {
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $Path
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Normal'
    $configuration.Output.CIFormat = 'None'
    $result = Invoke-Pester -Configuration $configuration
    $broken = $result.FailedContainersCount + $result.FailedBlocksCount
    [pscustomobject]@{
        Passed    = $result.PassedCount
        Failed    = $result.FailedCount
        Broken    = $broken
        Skipped   = $result.SkippedCount + $result.NotRunCount + $result.InconclusiveCount
        Framework = @($result.Passed | Where-Object { "$($_.Block.Root.BlockContainer)" -like '*NetFramework*' }).Count
    }
}

function Invoke-Worker {
    # The end of a file and its numbers are lines of their own, for the process that shows them.
    foreach ($file in $files) {
        try { [System.IO.File]::Open((Join-Path $Worker $file.BaseName), 'CreateNew').Dispose() } catch [System.IO.IOException] { continue }
        $result = Invoke-File $file.FullName
        Write-Host "##file $(ConvertTo-Json $result -Compress)"
    }
}

function Invoke-InParallel([int] $Count) {
    $claims = (New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) "spott-tests-$PID")).FullName
    $workers = foreach ($number in 1..$Count) {
        $start = [System.Diagnostics.ProcessStartInfo]::new("$PSHOME/pwsh")
        foreach ($argument in '-NoProfile', '-NonInteractive', '-File', $PSCommandPath, '-TestName', $TestName, '-Worker', $claims) { $start.ArgumentList.Add($argument) }
        $start.RedirectStandardOutput = $true
        # The .NET tool's PowerShell is compiled in every process; measuring its code to compile it once more costs a fifth of a run, and these and
        # the shells that they start do not live long enough to get it back.
        $start.Environment['DOTNET_TieredPGO'] = '0'
        $process = [System.Diagnostics.Process]::Start($start)
        [pscustomobject]@{ Process = $process; Line = $process.StandardOutput.ReadLineAsync(); Text = [System.Collections.Generic.List[string]]::new(); Done = $false }
    }
    try {
        while ($open = @($workers | Where-Object { -not $_.Done })) {
            $worker = $open[[System.Threading.Tasks.Task]::WaitAny([System.Threading.Tasks.Task[]] $open.Line)]
            $line = $worker.Line.Result
            if ($null -eq $line) {
                $worker.Done = $true
                $worker.Process.WaitForExit()
                if ($worker.Process.ExitCode) {
                    $worker.Text | Write-Host
                    throw "A process that runs tests ended with exit code $($worker.Process.ExitCode)."
                }
                continue
            }
            $worker.Line = $worker.Process.StandardOutput.ReadLineAsync()
            if ($line -match '##file (\{.*\})') {
                $numbers = $Matches[1]
                # Pester's own words about a run of one file say nothing more.
                $worker.Text | Where-Object { $_.Trim() -and $_ -notmatch 'Running tests from|^\W*(\x1b\[\d+m)*Tests (completed|Passed)' } | Write-Host
                $worker.Text.Clear()
                ConvertFrom-Json $numbers
            } else {
                $worker.Text.Add($line)
            }
        }
    } finally {
        foreach ($worker in $workers) {
            if (-not $worker.Process.HasExited) { $worker.Process.Kill($true) }
            $worker.Process.Dispose()
        }
        Remove-Item $claims -Recurse
    }
}

$processes = [math]::Min([math]::Min([Environment]::ProcessorCount, 4), $files.Count)
if ($Worker -or $processes -eq 1) { Import-Module (Join-Path $packages 'pester/6.2.0/tools/Pester.psd1') }
if ($Worker) {
    Invoke-Worker
    exit 0
}

$clock = [System.Diagnostics.Stopwatch]::StartNew()
$results = @(if ($processes -eq 1) { Invoke-File $files.FullName } else { Invoke-InParallel $processes })
$passed, $failed, $broken, $skipped, $framework = foreach ($name in 'Passed', 'Failed', 'Broken', 'Skipped', 'Framework') { ($results | Measure-Object $name -Sum).Sum }
if ($broken) { Write-Host "$broken files or blocks could not run; see above." }
if ($framework) { Write-Host "$framework of them in the .NET Framework build, without a PowerShell." }
Write-Host "In PowerShell $($PSVersionTable.PSVersion) on $([System.Runtime.InteropServices.RuntimeInformation]::FrameworkDescription), in $([int] $clock.Elapsed.TotalSeconds) s:"
Write-Host "$passed passed, $($failed + $broken) failed, $skipped skipped"
exit [int]($failed -gt 0 -or $broken -gt 0 -or $passed -eq 0)

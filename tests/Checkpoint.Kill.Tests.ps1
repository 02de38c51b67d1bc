BeforeAll {
    . $PSScriptRoot/common.ps1

    $itemCount = 400
    $pages = 8
    # What the checkpoint of an earlier run says, and a server on which everything changed since.
    $server = [Spott.Fakes.OpportunityServer]::new($itemCount)
    $server.Clock = [Spott.Fakes.FakeClock]::new('2026-06-01T12:00:00Z')
    $loopback = [Spott.Fakes.LoopbackServer]::new($server)
    Connect-Fake -Server $loopback | Out-Null
    $old = Join-Path $TestDrive 'old.json'
    Get-SpottOpportunity -CheckpointPath $old -CompanyId co-none | Out-Null
    Save-SpottCheckpoint -Path $old
    $oldText = [IO.File]::ReadAllText($old) -replace '"companyIds": \[[^\]]*\]', '"companyIds": []'
    $server.Clock.Advance([timespan]::FromDays(30))
    1..$itemCount | ForEach-Object { $server.Upsert($_, [datetimeoffset]'2026-06-15T00:00:00Z') }

    $childScript = Join-Path $TestDrive 'child.ps1'
    Set-Content -LiteralPath $childScript -Value @'
param($Module, $BaseUri, $Folder, $Consumer)
$ErrorActionPreference = 'Stop'
Import-Module $Module
Connect-Spott -BaseUri $BaseUri -SkipVerify
Set-Location -LiteralPath $Folder
'ready'
[void] [Console]::In.ReadLine()
if ($Consumer -eq 'Export-Csv') {
    Get-SpottOpportunity -CheckpointPath state.json | Export-Csv killed.csv
} else {
    Get-SpottOpportunity -CheckpointPath state.json | Sort-Object Id | Export-Csv killed.csv
}
Save-SpottCheckpoint -Path state.json
'done'
'@

    function Start-Run {
        # A process that has connected and waits for a line before it runs.
        param([string] $Consumer)
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid().ToString('N')))).FullName
        [IO.File]::WriteAllText("$folder/state.json", $oldText)
        $start = [System.Diagnostics.ProcessStartInfo]::new("$PSHOME/pwsh")
        foreach ($argument in '-NoProfile', '-NonInteractive', '-File', $childScript, $SpottModule, $loopback.BaseUri, $folder, $Consumer) { $start.ArgumentList.Add($argument) }
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.Environment['SPOTT_API_KEY'] = $TestKeyText
        $start.Environment['POWERSHELL_UPDATECHECK'] = 'Off'
        $start.Environment['DOTNET_TieredPGO'] = '0'
        [pscustomobject]@{ Consumer = $Consumer; Folder = $folder; OldTime = [IO.File]::GetLastWriteTimeUtc("$folder/state.json"); Process = [System.Diagnostics.Process]::Start($start) }
    }

    function Wait-Ready {
        param([object] $Run)
        if ($Run.Process.StandardOutput.ReadLine() -ne 'ready') { throw "The child did not get ready: $($Run.Process.StandardError.ReadToEnd())" }
    }

    function Wait-Writing {
        # Until the next checkpoint begins to be written or lies pending, or until it is in its place.
        param([object] $Run, [bool] $IsDone)
        $state = "$($Run.Folder)/state.json"
        while (-not $Run.Process.HasExited -and [IO.File]::GetLastWriteTimeUtc($state) -eq $Run.OldTime) {
            if (-not $IsDone -and [IO.Directory]::GetFiles($Run.Folder, 'state.json.*') -notlike '*.lock') { return }
            [System.Threading.Thread]::Sleep(1)
        }
    }

    function Get-SavedId {
        # The ids of the rows that are whole on disk.
        param([string] $Path)
        if (-not (Test-Path -LiteralPath $Path)) { return }
        $text = [IO.File]::ReadAllText($Path)
        $rows = @($text | ConvertFrom-Csv)
        if (-not $text.EndsWith("`n")) { $rows = @($rows | Select-Object -SkipLast 1) }
        foreach ($row in $rows) { $row.Id }
    }
}

AfterAll {
    $loopback.Dispose()
}

Describe 'A checkpointed run that is killed' -Tag Slow {
    It 'loses no item at sixteen random moments, and leaves the old or the new checkpoint whole' {
        $seed = [Environment]::TickCount
        Write-Host "  Checkpoint.Kill: seed $seed"
        $random = [Random]::new($seed)
        $consumers = @('Export-Csv', 'Sort-Object | Export-Csv') * 8
        $loopback.Latency = [timespan]::FromMilliseconds(2)
        $moved = $stayed = 0
        $run = $next = $null
        try {
            $next = Start-Run $consumers[0]
            for ($number = 0; $number -lt $consumers.Count; $number++) {
                $run = $next
                # The next process starts while this one runs.
                $next = if ($number + 1 -lt $consumers.Count) { Start-Run $consumers[$number + 1] }
                Wait-Ready $run
                # A random moment: of each consumer's runs two in four after some request, of the first and of the second half in turn, one after
                # the next checkpoint begins to be written, one after it is saved.
                $phase = [Math]::Floor($number / 2) % 4
                $requests = if ($phase -lt 2) { $random.Next($phase * $pages / 2, ($phase + 1) * $pages / 2) } else { $pages }
                # Behind the next checkpoint once at once: what follows it takes less than a few milliseconds.
                $milliseconds = if ($phase -ge 2 -and $number -lt 8) { 0 } else { $random.Next(0, 60) }
                $moment = "run $number of seed $seed, into $($run.Consumer), killed $milliseconds ms after " +
                    ("request $requests", 'the next checkpoint began to be written', 'the next checkpoint was saved')[[Math]::Max($phase - 1, 0)]
                $before = $loopback.RequestCount
                $run.Process.StandardInput.WriteLine()
                $loopback.Requests.WaitForCount($before + $requests, [timespan]::FromSeconds(30)) | Should -BeTrue -Because $moment
                if ($phase -ge 2) { Wait-Writing $run ($phase -eq 3) }
                Start-Sleep -Milliseconds $milliseconds
                $run.Process.Kill()
                $run.Process.WaitForExit()

                $text = [IO.File]::ReadAllText("$($run.Folder)/state.json")
                $delivered = [System.Collections.Generic.HashSet[string]]::new([string[]]@(Get-SavedId "$($run.Folder)/killed.csv"))
                if ($text -ceq $oldText) {
                    $stayed++
                } else {
                    $moved++
                    ($text | ConvertFrom-Json -DateKind String).watermark | Should -Be '2026-07-01T12:00:00.000Z' -Because $moment
                    $delivered.Count | Should -Be $itemCount -Because $moment
                }
                Get-SpottOpportunity -CheckpointPath "$($run.Folder)/state.json" -WarningAction SilentlyContinue | ForEach-Object { [void] $delivered.Add($_.Id) }
                Save-SpottCheckpoint -Path "$($Run.Folder)/state.json"
                $delivered.Count | Should -Be $itemCount -Because $moment
                ([IO.File]::ReadAllText("$($run.Folder)/state.json") | ConvertFrom-Json -DateKind String).watermark | Should -Be '2026-07-01T12:00:00.000Z' -Because $moment
            }
        } finally {
            foreach ($started in $run, $next) {
                if ($started) { $started.Process.Kill(); $started.Process.Dispose() }
            }
        }
        Write-Host "  Checkpoint.Kill: killed before the checkpoint moved: $stayed, after: $moved"
        # Otherwise little was shown.
        $stayed | Should -BeGreaterThan 2
        $moved | Should -BeGreaterThan 0
    }
}

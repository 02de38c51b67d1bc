BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    $db = New-MirrorPath
    [Spott.Fakes.MirrorMaker]::Make($db, 2000, 20, [datetimeoffset]::Now, 3)
    $folder = Split-Path (New-MirrorPath)
    $script = Join-Path $TestDrive 'child.ps1'
    Set-Content -LiteralPath $script -Value @'
param($Module, $Path, $Folder, $Name)
$ErrorActionPreference = 'Stop'
Import-Module $Module
'ready'
[void] [Console]::In.ReadLine()
for ($number = 1; ; $number++) { Backup-SpottMirror $Path "$Folder/$($Name -f $number)" }
'@

    function Start-Child {
        # A process that makes one copy after the other.
        param([string] $Name)
        $start = [System.Diagnostics.ProcessStartInfo]::new("$PSHOME/pwsh")
        foreach ($argument in '-NoProfile', '-NonInteractive', '-File', $script, $SpottModule, $db, $folder, $Name) { $start.ArgumentList.Add($argument) }
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.Environment['POWERSHELL_UPDATECHECK'] = 'Off'
        $process = [System.Diagnostics.Process]::Start($start)
        if ($process.StandardOutput.ReadLine() -ne 'ready') { throw "The child did not get ready: $($process.StandardError.ReadToEnd())" }
        $process.StandardInput.WriteLine()
        $process
    }

    function Get-Begun { [System.IO.Directory]::GetFiles($folder, '*.tmp') }

    function Invoke-Killed {
        # Until one was killed within a copy: what it had begun is there.
        foreach ($attempt in 1..20) {
            $process = Start-Child "night-$attempt-{0}.db"
            try {
                while (-not $process.HasExited -and -not (Get-Begun)) { [System.Threading.Thread]::Sleep(0) }
                $process.HasExited | Should -BeFalse
            } finally {
                $process.Kill()
                $process.WaitForExit()
                $process.Dispose()
            }
            if ($begun = Get-Begun) { return $begun }
        }
        throw 'No kill came within a copy.'
    }
}

Describe 'A backup that is killed' -Tag Slow {
    It 'leaves whole copies, and what it had begun is removed by a later one whatever its name, and nothing else is' {
        $begun = @(Invoke-Killed)
        $begun.Count | Should -Be 1
        foreach ($copy in Get-ChildItem $folder -Filter *.db) { $null = Get-SpottMirror $copy.FullName -Verify }
        $others = "$folder/notes.tmp", "$folder/notes.spott.tmp", "$folder/notes.$([guid]::NewGuid().ToString('N')).tmp"
        foreach ($other in $others) { Set-Content $other 'mine'; [System.IO.File]::SetLastWriteTimeUtc($other, [datetime]::UtcNow.AddDays(-2)) }

        # It may be somebody's who still writes: a mirror's first run, which waits for its server.
        [System.IO.File]::SetLastWriteTimeUtc($begun[0], [datetime]::UtcNow.AddHours(-19))
        Backup-SpottMirror $db "$folder/now.db"
        $begun | Should -Exist
        [System.IO.File]::SetLastWriteTimeUtc($begun[0], [datetime]::UtcNow.AddHours(-21))
        Backup-SpottMirror $db "$folder/later.db"
        $begun | Should -Not -Exist
        $others | Should -Exist
        $null = Get-SpottMirror "$folder/later.db" -Verify
    }

    It 'is none whose copy another one to the same place disturbs' {
        $process = Start-Child 'same.db'
        try {
            foreach ($round in 1..8) { Backup-SpottMirror $db "$folder/same.db" }
            $process.HasExited | Should -BeFalse
        } finally {
            $process.Kill()
            $process.WaitForExit()
            $process.Dispose()
        }
        $null = Get-SpottMirror "$folder/same.db" -Verify
    }
}

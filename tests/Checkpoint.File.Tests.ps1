BeforeDiscovery {
    $isRoot = -not $IsWindows -and (id -u) -eq '0'
    # A namespace of its own, in which a file can be mounted: not in every container.
    $canMount = $false
    if ($IsLinux -and $isRoot) {
        unshare -m true 2> $null
        $canMount = $LASTEXITCODE -eq 0
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/Checkpoints.ps1

    function New-Link { param([string] $Path, [string] $Target) [void] [IO.File]::CreateSymbolicLink($Path, $Target) }

    function Get-Owner { param([string] $Path) stat -c '%u:%g' $Path }
}

Describe 'The file of a checkpoint' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid().ToString('N')))).FullName
        $checkpoint = Join-Path $folder 'state.json'
        $account = New-Account
    }

    Context 'a link' -Skip:$IsWindows {
        It 'stays a link: its target is replaced, and the files beside it are the target''s (<Target>)' -ForEach @(
            @{ Target = 'real/there.json'; Exists = $true }
            @{ Target = 'real/not-yet.json'; Exists = $false }
            @{ Target = 'hop.json'; Exists = $true }
            # Where the folder of the link is a link itself, ".." is not what the text says.
            @{ Target = 'other/../there.json'; Exists = $true }
        ) {
            $null = New-Item -ItemType Directory -Path "$folder/real/deep"
            New-Link "$folder/hop.json" 'real/there.json'
            New-Link "$folder/other" 'real/deep'
            if ($Exists) {
                Invoke-SavedRun -Path "$folder/real/there.json" | Out-Null
                $account.Clock.Advance([timespan]::FromDays(1))
            }
            New-Link $checkpoint $Target
            Invoke-SavedRun | Out-Null
            [IO.FileInfo]::new($checkpoint).LinkTarget | Should -Be $Target
            $file = if ($Exists) { 'there.json' } else { 'not-yet.json' }
            (Read-Checkpoint "$folder/real/$file").watermark | Should -Be $(if ($Exists) { '2026-06-02T12:00:00.000Z' } else { '2026-06-01T12:00:00.000Z' })
            Get-ChildItem -LiteralPath "$folder/real" -File -Name | Sort-Object | Should -Be $file, "$file.lock"
            Get-ChildItem -LiteralPath $folder -Name | Should -Not -Contain 'state.json.lock'
        }

        It 'is locked with its target, by whatever name' {
            $null = New-Item -ItemType Directory -Path "$folder/real"
            New-Link "$folder/way" 'real'
            New-Link $checkpoint 'real/there.json'
            $failures = Get-SpottOpportunity -CheckpointPath $checkpoint | Select-Object -First 1 | ForEach-Object {
                Get-Failure { Get-SpottOpportunity -CheckpointPath "$folder/real/there.json" }
                Get-Failure { Save-SpottCheckpoint -Path "$folder/way/there.json" }
            }
            $failures.FullyQualifiedErrorId | Should -BeLike 'Spott.CheckpointBusy,*'
            $failures.Count | Should -Be 2
        }

        It 'may be run by one name and saved by another' {
            New-Link $checkpoint 'there.json'
            Get-SpottOpportunity -CheckpointPath "$folder/there.json" | Out-Null
            Get-SpottOpportunity -CheckpointPath $checkpoint -WarningAction SilentlyContinue | Out-Null
            Save-SpottCheckpoint -Path "$folder/there.json"
            (Read-Checkpoint).itemCount | Should -Be 3
        }

        It 'that goes round in a circle is an error before a request is sent' {
            New-Link $checkpoint 'b.json'
            New-Link "$folder/b.json" 'state.json'
            (Get-Failure { Get-SpottOpportunity -CheckpointPath $checkpoint }).FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*'
            $account.Handler.RequestCount | Should -Be 0
        }

        It 'that somebody planted is not written through (<Name>)' -ForEach @(@{ Name = 'state.json.tmp' }, @{ Name = 'state.json.pending' }, @{ Name = 'state.json.lock' }) {
            $victim = "$folder/victim"
            New-Link "$folder/$Name" $victim
            try { Invoke-SavedRun | Out-Null } catch { $_.FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*' }
            Test-Path -LiteralPath $victim | Should -BeFalse
            if ($Name -notlike '*.lock') { [IO.FileInfo]::new($checkpoint).LinkTarget | Should -BeNullOrEmpty }
            # And one that leads to a file does not change it.
            [IO.File]::WriteAllText($victim, 'as it was')
            try { Invoke-SavedRun -With @{ WarningAction = 'SilentlyContinue' } | Out-Null } catch { $_.FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*' }
            [IO.File]::ReadAllText($victim) | Should -BeExactly 'as it was'
        }
    }

    Context 'who may read and change it' -Skip:$IsWindows {
        It 'stays (<Mode>), also while it is pending' -ForEach @(@{ Mode = '0600' }, @{ Mode = '0640' }, @{ Mode = '0666' }, @{ Mode = '0400' }) {
            Invoke-SavedRun | Out-Null
            chmod $Mode $checkpoint
            Get-SpottOpportunity -CheckpointPath $checkpoint | Out-Null
            '0' + (stat -c '%a' "$checkpoint.pending") | Should -Be $Mode
            Save-SpottCheckpoint -Path $checkpoint
            '0' + (stat -c '%a' $checkpoint) | Should -Be $Mode
        }

        It 'is the one that it has when it is saved, not when the run ended' {
            Invoke-SavedRun | Out-Null
            Get-SpottOpportunity -CheckpointPath $checkpoint | Out-Null
            chmod 0600 $checkpoint
            Save-SpottCheckpoint -Path $checkpoint
            stat -c '%a' $checkpoint | Should -Be '600'
        }

        It 'stays with its owner when another account that may do so saves it' -Skip:(-not $isRoot) {
            Invoke-SavedRun | Out-Null
            chown 4321:4322 $checkpoint
            chmod 0640 $checkpoint
            Invoke-SavedRun 3>&1 | Should -BeNullOrEmpty
            Get-Owner $checkpoint | Should -Be '4321:4322'
            stat -c '%a' $checkpoint | Should -Be '640'
        }

        It 'is a warning when the owner cannot stay, and the checkpoint is saved' -Skip:(-not ($isRoot -and (Get-Command setpriv -ErrorAction Ignore))) {
            Invoke-SavedRun | Out-Null
            chown 4321:4322 $checkpoint
            Get-SpottOpportunity -CheckpointPath $checkpoint | Out-Null
            $before = [IO.File]::ReadAllText($checkpoint)
            # An account that may replace the file, and not give it away.
            $script = "Import-Module '$SpottModule'; Save-SpottCheckpoint '$checkpoint'"
            $out = setpriv --bounding-set=-chown --inh-caps=-chown env POWERSHELL_UPDATECHECK=Off NO_COLOR=1 "$PSHOME/pwsh" -NoProfile -NonInteractive -Command $script 2>&1
            $LASTEXITCODE | Should -Be 0 -Because "$out"
            "$out" | Should -BeLike '*WARNING*could not be kept*'
            [IO.File]::ReadAllText($checkpoint) | Should -Not -BeExactly $before
            Get-Owner $checkpoint | Should -Be '0:0'
        }
    }

    It 'is never there in part: what a killed process had begun to write is removed by the next run, and nothing else' {
        $mine = "$checkpoint.$([guid]::NewGuid().ToString('N')).spott.tmp"
        $others = "$checkpoint.tmp", "$checkpoint.notes.tmp", "$folder/other.json.$([guid]::NewGuid().ToString('N')).spott.tmp"
        $mine, $others | Write-Output | ForEach-Object { [IO.File]::WriteAllText($_, '{') }
        Invoke-SavedRun | Out-Null
        Test-Path -LiteralPath $mine | Should -BeFalse
        $others | Should -Exist
    }

    It 'that is mounted by itself is an error of Save-SpottCheckpoint, which says what to do' -Skip:(-not $canMount) {
        Invoke-SavedRun | Out-Null
        Copy-Item -LiteralPath $checkpoint -Destination "$folder/mounted"
        $account.Clock.Advance([timespan]::FromDays(1))
        Get-SpottOpportunity -CheckpointPath $checkpoint | Out-Null
        $before = [IO.File]::ReadAllText($checkpoint)
        $script = "`$ErrorActionPreference = 'Stop'; Import-Module '$SpottModule'; Save-SpottCheckpoint '$checkpoint'"
        $out = unshare -m sh -c 'mount --bind "$1" "$2" && NO_COLOR=1 "$3" -NoProfile -NonInteractive -Command "$4"' sh "$folder/mounted" $checkpoint "$PSHOME/pwsh" $script 2>&1
        $LASTEXITCODE | Should -Be 1 -Because "$out"
        ("$out" -replace '\s+\|?\s*', ' ') | Should -BeLike '*mounted by itself*mount its folder*'
        [IO.File]::ReadAllText($checkpoint) | Should -BeExactly $before
        [IO.File]::ReadAllText("$folder/mounted") | Should -BeExactly $before
        Get-ChildItem -LiteralPath $folder -Filter *.tmp | Should -BeNullOrEmpty
        # What is pending stays, and can be saved where that is possible.
        Save-SpottCheckpoint -Path $checkpoint
        (Read-Checkpoint).watermark | Should -Be '2026-06-02T12:00:00.000Z'
    }

    It 'that has no room on its disk is an error, and stays as it was (<When>)' -Skip:(-not $canMount) -ForEach @(@{ When = 'in the run' }, @{ When = 'in Save-SpottCheckpoint' }) {
        $script = @"
`$ErrorActionPreference = 'Stop'
Import-Module '$SpottModule'
Connect-Spott -Sandbox -SandboxSize 3
Set-Location '$folder'
Get-SpottOpportunity -CheckpointPath state.json | Out-Null
Save-SpottCheckpoint state.json
`$before = [IO.File]::ReadAllText("`$PWD/state.json")
`$fill = { try { [IO.File]::WriteAllBytes("`$PWD/fill", [byte[]]::new(1MB)) } catch { } }
try {
    if ('$When' -eq 'in the run') { & `$fill }
    Get-SpottOpportunity -CheckpointPath state.json | Out-Null
    & `$fill
    Save-SpottCheckpoint state.json
    'no error'
} catch { "`$(`$_.FullyQualifiedErrorId) `$(`$_.InvocationInfo.MyCommand): `$_" }
"same: `$(`$before -ceq [IO.File]::ReadAllText("`$PWD/state.json")); temporary: `$(@(Get-ChildItem -Filter *.tmp).Count)"
"@
        $out = unshare -m sh -c 'mount -t tmpfs -o size=64k none "$1" && NO_COLOR=1 "$2" -NoProfile -NonInteractive -Command "$3"' sh $folder "$PSHOME/pwsh" $script 2>&1
        "$out" | Should -BeLike "*Spott.Checkpoint,*$(if ($When -eq 'in the run') { 'Get-SpottOpportunity' } else { 'Save-SpottCheckpoint' }):*No space left*same: True; temporary: 0"
    }
}

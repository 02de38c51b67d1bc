BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/Checkpoints.ps1

    function Invoke-Run { Get-SpottOpportunity -CheckpointPath $checkpoint @args }
}

Describe 'Save-SpottCheckpoint' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid().ToString('N')))).FullName
        $checkpoint = Join-Path $folder 'state.json'
        $account = New-Account
    }

    It 'moves the checkpoint on, which the run left where it was' {
        $all = Invoke-Run
        $all.Count | Should -Be 3
        Test-Path -LiteralPath $checkpoint | Should -BeFalse
        Save-SpottCheckpoint -Path $checkpoint | Should -BeNullOrEmpty
        (Get-Content -LiteralPath $checkpoint -Raw | ConvertFrom-Json -DateKind String).watermark | Should -Be '2026-06-01T12:00:00.000Z'
        Get-ChildItem -LiteralPath $folder -Name | Sort-Object | Should -Be 'state.json', 'state.json.lock'
        Invoke-Run | Should -BeNullOrEmpty
        $account.Handler.Requests[-1].Value('modifiedSince') | Should -Be '2026-06-01T11:55:00.000Z'
    }

    It 'is needed each time: without it the next run delivers all of it again, and says so' {
        @(Invoke-Run).Count | Should -Be 3
        @(Get-SpottOpportunity -CheckpointPath $checkpoint -WarningVariable warnings -WarningAction SilentlyContinue).Count | Should -Be 3
        $warnings | Should -BeLike '*with the checkpoint*was not saved*comes again*'
        Save-SpottCheckpoint -Path $checkpoint
    }

    It 'is no news to the next run when the process that saved ended before it could tidy up' {
        Invoke-Run | Out-Null
        Copy-Item -LiteralPath "$checkpoint.pending" -Destination "$folder/copy"
        Save-SpottCheckpoint -Path $checkpoint
        Move-Item -LiteralPath "$folder/copy" -Destination "$checkpoint.pending"
        Get-SpottOpportunity -CheckpointPath $checkpoint -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
    }

    It 'changes nothing with -WhatIf, and says what it would' {
        Invoke-Run | Out-Null
        $child = Invoke-ChildShell -Script "Import-Module '$SpottModule'; Save-SpottCheckpoint '$checkpoint' -WhatIf"
        $child.Out | Should -BeLike "What if: *Save-SpottCheckpoint*$checkpoint*"
        Get-ChildItem -LiteralPath $folder -Name | Sort-Object | Should -Be 'state.json.lock', 'state.json.pending'
        Save-SpottCheckpoint -Path $checkpoint
        Test-Path -LiteralPath $checkpoint | Should -BeTrue
    }

    It 'is harmless in a dry run of a whole function, which makes no file and leaves what a true run left to be saved' {
        function Export-Changes {
            [CmdletBinding(SupportsShouldProcess)] param()
            Get-SpottOpportunity -CheckpointPath $checkpoint -ErrorAction Stop | Export-Csv "$folder/changes.csv" -ErrorAction Stop
            Save-SpottCheckpoint -Path $checkpoint
        }
        Export-Changes -WhatIf
        Get-ChildItem -LiteralPath $folder | Should -BeNullOrEmpty
        $account.Handler.RequestCount | Should -Be 1
        Invoke-Run | Out-Null
        Export-Changes -WhatIf
        Save-SpottCheckpoint -Path $checkpoint
        (Read-Checkpoint).itemCount | Should -Be 3
        $account.Clock.Advance([timespan]::FromHours(1))
        Export-Changes -WhatIf
        $account.Handler.Requests[-1].Value('modifiedSince') | Should -Be '2026-06-01T11:55:00.000Z'
    }

    It 'works without a connection, and in another process' {
        Invoke-Run | Out-Null
        $child = Invoke-ChildShell -Script "`$ErrorActionPreference = 'Stop'; Import-Module '$SpottModule'; Save-SpottCheckpoint -Path '$checkpoint'"
        $child.Err | Should -BeNullOrEmpty
        $child.ExitCode | Should -Be 0
        Test-Path -LiteralPath $checkpoint | Should -BeTrue
    }

    It 'fails where nothing is pending (<When>)' -ForEach @(
        @{ When = 'there was no run'; Run = { } }
        @{ When = 'the run was a dry one'; Run = { $WhatIfPreference = $true; Invoke-Run | Out-Null } }
        @{ When = 'it was saved already'; Run = { Invoke-Run | Out-Null; Save-SpottCheckpoint -Path $checkpoint } }
        @{ When = 'the run was ended early'; Run = { Invoke-Run | Select-Object -First 1 | Out-Null } }
    ) {
        & $Run
        $before = (Test-Path -LiteralPath $checkpoint) ? [IO.File]::ReadAllText($checkpoint) : $null
        $failure = Get-Failure { Save-SpottCheckpoint -Path $checkpoint }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*'
        $failure.Exception.Message | Should -BeLike '*has nothing to save*-CheckpointPath*'
        ((Test-Path -LiteralPath $checkpoint) ? [IO.File]::ReadAllText($checkpoint) : $null) | Should -BeExactly $before
    }

    It 'never saves an earlier run''s checkpoint after a run that failed (<How>)' -ForEach @(
        @{ How = 'in its midst'; Id = 'Spott.Unauthorized'; Fail = { $account.Server.RevokeKeyAfter = 0; Invoke-Run } }
        @{ How = 'for want of a connection'; Id = 'Spott.NotConnected'; Fail = { Disconnect-Spott; Invoke-Run } }
        @{ How = 'because of another filter'; Id = 'Spott.Checkpoint'; Fail = { Invoke-Run; Save-SpottCheckpoint $checkpoint; Invoke-Run; Invoke-Run -CompanyId co-1 } }
    ) {
        Invoke-Run | Out-Null
        (Get-Failure { & $Fail 3> $null }).FullyQualifiedErrorId | Should -BeLike "$Id,*"
        (Get-Failure { Save-SpottCheckpoint -Path $checkpoint }).Exception.Message | Should -BeLike '*has nothing to save*'
    }

    It 'never saves another process''s run for one of this session' {
        Invoke-Run | Out-Null
        # Between this session's run and its saving, another process begins and completes one, whose data is not safe yet.
        $child = Invoke-ChildShell -Script "Import-Module '$SpottModule'; Connect-Spott -Sandbox; Get-SpottOpportunity -CheckpointPath '$checkpoint' | Out-Null"
        $child.Err | Should -BeNullOrEmpty
        $failure = Get-Failure { Save-SpottCheckpoint -Path $checkpoint }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*'
        $failure.Exception.Message | Should -BeLike '*to save, but it is from another run*'
        Test-Path -LiteralPath $checkpoint | Should -BeFalse
        Test-Path -LiteralPath "$checkpoint.pending" | Should -BeTrue
    }

    It 'refuses a pending checkpoint that is not whole' {
        [IO.File]::WriteAllText("$checkpoint.pending", '{"formatVersion": 1, "base')
        (Get-Failure { Save-SpottCheckpoint -Path $checkpoint }).FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*'
        Test-Path -LiteralPath $checkpoint | Should -BeFalse
    }

    It 'leaves nothing pending of a run that was stopped when all was written' {
        $shell = [powershell]::Create()
        try {
            $reached = [System.Threading.ManualResetEventSlim]::new()
            [void] $shell.AddScript({
                param($Module, $Connection, $Checkpoint, $Reached)
                Import-Module $Module
                Get-SpottOpportunity -Connection $Connection -CheckpointPath $Checkpoint | & { process { } end { $Reached.Set(); Start-Sleep -Seconds 30 } }
            }).AddArgument($SpottModule).AddArgument((Connect-Fake -Handler $account.Handler)).AddArgument($checkpoint).AddArgument($reached)
            $running = $shell.BeginInvoke()
            $reached.Wait([timespan]::FromSeconds(30)) | Should -BeTrue
            Test-Path -LiteralPath "$checkpoint.pending" | Should -BeTrue
            $shell.Stop()
            { $shell.EndInvoke($running) } | Should -Throw
        } finally {
            $shell.Dispose()
        }
        Get-ChildItem -LiteralPath $folder -Name | Should -Be 'state.json.lock'
    }

    It 'fails at once while a run is on' {
        Invoke-Run | Out-Null
        $failure = Get-SpottOpportunity -CheckpointPath $checkpoint -WarningAction SilentlyContinue | Select-Object -First 1 | ForEach-Object { Get-Failure { Save-SpottCheckpoint -Path $checkpoint } }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.CheckpointBusy,*'
    }

    It 'takes the paths that Get-SpottOpportunity takes (<Name>)' -ForEach @(@{ Name = 'state [1].json' }, @{ Name = 'TestDrive:/state.json' }) {
        Push-Location -LiteralPath $folder
        try {
            Get-SpottOpportunity -CheckpointPath $Name | Out-Null
            Save-SpottCheckpoint $Name
            Test-Path -LiteralPath $Name | Should -BeTrue
        } finally {
            Pop-Location
        }
    }

    It 'refuses a place where no file can be' {
        (Get-Failure { Save-SpottCheckpoint -Path Env:/state }).FullyQualifiedErrorId | Should -BeLike 'Spott.Checkpoint,*'
    }
}

BeforeDiscovery {
    $preferences = 'Continue', 'SilentlyContinue', 'Ignore', 'Stop', 'Inquire'
    # What the shell makes of a terminating error depends on the preference in scope, and on -ErrorAction only where that is Stop.
    $matrix = foreach ($scope in $preferences) {
        foreach ($bound in @('none') + $preferences) {
            $stops = $bound -eq 'Stop' -or $scope -in 'Stop', 'Inquire'
            $silent = -not $stops -and $scope -in 'SilentlyContinue', 'Ignore'
            @{ Scope = $scope; Bound = $bound; Stops = $stops; Warns = $silent; Prints = -not $stops -and -not $silent }
        }
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    $script:lines = @{
        plain    = 'Get-SpottOpportunity @p | ForEach-Object Id; "NEXT"'
        assigned = '$x = Get-SpottOpportunity @p; "NEXT"'
        try      = 'try { Get-SpottOpportunity @p | ForEach-Object Id; "NOT CAUGHT" } catch { "CAUGHT $($_.FullyQualifiedErrorId) by $($_.Exception.GetType())" }; "NEXT"'
        connect  = 'Connect-Spott @p; "NEXT"'
        function = 'function Get-Mine { [CmdletBinding()] param() Get-SpottOpportunity | ForEach-Object Id; "INNER" }; Get-Mine @p; "NEXT"'
        default  = '$PSDefaultParameterValues["*-Spott*:ErrorAction"] = "Stop"; Get-SpottOpportunity @p | ForEach-Object Id; "NEXT"'
        module   = 'Import-Module (New-Module { function Get-Theirs { $ErrorActionPreference = "SilentlyContinue"; Get-SpottOpportunity | ForEach-Object Id; "INNER" } }); Get-Theirs; "NEXT"'
    }

    function Invoke-Case {
        # One script in a runspace of its own, whose second page fails with 403: what came out, whether the script was ended, what was printed.
        param([string] $Line, [string] $Scope = 'Continue', [string] $Bound = 'none', [string] $Before = '')

        $answers = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2), 'c1'), [Spott.Fakes.Answer]::Error(403, 'Nope', 'r-1')
        if ($Line -eq 'connect') { $answers = @($answers[1]) }
        $handler = [Spott.Fakes.ScriptedHandler]::new($answers)
        $p = @{}
        if ($Bound -ne 'none') { $p.ErrorAction = $Bound }
        if ($Line -eq 'connect') { $p += @{ ApiKey = New-TestKey; BaseUri = 'https://fake.invalid/'; Transport = $handler } }
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($module, $p) Import-Module $module').AddArgument($SpottModule).AddArgument($p).Invoke()
            if ($Line -ne 'connect') {
                $shell.Commands.Clear()
                $null = $shell.AddScript('param($key, $handler) Connect-Spott -ApiKey $key -BaseUri https://fake.invalid/ -Transport $handler -SkipVerify').AddArgument((New-TestKey)).AddArgument($handler).Invoke()
            }
            $shell.Commands.Clear()
            $null = $shell.AddScript("param(`$p) `$ErrorActionPreference = '$Scope'; $Before; $($script:lines[$Line])").AddArgument($p)
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $ended = $null
            try { $shell.Invoke($null, $output) } catch { $ended = $_.Exception.InnerException }
            [pscustomobject]@{
                Out      = "$output" -replace 'opp-00000'
                Ended    = $ended
                Errors   = @($shell.Streams.Error | ForEach-Object FullyQualifiedErrorId)
                Warnings = @($shell.Streams.Warning | ForEach-Object Message)
            }
        } finally {
            $shell.Dispose()
        }
    }
}

Describe '$ErrorActionPreference <Scope>, -ErrorAction <Bound>' -ForEach $matrix {
    It 'shows the failed page, and ends the script where something says Stop' {
        $case = Invoke-Case plain $Scope $Bound
        $case.Out | Should -Be ($Stops ? '1 2' : '1 2 NEXT') -Because 'what was written before stays'
        [bool] $case.Ended | Should -Be $Stops
        $case.Errors | Should -Be ($Prints ? @('Spott.Forbidden,Spott.Commands.GetSpottOpportunityCommand') : @())
        $case.Warnings.Count | Should -Be ($Warns ? 1 : 0)
        if ($Warns) { $case.Warnings[0] | Should -BeLike 'The API key is not allowed*2 items were written before page 2 failed*' }
    }

    It 'is caught by try, as the same error' {
        $case = Invoke-Case try $Scope $Bound
        $case.Out | Should -Be '1 2 CAUGHT Spott.Forbidden,Spott.Commands.GetSpottOpportunityCommand by Spott.SpottApiException NEXT'
        $case.Ended | Should -BeNullOrEmpty
        $case.Errors | Should -BeNullOrEmpty
    }
}

Describe 'Where a preference comes from' {
    It 'ends the script by -ErrorAction Stop on <_>' -ForEach 'plain', 'assigned', 'connect', 'function' {
        $case = Invoke-Case $_ -Bound Stop
        $case.Ended | Should -Not -BeNullOrEmpty
        $case.Out | Should -Not -Match 'NEXT|INNER'
    }

    It 'ends the script by Stop in $PSDefaultParameterValues' {
        $case = Invoke-Case default
        $case.Ended | Should -Not -BeNullOrEmpty
        $case.Out | Should -Be '1 2'
    }

    It 'warns where the caller''s function was told <_>' -ForEach 'SilentlyContinue', 'Ignore' {
        $case = Invoke-Case function -Bound $_
        $case.Out | Should -Be '1 2 INNER NEXT'
        $case.Errors | Should -BeNullOrEmpty
        $case.Warnings.Count | Should -Be 1
    }

    It 'prints where the caller''s function was told Continue, whatever the script says' {
        $case = Invoke-Case function -Scope SilentlyContinue -Bound Continue
        $case.Errors.Count | Should -Be 1
        $case.Warnings | Should -BeNullOrEmpty
    }

    It 'warns where a module that calls it silences errors for itself' {
        $case = Invoke-Case module -Scope Stop
        $case.Out | Should -Be '1 2 INNER NEXT'
        $case.Warnings.Count | Should -Be 1
    }

    It 'warns of a failed Connect-Spott too' {
        $case = Invoke-Case connect -Scope SilentlyContinue
        $case.Out | Should -Be 'NEXT'
        $case.Warnings.Count | Should -Be 1
    }

    It 'fails with the error, not with the warning, where warnings are to stop' {
        $case = Invoke-Case try -Scope SilentlyContinue -Before '$WarningPreference = "Stop"'
        $case.Out | Should -BeLike '1 2 CAUGHT Spott.Forbidden,* by Spott.SpottApiException NEXT'
    }
}

Describe 'In a process' -Tag Slow {
    BeforeAll {
        function Invoke-Script([string] $Line, [string] $Before) {
            Invoke-ChildShell -TimeoutSec 120 -Script @"
Import-Module '$SpottModule'
Add-Type -Path '$SpottFakes'
`$answers = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2), 'c1'), [Spott.Fakes.Answer]::Error(403, 'Nope', 'r-1')
`$key = [System.Net.NetworkCredential]::new('', 'some-key').SecurePassword
Connect-Spott -ApiKey `$key -BaseUri https://fake.invalid/ -Transport ([Spott.Fakes.ScriptedHandler]::new(`$answers)) -SkipVerify
`$p = @{}
$Before
$($script:lines[$Line])
"@
        }
    }

    It '<Before>: <Name>' -ForEach @(
        @{ Before = '$null = 0'; Name = 'the error is printed, the next statement runs, the exit code is 0'; Exit = 0; Next = $true; Err = 'not allowed'; Warning = $false }
        @{ Before = '$p.ErrorAction = "SilentlyContinue"'; Name = 'the error is printed all the same, the next statement runs, the exit code is 0'; Exit = 0; Next = $true; Err = 'not allowed'; Warning = $false }
        @{ Before = '$p.ErrorAction = "Ignore"'; Name = 'the error is printed all the same, the next statement runs, the exit code is 0'; Exit = 0; Next = $true; Err = 'not allowed'; Warning = $false }
        @{ Before = '$p.ErrorAction = "Stop"'; Name = 'the error is printed, the script ends, the exit code is 1'; Exit = 1; Next = $false; Err = 'not allowed'; Warning = $false }
        @{ Before = '$ErrorActionPreference = "Stop"'; Name = 'the error is printed, the script ends, the exit code is 1'; Exit = 1; Next = $false; Err = 'not allowed'; Warning = $false }
        @{ Before = '$ErrorActionPreference = "Inquire"'; Name = 'nobody can answer: the script ends, the exit code is 1'; Exit = 1; Next = $false; Err = 'NonInteractive mode'; Warning = $false }
        @{ Before = '$ErrorActionPreference = "SilentlyContinue"'; Name = 'a warning is printed, the next statement runs, the exit code is 0'; Exit = 0; Next = $true; Err = ''; Warning = $true }
        @{ Before = '$ErrorActionPreference = "Ignore"; $WarningPreference = "SilentlyContinue"'; Name = 'a warning is printed although warnings are off'; Exit = 0; Next = $true; Err = ''; Warning = $true }
    ) {
        $child = Invoke-Script plain $Before
        $child.ExitCode | Should -Be $Exit
        $child.Out | Should -BeLike '*opp-000001*opp-000002*'
        $child.Out -match 'NEXT' | Should -Be $Next
        if ($Err) { $child.ErrFlat | Should -Match $Err }
        $child.Out -match 'WARNING: The API key is not allowed' | Should -Be $Warning
    }
}

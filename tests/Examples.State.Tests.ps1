BeforeDiscovery {
    # Every example that keeps state, wherever it stands: Place, Code, and the commands in it that store the data.
    function Get-Indented([string] $Text, [int] $Spaces) {
        foreach ($block in [regex]::Matches($Text, "(?m)(?:^ {$Spaces}\S.*\n(?:^ {$Spaces}.*\n)*)").Value) { $block -replace "(?m)^ {$Spaces}" }
    }

    $root = "$PSScriptRoot/.."
    $found = @(
        foreach ($code in Get-Indented (Get-Content -Raw "$root/README.md") 4) { @{ Place = 'README.md'; Code = $code } }
        foreach ($file in Get-ChildItem "$root/src/Spott/en-US/*.help.txt") {
            foreach ($code in Get-Indented (Get-Content -Raw $file) 8) { @{ Place = $file.Name; Code = $code } }
        }
        foreach ($file in Get-ChildItem "$root/docs/en-US/*.md") {
            foreach ($match in [regex]::Matches((Get-Content -Raw $file), '(?ms)^```powershell\n(.*?)^```$')) { @{ Place = $file.Name; Code = $match.Groups[1].Value } }
        }
        foreach ($file in Get-ChildItem "$root/docs/recipes/*.md") {
            # A recipe's blocks are one script, from where it reads the checkpoint to where it saves it.
            $blocks = @([regex]::Matches((Get-Content -Raw $file), '(?ms)^```powershell[^\n]*\n(.*?)^```$') | ForEach-Object { $_.Groups[1].Value })
            $first = [array]::FindIndex([string[]] $blocks, [Predicate[string]] { $args[0] -match '-CheckpointPath' })
            $last = [array]::FindLastIndex([string[]] $blocks, [Predicate[string]] { $args[0] -match 'Save-SpottCheckpoint' })
            if ($first -ge 0) { @{ Place = $file.Name; Code = $blocks[$first..$last] -join "`n" } }
        }
    )
    $examples = foreach ($example in $found | Where-Object { $_.Code -match '-CheckpointPath|Save-SpottCheckpoint' }) {
        $stores = @([regex]::Matches($example.Code, '\bExport-Csv\b|\btar\b|\bSet-AzStorageBlobContent\b|\bSqlConnection\b').Value | Select-Object -Unique)
        $example + @{ Name = "$($example.Place), $(@($example.Code -split '\n' -match '-CheckpointPath|Save-SpottCheckpoint')[0].Trim())"; Stores = $stores }
    }

    # Every one of those commands, made to fail in each way that it can be.
    $failures = foreach ($example in $examples) {
        foreach ($store in $example.Stores) {
            $example + @{ Store = $store; How = 'cannot be opened'; Skip = $false }
            if ($store -in 'Export-Csv', 'tar') { $example + @{ Store = $store; How = 'fails when it is closed'; Skip = -not (Test-Path -LiteralPath /dev/full) } }
        }
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(3))
    # Before an example: the real Export-Csv, led to where the test wants it.
    $prelude = [IO.File]::ReadAllText("$PSScriptRoot/Recipes.Stubs.ps1") + @'

if ($env:TEST_SINK) {
    function Export-Csv {
        param([Parameter(ValueFromPipeline)] [object] $InputObject, [Parameter(Position = 0)] [Alias('LiteralPath')] [string] $Path, [switch] $NoTypeInformation, [string] $Encoding)
        begin {
            $null = $PSBoundParameters.Remove('Path'), $PSBoundParameters.Remove('InputObject')
            $with = $PSBoundParameters
            $real = { Microsoft.PowerShell.Utility\Export-Csv -LiteralPath $env:TEST_SINK @with }.GetSteppablePipeline()
            $real.Begin($true)
        }
        process { $real.Process($InputObject) }
        end { $real.End() }
    }
}
# So few that all of them are still in the writer's buffer when the run has ended.
if ((Get-Content -Raw -LiteralPath "$env:TEST_FOLDER/example.ps1") -match '(?m)^Connect-Spott -Sandbox') { $PSDefaultParameterValues = @{ 'Connect-Spott:SandboxSize' = 3 } }
Set-Location -LiteralPath $env:TEST_FOLDER
$with = @{}
if ((Get-Command ./example.ps1).Parameters.ContainsKey('Folder')) { $with.Folder = $env:TEST_FOLDER }
$global:LASTEXITCODE = 0
& ./example.ps1 @with
exit $LASTEXITCODE
'@

    function Invoke-Example {
        # Runs one in a runspace and a folder of its own, which is a shell that takes no process: what it said, what it would have ended with, and
        # whether a checkpoint is there afterwards. That an error nobody caught ends a process with 1 is seen in ExitCode.Tests.ps1.
        param([string] $Code, [string] $Sink, [scriptblock] $Prepare = { })

        $folder = (New-Item -ItemType Directory -Path (Join-Path ([string] (Resolve-Path $TestDrive)) ([guid]::NewGuid().ToString('N')))).FullName
        $null = New-Item -ItemType Directory -Path "$folder/tmp"
        [IO.File]::WriteAllText("$folder/example.ps1", $Code)
        [IO.File]::WriteAllText("$folder/prelude.ps1", $prelude)
        & $Prepare $folder
        $environment = @{
            TEST_FOLDER = $folder; TEST_SINK = $Sink; TMPDIR = "$folder/tmp"; TEMP = "$folder/tmp"; TMP = "$folder/tmp"
            SPOTT_API_KEY = $TestKeyText; SPOTT_BASE_URI = $server.BaseUri
            PSModulePath = (Split-Path (Split-Path $SpottModule)) + [IO.Path]::PathSeparator + $env:PSModulePath
        }
        $before = @{}
        $shell = [powershell]::Create()
        $console, $errors = [Console]::Error, [IO.StringWriter]::new()
        try {
            [Console]::SetError($errors)
            foreach ($name in $environment.Keys) {
                $before[$name] = [Environment]::GetEnvironmentVariable($name)
                [Environment]::SetEnvironmentVariable($name, $environment[$name])
            }
            $exitCode, $thrown = 1, $null
            try { $out = $shell.AddScript('& $args[0]; $LASTEXITCODE').AddArgument("$folder/prelude.ps1").Invoke(); $exitCode = $out[-1] } catch { $thrown = $_ }
            $err = @($shell.Streams.Error) + $thrown + "$errors" | Where-Object { $_ } | ForEach-Object { "$_" }
        } finally {
            [Console]::SetError($console)
            $shell.Dispose()
            foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
        }
        [pscustomobject]@{
            ExitCode = $exitCode
            Err      = $err
            Saved    = @(Get-ChildItem -LiteralPath $folder -Recurse -File -Filter *.json)
            Pending  = @(Get-ChildItem -LiteralPath $folder -Recurse -File -Filter *.json.pending)
        }
    }
}

AfterAll { $server.Dispose() }

Describe 'The examples that keep state' {
    It 'are found where there are some' {
        $places = $found.Place | Select-Object -Unique
        foreach ($place in 'README.md', 'about_Spott_Paging.help.txt', 'Get-SpottOpportunity.md', 'Save-SpottCheckpoint.md', 'incremental-csv.md', 'scheduled-script.md', 'azure-automation.md', 'github-actions.md', 'sql-upsert.md') {
            $places | Should -Contain $place
        }
    } -ForEach @(@{ found = $examples })
}

Describe 'The example of <Name>' -ForEach $examples {
    It 'begins with Stop, writes with commands that fail, and looks at the exit code of a program' {
        $Stores | Should -Not -BeNullOrEmpty
        # Here the module is loaded long before; where it loads at an example's first command, its types are not known until then.
        $Code | Should -Not -Match '\[Spott\.'
        $ast = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $null)
        "$($ast.EndBlock.Statements[0])" | Should -BeExactly '$ErrorActionPreference = ''Stop'''
        $statements = @($ast.FindAll({ $args[0] -is [System.Management.Automation.Language.NamedBlockAst] -or $args[0] -is [System.Management.Automation.Language.StatementBlockAst] }, $true).Statements)
        for ($index = 0; $index -lt $statements.Count; $index++) {
            foreach ($command in $statements[$index].FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                $command.GetCommandName() | Should -Not -BeIn 'Set-Content', 'Add-Content', 'sc', 'ac'
                $known = Get-Command $command.GetCommandName() -ErrorAction Ignore
                if ($known -and $known.CommandType -eq 'Application') { "$($statements[$index + 1])" | Should -Match '\$LASTEXITCODE' -Because "$command" }
            }
        }
    }

    It 'moves the checkpoint on when all is well' {
        # There is no SQL Server here: what its block does is left out.
        $run = Invoke-Example ($Code -replace '(?ms)^\$sql = .*?^\}\s+(?=Save)')
        $run.Err | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Saved | Should -Not -BeNullOrEmpty
        $run.Pending | Should -BeNullOrEmpty
    }
}

Describe 'The example of <Name>, where <Store> <How>' -ForEach $failures {
    It 'leaves the checkpoint where it was, and does not end with 0' -Skip:$Skip {
        $isOpened = $How -ne 'cannot be opened'
        $run = switch ($Store) {
            Export-Csv { Invoke-Example $Code -Sink $(if ($isOpened) { '/dev/full' } else { [string] (Resolve-Path $TestDrive) }) }
            tar {
                Invoke-Example $Code -Prepare {
                    if ($isOpened) { $null = [IO.File]::CreateSymbolicLink("$($args[0])/changes.tar", '/dev/full') } else { $null = New-Item -ItemType Directory -Path "$($args[0])/changes.tar" }
                }
            }
            Set-AzStorageBlobContent { Invoke-Example $Code -Prepare { [IO.File]::WriteAllText("$($args[0])/blobs", 'a file where the folder should be') } }
            SqlConnection { Invoke-Example ($Code -replace 'Server=db\.example\.com', 'Server=tcp:127.0.0.1,9;Connect Timeout=1') }
        }
        $run.ExitCode | Should -BeGreaterThan 0
        $run.Err | Should -Not -BeNullOrEmpty
        $run.Saved | Should -BeNullOrEmpty
        # The run itself was complete, unless the first row found no place: it was the data that was not safe.
        if ($isOpened -or $Store -ne 'Export-Csv') { $run.Pending | Should -Not -BeNullOrEmpty }
    }
}

BeforeDiscovery {
    # A terminal for a child shell; util-linux has it, on other systems the tests that need one are skipped.
    $noTerminal = -not ($IsLinux -and (Get-Command -Name script -CommandType Application -ErrorAction Ignore))
    $noShell = -not (Test-Path -LiteralPath /bin/sh)
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $prompt = 'Spott API key (Settings, API Keys): '

    function Invoke-Terminal([string] $Script, [switch] $NonInteractive, [string] $Answer, [int] $TimeoutSec = 60) {
        # Runs a script in a PowerShell at a terminal, and types an answer once the prompt stands there: ExitCode and Out.
        $file = Join-Path $TestDrive "$([guid]::NewGuid().ToString('N')).ps1"
        Set-Content -LiteralPath $file -Value "[Console]::Out.WriteLine(`"tty: `$(tty)`")`n$Script"
        $switches = if ($NonInteractive) { '-NonInteractive' }
        $start = [System.Diagnostics.ProcessStartInfo]::new('script')
        foreach ($argument in '-q', '-e', '-c', "'$PSHOME/pwsh' -NoProfile -NoLogo $switches -File '$file'", '/dev/null') { $start.ArgumentList.Add($argument) }
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
        $start.Environment['TERM'] = 'xterm'
        $start.Environment['NO_COLOR'] = '1'
        $process = [System.Diagnostics.Process]::Start($start)
        try {
            $seen = [System.Text.StringBuilder]::new()
            $buffer = [char[]]::new(4096)
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $replied = 0
            while ($true) {
                $read = $process.StandardOutput.ReadAsync($buffer, 0, $buffer.Length)
                while (-not $read.Wait(300)) {
                    if ($clock.Elapsed.TotalSeconds -gt $TimeoutSec) { throw "The shell at the terminal did not end within $TimeoutSec s: $seen" }
                    # A person types when the prompt stands there; before the shell reads, the terminal itself would echo.
                    if ($Answer -and $seen.ToString().Contains($prompt) -and $seen -match 'tty: (\S+)' -and (stty -F $Matches[1] -a) -match ' -echo ') {
                        $process.StandardInput.Write("$Answer`r")
                        $process.StandardInput.Flush()
                        $Answer = ''
                    }
                }
                if ($read.Result -eq 0) { break }
                $null = $seen.Append($buffer, 0, $read.Result)
                # .NET asks a terminal where its cursor is, and waits for the answer.
                $asked = [regex]::Matches($seen, '\e\[6n').Count
                for (; $replied -lt $asked; $replied++) { $process.StandardInput.Write("`e[1;1R") }
                $process.StandardInput.Flush()
            }
            $process.WaitForExit()
            [pscustomobject]@{ ExitCode = $process.ExitCode; Out = $seen.ToString() -replace '\e\[[?>=]*[0-9;]*[A-Za-z]' }
        } finally {
            if (-not $process.HasExited) { $process.Kill($true) }
            $process.Dispose()
        }
    }
}

Describe 'Connect-Spott without a key' {
    BeforeEach {
        Get-ChildItem -Path Env:SPOTT_* | Remove-Item
        Disconnect-Spott
    }

    Context 'Where nobody answers' {
        BeforeAll {
            # Connect-Spott alone is timed: how long a shell or a job takes to start is the machine's affair.
            $timed = "`$ErrorActionPreference = 'Stop'; Import-Module '$SpottModule'; `$clock = [System.Diagnostics.Stopwatch]::StartNew(); " +
                'try { Connect-Spott } finally { & $report "took $($clock.ElapsedMilliseconds) ms" }; & $report "went on"'

            # A job's own output is all that leaves it; elsewhere what is written before an error may be lost, and the console is not.
            function Get-TimedScript([string] $Body = '{0}', [string] $Report = '{ [Console]::Out.WriteLine($args[0]) }') {
                $inner = "`$report = $Report; $timed"
                "`$ErrorActionPreference = 'Stop'`n$($Body.Replace('{0}', $inner))`n'went on'"
            }

            function Assert-QuickFailure($Run, [string] $Text) {
                $Text | Should -Match 'no API key was given, and nobody can be asked for it'
                $Text | Should -Not -Match 'went on'
                $Text | Should -Not -Match ([regex]::Escape($prompt))
                $Run.ExitCode | Should -Not -Be 0
                $Text -match 'took (\d+) ms' | Should -BeTrue
                [int] $Matches[1] | Should -BeLessThan 5000
            }
        }

        It 'fails at once with -NonInteractive at a terminal' -Skip:$noTerminal -Tag Slow {
            $run = Invoke-Terminal -NonInteractive (Get-TimedScript)
            Assert-QuickFailure $run (ConvertTo-FlatText $run.Out)
        }

        It 'fails at once with -NonInteractive and no input' -Tag Slow {
            $run = Invoke-ChildShell (Get-TimedScript)
            Assert-QuickFailure $run "$($run.Out) $($run.ErrFlat)"
        }

        It 'fails at once when its input is a pipe that stays open' -Tag Slow {
            $run = Invoke-ChildShell (Get-TimedScript) -Interactive -KeepInputOpen
            Assert-QuickFailure $run "$($run.Out) $($run.ErrFlat)"
        }

        It 'fails at once when its input is /dev/null' -Skip:$noShell -Tag Slow {
            $file = Join-Path $TestDrive 'null-input.ps1'
            Set-Content -LiteralPath $file -Value (Get-TimedScript)
            $text = & /bin/sh -c "NO_COLOR=1 '$PSHOME/pwsh' -NoProfile -File '$file' </dev/null 2>&1"
            Assert-QuickFailure @{ ExitCode = $LASTEXITCODE } (ConvertTo-FlatText ($text -join "`n"))
        }

        It 'fails at once in <Name>, although there is a terminal' -Skip:$noTerminal -Tag Slow -ForEach @(
            @{ Name = 'Start-Job'; Body = 'Start-Job { {0} } | Receive-Job -Wait'; Report = '{ $args[0] }' }
            @{ Name = 'Start-ThreadJob'; Body = 'Start-ThreadJob { {0} } | Receive-Job -Wait' }
            @{ Name = 'ForEach-Object -Parallel'; Body = '1 | ForEach-Object -Parallel { {0} }' }
            @{ Name = '[powershell]::Create()'; Body = '[powershell]::Create().AddScript({ {0} }).Invoke()' }
        ) {
            $with = if ($_.Contains('Report')) { @{ Report = $Report } } else { @{} }
            $run = Invoke-Terminal (Get-TimedScript $Body @with)
            Assert-QuickFailure $run (ConvertTo-FlatText $run.Out)
        }

        It 'names the ways to give a key' {
            $shell = [powershell]::Create()
            $failure = Get-Failure { $shell.AddScript("`$ErrorActionPreference = 'Stop'; Import-Module '$SpottModule'; Connect-Spott").Invoke() }
            $record = $failure.Exception.InnerException.ErrorRecord
            $record.FullyQualifiedErrorId | Should -BeExactly 'Spott.NotConnected,Spott.Commands.ConnectSpottCommand'
            $record.Exception.Message | Should -BeLike '*use Connect-Spott -ApiKey, or set the environment variable SPOTT_API_KEY.'
        }
    }

    Context 'Where a person can answer' {
        It 'asks for the key, masked, and connects with it' -Skip:$noTerminal -Tag Slow {
            $run = Invoke-Terminal -Answer $TestKeyText "Import-Module '$SpottModule'; `$c = Connect-Spott -SkipVerify -PassThru; `"source: `$(`$c.KeySource)`""
            $run.Out | Should -BeLike "*$prompt*"
            $run.Out | Should -BeLike ('*' + '`*' * $TestKeyText.Length + '*')
            $run.Out | Should -BeLike '*source: the prompt*'
            $run.Out | Should -Not -BeLike "*$TestKeyText*"
            $run.ExitCode | Should -Be 0
        }

        It 'does not ask when there is a key in the environment' -Skip:$noTerminal -Tag Slow {
            $run = Invoke-Terminal "`$env:SPOTT_API_KEY = '$TestKeyText'; Import-Module '$SpottModule'; `$c = Connect-Spott -SkipVerify -PassThru; `"source: `$(`$c.KeySource)`""
            $run.Out | Should -BeLike '*source: the environment variable SPOTT_API_KEY*'
            $run.Out | Should -Not -BeLike "*$prompt*"
        }
    }
}

Describe 'Connect-Spott in a host with windows of its own' {
    BeforeAll {
        # A host as the ISE is one: it asks in a window, and its process has no console, whose input so counts as redirected.
        $source = Join-Path $TestDrive 'WindowHost.cs'
        Set-Content -LiteralPath $source -Value @'
using System; using System.Collections.Generic; using System.Collections.ObjectModel; using System.Globalization; using System.Management.Automation;
using System.Management.Automation.Host; using System.Security;
public sealed class WindowHost : PSHost
{
    private readonly string name; private readonly WindowUI ui = new WindowUI();
    public WindowHost(string name) { this.name = name; }
    public int Asked { get { return ui.Asked; } }
    public override string Name { get { return name; } }
    public override Version Version { get { return new Version(1, 0); } }
    public override Guid InstanceId { get { return new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11); } }
    public override PSHostUserInterface UI { get { return ui; } }
    public override CultureInfo CurrentCulture { get { return CultureInfo.InvariantCulture; } }
    public override CultureInfo CurrentUICulture { get { return CultureInfo.InvariantCulture; } }
    public override void SetShouldExit(int code) { }
    public override void EnterNestedPrompt() { }
    public override void ExitNestedPrompt() { }
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    private sealed class WindowUI : PSHostUserInterface
    {
        public int Asked;
        public override PSHostRawUserInterface RawUI { get { return null; } }
        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> fields)
        {
            Asked++;
            var key = new SecureString();
            foreach (char c in "Marker-Key-7f3a9c51e2d84b06") key.AppendChar(c);
            return new Dictionary<string, PSObject> { { fields[0].Name, PSObject.AsPSObject(key) } };
        }
        public override string ReadLine() { throw new NotImplementedException(); }
        public override SecureString ReadLineAsSecureString() { throw new NotImplementedException(); }
        public override int PromptForChoice(string a, string b, Collection<ChoiceDescription> c, int d) { throw new NotImplementedException(); }
        public override PSCredential PromptForCredential(string a, string b, string c, string d) { throw new NotImplementedException(); }
        public override PSCredential PromptForCredential(string a, string b, string c, string d, PSCredentialTypes e, PSCredentialUIOptions f) { throw new NotImplementedException(); }
        public override void Write(string value) { }
        public override void Write(ConsoleColor a, ConsoleColor b, string value) { }
        public override void WriteLine(string value) { }
        public override void WriteErrorLine(string value) { }
        public override void WriteDebugLine(string value) { }
        public override void WriteVerboseLine(string value) { }
        public override void WriteWarningLine(string value) { }
        public override void WriteProgress(long id, ProgressRecord record) { }
    }
}
'@
    }

    It 'asks for the key in <Name>: <Asks>' -ForEach @{ Name = 'Windows PowerShell ISE Host'; Asks = 1 }, @{ Name = 'Some Other Host'; Asks = 0 } -Tag Slow {
        $run = Invoke-ChildShell -KeepInputOpen @"
            Add-Type -Path '$source'
            `$window = [WindowHost]::new('$Name')
            `$runspace = [runspacefactory]::CreateRunspace(`$window)
            `$runspace.Open()
            `$shell = [powershell]::Create()
            `$shell.Runspace = `$runspace
            try { `$null = `$shell.AddScript("Import-Module '$SpottModule'; Connect-Spott -SkipVerify -ErrorAction Stop").Invoke() } catch { `$null = `$_ }
            "asked `$(`$window.Asked)"
"@
        $run.Out.Trim() | Should -Be "asked $Asks"
    }
}

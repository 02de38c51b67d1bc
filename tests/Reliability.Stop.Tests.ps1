BeforeAll {
    . $PSScriptRoot/common.ps1

    if (-not ('SpottTests.DeafTransport' -as [type])) {
        Add-Type -TypeDefinition @'
namespace SpottTests
{
    using System; using System.IO; using System.Net.Http; using System.Threading; using System.Threading.Tasks;

    /// <summary>Never answers, or never ends its body, and does not listen to its token.</summary>
    public sealed class DeafTransport : HttpMessageHandler
    {
        private readonly bool _inBody;
        private readonly TaskCompletionSource<HttpResponseMessage> _never = new();
        private readonly TaskCompletionSource<int> _neverRead = new();
        public readonly ManualResetEventSlim Asked = new();
        public DeafTransport(bool inBody) { _inBody = inBody; }
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_inBody) return Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new Endless(Asked, _neverRead)) });
            Asked.Set();
            return _never.Task;
        }
        /// <summary>What comes after everybody has gone.</summary>
        public void FailLate()
        {
            if (_inBody) _neverRead.SetException(new IOException("too late"));
            else _never.SetException(new IOException("too late"));
        }
        private sealed class Endless : MemoryStream
        {
            private readonly ManualResetEventSlim _asked; private readonly TaskCompletionSource<int> _never;
            public Endless(ManualResetEventSlim asked, TaskCompletionSource<int> never) { _asked = asked; _never = never; }
            public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) { _asked.Set(); return new ValueTask<int>(_never.Task); }
        }
    }

    public static class Unobserved
    {
        private static int _count;
        private static string _last = "";
        public static int Count { get { return Volatile.Read(ref _count); } }
        public static string Last { get { return _last; } }
        public static void Watch() { TaskScheduler.UnobservedTaskException += Note; }
        public static void Unwatch() { TaskScheduler.UnobservedTaskException -= Note; }
        private static void Note(object sender, UnobservedTaskExceptionEventArgs e) { _last = e.Exception.ToString(); Interlocked.Increment(ref _count); }
        public static void Collect() { for (int i = 0; i < 3; i++) { GC.Collect(); GC.WaitForPendingFinalizers(); } }
        public static void LoseOne() { Task.Run(new Action(Throw)).ContinueWith(t => { }).Wait(); }
        private static void Throw() { throw new InvalidOperationException("lost on purpose"); }
    }
}
'@
    }
    # What other files left behind is not to be heard of here.
    [SpottTests.Unobserved]::Collect()
    [SpottTests.Unobserved]::Watch()

    # What a stop would take if it waited for anything has no end.
    $short = [timespan]::FromSeconds(5)
    $patient = [timespan]::FromSeconds(20)
    $page = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 50), 'c1')
    $last = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(51, 2))

    function Start-Run {
        # A run in a runspace of its own, begun and not awaited.
        param([object] $Connection, [string] $Script = 'Get-SpottOpportunity -Connection $args[0]')

        $runspace = [runspacefactory]::CreateRunspace()
        $runspace.Open()
        $shell = [powershell]::Create()
        $shell.Runspace = $runspace
        $null = $shell.AddScript("Import-Module '$SpottModule'").Invoke()
        $shell.Commands.Clear()
        $null = $shell.AddScript($Script).AddArgument($Connection)
        [pscustomobject]@{ Shell = $shell; Running = $shell.BeginInvoke(); Runspace = $runspace }
    }

    function Stop-Run {
        # Stops it, and holds it to what a stop promises on this side of the wire.
        param([object] $Run)

        try {
            $Run.Running.IsCompleted | Should -BeFalse -Because 'there is something to stop'
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $Run.Shell.Stop()
            $clock.Elapsed | Should -BeLessThan $short
            $Run.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
            $Run.Shell.Streams.Error | Should -BeNullOrEmpty
            $Run.Runspace.SessionStateProxy.GetVariable('Error') | Should -BeNullOrEmpty
        } finally {
            $Run.Shell.Dispose()
            $Run.Runspace.Dispose()
        }
    }
}

AfterAll {
    [SpottTests.Unobserved]::Unwatch()
}

Describe 'Stop()' {
    It 'ends Connect-Spott while it verifies the key, and aborts the request' {
        $server = [Spott.Fakes.LoopbackServer]::new().Enqueue([Spott.Fakes.Answer]::Hang())
        try {
            $run = Start-Run -Connection @{ BaseUri = $server.BaseUri; ApiKey = New-TestKey } -Script '$p = $args[0]; Connect-Spott @p'
            $server.Requests.WaitForCount(1, $patient) | Should -BeTrue
            Stop-Run $run
            $server.Requests.WaitForCancelled(1, $patient) | Should -BeTrue -Because 'the server sees that its client has gone'
        } finally {
            $server.Dispose()
        }
    }

    It 'ends a run that waits for <Name>, aborts the request, and leaves the connection usable' -ForEach @(
        @{ Name = 'headers'; Make = { [Spott.Fakes.Answer]::Hang() } }
        @{ Name = 'the rest of a body'; Make = { $page.WithFault('HangInBody') } }
        @{ Name = 'a slow body'; Make = { [Spott.Fakes.Answer]::SlowBody($page, 100, [timespan]::FromMilliseconds(500)) } }
        @{ Name = 'the body of an error'; Make = { [Spott.Fakes.Answer]::Html(503).WithFault('HangInBody') } }
    ) {
        $server = [Spott.Fakes.LoopbackServer]::new().Enqueue((& $Make))
        try {
            $connection = Connect-Fake -Server $server
            $run = Start-Run $connection
            $server.Requests.WaitForCount(1, $patient) | Should -BeTrue
            Stop-Run $run
            $server.Requests.WaitForCancelled(1, $patient) | Should -BeTrue -Because 'the server sees that its client has gone'
            $server.RequestCount | Should -Be 1 -Because 'a stopped run asks for nothing more'

            $null = $server.Enqueue($last)
            @(Get-SpottOpportunity -Connection $connection).Count | Should -Be 2
        } finally {
            $server.Dispose()
        }
    }

    It 'ends a wait before <Name>, which leaves no timer behind' -ForEach @(
        @{ Name = 'a retry after a 503'; Answers = { [Spott.Fakes.Answer]::Html(503) }; With = @{} }
        @{ Name = 'a retry after a 429'; Answers = { [Spott.Fakes.Answer]::Html(429).WithRetryAfter(100) }; With = @{} }
        @{ Name = 'a retry after a reset'; Answers = { [Spott.Fakes.Answer]::Throw('ResetBeforeHeaders') }; With = @{} }
    ) {
        $clock = [Spott.Fakes.FakeClock]::new()
        $clock.HoldWaits = $true
        $handler = [Spott.Fakes.ScriptedHandler]::new(@((& $Answers), $last))
        $connection = Connect-Fake -Handler $handler -Clock $clock -With $With
        $run = Start-Run $connection
        $clock.WaitForPendingWait($patient) | Should -BeTrue
        Stop-Run $run
        $clock.WaitForNoPendingWait($patient) | Should -BeTrue
        $clock.HoldWaits = $false
        $clock.Advance([timespan]::FromMinutes(10))
        $handler.RequestCount | Should -Be 1

        @(Get-SpottOpportunity -Connection $connection).Count | Should -Be 2
        $connection.RetryCount | Should -Be 0 -Because 'a retry that was not sent is none'
    }

    It 'ends the wait for a turn' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $clock.HoldWaits = $true
        $handler = [Spott.Fakes.ScriptedHandler]::new(@($last, $last))
        $connection = Connect-Fake -Handler $handler -Clock $clock -With @{ MaxRequestsPerMinute = 1 }
        @(Get-SpottOpportunity -Connection $connection).Count | Should -Be 2
        $run = Start-Run $connection
        $clock.WaitForPendingWait($patient) | Should -BeTrue
        Stop-Run $run
        $clock.WaitForNoPendingWait($patient) | Should -BeTrue
        $handler.RequestCount | Should -Be 1
    }

    It 'ends a wait of real time' {
        $handler = [Spott.Fakes.ScriptedHandler]::new(@([Spott.Fakes.Answer]::Html(429).WithRetryAfter(100), $last))
        $run = Start-Run (Connect-Fake -Handler $handler)
        while ($run.Shell.Streams.Warning.Count -eq 0 -and -not $run.Running.IsCompleted) { [System.Threading.Thread]::Sleep(20) }
        Stop-Run $run
        $handler.RequestCount | Should -Be 1
    }

    It 'aborts the page that is fetched ahead while the command behind is busy' {
        $server = [Spott.Fakes.LoopbackServer]::new().Enqueue(@($page, [Spott.Fakes.Answer]::Hang()))
        try {
            $run = Start-Run (Connect-Fake -Server $server) -Script 'Get-SpottOpportunity -Connection $args[0] | ForEach-Object { if ($_.Id -eq "opp-000003") { Start-Sleep -Seconds 60 } }'
            $server.Requests.WaitForCount(2, $patient) | Should -BeTrue
            Stop-Run $run
            $server.Requests.WaitForCancelled(1, $patient) | Should -BeTrue
        } finally {
            $server.Dispose()
        }
    }

    It 'does not wait for a transport that ignores its token <Where>, and sees what it throws later' -ForEach @{ Where = 'before the headers'; InBody = $false }, @{ Where = 'in the body'; InBody = $true } {
        $transport = [SpottTests.DeafTransport]::new($InBody)
        $run = Start-Run (Connect-Fake -Handler $transport)
        $transport.Asked.Wait($patient) | Should -BeTrue
        Stop-Run $run
        $transport.FailLate()
    }
}

Describe 'A pipeline that ends early' {
    It 'aborts the page fetched ahead when <Name>' -ForEach @(
        @{ Name = 'Select-Object has enough'; Line = { param($c) Get-SpottOpportunity -Connection $c | Select-Object -First 20 } }
        @{ Name = 'a loop breaks'; Line = { param($c) foreach ($once in 1) { Get-SpottOpportunity -Connection $c | ForEach-Object { $_; if ($_.Id -eq 'opp-000020') { break } } } } }
        @{ Name = 'the command behind throws'; Line = { param($c) try { Get-SpottOpportunity -Connection $c | ForEach-Object { $_; if ($_.Id -eq 'opp-000020') { throw 'enough' } } } catch { if ("$_" -ne 'enough') { throw } } } }
        @{ Name = '-First is reached'; Line = { param($c) Get-SpottOpportunity -Connection $c -First 60 -PageSize 50 | Select-Object -First 20 } }
    ) {
        $server = [Spott.Fakes.LoopbackServer]::new().Enqueue(@($page, [Spott.Fakes.Answer]::Hang()))
        try {
            $connection = Connect-Fake -Server $server
            $Error.Clear(); $before = 0
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            @(& $Line $connection).Count | Should -Be 20
            $clock.Elapsed | Should -BeLessThan $patient
            # The second request may have been given up before it was on the wire.
            if ($server.RequestCount -eq 2) { $server.Requests.WaitForCancelled(1, $patient) | Should -BeTrue }
            if ($Name -notlike '*throws') { $Error.Count | Should -Be $before }

            # It may also reach the server as late as now: whoever takes the answer that never comes, all others get the last page.
            $server.Answers.Otherwise = $last
            if ($server.Answers.Remaining) { $null = $server.Answers.Respond($null) }
            @(Get-SpottOpportunity -Connection $connection).Count | Should -Be 2
        } finally {
            $server.Dispose()
        }
    }

    It 'sends one request for Select-Object -First 1' {
        $handler = [Spott.Fakes.ScriptedHandler]::new(@($page, $last))
        @(Get-SpottOpportunity -Connection (Connect-Fake -Handler $handler) | Select-Object -First 1).Count | Should -Be 1
        $handler.RequestCount | Should -Be 1
    }
}

Describe 'What stays behind' {
    It 'is no request and no wait a second later' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $server = [Spott.Fakes.OpportunityServer]::new(5000)
        $server.Faults = [Spott.Fakes.ChaosPlan]::new(7)
        $handler = $server.AsHandler()
        $runs = 1..4 | ForEach-Object { Start-Run (Connect-Fake -Handler $handler -Clock $clock) }
        $handler.Requests.WaitForCount(20, $patient) | Should -BeTrue
        foreach ($run in $runs) {
            $run.Shell.Stop()
            $run.Shell.Dispose()
            $run.Runspace.Dispose()
        }
        [System.Threading.Thread]::Sleep(1000)
        $count = $handler.RequestCount
        $waits = $clock.Waits.Count
        [System.Threading.Thread]::Sleep(500)
        $handler.RequestCount | Should -Be $count
        $clock.Waits.Count | Should -Be $waits
        $clock.WaitForNoPendingWait($patient) | Should -BeTrue
    }

    It 'is no exception that nobody looked at' {
        [SpottTests.Unobserved]::Collect()
        [SpottTests.Unobserved]::Last | Should -BeNullOrEmpty
        [SpottTests.Unobserved]::Count | Should -Be 0
        # The means would notice one.
        [SpottTests.Unobserved]::LoseOne()
        [SpottTests.Unobserved]::Collect()
        [SpottTests.Unobserved]::Count | Should -Be 1
    }
}

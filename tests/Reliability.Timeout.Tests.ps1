BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/common.retries.ps1
}

Describe 'The bounds of time' {
    It 'ends an attempt after <Seconds> s of -TimeoutSec <Given>' -ForEach @{ Given = $null; Seconds = 60 }, @{ Given = 7; Seconds = 7 } {
        $with = @{ MaxRetryCount = 0 }
        if ($Given) { $with.TimeoutSec = $Given }
        foreach ($fault in 'Hang', 'HangInBody') {
            $clock = [Spott.Fakes.FakeClock]::new()
            $answer = $page.WithFault($fault)
            $patient = Invoke-Run $page.Taking($clock, [timespan]::FromSeconds($Seconds - 0.1)) -With $with -Clock $clock
            $patient.Items.Count | Should -Be 2

            $clock = [Spott.Fakes.FakeClock]::new()
            $run = Invoke-Timed $answer $clock ([timespan]::FromSeconds($Seconds)) $with
            $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Timeout,*'
            $run.Error.Exception.Message | Should -BeLike "*($Seconds s, -TimeoutSec)*"
            $run.Error.Exception.StatusCode | Should -BeNullOrEmpty
            $run.Error.Exception.Elapsed.TotalSeconds | Should -Be $Seconds
        }
    }

    It 'takes up to an hour for -<_>, and no more' -ForEach 'TimeoutSec', 'MaxRetryAfter' {
        (Invoke-Run (New-Failure 503), $page -With @{ $_ = 3600 }).Items.Count | Should -Be 2
        foreach ($refused in 0, 3601) {
            { Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new()) -With @{ $_ = $refused } } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        }
    }

    It 'uses every retry however long the answers take, and fails with the last one' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $slow = (New-Failure 503).Taking($clock, [timespan]::FromSeconds(50))
        $last = [Spott.Fakes.Answer]::Error(502, 'the last', 'req-last').Taking($clock, [timespan]::FromSeconds(50))
        $run = Invoke-Run (@($slow) * 10 + $last + $page) -With @{ MaxRetryCount = 10 } -Clock $clock
        $run.Requests | Should -Be 11
        $clock.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 550
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.ServerError,*'
        [int] $run.Error.Exception.StatusCode | Should -Be 502
        $run.Error.Exception.Attempts | Should -Be 11
        $run.Error.Exception.Elapsed | Should -Be $clock.Elapsed
    }

    It 'keeps the retries after <Name> with -TimeoutSec <Seconds>' -ForEach @(
        @{ Name = 'a 429'; Seconds = 240; Make = { New-Throttle } }
        @{ Name = 'a time-out'; Seconds = 3600; Make = { [Spott.Fakes.Answer]::HangFor($clock, [timespan]::FromSeconds(3601)) } }
    ) {
        $clock = [Spott.Fakes.FakeClock]::new()
        $run = Invoke-Run (@(& $Make) * 5 + $page) -With @{ TimeoutSec = $Seconds } -Clock $clock
        $run.Error | Should -BeNullOrEmpty
        $run.Requests | Should -Be 6
        $run.Items.Count | Should -Be 2
    }

    It 'waits as often as the server asks for it, while retries are left' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $run = Invoke-Run (@((New-Throttle).WithRetryAfter(3000)) * 6) -With @{ MaxRetryAfter = 3600 } -Clock $clock
        $run.Requests | Should -Be 6
        $run.Waits.Count | Should -Be 5
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Throttled,*'
        $clock.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 15000
    }

    It 'gives each page its own retries' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $first = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2), 'c1')
        $second = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(3, 2), 'c2')
        $third = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(5, 2))
        $wait = (New-Throttle).WithRetryAfter(100)
        $run = Invoke-Run $wait, $wait, $first, $wait, $wait, $second, $wait, $wait, $third -With @{ MaxRetryCount = 2; TimeoutSec = 300 } -Clock $clock
        $run.Error | Should -BeNullOrEmpty
        $run.Items.Count | Should -Be 6
        $clock.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 600
    }

    It 'lets no clock that is set back or forward change a wait' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $clock.SetUtcNow([System.DateTimeOffset]::new(2001, 1, 1, 0, 0, 0, [timespan]::Zero))
        $run = Invoke-Run (New-Failure 503).WithRetryAfter(20), $page -Clock $clock
        $run.Items.Count | Should -Be 2
        $clock.Elapsed.TotalSeconds | Should -BeLessOrEqual 22
    }

    It 'ends an attempt of a transport that ignores its token <Where>' -ForEach @{ Where = 'before the headers'; InBody = $false }, @{ Where = 'in the body'; InBody = $true } {
        $clock = [Spott.Fakes.FakeClock]::new()
        $run = Invoke-Timed ([SpottTests.IgnorantTransport]::new($InBody)) $clock ([timespan]::FromSeconds(60)) @{ MaxRetryCount = 0 }
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Timeout,*'
    }

    It 'takes 401 for what it is though its body never ends' {
        $clock = [Spott.Fakes.FakeClock]::new()
        $run = Invoke-Timed (New-Failure 401).WithFault('HangInBody') $clock ([timespan]::FromSeconds(5)) @{}
        $run.Requests | Should -Be 1
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Unauthorized,*'
    }

    BeforeAll {
        if (-not ('SpottTests.IgnorantTransport' -as [type])) {
            Add-Type -TypeDefinition @'
namespace SpottTests
{
    using System; using System.IO; using System.Net.Http; using System.Threading; using System.Threading.Tasks;
    public sealed class IgnorantTransport : HttpMessageHandler
    {
        private readonly bool _inBody;
        public readonly ManualResetEventSlim Asked = new();
        public IgnorantTransport(bool inBody) { _inBody = inBody; }
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_inBody) return Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new Endless(Asked)) });
            Asked.Set();
            return new TaskCompletionSource<HttpResponseMessage>().Task;
        }
        private sealed class Endless : MemoryStream
        {
            private readonly ManualResetEventSlim _asked;
            public Endless(ManualResetEventSlim asked) { _asked = asked; }
            public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            {
                _asked.Set();
                return new ValueTask<int>(new TaskCompletionSource<int>().Task);
            }
        }
    }
}
'@
        }

        function Invoke-Timed {
            # A run whose answer never ends, with virtual time that goes by once it hangs. Another runspace: this one lets the time go by.
            param([object] $Answer, [Spott.Fakes.FakeClock] $Clock, [timespan] $Time, [hashtable] $With)

            $handler = if ($Answer -is [Spott.Fakes.Answer]) { [Spott.Fakes.ScriptedHandler]::new(@($Answer)) } else { $Answer }
            $connection = Connect-Fake -Handler $handler -Clock $Clock -With $With
            $shell = [powershell]::Create()
            try {
                $script = "Import-Module '$SpottModule'; Get-SpottOpportunity -Connection `$args[0]"
                $running = $shell.AddScript($script).AddArgument($connection).BeginInvoke()
                if ($handler -is [Spott.Fakes.ScriptedHandler]) {
                    $handler.Requests.WaitForCount(1, [timespan]::FromSeconds(20)) | Should -BeTrue
                } else {
                    $handler.Asked.Wait(20000) | Should -BeTrue
                }
                # An error body's own time begins a moment after its request was seen: then the first step comes too early.
                $steps = 0
                do { $Clock.Advance($Time) } until ($running.AsyncWaitHandle.WaitOne(5000) -or ++$steps -eq 5)
                $running.IsCompleted | Should -BeTrue -Because 'the time has passed'
                $null = $shell.EndInvoke($running)
                [pscustomobject]@{ Error = $shell.Streams.Error[0]; Requests = $handler -is [Spott.Fakes.ScriptedHandler] ? $handler.RequestCount : 1 }
            } finally {
                $shell.Stop()
                $shell.Dispose()
            }
        }
    }
}

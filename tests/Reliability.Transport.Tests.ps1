BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/common.failures.ps1
}

Describe 'A transport of the user''s own' {
    BeforeAll {
        if (-not ('SpottTests.ThrowingTransport' -as [type])) {
            Add-Type -TypeDefinition @'
namespace SpottTests
{
    using System; using System.IO; using System.Net.Http; using System.Threading; using System.Threading.Tasks;
    public sealed class ThrowingTransport : HttpMessageHandler
    {
        private readonly Exception _exception; private readonly bool _now; private readonly bool _inBody; public int Requests;
        public ThrowingTransport(Exception exception, bool now, bool inBody) { _exception = exception; _now = now; _inBody = inBody; }
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref Requests);
            if (_inBody) return Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new Broken(_exception)) });
            if (_now) throw _exception;
            return Later();
        }
        private async Task<HttpResponseMessage> Later() { await Task.Yield(); throw _exception; }
        private sealed class Broken : MemoryStream
        {
            private readonly Exception _exception;
            public Broken(Exception exception) { _exception = exception; }
            public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw _exception;
            public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw _exception;
        }
    }
    public sealed class NullTransport : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult<HttpResponseMessage>(null);
    }
}
'@
        }
    }

    It 'may throw <Type>: it comes as Spott.Network with that exception inside' -ForEach @(
        @{ Type = 'System.Net.Http.HttpRequestException'; Repeated = $true }
        @{ Type = 'System.IO.IOException'; Repeated = $true }
        @{ Type = 'System.Net.Sockets.SocketException'; Repeated = $true }
        @{ Type = 'System.TimeoutException'; Repeated = $true }
        @{ Type = 'System.Threading.Tasks.TaskCanceledException'; Repeated = $true }
        @{ Type = 'System.OperationCanceledException'; Repeated = $true }
        @{ Type = 'System.ObjectDisposedException'; Repeated = $false }
        @{ Type = 'System.InvalidOperationException'; Repeated = $false }
        @{ Type = 'System.NullReferenceException'; Repeated = $false }
        @{ Type = 'System.NotSupportedException'; Repeated = $false }
        @{ Type = 'System.FormatException'; Repeated = $false }
        @{ Type = 'System.Security.Authentication.AuthenticationException'; Repeated = $false }
        @{ Type = 'System.Management.Automation.RuntimeException'; Repeated = $false }
    ) {
        foreach ($now in $true, $false) {
            $own = if ($Type -like '*ObjectDisposed*') { [System.ObjectDisposedException]::new('thing') } else { New-Object -TypeName $Type }
            $transport = [SpottTests.ThrowingTransport]::new($own, $now, $false)
            $run = Get-FailedRun -Handler $transport -Retries 1
            $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Network,*'
            [object]::ReferenceEquals($run.Exception.InnerException, $own) | Should -BeTrue
            $transport.Requests | Should -Be ($Repeated ? 2 : 1)
            Assert-Sentence $run.Exception.Message
        }
    }

    It 'may break its body with <_>: the page is asked for again' -ForEach 'System.IO.InvalidDataException', 'System.InvalidOperationException', 'System.ObjectDisposedException', 'System.OperationCanceledException' {
        $own = if ($_ -like '*ObjectDisposed*') { [System.ObjectDisposedException]::new('thing') } else { New-Object -TypeName $_ }
        $transport = [SpottTests.ThrowingTransport]::new($own, $false, $true)
        $run = Get-FailedRun -Handler $transport -Retries 2
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Network,*'
        [object]::ReferenceEquals($run.Exception.InnerException, $own) | Should -BeTrue
        $transport.Requests | Should -Be 3
    }

    It 'may be without an end' {
        $run = Get-FailedRun -Handler ([SpottTests.NullTransport]::new())
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Network,*'
    }

    It 'may be a chain whose last link is missing' {
        Add-Type -TypeDefinition 'public sealed class SpottTestsOpenChain : System.Net.Http.DelegatingHandler { }' -ErrorAction Ignore
        $run = Get-FailedRun -Handler ([SpottTestsOpenChain]::new())
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Network,*'
    }
}

Describe 'A connection that is closed meanwhile' {
    It 'ends a run in Spott.NotConnected, and what was written stays' {
        $connection = Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(500))
        $items = [System.Collections.Generic.List[object]]::new()
        $failure = $null
        try {
            Get-SpottOpportunity -Connection $connection | ForEach-Object {
                $items.Add($_)
                if ($items.Count -eq 60) { Disconnect-Spott -Connection $connection }
            }
        } catch {
            $failure = $_
        }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.NotConnected,*'
        $failure.Exception.Message | Should -BeLike '*closed by Disconnect-Spott*'
        # The page ahead may have come already.
        $items.Count | Should -BeIn 100, 150
        $failure.Exception.ItemsWritten | Should -Be $items.Count
        Assert-Sentence $failure.Exception.Message
    }

    It 'ends a request that is under way in another runspace in Spott.NotConnected' {
        $handler = [Spott.Fakes.ScriptedHandler]::new(@([Spott.Fakes.Answer]::Hang()))
        $connection = Connect-Fake -Handler $handler
        $shell = [powershell]::Create()
        try {
            $running = $shell.AddScript("Import-Module '$SpottModule'; Get-SpottOpportunity -Connection `$args[0]").AddArgument($connection).BeginInvoke()
            $handler.Requests.WaitForCount(1, [timespan]::FromSeconds(20)) | Should -BeTrue
            Disconnect-Spott -Connection $connection
            $running.AsyncWaitHandle.WaitOne(10000) | Should -BeTrue
            $null = $shell.EndInvoke($running)
            $shell.Streams.Error[0].FullyQualifiedErrorId | Should -BeLike 'Spott.NotConnected,*'
            $handler.RequestCount | Should -Be 1
        } finally {
            $shell.Dispose()
        }
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    # Long enough for a request that should not be; short, because it is always waited for.
    $aWhile = [timespan]::FromMilliseconds(250)
    # Never waited for in full unless something is broken.
    $surely = [timespan]::FromSeconds(20)

    function New-ItemJson([string] $Id) { "{`"id`":`"$Id`"}" }

    if (-not ('SpottTests.BlockingTransport' -as [type])) {
        Add-Type -TypeDefinition @'
namespace SpottTests
{
    using System; using System.Net.Http; using System.Threading; using System.Threading.Tasks;

    /// <summary>Answers on its caller's stack; with the third request it keeps the caller until it is let go.</summary>
    public sealed class BlockingTransport : HttpMessageHandler
    {
        private int _requests;
        public readonly ManualResetEventSlim LetGo = new();
        public bool WasLetGo { get; private set; }
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            int page = Interlocked.Increment(ref _requests);
            if (page == 3) WasLetGo = LetGo.Wait(TimeSpan.FromSeconds(10));
            string way = page == 3 ? "{\"hasMore\":false}" : "{\"hasMore\":true,\"cursor\":\"c" + page + "\"}";
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent("{\"items\":[{\"id\":\"p" + page + "\"}],\"pagination\":" + way + "}") });
        }
    }

    /// <summary>That of a window whose thread is busy with the pipeline: what is posted to it comes too late.</summary>
    public sealed class BusyWindow : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object state) { }
    }
}
'@
    }
}

Describe 'Get-SpottOpportunity looks one page ahead' {
    It 'asks for the second page when the first item was taken, not before' {
        $handler = [Spott.Fakes.ScriptedHandler]::Pages(3, 3)
        $null = Connect-Fake -Handler $handler
        $facts = [System.Collections.Generic.List[string]]::new()

        Get-SpottOpportunity | ForEach-Object {
            switch ($_.Id) {
                'opp-000001' { $facts.Add("first: $($handler.Requests.WaitForCount(2, $aWhile))") }
                'opp-000002' { $facts.Add("second: $($handler.Requests.WaitForCount(2, $surely))") }
            }
        }

        $facts -join ', ' | Should -Be 'first: False, second: True'
    }

    It 'is never more than one page ahead, and on later pages does not wait for the first item' {
        $handler = [Spott.Fakes.ScriptedHandler]::Pages(2, 2, 2, 2, 2)
        $null = Connect-Fake -Handler $handler
        $facts = [System.Collections.Generic.List[string]]::new()

        Get-SpottOpportunity | ForEach-Object {
            $number = [int] $_.Id.Substring(4)
            if ($number % 2 -eq 0) { return }
            # The first item of page p: page p + 1 was asked for (but for p = 1), page p + 2 was not.
            $page = ($number + 1) / 2
            $next = if ($page -gt 1 -and $page -lt 5) { $handler.Requests.WaitForCount($page + 1, $surely) } else { '-' }
            $facts.Add("$page $next $($handler.Requests.WaitForCount($page + 2, $aWhile))")
        }

        $facts -join ', ' | Should -Be '1 - False, 2 True False, 3 True False, 4 True False, 5 - False'
        $handler.RequestCount | Should -Be 5
    }

    It 'has asked for the next page before it parses this one' {
        (Get-EngineHarness LookAheadHarness)::PagesAskedForBeforeParse() | Should -Be 2
    }

    It 'needs nothing of the pipeline''s thread, which may be a window''s' {
        $shell = [powershell]::Create()
        try {
            $running = $shell.AddScript({
                    param($module)
                    Import-Module $module
                    Connect-Spott -Sandbox -SandboxSize 120
                    [System.Threading.SynchronizationContext]::SetSynchronizationContext([SpottTests.BusyWindow]::new())
                    $connection = Get-SpottConnection
                    $count = 0
                    # With the first page's last item the second is complete: the third is asked for by this thread.
                    Get-SpottOpportunity | ForEach-Object {
                        if (++$count -eq 50) { $null = [System.Threading.SpinWait]::SpinUntil({ $connection.ItemCount -ge 100 }, 20000) }
                        $_
                    }
                }).AddArgument($SpottModule).BeginInvoke()

            $running.AsyncWaitHandle.WaitOne($surely) | Should -BeTrue
            $shell.EndInvoke($running).Count | Should -Be 120
        } finally {
            $shell.Stop()
            $shell.Dispose()
        }
    }

    It 'gets this page''s items though a transport of the user''s own keeps whoever asks it for the next one' {
        $transport = [SpottTests.BlockingTransport]::new()
        $null = Connect-Fake -Handler $transport

        $ids = Get-SpottOpportunity | ForEach-Object { if ($_.Id -eq 'p2') { $transport.LetGo.Set() }; $_.Id }

        $ids -join ' ' | Should -Be 'p1 p2 p3'
        $transport.WasLetGo | Should -BeTrue
    }

    It 'asks for the next page while the answer to this one is still being held up by the consumer' {
        $gate = [Spott.Fakes.Gate]::new()
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @(
                [Spott.Fakes.Answer]::Page(@((New-ItemJson a), (New-ItemJson b)), 'c1')
                [Spott.Fakes.Answer]::Page(@((New-ItemJson c)), 'c2').HeldUntil($gate)
                [Spott.Fakes.Answer]::Page(@((New-ItemJson d)))))
        $null = Connect-Fake -Handler $handler
        $facts = [System.Collections.Generic.List[string]]::new()

        Get-SpottOpportunity | ForEach-Object {
            # The held answer keeps nobody from reading this page to its end.
            if ($_.Id -eq 'b') { $facts.Add([string] $handler.Requests.WaitForCount(2, $surely)); $gate.Open() }
            $facts.Add($_.Id)
        }

        $facts -join ' ' | Should -Be 'a True b c d'
    }

    It 'asks for the next series'' first page only when its turn has come' {
        $server = [Spott.Fakes.OpportunityServer]::new(42, 21)
        $handler = $server.AsHandler()
        $null = Connect-Fake -Handler $handler
        $count = 0
        $early = $null

        1..21 | ForEach-Object { "co-$_" } | Get-SpottOpportunity | ForEach-Object {
            if (++$count -eq 39) { $early = $handler.Requests.WaitForCount(2, $aWhile) }
        }

        $count | Should -Be 42
        $early | Should -BeFalse
    }

    It 'cancels the page ahead when the pipeline stops, and leaves no error' {
        $gate = [Spott.Fakes.Gate]::new()
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @(
                [Spott.Fakes.Answer]::Page(@((New-ItemJson a), (New-ItemJson b), (New-ItemJson c)), 'c1')
                [Spott.Fakes.Answer]::Page(@((New-ItemJson d))).HeldUntil($gate)))
        $null = Connect-Fake -Handler $handler
        $Error.Clear()

        $ids = (Get-SpottOpportunity | ForEach-Object { if ($_.Id -eq 'b') { $null = $handler.Requests.WaitForCount(2, $surely) }; $_ } | Select-Object -First 2).Id

        $ids -join ' ' | Should -Be 'a b'
        $handler.Requests.WaitForCancelled(1, $surely) | Should -BeTrue
        $Error.Count | Should -Be 0
    }
}

Describe 'What the page ahead has to say' {
    It 'comes after this page''s last item: an error' {
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @(
                [Spott.Fakes.Answer]::Page(@((New-ItemJson a), (New-ItemJson b), (New-ItemJson c)), 'c1')
                [Spott.Fakes.Answer]::Error(403, 'no more for you', 'r2')))
        $null = Connect-Fake -Handler $handler
        $written = [System.Collections.Generic.List[string]]::new()

        {
            Get-SpottOpportunity | ForEach-Object {
                # The refusal is here, and nobody heard of it yet.
                if ($_.Id -eq 'b') { [System.Threading.SpinWait]::SpinUntil({ $handler.RequestCount -eq 2 -and $handler.Requests[1].Answer }, $surely) | Should -BeTrue }
                $written.Add($_.Id)
            }
        } | Should -Throw -ErrorId 'Spott.Forbidden,*'

        $written -join ' ' | Should -Be 'a b c'
    }

    It 'is never heard when the run ends before it' {
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @(
                [Spott.Fakes.Answer]::Page(@((New-ItemJson a), (New-ItemJson b), (New-ItemJson c)), 'c1')
                [Spott.Fakes.Answer]::Error(403, 'no more for you', 'r2')))
        $null = Connect-Fake -Handler $handler

        $ids = (Get-SpottOpportunity | ForEach-Object { if ($_.Id -eq 'b') { $null = $handler.Requests.WaitForCount(2, $surely) }; $_ } | Select-Object -First 3).Id

        $ids -join ' ' | Should -Be 'a b c'
    }

    It 'comes after this page''s last item: a warning, a verbose line' {
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @(
                [Spott.Fakes.Answer]::Page(@((New-ItemJson a), (New-ItemJson b), (New-ItemJson c)), 'c1')
                [Spott.Fakes.Answer]::Page(@('{"id":"d","name":{"name":1}}'))))
        $connection = Connect-Fake -Handler $handler

        $all = Get-SpottOpportunity -Verbose 3>&1 4>&1 | ForEach-Object {
            if ($_ -isnot [Spott.Opportunity]) { return $_.GetType().Name }
            # An item counts when its page is parsed.
            if ($_.Id -eq 'b') { [System.Threading.SpinWait]::SpinUntil({ $connection.ItemCount -eq 4 }, $surely) | Should -BeTrue }
            $_.Id
        }

        $all -join ' ' | Should -Be 'VerboseRecord a b c VerboseRecord WarningRecord d'
    }
}

Describe 'The cursor that the page ahead is asked for with' {
    It 'is the right one when the way on comes before the items' {
        $body = '{"pagination":{"cursor":"right","hasMore":true},"items":[' + (New-ItemJson a) + ',' + (New-ItemJson b) + ']}'
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Json($body), [Spott.Fakes.Answer]::Page(@((New-ItemJson c)))))
        $null = Connect-Fake -Handler $handler

        (Get-SpottOpportunity).Id -join ' ' | Should -Be 'a b c'
        $handler.Requests[1].Value('cursor') | Should -BeExactly 'right'
        $handler.RequestCount | Should -Be 2
    }

    It 'is not taken from a text: <Name>' -ForEach @(
        @{ Name = 'a description'; Text = '\"pagination\":{\"cursor\":\"wrong\",\"hasMore\":true}'; First = $true }
        @{ Name = 'a description behind the way on'; Text = '\"pagination\":{\"cursor\":\"wrong\",\"hasMore\":true}'; First = $false }
        @{ Name = 'a text that ends in a backslash'; Text = 'C:\\'; First = $true }
        @{ Name = 'escapes in disguise'; Text = '\u0022pagination\u0022:{\u0022cursor\u0022:\u0022wrong\u0022}'; First = $true }
    ) {
        $items = '"items":[{"id":"a"},{"id":"b","description":{"description":"' + $Text + '"}}]'
        $way = '"pagination":{"cursor":"right","hasMore":true}'
        $body = if ($First) { "{$way,$items}" } else { "{$items,$way}" }
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Json($body), [Spott.Fakes.Answer]::Page(@((New-ItemJson c)))))
        $null = Connect-Fake -Handler $handler

        (Get-SpottOpportunity).Id -join ' ' | Should -Be 'a b c'
        $handler.Requests.ForEach({ $_.Value('cursor') }) -join ' ' | Should -Be ' right'
    }

    It 'is dropped with its answer when the parse finds another one: <Name>' -ForEach @(
        @{ Name = 'an unknown field named pagination in the last item'
            Body = '{"pagination":{"cursor":"right","hasMore":true},"items":[{"id":"a"},{"id":"b","pagination":{"cursor":"wrong","hasMore":true}}]}' }
        @{ Name = 'an unknown field named pageInfo in the last item'
            Body = '{"pageInfo":{"nextCursor":"right","hasNextPage":true},"items":[{"id":"a"},{"id":"b","x":[{"pageInfo":{"nextCursor":"wrong","hasNextPage":true}}]}]}' }
        @{ Name = 'a key in escapes after the plain one'
            Body = '{"items":[{"id":"a"},{"id":"b"}],"pagination":{"cursor":"wrong","hasMore":true},"\u0070agination":{"cursor":"right","hasMore":true}}' }
    ) {
        $answers = [Spott.Fakes.AnswersByCursor]::new().Add('', [Spott.Fakes.Answer]::Json($Body))
        $answers.Add('wrong', [Spott.Fakes.Answer]::Error(403, 'whatever it was, nobody hears of it', 'r')).Add('right', [Spott.Fakes.Answer]::Page(@((New-ItemJson c)))) | Out-Null
        $handler = $answers.AsHandler()
        $null = Connect-Fake -Handler $handler

        $ids = Get-SpottOpportunity | ForEach-Object { if ($_.Id -eq 'b') { $null = $handler.Requests.WaitForCount(2, $surely) }; $_.Id }

        $ids -join ' ' | Should -Be 'a b c'
        $handler.Requests.ForEach({ $_.Value('cursor') }) -join ' ' | Should -Be ' wrong right'
    }

    It 'is that of the last of two equal keys, as the parse has it' {
        $body = '{"pagination":{"cursor":"wrong","hasMore":true},"items":[{"id":"a"},{"id":"b"}],"pagination":{"cursor":"x","cursor":"right","hasMore":false,"hasMore":true}}'
        $handler = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @([Spott.Fakes.Answer]::Json($body), [Spott.Fakes.Answer]::Page(@((New-ItemJson c)))))
        $null = Connect-Fake -Handler $handler

        (Get-SpottOpportunity).Id -join ' ' | Should -Be 'a b c'
        $handler.Requests.ForEach({ $_.Value('cursor') }) -join ' ' | Should -Be ' right'
    }

    It 'is dropped when the page ends the series after all' {
        $body = '{"pagination":{"cursor":null,"hasMore":false},"items":[{"id":"a"},{"id":"b","pagination":{"cursor":"wrong","hasMore":true}}]}'
        $answers = [Spott.Fakes.AnswersByCursor]::new().Add('', [Spott.Fakes.Answer]::Json($body)).Add('wrong', [Spott.Fakes.Answer]::Page(@((New-ItemJson stray))))
        $handler = $answers.AsHandler()
        $null = Connect-Fake -Handler $handler

        $ids = Get-SpottOpportunity | ForEach-Object { if ($_.Id -eq 'b') { $null = $handler.Requests.WaitForCount(2, $surely) }; $_.Id }

        $ids -join ' ' | Should -Be 'a b'
    }

    It 'is of no account when the parse fails after the scan: the page is asked for again' {
        $answers = [Spott.Fakes.AnswersByCursor]::new().Add('', [Spott.Fakes.Answer]::Page(@((New-ItemJson a)), 'c1'))
        $answers.Add('c1',
            [Spott.Fakes.Answer]::Json('{"items":[{"id":"b"},{"id":}],"pagination":{"cursor":"wrong","hasMore":true}}'),
            [Spott.Fakes.Answer]::Page(@((New-ItemJson b), (New-ItemJson c)), 'c2')) | Out-Null
        $answers.Add('wrong', [Spott.Fakes.Answer]::Page(@((New-ItemJson stray)))).Add('c2', [Spott.Fakes.Answer]::Page(@((New-ItemJson d)))) | Out-Null
        $handler = $answers.AsHandler()
        $null = Connect-Fake -Handler $handler -Clock ([Spott.Fakes.FakeClock]::new())

        (Get-SpottOpportunity).Id -join ' ' | Should -Be 'a b c d'
        @($handler.Requests.ForEach({ $_.Value('cursor') }) | Where-Object { $_ -ne 'wrong' }) -join ' ' | Should -Be ' c1 c1 c2'
    }

    It 'costs nothing when the parse fails for good: the error is this page''s, after the page before it' {
        $answers = [Spott.Fakes.AnswersByCursor]::new().Add('', [Spott.Fakes.Answer]::Page(@((New-ItemJson a), (New-ItemJson b)), 'c1'))
        $answers.Add('c1', [Spott.Fakes.Answer]::Json('{"items":[{"id":"c"},{"id":}],"pagination":{"cursor":"c2","hasMore":true}}')) | Out-Null
        $answers.Add('c2', [Spott.Fakes.Answer]::Page(@((New-ItemJson stray)))) | Out-Null
        $null = Connect-Fake -Handler $answers.AsHandler() -Clock ([Spott.Fakes.FakeClock]::new())
        $written = [System.Collections.Generic.List[string]]::new()

        $failure = try { Get-SpottOpportunity -WarningAction SilentlyContinue | ForEach-Object { $written.Add($_.Id) } } catch { $_ }

        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Protocol,*'
        $failure.Exception.Cursor | Should -BeExactly 'c1'
        $failure.Exception.PageNumber | Should -Be 2
        $written -join ' ' | Should -Be 'a b'
    }
}

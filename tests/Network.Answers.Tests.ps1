# What an answer is taken for, and what the error advises: by the facts, and alike by the error and the doctor.
BeforeAll {
    . $PSScriptRoot/common.ps1

    $page = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2))
    $first = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2), 'c1')
    function New-Failure([int] $Status) { [Spott.Fakes.Answer]::Error($Status, "Nr $Status", "req-$Status") }
    function New-Hidden([int] $Status) { [Spott.Fakes.Answer]::Json("{`"statusCode`":$Status,`"message`":`"Hidden $Status`",`"requestId`":`"h-1`"}") }

    function Invoke-Run {
        # One whole run against these answers.
        param([Spott.Fakes.Answer[]] $Answers, [hashtable] $With = @{}, [hashtable] $Get = @{})

        $clock = [Spott.Fakes.FakeClock]::new()
        $handler = [Spott.Fakes.ScriptedHandler]::new($Answers)
        $connection = Connect-Fake -Handler $handler -Clock $clock -With $With
        $items = [System.Collections.Generic.List[object]]::new()
        $failure = $null
        try { Get-SpottOpportunity -Connection $connection @Get 3> $null | ForEach-Object { $items.Add($_) } } catch { $failure = $_ }
        [pscustomobject]@{
            Items = $items; Error = $failure; Text = "$(if ($failure) { $failure.Exception.Message })"; Requests = $handler.RequestCount; Connection = $connection
            Waits = @($clock.Waits | ForEach-Object TotalSeconds)
        }
    }

    function Get-Diagnosis([Spott.Fakes.Answer] $Answer, [hashtable] $With = @{}) {
        Test-SpottConnection -Connection (Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new(@($Answer))) -With $With)
    }
}

Describe 'Trouble of a gateway' {
    It 'is asked again after <_>' -ForEach 520, 521, 522, 523, 524, 529, 530 {
        $run = Invoke-Run (New-Failure $_), $page
        $run.Error | Should -BeNullOrEmpty
        $run.Items.Count | Should -Be 2
        $run.Requests | Should -Be 2
        @(Invoke-Run (New-Failure $_) -With @{ MaxRetryCount = 0 }).Error.FullyQualifiedErrorId | Should -BeLike 'Spott.ServerError,*'
    }

    It 'is asked once after <_> where the request changes something' -ForEach 520, 529 {
        $handler = [Spott.Fakes.ScriptedHandler]::new(@((New-Failure $_), [Spott.Fakes.Answer]::Json('{}')))
        $connection = Connect-Fake -Handler $handler -Clock ([Spott.Fakes.FakeClock]::new())
        $failure = Get-Failure { Invoke-SpottRequest -Connection $connection -Path x -Method Post -Body '{}' -Confirm:$false }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.ServerError,*'
        $failure.Exception.Message | Should -BeLike '*may have been carried out*'
        $handler.RequestCount | Should -Be 1
    }
}

Describe 'An error under a status of success' {
    It 'is that error: <Status>' -ForEach @(
        @{ Status = 401; Id = 'Spott.Unauthorized'; Requests = 1 }
        @{ Status = 403; Id = 'Spott.Forbidden'; Requests = 1 }
        @{ Status = 404; Id = 'Spott.NotFound'; Requests = 1 }
        @{ Status = 400; Id = 'Spott.BadRequest'; Requests = 1 }
        @{ Status = 429; Id = 'Spott.Throttled'; Requests = 2 }
        @{ Status = 503; Id = 'Spott.ServerError'; Requests = 2 }
    ) {
        $run = Invoke-Run (New-Hidden $Status), (New-Hidden $Status) -With @{ MaxRetryCount = 1 }
        $run.Error.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $run.Requests | Should -Be $Requests
        [int] $run.Error.Exception.StatusCode | Should -Be $Status
        $run.Error.Exception.ServerMessage | Should -Be "Hidden $Status"
        $run.Error.Exception.RequestId | Should -Be 'h-1'
        $result = Get-Diagnosis (New-Hidden $Status)
        $result.Succeeded | Should -BeFalse
        $result.Problem | Should -BeLike "*${Status}: Hidden $Status*"
    }

    It 'waits for a 429 as long as it asks for' {
        $run = Invoke-Run (New-Hidden 429).WithRetryAfter(20), $page
        $run.Items.Count | Should -Be 2
        $run.Waits[0] | Should -BeGreaterOrEqual 20
        $run.Waits[0] | Should -BeLessOrEqual 22
    }

    It 'is seen by Invoke-SpottRequest too<How>' -ForEach @{ How = ''; Add = @{} }, @{ How = ', with -Raw'; Add = @{ Raw = $true } } {
        $connection = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new(@(New-Hidden 401)))
        (Get-Failure { Invoke-SpottRequest -Connection $connection -Path x @Add }).FullyQualifiedErrorId | Should -BeLike 'Spott.Unauthorized,*'
    }

    It 'is not seen in <Name>' -ForEach @(
        @{ Name = 'a status of success'; Json = '{"statusCode":200,"message":"fine"}' }
        @{ Name = 'a status that is text'; Json = '{"statusCode":"429","message":"fine"}' }
        @{ Name = 'a status without a message'; Json = '{"statusCode":429,"message":null}' }
        @{ Name = 'a field further in'; Json = '{"error":{"statusCode":429,"message":"deep"}}' }
        @{ Name = 'a list'; Json = '[{"statusCode":429,"message":"one of them"}]' }
        @{ Name = 'an answer that has items'; Json = '{"statusCode":429,"message":"fine","items":[]}' }
    ) {
        $connection = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new(@([Spott.Fakes.Answer]::Json($Json))))
        Invoke-SpottRequest -Connection $connection -Path x -Raw | Should -Be $Json
    }

    It 'is no matter to a page that names a status and has items' {
        $json = [Spott.Fakes.OpportunityJson]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2), $null, $false) -replace '^\{', '{"statusCode":500,"message":"m",'
        (Invoke-Run ([Spott.Fakes.Answer]::Json($json))).Items.Count | Should -Be 2
    }
}

Describe 'The wait after a 429' {
    It 'is of its own schedule, whatever failed before it' {
        $run = Invoke-Run ((New-Failure 503), (New-Failure 503), (New-Failure 429), (New-Failure 503), (New-Failure 429), $page)
        $run.Items.Count | Should -Be 2
        foreach ($one in @{ At = 2; Least = 2 }, @{ At = 4; Least = 4 }) {
            $run.Waits[$one.At] | Should -BeGreaterOrEqual $one.Least
            $run.Waits[$one.At] | Should -BeLessOrEqual (1.25 * $one.Least + 0.001)
        }
    }
}

Describe 'Advice follows the facts' {
    It 'does not offer a cursor that was refused with <Status>' -ForEach @{ Status = 400 }, @{ Status = 404 }, @{ Status = 410 } {
        $run = Invoke-Run $first, (New-Failure $Status)
        $run.Items.Count | Should -Be 2
        $run.Text | Should -BeLike '*2 items were written before page 2 failed; *begin again without it.'
        $run.Text | Should -Not -BeLike '*-Cursor*'
        $run.Error.Exception.Cursor | Should -Be 'c1'
    }

    It 'sends back to the checkpoint where there is one' {
        $run = Invoke-Run $first, (New-Failure 400) -Get @{ CheckpointPath = Join-Path $TestDrive refused.json }
        $run.Text | Should -BeLike '*run the same command again, which begins from the checkpoint.'
    }

    It 'asks for the parameters too where the cursor was given' {
        (Invoke-Run (New-Failure 400) -Get @{ Cursor = 'old' }).Text | Should -BeLike '*check the parameters*begin again without it.'
    }

    It 'offers the cursor still after a failure that is not its own' {
        (Invoke-Run $first, (New-Failure 401)).Text | Should -BeLike '*continues there with -Cursor*'
    }

    It 'names a page that is no JSON by its type, and does not call for an update' {
        $run = Invoke-Run ([Spott.Fakes.Answer]::Html(200)) -With @{ MaxRetryCount = 0 }
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Protocol,*'
        $run.Text | Should -BeLike '*it came as text/html; *a sign-in page or a gateway*'
        $run.Text | Should -Not -BeLike '*update*'
        $result = Get-Diagnosis ([Spott.Fakes.Answer]::Html(200))
        $result.Problem | Should -BeLike '*it came as text/html.'
        $result.Remedy | Should -BeLike 'A sign-in page or a gateway*'
    }

    It 'takes a 403 in HTML for a gateway''s, and one of the API for the key''s' {
        $run = Invoke-Run ([Spott.Fakes.Answer]::Html(403))
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Forbidden,*'
        $run.Text | Should -BeLike 'Something in front of the API refused*(403, text/html)*the key is not the cause*'
        $result = Get-Diagnosis ([Spott.Fakes.Answer]::Html(403))
        $result.Problem | Should -BeLike 'Something in front of the API refused*'
        $result.Remedy | Should -BeLike '*the key is not the cause*'
        (Invoke-Run (New-Failure 403)).Text | Should -BeLike '*not allowed*administrator*'
    }

    It 'takes a 304 for no redirect' {
        $run = Invoke-Run ([Spott.Fakes.Answer]::Empty(304))
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Protocol,*'
        $run.Text | Should -BeLike '*304, Not Modified*cache*'
        $run.Text | Should -Not -BeLike '*redirect*'
        [int] $run.Error.Exception.StatusCode | Should -Be 304
        (Get-Diagnosis ([Spott.Fakes.Answer]::Empty(304))).Remedy | Should -BeLike '*cache*'
    }

    It 'asks for a smaller -PageSize after a page above 32 MiB' {
        $run = Invoke-Run ([Spott.Fakes.Answer]::Bytes([byte[]]::new(32MB + 1)))
        $run.Text | Should -BeLike '*larger than 32 MiB; *smaller -PageSize*'
        $run.Text | Should -Not -BeLike '*update*'
    }

    It 'says that the key is in quotation marks after <Status>, without showing it' -ForEach @{ Status = 401; Quote = '"' }, @{ Status = 403; Quote = "'" } {
        $handler = [Spott.Fakes.ScriptedHandler]::new(@(New-Failure $Status))
        $connection = Connect-Fake -Handler $handler -Key "$Quote$TestKeyText$Quote"
        $failure = Get-Failure { Get-SpottOpportunity -Connection $connection }
        $failure.Exception.Message | Should -BeLike '*the key begins and ends with a quotation mark*; set it without the quotation marks (the parameter -ApiKey)*'
        $failure.Exception.Message | Should -Not -BeLike "*$TestKeyText*"
        (Invoke-Run (New-Failure $Status)).Text | Should -Not -BeLike '*quotation*'
    }

    It 'names the proxy that is gone, in the error as in the doctor''s words' {
        $gone = [System.Net.Sockets.Socket]::new('InterNetwork', 'Stream', 'Tcp')
        try {
            $gone.Bind([System.Net.IPEndPoint]::new([System.Net.IPAddress]::Loopback, 0))
            $proxy = "http://127.0.0.1:$($gone.LocalEndPoint.Port)"
            $connection = Connect-Fake -Server @{ BaseUri = 'https://api.invalid/' } -Clock ([Spott.Fakes.FakeClock]::new()) -With @{ Proxy = $proxy }
            $failure = Get-Failure { Get-SpottOpportunity -Connection $connection 3> $null }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.Network,*'
            $failure.Exception.Message | Should -BeLike "No answer from GET https://api.invalid/opportunities through the proxy ${proxy}: *; check the proxy: *-NoProxy."
            $result = Test-SpottConnection -Connection $connection
            $result.Problem | Should -BeLike "No answer from GET https://api.invalid/opportunities through the proxy ${proxy}: *"
            $result.Remedy | Should -BeLike 'Check the proxy: *-NoProxy.'
        } finally {
            $gone.Dispose()
        }
    }
}

Describe 'A run without any network' {
    It 'shows its waits from the first second on: <What>' -ForEach @(
        @{ What = 'Get-SpottOpportunity'; Script = 'Get-SpottOpportunity -Connection $connection'; Activity = 'Getting opportunities from Spott' }
        @{ What = 'Connect-Spott'; Script = 'Connect-Spott -ApiKey $key -BaseUri https://fake.invalid -Transport $transport'; Activity = 'Connecting to Spott' }
    ) {
        $handler = [Spott.Fakes.ScriptedHandler]::new(@(@([Spott.Fakes.Answer]::Throw('NameNotResolved')) * 3))
        $connection = Connect-Fake -Handler $handler
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("param(`$connection, `$transport, `$key) Import-Module '$SpottModule'; $Script").AddArgument($connection).AddArgument($handler).AddArgument((New-TestKey))
            $running = $shell.BeginInvoke()
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            while ($handler.RequestCount -lt 2 -and $clock.Elapsed.TotalSeconds -lt 20) { [System.Threading.Thread]::Sleep(20) }
            $shown = @($shell.Streams.Progress | Where-Object { $_.Activity -eq $Activity })
            $shown.Count | Should -BeGreaterThan 0
            $shown[0].StatusDescription | Should -Be 'no answer yet'
            $shown[0].CurrentOperation | Should -BeLike 'Waiting * before attempt 2 of *'
        } finally {
            $shell.Stop()
            $shell.Dispose()
        }
    }
}

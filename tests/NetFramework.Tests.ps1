BeforeDiscovery {
    . $PSScriptRoot/drive.ps1
    $noHost = Test-DriveIsMissing
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/drive.ps1

    function Start-Server([Spott.Fakes.IResponder] $Responder, [switch] $Tls) {
        $script:server = [Spott.Fakes.LoopbackServer]::new($Responder, [bool] $Tls)
        $script:server
    }

    function Start-Answers([Spott.Fakes.Answer[]] $Answers) { (Start-Server ([Spott.Fakes.AnswerScript]::new())).Enqueue($Answers) }

    function Invoke-Read([hashtable] $With = @{}) { Invoke-Drive read (@{ uri = $server.BaseUri } + $With) }

    $page = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 3))
}

AfterAll { Stop-Drive $script:Drive }

Describe 'The .NET Framework build' -Skip:$noHost {
    BeforeAll {
        Write-Host "    in $((Invoke-Drive host).host)"
    }
    BeforeAll { function Get-InternalType([string] $Name) { [Spott.SpottConnection].Assembly.GetType("Spott.Errors.$Name", $true) } }
    BeforeEach { $script:server = $null }
    AfterEach { if ($server) { $server.Dispose() } }

    Context 'Loading' {
        It 'takes the engine and its packages from the module''s folder' {
            $null = Invoke-Drive read @{ sandbox = 3 }
            $loaded = Invoke-Drive assemblies
            $loaded.own -split ' ' | Should -Contain 'Spott.Engine'
            $loaded.own -split ' ' | Should -Contain 'System.Text.Json'
            # .NET Framework's own wins over a file of the same name.
            $loaded.others -split ' ' | Where-Object { $_ -notin '', 'System.Numerics.Vectors', 'System.Buffers' } | Should -BeNullOrEmpty
        }

        It 'works when another module has loaded other versions of all its packages' {
            $strangers = (New-Item -ItemType Directory -Path "$TestDrive/strangers").FullName
            $mscorlib = Get-Item "$(if ($env:NUGET_PACKAGES) { $env:NUGET_PACKAGES } else { "$HOME/.nuget/packages" })/microsoft.netframework.referenceassemblies.net472/*/build/.NETFramework/v4.7.2/mscorlib.dll"
            Add-Type -TypeDefinition 'class StartsTheCompiler { }'
            foreach ($package in Get-ChildItem (Join-Path (Split-Path $SpottModule) 'bin/net472') -Filter *.dll | Where-Object Name -notlike 'Spott*') {
                $tree = [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText('[assembly: System.Reflection.AssemblyVersion("2.1.0.0")] public class Other { }')
                $compilation = [Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create($package.BaseName, [Microsoft.CodeAnalysis.SyntaxTree[]] @($tree),
                    [Microsoft.CodeAnalysis.MetadataReference[]] @([Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile($mscorlib.FullName)),
                    [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new('DynamicallyLinkedLibrary'))
                $file = [System.IO.File]::Create((Join-Path $strangers $package.Name))
                try { $compilation.Emit($file, $null, $null, $null, $null, $null, [System.Threading.CancellationToken]::None).Success | Should -BeTrue }
                finally { $file.Dispose() }
            }
            $process = Start-Drive -Stranger $strangers
            try {
                (Invoke-Drive read @{ sandbox = 137 } -On $process).items | Should -Be 137
                $loaded = Invoke-Drive assemblies -On $process
                $loaded.others -split ' ' | Should -Contain 'System.Text.Json'
                $loaded.own -split ' ' | Should -Contain 'System.Text.Json'
            } finally {
                Stop-Drive $process
            }
        }
    }

    Context 'Reading' {
        It 'gives <_> opportunities of the sandbox, each once' -ForEach 0, 1, 50, 51, 137, 5000 {
            $read = Invoke-Drive read @{ sandbox = $_ }
            $read.items, $read.ids, $read.malformed | Should -Be $_, $_, 0
        }

        It 'gives the same in the culture <_>' -ForEach 'tr-TR', 'de-DE', 'th-TH', 'ar-SA' {
            $null = Start-Server ([Spott.Fakes.OpportunityServer]::new(137))
            $plain = Invoke-Read
            $plain.'first-created' | Should -Be 'Local'
            (Invoke-Read @{ culture = $_ }).digest | Should -Be $plain.digest
        }

        It 'follows pages over HTTP, with the key, the product''s name and an offer to compress' {
            $null = Start-Server ([Spott.Fakes.OpportunityServer]::new(137))
            $read = Invoke-Read
            $read.items, $read.ids, $read.requests, $read.retried | Should -Be 137, 137, 3, 0
            $server.Requests | ForEach-Object ApiKey | Should -Be @($TestKeyText, $TestKeyText, $TestKeyText)
            $server.Requests[0].Header('User-Agent') | Should -Match '^Spott-PowerShell/\d'
            $server.Requests[0].Header('Accept-Encoding') | Should -Match 'gzip'
            $server.ConnectionCount | Should -Be 1
            $read.log | Should -Match 'Verbose: GET /opportunities\?limit=50 -> 200'
        }

        It 'reads the same from a server that compresses' {
            $api = [Spott.Fakes.OpportunityServer]::new(137)
            $null = Start-Server $api
            $plain = Invoke-Read
            $api.Compress = $true
            (Invoke-Read).digest | Should -Be $plain.digest
        }

        It 'filters by company and by moment' {
            $null = Start-Server ([Spott.Fakes.OpportunityServer]::new(140))
            (Invoke-Read @{ companies = [Spott.Fakes.OpportunityJson]::CompanyId(1) }).items | Should -Be 20
            (Invoke-Read @{ companies = "$([Spott.Fakes.OpportunityJson]::CompanyId(1)),$([Spott.Fakes.OpportunityJson]::CompanyId(2))" }).items | Should -Be 40
            (Invoke-Read @{ since = '2026-01-01T01:41:00Z' }).items | Should -Be 40
        }

        It 'reads odd JSON: a mark at its begin, lone surrogates, bad UTF-8, numbers that fit nothing, and no object' {
            $text = '{"items":[{"id":"a","name":{"name":"x\ud800y"},"n1":1.10,"n2":123456789012345678901234567890,"n3":0.1,"n4":9007199254740993,"description":{"description":"'
            $bytes = [byte[]] (0xEF, 0xBB, 0xBF) + [System.Text.Encoding]::UTF8.GetBytes($text) + [byte[]] (0xFF, 0xC3) +
                [System.Text.Encoding]::UTF8.GetBytes('"}},17],"pagination":{"cursor":null,"hasMore":false}}')
            $answer = [Spott.Fakes.Answer]::Bytes($bytes)
            $null = Start-Answers @($answer)
            $read = Invoke-Read
            $null = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @($answer)))
            $here = Get-SpottOpportunity -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            $read.items, $read.malformed | Should -Be 1, 1
            $read.'first-name' | Should -BeExactly "x$([char] 0xFFFD)y"
            $read.'first-description' | Should -BeExactly $here.Description
            $values = foreach ($key in $here.AdditionalProperties.Keys | Sort-Object) {
                [string]::Format([cultureinfo]::InvariantCulture, '{0}={1}:{2}', $key, $here.AdditionalProperties[$key], $here.AdditionalProperties[$key].GetType().Name)
            }
            $values.Count | Should -Be 4
            $read.'first-additional' | Should -BeExactly ($values -join ' ')
        }

        It 'writes numbers so that they read back, also where "R" of .NET Framework loses a digit' {
            $numbers = Invoke-Drive number @{ count = 20000; seed = 7 }
            $numbers.lost, $numbers.mended, $numbers.kept | Should -Be '0', '0.84551240822557006', '0.1'
        }

        It 'has no mirror, and says in one sentence where there is one' {
            $mirror = Invoke-Drive mirror
            # The sentence is made of it where PowerShell is.
            $failed = Get-InternalType MirrorException
            $failed = $failed.GetConstructors('Instance, NonPublic')[0].Invoke([object[]] ([Enum]::Parse((Get-InternalType MirrorProblem), $mirror.problem), [string] $mirror.words, $null))
            $record = (Get-InternalType MirrorErrors).GetMethod('Of', [System.Reflection.BindingFlags] 'Static, NonPublic').Invoke($null, @('C:\a.db', $failed))
            $record = $record.GetType().GetMethod('ToRecord', [System.Reflection.BindingFlags] 'Instance, NonPublic').Invoke($record, @())
            $record.FullyQualifiedErrorId | Should -BeExactly 'Spott.MirrorNeedsPowerShell7'
            "$record" | Should -BeExactly 'A mirror needs PowerShell 7.4 or newer, and this is Windows PowerShell; run the command in pwsh, where the same module works.'
        }

        It 'reads eight times at once over one connection, and is not held to two' {
            $null = Start-Server ([Spott.Fakes.OpportunityServer]::new(500))
            $server.Latency = [timespan]::FromMilliseconds(50)
            (Invoke-Drive read-at-once @{ uri = $server.BaseUri; runs = 8 }).counts | Should -Be (@('500') * 8 -join ' ')
            $server.ConnectionCount | Should -BeGreaterThan 4
        }

        It 'spaces its requests' {
            $null = Start-Server ([Spott.Fakes.OpportunityServer]::new(200))
            $read = Invoke-Read @{ pace = 600 }
            $read.items | Should -Be 200
            [int] $read.milliseconds | Should -BeGreaterThan 290
        }
    }

    Context 'Failures' {
        It 'repeats <Name>' -ForEach @(
            @{ Name = '500'; Answer = { [Spott.Fakes.Answer]::Error(500, 'broken', 'r') } }
            @{ Name = 'a gateway''s 503'; Answer = { [Spott.Fakes.Answer]::Html(503) } }
            @{ Name = '429'; Answer = { [Spott.Fakes.Answer]::Error(429, 'slow down', 'r').WithHeader('Retry-After', '1') } }
            @{ Name = 'half a text'; Answer = { [Spott.Fakes.Answer]::Truncated($page) } }
            @{ Name = 'garbage'; Answer = { [Spott.Fakes.Answer]::Garbage() } }
            @{ Name = 'a body that is cut off'; Answer = { $page.WithFault('CutBody') } }
        ) {
            $null = Start-Answers @((& $Answer), $page)
            $read = Invoke-Read
            $read.items, $read.retried, $server.RequestCount | Should -Be 3, 1, 2
            if ($Name -eq '429') { [double] $read.throttled | Should -BeGreaterOrEqual 1 }
        }

        It 'does not repeat <Status>, and says what the server said' -ForEach @(
            @{ Status = 401; Kind = 'Unauthorized' }, @{ Status = 403; Kind = 'Forbidden' }, @{ Status = 400; Kind = 'BadRequest' }
        ) {
            $null = Start-Answers @([Spott.Fakes.Answer]::Error($Status, 'the reason', 'req-7'))
            $read = Invoke-Read
            $read.kind, $read.status, $read.attempts | Should -Be $Kind, $Status, 1
            $read.'server-message', $read.'request-id' | Should -Be 'the reason', 'req-7'
            $read.everything | Should -Not -Match $TestKeyText
        }

        It 'follows no redirect' {
            $decoy = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(3))
            try {
                $null = Start-Answers @([Spott.Fakes.Answer]::Empty(302).WithHeader('Location', $decoy.BaseUri))
                (Invoke-Read).kind | Should -Be 'Insecure'
                $decoy.ConnectionCount | Should -Be 0
            } finally {
                $decoy.Dispose()
            }
        }

        It 'gives up after its time: <Name>' -ForEach @(
            @{ Name = 'no headers'; Answer = { [Spott.Fakes.Answer]::Hang() } }
            @{ Name = 'a body that stalls'; Answer = { $page.WithFault('HangInBody') } }
            @{ Name = 'a compressed body that stalls'; Answer = { [Spott.Fakes.Answer]::Gzip($page).WithFault('HangInBody') } }
        ) {
            $null = Start-Answers @((& $Answer))
            $read = Invoke-Read @{ timeout = 1; retries = 0 }
            $read.kind | Should -Be 'Timeout'
            [int] $read.milliseconds | Should -BeGreaterThan 900
            [int] $read.milliseconds | Should -BeLessThan 6000
        }

        It 'cuts a body at the limit: <Name>' -ForEach @(
            @{ Name = 'plain'; Answer = { [Spott.Fakes.Answer]::Repeated('', ' ' * 1MB, 40, '') } }
            @{ Name = 'compressed'; Answer = { [Spott.Fakes.Answer]::GzipBomb(200) } }
        ) {
            $null = Start-Answers @((& $Answer))
            $read = Invoke-Read @{ retries = 0 }
            $read.kind | Should -Be 'Protocol'
            $read.message | Should -Match '32 MiB'
        }

        It 'names an address where nobody listens' {
            $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
            $listener.Start()
            $port = $listener.LocalEndpoint.Port
            $listener.Stop()
            (Invoke-Drive read @{ uri = "http://127.0.0.1:$port/"; retries = 0 }).kind | Should -Be 'Network'
        }
    }

    Context 'A stop' {
        It 'ends it at once, and the server sees the connection go: <Name>' -ForEach @(
            @{ Name = 'before the headers'; Answer = { [Spott.Fakes.Answer]::Hang() } }
            @{ Name = 'in a body'; Answer = { $page.WithFault('HangInBody') } }
            @{ Name = 'in a compressed body'; Answer = { [Spott.Fakes.Answer]::Gzip($page).WithFault('HangInBody') } }
            @{ Name = 'in the body of an error'; Answer = { [Spott.Fakes.Answer]::Error(400, 'x' * 100, 'r').WithFault('HangInBody') } }
        ) {
            $null = Start-Answers @((& $Answer))
            $stopped = Invoke-Drive stop @{ uri = $server.BaseUri; after = 700 }
            $stopped.early | Should -Be 'False'
            $stopped.outcome | Should -Be 'cancelled'
            [int] $stopped.milliseconds | Should -BeLessThan 2000
            $server.WaitForOpenConnections(0, [timespan]::FromSeconds(3)) | Should -BeTrue
        }
    }

    Context 'A request that changes something' {
        It 'is sent once, whatever becomes of the connection: <Name>' -ForEach @(
            foreach ($body in '{"a":1}', $null) {
                foreach ($first in $null, 'GET') {
                    foreach ($fault in 'ClosedBeforeHeaders', 'ResetBeforeHeaders') {
                        @{ Name = "$fault, $(if ($body) { 'with' } else { 'without' }) a body, on a $(if ($first) { 'kept' } else { 'new' }) connection"; Body = $body; First = $first; Fault = $fault }
                    }
                }
            }
        ) {
            $answers = @(if ($First) { [Spott.Fakes.Answer]::Json('{}') }) + [Spott.Fakes.Answer]::Throw($Fault)
            $null = Start-Answers $answers
            $with = @{ uri = $server.BaseUri; method = 'POST' }
            if ($Body) { $with.body = $Body }
            if ($First) { $with.first = $First }
            $sent = Invoke-Drive send $with
            $sent.kind, $sent.ambiguous, $sent.attempts | Should -Be 'Network', 'True', 1
            @($server.Requests | Where-Object Method -eq 'POST').Count | Should -Be 1
        }

        It 'sends its body as UTF-8, asks for no permission before it, and gives the answer' {
            $null = Start-Answers @([Spott.Fakes.Answer]::Json('{"ok":true}'))
            (Invoke-Drive send @{ uri = $server.BaseUri; method = 'POST'; body = '{"name":"Zoë"}' }).answer | Should -Be '{"ok":true}'
            $server.Requests[0].Body | Should -BeExactly '{"name":"Zoë"}'
            $server.Requests[0].Header('Expect') | Should -BeNullOrEmpty
        }
    }

    Context 'The diagnosis' {
        It 'takes every step to a good server' {
            $null = Start-Server ([Spott.Fakes.OpportunityServer]::new(3))
            $result = Invoke-Drive diagnose @{ uri = "http://localhost:$($server.BaseUri.Port)/" }
            $result.name, $result.tcp, $result.status, $result.step, $result.call | Should -Be 'True', 'True', '200', '', ''
            [math]::Abs([double] $result.skew) | Should -BeLessOrEqual 2
        }

        It 'names a name without an address' {
            $result = Invoke-Drive diagnose @{ uri = 'https://nowhere.invalid/' }
            $result.name, $result.step | Should -Be 'False', 'NameResolution'
        }

        It 'names a server that accepts and says nothing, within its time' {
            $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
            $listener.Start()
            try {
                $result = Invoke-Drive diagnose @{ uri = "https://127.0.0.1:$($listener.LocalEndpoint.Port)/" }
                $result.tls, $result.step | Should -Be 'False', 'Tls'
                $result.detail | Should -Match 'no answer within'
                [int] $result.milliseconds | Should -BeLessThan 8000
            } finally {
                $listener.Stop()
            }
        }

        It 'is stopped at once at a server that accepts and says nothing' {
            $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
            $listener.Start()
            try {
                $result = Invoke-Drive diagnose @{ uri = "https://127.0.0.1:$($listener.LocalEndpoint.Port)/"; stop = 700 }
                $result.stopped | Should -Be 'True'
                [int] $result.milliseconds | Should -BeLessThan 2500
            } finally {
                $listener.Stop()
            }
        }
    }

    Context 'A server whose certificate the system does not trust' {
        It 'gets no request, once, and is named by the diagnosis' {
            $null = Start-Server ([Spott.Fakes.OpportunityServer]::new(3)) -Tls
            $read = Invoke-Read
            $read.kind, $read.attempts | Should -Be 'Network', 1
            $read.message | Should -Match 'certificate.*does not trust its issuer'
            $sent = Invoke-Drive send @{ uri = $server.BaseUri; method = 'POST'; body = '{}' }
            $sent.kind, $sent.ambiguous | Should -Be 'Network', 'False'
            (Invoke-Drive diagnose @{ uri = $server.BaseUri }).step | Should -Be 'Certificate'
            $server.RequestCount | Should -Be 0
        }

        It 'gets no request either when another script has switched the check off for the whole process' {
            $null = Start-Server ([Spott.Fakes.OpportunityServer]::new(3)) -Tls
            $null = Invoke-Drive trust-all @{ on = 'true' }
            try {
                (Invoke-Read @{ retries = 0 }).kind | Should -Be 'Network'
            } finally {
                $null = Invoke-Drive trust-all @{ on = 'false' }
            }
            $server.RequestCount | Should -Be 0
        }
    }

    Context 'What belongs to the whole process' {
        It 'decides nothing: the handler judges certificates itself, by the system''s verdict, and keeps the proxy''s credential to itself' {
            $null = Invoke-Drive read @{ sandbox = 1 }
            $handler = Invoke-Drive handler @{ uri = 'https://nowhere.invalid/'; credential = 'Marker-Proxy-user' }
            $handler.'trusts-None' | Should -Be 'True'
            foreach ($fault in 'RemoteCertificateNotAvailable', 'RemoteCertificateNameMismatch', 'RemoteCertificateChainErrors') { $handler["trusts-$fault"] | Should -Be 'False' }
            $handler.'own-credential', $handler.'process-credential' | Should -Be 'Marker-Proxy-user', ''
            $handler.protocols, $handler.redirects | Should -Be 'Tls12', 'False'
        }

        It 'is given no credential for its proxy' {
            $left = Invoke-Drive proxy-credential @{ uri = 'https://nowhere.invalid/'; proxy = 'http://127.0.0.1:9/'; credential = 'Marker-Proxy-user'; retries = 0 }
            $left.kind | Should -Be 'Network'
            $left.'left-behind' | Should -Be ''
        }

        It 'keeps its limit of connections; only the one for our host is raised, and its connections are renewed' {
            $null = Start-Server ([Spott.Fakes.OpportunityServer]::new(3))
            $before = (Invoke-Drive connection-limit @{ uri = 'http://127.0.0.2:1/' }).'default-limit'
            $null = Invoke-Read
            $ours = Invoke-Drive connection-limit @{ uri = $server.BaseUri }
            [int] $ours.limit | Should -BeGreaterThan 8
            $ours.lease | Should -Be 600000
            $others = Invoke-Drive connection-limit @{ uri = 'http://127.0.0.2:1/' }
            $others.'default-limit', $others.lease | Should -Be $before, '-1'
        }
    }
}

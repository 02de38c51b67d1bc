# What Pester's tests cannot reach: the module in Windows PowerShell 5.1, run by the workflow on Windows. Throws at the first thing that is wrong.
#Requires -PSEdition Desktop
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

function Assert-True([bool] $Condition, [string] $What) {
    if (-not $Condition) { throw "Not true: $What" }
    Write-Host "ok: $What"
}

function Get-Failure([scriptblock] $Script) {
    try { $null = & $Script } catch { return $_ }
    throw "Nothing failed: $Script"
}

# A server on bare sockets: it says nothing, or closes, or stalls in the body, or answers, plain or with TLS; and counts what came.
Add-Type -TypeDefinition @'
using System; using System.IO; using System.Net; using System.Net.Security; using System.Net.Sockets; using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates; using System.Text; using System.Threading;
public sealed class BareServer : IDisposable
{
    private readonly TcpListener listener = new TcpListener(IPAddress.Loopback, 0);
    private readonly string mode; private readonly X509Certificate2 certificate;
    public int Requests; public int Gone;
    public BareServer(string mode, X509Certificate2 certificate)
    {
        this.mode = mode; this.certificate = certificate;
        listener.Start();
        if (mode != "silent") { var thread = new Thread(Accept); thread.IsBackground = true; thread.Start(); }
    }
    public int Port { get { return ((IPEndPoint)listener.LocalEndpoint).Port; } }
    public void Dispose() { listener.Stop(); }
    private void Accept()
    {
        try { while (true) { var client = listener.AcceptTcpClient(); var thread = new Thread(() => Serve(client)); thread.IsBackground = true; thread.Start(); } }
        catch (SocketException) { } catch (ObjectDisposedException) { } catch (InvalidOperationException) { }
    }
    private void Serve(TcpClient client)
    {
        try
        {
            using (client)
            {
                Stream stream = client.GetStream();
                if (certificate != null) { var tls = new SslStream(stream); tls.AuthenticateAsServer(certificate, false, SslProtocols.Tls12, false); stream = tls; }
                while (true)
                {
                    var head = new StringBuilder();
                    while (!head.ToString().EndsWith("\r\n\r\n")) { int b = stream.ReadByte(); if (b < 0) return; head.Append((char)b); }
                    Interlocked.Increment(ref Requests);
                    if (mode == "close") { client.LingerState = new LingerOption(true, 0); return; }
                    string body = "{\"items\":[],\"pagination\":{\"cursor\":null,\"hasMore\":false}}";
                    int length = mode == "stall" ? 100000 : body.Length;
                    byte[] answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n" + body);
                    stream.Write(answer, 0, answer.Length); stream.Flush();
                    if (mode == "stall") { try { if (stream.ReadByte() < 0) Interlocked.Increment(ref Gone); } catch (IOException) { Interlocked.Increment(ref Gone); } return; }
                }
            }
        }
        catch (IOException) { } catch (AuthenticationException) { } catch (ObjectDisposedException) { }
    }
}
'@

Import-Module "$PSScriptRoot/../out/Spott/Spott.psd1"
Connect-Spott -Sandbox -SandboxSize 137
$all = @(Get-SpottOpportunity)
Assert-True ($all.Count -eq 137) 'every opportunity of the sandbox comes'
Assert-True (@($all.Id | Sort-Object -Unique).Count -eq 137) 'each comes once'
Assert-True ($all[0].CreatedAt.Kind -eq 'Local') 'dates are local'

$folder = Join-Path ([System.IO.Path]::GetTempPath()) "spott-smoke-$PID"
$null = New-Item -ItemType Directory -Path $folder
$csv = Join-Path $folder 'all.csv'
$all | Export-Csv $csv -NoTypeInformation -Encoding UTF8
Assert-True (@(Import-Csv $csv).Count -eq 137) 'the CSV holds every row'
Assert-True (-not (Select-String -Path $csv -Pattern 'System\.Object|Spott\.' -Quiet)) 'the CSV names no type'

# A refused key over the sandbox's own HTTP answers, and an address where nobody listens over the real stack.
$key = ConvertTo-SecureString 'Marker-Key-7f3a9c51e2d84b06' -AsPlainText -Force
$refused = Get-Failure { Connect-Spott -ApiKey $key -BaseUri http://127.0.0.1:9 -MaxRetryCount 0 }
Assert-True ($refused.FullyQualifiedErrorId -like 'Spott.Network,*') 'a refused connection is a Spott.Network error'
Assert-True ($null -eq (Get-SpottConnection)) 'a failed connect leaves no connection'

# A server that accepts and never answers TLS.
$server = New-Object BareServer 'silent', $null
$silent = Connect-Spott -ApiKey $key -BaseUri "https://127.0.0.1:$($server.Port)" -SkipVerify -PassThru
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$result = Test-SpottConnection -Connection $silent
Assert-True (-not $result.Succeeded -and $result.TlsTrusted -eq $false) 'the doctor names a server that never answers TLS'
Assert-True ($clock.Elapsed.TotalSeconds -lt 30) 'and ends'
$server.Dispose()

# Many a script has this in its first line; it must not decide for us.
$certificate = New-SelfSignedCertificate -DnsName localhost -CertStoreLocation Cert:\CurrentUser\My
try {
    $server = New-Object BareServer 'answer', $certificate
    [System.Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }
    $failure = Get-Failure { Connect-Spott -ApiKey $key -BaseUri "https://localhost:$($server.Port)" -MaxRetryCount 0 }
    Assert-True ($failure.FullyQualifiedErrorId -like 'Spott.Network,*' -and $server.Requests -eq 0) 'an untrusted server gets no key, although the process trusts any'
} finally {
    [System.Net.ServicePointManager]::ServerCertificateValidationCallback = $null
    $server.Dispose()
    Remove-Item "Cert:\CurrentUser\My\$($certificate.Thumbprint)"
}

# The system's proxy, with a credential that is ours alone.
$before = [System.Net.WebRequest]::DefaultWebProxy
try {
    [System.Net.WebRequest]::DefaultWebProxy = New-Object System.Net.WebProxy 'http://127.0.0.1:9/'
    $credential = New-Object pscredential 'proxyuser', $key
    $null = Get-Failure { Connect-Spott -ApiKey $key -BaseUri https://nowhere.invalid -ProxyCredential $credential -MaxRetryCount 0 }
    Assert-True ($null -eq [System.Net.WebRequest]::DefaultWebProxy.Credentials) 'the process''s proxy was given no credential'
} finally {
    [System.Net.WebRequest]::DefaultWebProxy = $before
}

# What changes something is sent once, whatever becomes of the connection.
$server = New-Object BareServer 'close', $null
$closing = Connect-Spott -ApiKey $key -BaseUri "http://127.0.0.1:$($server.Port)" -SkipVerify -PassThru
$failure = Get-Failure { Invoke-SpottRequest things -Method POST -Body @{ a = 1 } -Connection $closing -Confirm:$false }
Start-Sleep -Milliseconds 500
Assert-True ($failure.FullyQualifiedErrorId -like 'Spott.Network,*' -and $server.Requests -eq 1) 'a POST on a reset connection is sent once'
$server.Dispose()

# A stop in the middle of a body.
$server = New-Object BareServer 'stall', $null
$stalling = Connect-Spott -ApiKey $key -BaseUri "http://127.0.0.1:$($server.Port)" -SkipVerify -PassThru
$shell = [powershell]::Create()
$null = $shell.AddScript('param($Module, $Connection) Import-Module $Module; Get-SpottOpportunity -Connection $Connection').AddArgument("$PSScriptRoot/../out/Spott/Spott.psd1").AddArgument($stalling)
$running = $shell.BeginInvoke()
while ($server.Requests -eq 0) { Start-Sleep -Milliseconds 50 }
Start-Sleep -Milliseconds 500
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$shell.Stop()
Assert-True ($clock.Elapsed.TotalSeconds -lt 3) 'a stop in the middle of a body is at once'
$shell.Dispose()
for ($i = 0; $i -lt 60 -and $server.Gone -eq 0; $i++) { Start-Sleep -Milliseconds 50 }
Assert-True ($server.Gone -eq 1) 'and the server sees the connection go'
$server.Dispose()

# A checkpoint that is written, and replaced twice; what protects the file stays.
Connect-Spott -Sandbox
$checkpoint = Join-Path $folder 'checkpoint.json'
$null = Get-SpottOpportunity -Checkpoint $checkpoint
Save-SpottCheckpoint $checkpoint
$access = Get-Acl $checkpoint
$access.AddAccessRule((New-Object System.Security.AccessControl.FileSystemAccessRule 'Guests', 'Read', 'Allow'))
Set-Acl $checkpoint $access
foreach ($time in 'once', 'twice') {
    $null = Get-SpottOpportunity -Checkpoint $checkpoint
    Save-SpottCheckpoint $checkpoint
    Assert-True ((Get-Content -Raw $checkpoint | ConvertFrom-Json).formatVersion -ge 1) "a checkpoint is replaced $time"
}
Assert-True ((Get-Acl $checkpoint).AccessToString -like '*Guests*') 'and keeps its access list'

# Eight runspaces over one connection.
$connection = Connect-Spott -Sandbox -SandboxSize 137 -PassThru
$shells = foreach ($number in 1..8) {
    $shell = [powershell]::Create()
    $null = $shell.AddScript('param($Module, $Connection) Import-Module $Module; @(Get-SpottOpportunity -Connection $Connection).Count').AddArgument("$PSScriptRoot/../out/Spott/Spott.psd1").AddArgument($connection)
    @{ Shell = $shell; Running = $shell.BeginInvoke() }
}
$counts = foreach ($one in $shells) { $one.Shell.EndInvoke($one.Running); $one.Shell.Dispose() }
Assert-True (($counts -join ' ') -eq (@(137) * 8 -join ' ')) 'eight runspaces read all of it over one connection'

# A number whose shortest text .NET Framework gets wrong on x64.
Assert-True ((ConvertTo-SpottRow -InputObject $all[0] | Measure-Object).Count -eq 1) 'an opportunity becomes a row'
Remove-Item $folder -Recurse -Force

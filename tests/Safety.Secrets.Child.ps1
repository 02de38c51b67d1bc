# Run by Safety.Secrets.Tests.ps1 in a shell of its own: takes the key of $env:SPOTT_API_KEY through every cmdlet and every failure, and leaves
# in a folder all that a person, a log or a serializer gets to see. The key stands in no text here.
param([string] $Module, [string] $Fakes, [string] $Folder)

$ErrorActionPreference = 'Stop'
$VerbosePreference = $DebugPreference = $InformationPreference = $WarningPreference = 'Continue'
Import-Module -Name $Module -Verbose:$false -Debug:$false
Add-Type -Path $Fakes -Verbose:$false -Debug:$false
$null = Start-Transcript -Path "$Folder/transcript.txt"

$key = $env:SPOTT_API_KEY
$secure = [System.Net.NetworkCredential]::new('', $key).SecurePassword
$percent = [uri]::EscapeDataString($key)
$base64 = 'basic', 'x', 'xy' | ForEach-Object { [Convert]::ToBase64String([System.Text.Encoding]::ASCII.GetBytes("$_$key.")) }
# What a server may make of the key in a message, and in JSON.
$echo = "bad key '$key', $($key.ToUpperInvariant()) $($key.ToLowerInvariant()) $percent $base64"
$escaped = -join ($key.ToCharArray() | ForEach-Object { '\u{0:X4}' -f [int] $_ })
$half = $escaped.Substring(0, 6) + $key.Substring(1, 9) + $escaped.Substring(60)
$leaky = "{`"id`":`"$key`",`"$key`":`"$escaped`",`"name`":{`"name`":`"$half`"},`"x`":{`"$escaped`":`"$key`"},`"clientTeam`":{`"clientTeam`":[{`"id`":`"c`",`"firstName`":`"$key`",`"$half`":1}]}}"

function New-Answer([int] $Status) {
    # Echoes in the body and in each header that the module looks at.
    $answer = [Spott.Fakes.Answer]::Error($Status, $echo, "r $key")
    foreach ($name in 'x-request-id', 'request-id', 'cf-ray', 'traceparent', 'Retry-After', 'Server', 'Set-Cookie', 'WWW-Authenticate') {
        $answer = $answer.WithHeader($name, "$echo")
    }
    $answer
}

$page = "{`"items`":[$leaky,7,{`"name`":`"$key`"}],`"pagination`":{`"cursor`":null,`"hasMore`":false}}"
$answers = [ordered] @{
    Whole        = [Spott.Fakes.Answer]::Json($page).WithHeader('x-request-id', $key)
    Unauthorized = New-Answer 401
    Forbidden    = New-Answer 403
    BadRequest   = New-Answer 422
    NotFound     = New-Answer 404
    Throttled    = New-Answer 429
    ServerError  = New-Answer 500
    Unknown      = New-Answer 418
    HeaderOnly   = [Spott.Fakes.Answer]::Html(503).WithHeader('x-request-id', "r $key")
    Redirect     = [Spott.Fakes.Answer]::Empty(302).WithHeader('Location', "https://elsewhere.invalid/?k=$percent")
    NoJson       = [Spott.Fakes.Answer]::Json("$key is no JSON").WithHeader('x-request-id', $key)
    NoItems      = [Spott.Fakes.Answer]::Json("{`"$key`":`"$key`"}")
    NoCursor     = [Spott.Fakes.Answer]::Json("{`"items`":[$leaky],`"pagination`":{`"cursor`":null,`"hasMore`":true}}")
    CursorLoop   = [Spott.Fakes.Answer]::Json("{`"items`":[$leaky],`"pagination`":{`"cursor`":`"$key`",`"hasMore`":true}}")
    Gone         = [Spott.Fakes.Answer]::Throw('ConnectionRefused')
    Untrusted    = [Spott.Fakes.Answer]::Throw('UntrustedCertificate')
}

function Write-Trace([string] $Trace, [scriptblock] $Run) {
    # Runs something, and writes its output, its streams, and its errors in all the ways that errors are written.
    $file = "$Folder/$Trace"
    $Error.Clear()
    try { & $Run *>&1 | Tee-Object -Variable all | Out-Host } catch { Write-Host "caught: $_"; if ($Trace -match "Unauthorized|socket") { Get-Error -InputObject $_ | Out-Host } }
    $all | Out-String -Width 4000 | Set-Content "$file.streams.txt"
    $all | Where-Object { $_ -and $_.GetType().Namespace -ne 'System.Management.Automation' } | ConvertTo-Json -Depth 9 -WarningAction Ignore | Set-Content "$file.output.json"
    $all | Export-Clixml "$file.output.xml"
    $Error | Format-List * -Force | Out-String -Width 4000 | Set-Content "$file.errors.txt"
    $Error | ForEach-Object { $_.Exception | Format-List * -Force; $_.InvocationInfo | Format-List * -Force; "$($_.Exception)" } | Out-String -Width 4000 | Set-Content "$file.exceptions.txt"
    $Error | Export-Clixml "$file.errors.xml"
    # All of an error that is the module's own: at that depth PowerShell's descriptions of commands, methods and types are gigabytes, and Data is none
    # of the dictionaries that ConvertTo-Json takes.
    $Error | ForEach-Object {
        $_ | Select-Object * -ExcludeProperty Exception, InvocationInfo
        $_.InvocationInfo.BoundParameters, $_.InvocationInfo.UnboundArguments
        for ($cause = $_.Exception; $cause; $cause = $cause.InnerException) { $cause | Select-Object * -ExcludeProperty TargetSite, Data, InnerException, ErrorRecord, CommandInvocation, ParameterType, TypeSpecified }
    } | ConvertTo-Json -Depth 9 -WarningAction Ignore | Set-Content "$file.errors.json"
    [pscustomobject]@{ Name = $Trace; Errors = @($Error | ForEach-Object FullyQualifiedErrorId) } | ConvertTo-Json -Compress | Add-Content "$Folder/index.jsonl"
}

function Invoke-Each([scriptblock[]] $Steps) {
    # One after the other, whatever fails.
    foreach ($step in $Steps) { try { & $step } catch { $_ } }
}

# Each cmdlet by name; $c is the connection.
$runs = @{
    'Connect-Spott'        = { param($c) Connect-Spott -ApiKey $secure -BaseUri https://fake.invalid/ -Transport $transport -MaxRetryCount 0 -PassThru }
    'Get-SpottOpportunity' = { param($c) Invoke-Each { Get-SpottOpportunity -Connection $c -CompanyId 'co-1' -ErrorAction Continue }, { Get-SpottOpportunity -Connection $c -ErrorAction Continue } }
    'Invoke-SpottRequest'  = { param($c) Invoke-Each { Invoke-SpottRequest opportunities -All -Connection $c }, { Invoke-SpottRequest opportunities -Raw -Connection $c }, { Invoke-SpottRequest x -Method POST -Body @{ a = 1 } -Connection $c } }
    'Test-SpottConnection' = { param($c) Test-SpottConnection -Connection $c }
    'Get-SpottConnection'  = { param($c) Get-SpottConnection; Get-SpottConnection | Format-List * -Force; $c | Get-Member -Force }
    'ConvertTo-SpottRow'   = { param($c) Get-SpottOpportunity -Connection $c -ErrorAction Continue | ConvertTo-SpottRow; Get-SpottOpportunity -Connection $c -ErrorAction Continue | ConvertTo-SpottRow -ExpandClientTeam }
    'Save-SpottCheckpoint' = { param($c) Invoke-Each { Get-SpottOpportunity -Connection $c -CheckpointPath "$Folder/check.point" -ErrorAction Continue }, { Save-SpottCheckpoint "$Folder/check.point" } }
    'Export-SpottReport'   = { param($c) Get-SpottOpportunity -Connection $c -ErrorAction Continue | Export-SpottReport "$Folder/report.html" -PassThru }
    'Sync-SpottMirror'     = { param($c) Invoke-Each { Sync-SpottMirror "$Folder/mirror.db" -Connection $c }, { Sync-SpottMirror "$Folder/mirror.db" -Connection $c -Full } }
    'Get-SpottMirror'      = { param($c) Invoke-Each { Sync-SpottMirror "$Folder/seen.db" -Connection $c }, { Get-SpottMirror "$Folder/seen.db" -Verify | Format-List * -Force } }
    'Get-SpottChange'      = { param($c) Invoke-Each { Sync-SpottMirror "$Folder/changes.db" -Connection $c }, { Get-SpottChange "$Folder/changes.db" } }
    'Get-SpottStageHistory' = { param($c) Invoke-Each { Sync-SpottMirror "$Folder/stays.db" -Connection $c }, { Get-SpottStageHistory "$Folder/stays.db" | Format-List * -Force } }
    'Backup-SpottMirror'   = { param($c) Invoke-Each { Sync-SpottMirror "$Folder/source.db" -Connection $c }, { Backup-SpottMirror "$Folder/source.db" "$Folder/copy.db" -PassThru | Format-List * -Force } }
    'Remove-SpottMirrorContact' = { param($c) Invoke-Each { Sync-SpottMirror "$Folder/erase.db" -Connection $c }, { Remove-SpottMirrorContact "$Folder/erase.db" -ContactId nobody -Email no@example.com -Confirm:$false } }
    'Disconnect-Spott'     = { param($c) Disconnect-Spott -Connection $c; Get-SpottOpportunity -Connection $c }
}
$asking = 'Connect-Spott', 'Get-SpottOpportunity', 'Invoke-SpottRequest', 'Sync-SpottMirror', 'Test-SpottConnection'
$names = (Get-Command -Module Spott).Name
Set-Content "$Folder/uncovered.txt" @($names | Where-Object { $_ -notin $runs.Keys })

foreach ($name in $names | Where-Object { $_ -in $runs.Keys }) {
    foreach ($failure in $answers.Keys) {
        if ($name -notin $asking -and $failure -ne 'Whole') { continue }
        $transport = [Spott.Fakes.ScriptedHandler]::new()
        $transport.Answers.Otherwise = $answers[$failure]
        $c = Connect-Spott -ApiKey $secure -BaseUri https://fake.invalid/ -Transport $transport -MaxRetryCount 0 -SkipVerify -PassThru
        Write-Trace "$name.$failure" { & $runs[$name] $c }
    }
}

# A run that waits, with its progress; the key comes from the environment.
$clock = [Spott.Fakes.FakeClock]::new()
$transport = [Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] @((New-Answer 429), [Spott.Fakes.Answer]::Html(503).WithRetryAfter(9).WithHeader('x-request-id', "r $key"), [Spott.Fakes.Answer]::HangFor($clock, '0:2:0'), $answers.Whole.WithDelay('0:0:1')))
$c = Connect-Spott -BaseUri https://fake.invalid/ -Transport $transport -SkipVerify -PassThru
$clock.AttachTo($c)
# No -Debug: with it PowerShell asks a person about each warning.
$shell = [powershell]::Create().AddScript({ param($m, $c) Import-Module $m; $DebugPreference = 'Continue'; Get-SpottOpportunity -Connection $c -Verbose -InformationAction Continue -ErrorAction Continue }).AddArgument($Module).AddArgument($c)
$null = $shell.Invoke()
$shell.Streams.Progress, $shell.Streams.Verbose, $shell.Streams.Debug, $shell.Streams.Warning, $shell.Streams.Information, $shell.Streams.Error |
    ForEach-Object { $_ } | Format-List * -Force | Out-String -Width 4000 | Set-Content "$Folder/waits.txt"
Set-Content "$Folder/counts.txt" "progress $($shell.Streams.Progress.Count) verbose $($shell.Streams.Verbose.Count) warning $($shell.Streams.Warning.Count)"

# What goes wrong on a real socket, and before anything is sent.
foreach ($fault in @{ Name = 'BadHeader'; Answer = [Spott.Fakes.Answer]::Empty(200).WithHeader('X-A', "b`r`nno header $key") },
    @{ Name = 'BadGzip'; Answer = [Spott.Fakes.Answer]::Json($page).WithHeader('Content-Encoding', 'gzip') },
    @{ Name = 'BadBrotli'; Answer = [Spott.Fakes.Answer]::Json($page).WithHeader('Content-Encoding', 'br') },
    @{ Name = 'Reason'; Answer = (New-Answer 401).WithReason("No $key") }) {
    $server = [Spott.Fakes.LoopbackServer]::new()
    $server.Answers.Otherwise = $fault.Answer
    Write-Trace "socket.$($fault.Name)" { Connect-Spott -BaseUri $server.BaseUri -NoProxy -MaxRetryCount 0 }
    $server.Dispose()
}
Write-Trace 'input.PlainKey' { Connect-Spott -ApiKey $key }
Write-Trace 'input.PlainKeyByPosition' { Connect-Spott $key -SkipVerify }
Write-Trace 'input.KeyTwice' { Connect-Spott $secure $secure }
Write-Trace 'input.UserInfo' { Connect-Spott -BaseUri "https://user:$percent@host.invalid/" }
Write-Trace 'input.Query' { Connect-Spott -BaseUri "https://host.invalid/?key=$percent" }
Write-Trace 'input.Http' { Connect-Spott -BaseUri 'http://host.invalid/' }
Write-Trace 'input.BadKey' { $env:SPOTT_API_KEY = $key + [char] 0xE9; try { Connect-Spott } finally { $env:SPOTT_API_KEY = $key } }
Write-Trace 'input.UnsafeTransport' { Connect-Spott -Transport ([System.Net.Http.HttpClientHandler]::new()) }
$null = Stop-Transcript

# 10,000 opportunities of the sandbox as a page: ConvertTo-Html of the same columns, and Export-SpottReport, in turn; a line of JSON.
# -First says which of the two begins: the other one finds a process that has run once.
param([string] $Folder, [int] $Items, [string] $First, [int] $Warm)
$ErrorActionPreference = 'Stop'
Import-Module $env:SPOTT_BENCH_MODULE
$opportunities = Get-SpottOpportunity -Connection (Connect-Spott -Sandbox -SandboxSize $Items -PassThru)
$columns = 'Name', 'StageName', 'CompanyName', 'OwnerName', 'CloseDate', 'NextTaskDueDate', 'CreatedAt'
$report = { $opportunities | Export-SpottReport "$Folder/report.html" }
$html = { $opportunities | ConvertTo-Html -Property $columns | Set-Content "$Folder/html.html" }

function Measure-Once([scriptblock] $Script) {
    [GC]::Collect()
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    & $Script
    $clock.Elapsed.TotalMilliseconds
}

$order = $First -eq 'report' ? ('report', 'html') : ('html', 'report')
$scripts = @{ report = $report; html = $html }
$coldTimes, $warmTimes = @{}, @{ report = @(); html = @() }
foreach ($name in $order) { $coldTimes[$name] = Measure-Once $scripts[$name] }
for ($i = 0; $i -lt $Warm; $i++) { foreach ($name in $order) { $warmTimes[$name] += Measure-Once $scripts[$name] } }
@{ cold = $coldTimes; warm = $warmTimes; size = (Get-Item "$Folder/report.html").Length } | ConvertTo-Json -Compress -Depth 3

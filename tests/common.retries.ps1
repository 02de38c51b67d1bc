# What the tests of retries and waits share; after common.ps1.

function Invoke-Run {
    # One whole run against these answers: objects, error, warnings, verbose lines, waits in seconds, requests.
    param(
        [Spott.Fakes.Answer[]] $Answers,
        [hashtable] $With = @{},
        [hashtable] $Get = @{},
        [Spott.Fakes.FakeClock] $Clock = [Spott.Fakes.FakeClock]::new()
    )

    $handler = [Spott.Fakes.ScriptedHandler]::new($Answers)
    $connection = Connect-Fake -Handler $handler -Clock $Clock -With $With
    Receive-Run -Connection $connection -Handler $handler -Clock $Clock -Get $Get
}

function Receive-Run {
    param([object] $Connection, [object] $Handler, [object] $Clock, [hashtable] $Get = @{})

    $failure = $null
    $items = [System.Collections.Generic.List[object]]::new()
    $streams = [System.Collections.Generic.List[object]]::new()
    try {
        Get-SpottOpportunity -Connection $Connection @Get -Verbose 3>&1 4>&1 | ForEach-Object {
            if ($_ -is [Spott.Opportunity]) { $items.Add($_) } else { $streams.Add($_) }
        }
    } catch {
        $failure = $_
    }
    [pscustomobject]@{
        Items      = $items
        Error      = $failure
        Warnings   = @($streams | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | ForEach-Object Message)
        Verbose    = @($streams | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message)
        Waits      = @($Clock.Waits | ForEach-Object TotalSeconds)
        Requests   = $Handler.RequestCount
        Connection = $Connection
        Handler    = $Handler
    }
}

$page = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2))
function New-Failure([int] $Status) { [Spott.Fakes.Answer]::Error($Status, "Nr $Status", "req-$Status") }
function New-Throttle { [Spott.Fakes.Answer]::Error(429, 'Too many requests', 'req-429') }
function New-Fault([string] $Name) { [Spott.Fakes.Answer]::Throw($Name) }

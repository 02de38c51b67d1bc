# What the tests of Invoke-SpottRequest share; after common.ps1.

function Connect-Answer {
    # Connects to a handler that gives these answers, and gives the handler; what is asked beyond them fails.
    param([Parameter(Mandatory)] [Spott.Fakes.Answer[]] $Answer, [object] $Clock, [hashtable] $With = @{})

    $handler = [Spott.Fakes.ScriptedHandler]::new($Answer)
    $null = Connect-Fake -Handler $handler -Clock $Clock -With $With
    $handler
}

function New-Json { param([string] $Json) [Spott.Fakes.Answer]::Json($Json) }

# What the tests of checkpoints have in common, after common.ps1: an account whose clock stands still, and runs whose data is safe. The
# path is the test's own $checkpoint unless another one is given.

function New-Account {
    # A server with a clock of its own, connected to: Server, Handler (its Requests), Clock, Connection.
    param([int] $Count = 3, [string] $Key = $TestKeyText, [string] $BaseUri = 'https://fake.invalid/', [datetimeoffset] $Now = '2026-06-01T12:00:00Z')

    $server = [Spott.Fakes.OpportunityServer]::new($Count)
    $server.Clock = [Spott.Fakes.FakeClock]::new($Now)
    $handler = $server.AsHandler()
    $connection = Connect-Fake -Handler $handler -Key $Key -With @{ BaseUri = $BaseUri }
    [pscustomobject]@{ Server = $server; Handler = $handler; Clock = $server.Clock; Connection = $connection }
}

function Invoke-SavedRun {
    # A run whose items are safe as soon as they are out; company ids may come by the pipeline. -With holds further parameters.
    param([Parameter(ValueFromPipeline)] [string] $CompanyId, [string] $Path = $checkpoint, [hashtable] $With = @{})

    begin { $ids = [System.Collections.Generic.List[string]]::new() }
    process { if ($CompanyId) { $ids.Add($CompanyId) } }
    end {
        if ($ids.Count) { $ids | Get-SpottOpportunity -CheckpointPath $Path @With } else { Get-SpottOpportunity -CheckpointPath $Path @With }
        Save-SpottCheckpoint -Path $Path
    }
}

function Read-Checkpoint { param([string] $Path = $checkpoint) Get-Content -LiteralPath $Path -Raw | ConvertFrom-Json -DateKind String }

function Get-Sent {
    # What each request asked for, since when.
    param([object] $Account)
    foreach ($request in $Account.Handler.Requests) { $request.Value('modifiedSince') }
}

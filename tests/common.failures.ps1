# What the tests of errors share; after common.ps1.

$page = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 2))

function Get-FailedRun {
    # The error of one run and the objects before it. -Retries 0, unless the case is about what is given up.
    param([Spott.Fakes.Answer[]] $Answers, [int] $Retries = 0, [hashtable] $Get = @{}, [object] $Handler)

    if (-not $Handler) { $Handler = [Spott.Fakes.ScriptedHandler]::new($Answers) }
    $connection = Connect-Fake -Handler $Handler -Clock ([Spott.Fakes.FakeClock]::new()) -With @{ MaxRetryCount = $Retries }
    $items = [System.Collections.Generic.List[object]]::new()
    $failure = $null
    try {
        Get-SpottOpportunity -Connection $connection @Get 3> $null | ForEach-Object { $items.Add($_) }
    } catch {
        $failure = $_
    }
    [pscustomobject]@{ Error = $failure; Exception = ($failure)?.Exception; Items = $items; Connection = $connection; Handler = $Handler }
}

function Assert-Sentence {
    # One line, one sentence: it ends in a full stop, names what was asked, and has no empty place in it.
    param([string] $Text)

    $Text | Should -Match '^[A-Z].*\.$'
    $Text | Should -Not -Match '[\r\n]|\(\)|\s\s|: [,;.]| ,|\.\.|; \.|\bnull\b'
}

function Get-Rest {
    # What a person does with the error: the page that failed, then the companies that had not begun.
    param([object] $Exception, [object] $Connection)

    $get = @{ Connection = $Connection }
    $ids = @($Exception.CompanyId)
    $own = @($ids | Select-Object -First 20)
    $later = @($ids | Select-Object -Skip 20)
    if ($Exception.Cursor) { $get.Cursor = $Exception.Cursor }
    if ($own) { $get.CompanyId = $own }
    Get-SpottOpportunity @get
    if ($later) { Get-SpottOpportunity -Connection $Connection -CompanyId $later }
}

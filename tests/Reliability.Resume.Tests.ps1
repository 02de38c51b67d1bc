BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/common.failures.ps1
}

Describe 'A run that fails half-way' {
    BeforeAll {
        function Get-Ids([object[]] $Items) { , @($Items | ForEach-Object Id) }
    }

    It 'gives 401 in mid-run a cursor that yields exactly the rest' {
        $server = [Spott.Fakes.OpportunityServer]::new(237)
        $server.RevokeKeyAfter = 3
        $run = Get-FailedRun -Handler $server -Retries 5
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Unauthorized,*'
        $run.Items.Count | Should -Be 150
        $run.Exception.ItemsWritten | Should -Be 150
        $run.Exception.PageNumber | Should -Be 4
        $run.Exception.Cursor | Should -Not -BeNullOrEmpty
        $run.Exception.CompanyId | Should -BeNullOrEmpty
        $run.Exception.Message | Should -BeLike '*150 items were written before page 4 failed, and in this session a later run continues there with -Cursor $Error`[0`].Exception.Cursor, in another one with -Cursor *; *'
        Assert-Sentence $run.Exception.Message

        $server.RevokeKeyAfter = $null
        $rest = @(Get-Rest $run.Exception (Connect-Fake -Handler $server))
        (Get-Ids ($run.Items + $rest)) | Should -Be (1..237 | ForEach-Object { [Spott.Fakes.OpportunityJson]::Id($_) })
    }

    It 'says of a first page that no item was written, and of a later one before which page' {
        $first = Get-FailedRun ([Spott.Fakes.Answer]::Error(403, 'Nope', 'r-1'))
        $first.Exception.Message | Should -BeLike '*; no item was written; *'
        $first.Exception.Message | Should -Not -Match 'before page|0 items'
        $second = Get-FailedRun ([Spott.Fakes.Answer]::Page([string[]] @(), 'c1')), ([Spott.Fakes.Answer]::Error(403, 'Nope', 'r-1'))
        $second.Exception.Message | Should -BeLike '*; no item was written before page 2 failed, and in this session *'
    }

    It 'yields exactly the rest of one company' {
        $server = [Spott.Fakes.OpportunityServer]::new(700)
        $whole = Get-Ids @(Get-SpottOpportunity -Connection (Connect-Fake -Handler $server) -CompanyId co-4 -PageSize 20)
        $server = [Spott.Fakes.OpportunityServer]::new(700)
        $server.RevokeKeyAfter = 2
        $run = Get-FailedRun -Handler $server -Get @{ CompanyId = 'co-4'; PageSize = 20 }
        $run.Items.Count | Should -Be 40
        $run.Exception.CompanyId | Should -Be 'co-4'
        $run.Exception.Message | Should -BeLike '*-Cursor $Error`[0`].Exception.Cursor and -CompanyId $Error`[0`].Exception.CompanyId, in another one with -Cursor ''*'' and the company ids from ''co-*'' on; *'
        $server.RevokeKeyAfter = $null
        (Get-Ids ($run.Items + @(Get-Rest $run.Exception (Connect-Fake -Handler $server)))) | Should -Be $whole
    }

    It 'yields exactly the rest of 45 companies, given <How>, when request <After> is the last good one' -ForEach @(
        foreach ($how in 'as a parameter', 'by the pipeline') {
            # 450 items: series of 200, 200 and 50 in 4, 4 and 1 requests.
            foreach ($after in 0, 1, 3, 4, 6, 8) { @{ How = $how; After = $after } }
        }
    ) {
        $ids = 1..45 | ForEach-Object { "co-$_" }
        $server = [Spott.Fakes.OpportunityServer]::new(450, 45)
        $whole = Get-Ids @(Get-SpottOpportunity -Connection (Connect-Fake -Handler $server) -CompanyId $ids)
        $whole.Count | Should -Be 450

        $server = [Spott.Fakes.OpportunityServer]::new(450, 45)
        $server.RevokeKeyAfter = $After
        $connection = Connect-Fake -Handler $server
        $items = [System.Collections.Generic.List[object]]::new()
        $failure = $null
        try {
            if ($How -eq 'as a parameter') {
                Get-SpottOpportunity -Connection $connection -CompanyId $ids | ForEach-Object { $items.Add($_) }
            } else {
                $ids | Get-SpottOpportunity -Connection $connection | ForEach-Object { $items.Add($_) }
            }
        } catch {
            $failure = $_.Exception
        }
        $items.Count | Should -Be (50 * $After)
        $failure.ItemsWritten | Should -Be $items.Count
        $failedSeries = [math]::Floor($After / 4)
        $failure.CompanyId | Should -Be $ids[(20 * $failedSeries)..44]
        [bool] $failure.Cursor | Should -Be ($After % 4 -ne 0)
        Assert-Sentence $failure.Message
        if ($After) { $failure.Message | Should -BeLike '*a later run continues there with*$Error`[0`].Exception.CompanyId*' }

        $server.RevokeKeyAfter = $null
        (Get-Ids ($items + @(Get-Rest $failure (Connect-Fake -Handler $server)))) | Should -Be $whole
    }

    It 'writes the whole page before it says that there is no way on' {
        $broken = [Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(51, 50), '', $true)
        $run = Get-FailedRun @([Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 50), 'c1'), $broken)
        $run.Error.FullyQualifiedErrorId | Should -BeLike 'Spott.Protocol,*'
        $run.Items.Count | Should -Be 100
        $run.Exception.ItemsWritten | Should -Be 100
        $run.Exception.PageNumber | Should -Be 2
        $run.Exception.Cursor | Should -Be 'c1'
    }

    It 'writes all items of a page before the error of the page fetched ahead' {
        $run = Get-FailedRun @([Spott.Fakes.Answer]::Page([Spott.Fakes.OpportunityJson]::Items(1, 50), 'c1'), [Spott.Fakes.Answer]::Error(403, 'x', 'r'))
        $run.Items.Count | Should -Be 50
        $run.Exception.PageNumber | Should -Be 2
        $run.Exception.Cursor | Should -Be 'c1'
    }

    It 'says in its last line that it is not complete' {
        $server = [Spott.Fakes.OpportunityServer]::new(237)
        $server.RevokeKeyAfter = 2
        try { Get-SpottOpportunity -Connection (Connect-Fake -Handler $server) -InformationVariable lines | Out-Null } catch { $null = $_ }
        "$lines" | Should -BeLike 'Get-SpottOpportunity: 100 items, 2 pages, 3 requests, 0 retries,*not complete.'
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-Completion([string] $Line) {
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches
    }

    function New-Item([string] $Id, [string] $Name) {
        $company = ConvertTo-Json -Compress @{ company = @{ id = $Id; name = $Name } }
        '{"id":"o-' + [guid]::NewGuid() + '","company":' + $company + '}'
    }

    function Connect-Companies {
        # A connection on which these companies were seen.
        param([Parameter(Mandatory)] [System.Collections.IDictionary] $Name)

        $items = [string[]] ($Name.Keys | ForEach-Object { New-Item $_ $Name[$_] })
        $pages = for ($at = 0; $at -lt $items.Count; $at += 50) {
            $cursor = if ($at + 50 -lt $items.Count) { "c$at" }
            [Spott.Fakes.Answer]::Page($items[$at..([Math]::Min($at + 49, $items.Count - 1))], $cursor)
        }
        $connection = Connect-Fake -Handler ([Spott.Fakes.ScriptedHandler]::new([Spott.Fakes.Answer[]] $pages))
        Get-SpottOpportunity -Connection $connection | Out-Null
        $connection
    }
}

Describe 'The completion of -CompanyId' {
    AfterEach { Disconnect-Spott }

    Context 'of companies that were seen' {
        BeforeEach {
            $connection = Connect-Companies ([ordered]@{
                    'co-1'     = 'Zeta Works'
                    'co-2'     = 'Acme'
                    '4711'     = 'Number Nine'
                    "it's, so" = 'Odd'
                    'ac-3'     = 'Beta Zetas'
                    'co-4'     = ''
                })
            $requests = $connection.RequestCount
        }
        AfterEach { $connection.RequestCount | Should -Be $requests -Because 'a completion asks no server' }

        It 'shows names, in their order, and inserts ids' {
            $found = Get-Completion 'Get-SpottOpportunity -CompanyId '
            $found.ListItemText | Should -Be 'co-4', 'Acme', 'Beta Zetas', 'Number Nine', 'Odd', 'Zeta Works'
            $found.CompletionText | Should -Be 'co-4', 'co-2', 'ac-3', "'4711'", "'it''s, so'", 'co-1'
            $found[1].ToolTip | Should -Be 'Acme (co-2)'
        }

        It 'finds a part of a name or an id, its begin first' -ForEach @(
            @{ Word = 'ac'; Ids = 'co-2', 'ac-3' }
            @{ Word = 'ZETA'; Ids = 'co-1', 'ac-3' }
            @{ Word = 'co-'; Ids = 'co-4', 'co-2', 'co-1' }
            @{ Word = '471'; Ids = "'4711'" }
            @{ Word = "'it"; Ids = "'it''s, so'" }
            @{ Word = '"Number N'; Ids = "'4711'" }
            @{ Word = 'co-1,ac'; Ids = 'co-2', 'ac-3' }
        ) {
            (Get-Completion "Get-SpottOpportunity -CompanyId $Word").CompletionText | Should -Be $Ids
        }

        It 'inserts what PowerShell reads as the same id again' {
            foreach ($completion in Get-Completion 'Get-SpottOpportunity -CompanyId ') {
                $id = $completion.ToolTip -replace '^.* \((.+)\)$', '$1'
                $read = [System.Management.Automation.Language.Parser]::ParseInput("x $($completion.CompletionText)", [ref] $null, [ref] $null)
                $element = $read.EndBlock.Statements[0].PipelineElements[0].CommandElements[1]
                $element | Should -BeOfType System.Management.Automation.Language.StringConstantExpressionAst
                $element.Value | Should -Be $id
            }
        }

        It 'offers nothing, not even files, for what matches nothing' {
            Get-Completion 'Get-SpottOpportunity -CompanyId nowhere' | Should -BeNullOrEmpty
        }

        It 'takes the companies of a connection that is given' {
            $mine = $connection
            $null = Connect-Companies @{ other = 'Other' }
            (Get-Completion 'Get-SpottOpportunity -CompanyId ').CompletionText | Should -Be 'other'
            $global:SpottTestConnection = $mine
            try {
                (Get-Completion 'Get-SpottOpportunity -Connection $SpottTestConnection -CompanyId ac').CompletionText | Should -Be 'co-2', 'ac-3'
            } finally {
                Remove-Variable -Scope Global -Name SpottTestConnection
            }
        }
    }

    It 'never writes what a server put into a name to the terminal as it is' {
        $null = Connect-Companies ([ordered]@{ 'co-1' = "Evil`e[31m`nname"; "co`e[2J" = 'Cleared' })
        $found = @(Get-Completion 'Get-SpottOpportunity -CompanyId ')
        $found.CompletionText | Should -Be 'co-1'
        $found[0].ListItemText + $found[0].ToolTip | Should -Not -Match '[\x00-\x1f]'
    }

    It 'keeps the latest 1,000' {
        $many = [ordered]@{}
        1..1003 | ForEach-Object { $many["id-$($_.ToString('d4'))"] = "Company $_" }
        $null = Connect-Companies $many
        $found = (Get-Completion 'Get-SpottOpportunity -CompanyId id-').CompletionText
        $found.Count | Should -Be 1000
        $found | Should -Not -Contain 'id-0003'
        $found | Should -Contain 'id-0004'
        $found | Should -Contain 'id-1003'
    }

    It 'offers nothing after a failed connect, and leaves no error' {
        $server = [Spott.Fakes.OpportunityServer]::new(1)
        $server.Key = 'another'
        { Connect-Fake -Handler $server -With @{ SkipVerify = $false } } | Should -Throw
        $Error.Clear(); $errors = 0
        Get-Completion 'Get-SpottOpportunity -CompanyId ' | Should -BeNullOrEmpty
        $Error.Count | Should -Be $errors
    }

    It 'loads no engine and connects to nothing where there is no connection' {
        $child = Invoke-ChildShell -Environment @{ SPOTT_API_KEY = 'k' } -Script @"
Import-Module '$SpottModule'
`$line = 'Get-SpottOpportunity -CompanyId '
'matches: ' + (TabExpansion2 `$line `$line.Length).CompletionMatches.Count
'connection: ' + [bool](Get-SpottConnection)
'engine: ' + [bool]([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'Spott.Engine' })
"@
        $child.Out | Should -Match 'matches: 0\s+connection: False\s+engine: False'
    }
}

Describe 'The completion behind ConvertTo-SpottRow' {
    It 'names every column that there is, also with -ExpandClientTeam, of a contact, a change and a stay' {
        foreach ($day in 0, 1) {
            $null = Connect-Spott -Sandbox -SandboxDay $day
            $null = Sync-SpottMirror "$TestDrive/rows.db"
        }
        $null = Connect-Spott -Sandbox
        $found = (Get-Completion 'Get-SpottOpportunity | ConvertTo-SpottRow | Select-Object -Property ').ListItemText
        $item = Get-SpottOpportunity | Where-Object { $_.ClientTeam.Count } | Select-Object -First 1
        $rows = ($item | ConvertTo-SpottRow -ExpandClientTeam)[0], ($item.ClientTeam[0] | ConvertTo-SpottRow), (@(Get-SpottChange "$TestDrive/rows.db")[0] | ConvertTo-SpottRow),
            (@(Get-SpottStageHistory "$TestDrive/rows.db")[0] | ConvertTo-SpottRow)
        $columns = $rows.ForEach({ $_.PSObject.Properties.Name }) | Sort-Object -Unique
        $found | Sort-Object -Unique | Should -Be $columns
    }
}

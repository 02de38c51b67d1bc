BeforeDiscovery {
    # Every page that has a block whose first line says "powershell run"; "produces=" names a file that must be there after it.
    $pages = foreach ($file in Get-ChildItem "$PSScriptRoot/../docs/recipes" -Filter *.md) {
        $blocks = [regex]::Matches((Get-Content -Raw -LiteralPath $file), '(?ms)^```powershell run(?: produces=(\S+))?\n(.*?)^```$')
        if ($blocks.Count) {
            @{
                Page   = $file.BaseName
                Blocks = @(foreach ($block in $blocks) { @{ File = $block.Groups[1].Value; Code = $block.Groups[2].Value } })
            }
        }
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    $stubs = [IO.File]::ReadAllText("$PSScriptRoot/Recipes.Stubs.ps1")

    function Invoke-Recipe {
        # Runs a page's blocks in one shell, in a folder of their own, where the module is installed and connects to this server.
        param([string] $Folder, [object[]] $Block, [object] $Server, [string] $Check)

        $null = New-Item -ItemType Directory -Path $Folder -Force
        $steps = foreach ($one in $Block) {
            $one.Code
            if ($one.File) { "if (-not (Test-Path -Path '$($one.File)')) { throw 'The block did not make $($one.File).' }" }
        }
        Invoke-ChildShell -TimeoutSec 120 -Environment @{
            SPOTT_API_KEY  = $TestKeyText
            SPOTT_BASE_URI = $Server.BaseUri
            PSModulePath   = [System.IO.Path]::GetFullPath("$PSScriptRoot/../out") + [System.IO.Path]::PathSeparator + $env:PSModulePath
        } -Script (@("`$ErrorActionPreference = 'Stop'", "Set-Location -LiteralPath '$Folder'", $stubs) + $steps + "if (-not ($Check)) { throw 'The files do not hold what they should.' }" -join "`n")
    }

    # Sixty opportunities that close from today on, a day apart: an item's index decides that, and its stage, and whether it closes at all.
    $epoch = [datetimeoffset]'2024-01-01T08:30:00Z'
    $first = [int] ([datetimeoffset]::UtcNow - $epoch).TotalDays - 90
    $api = [Spott.Fakes.OpportunityServer]::new(0)
    $api.Key = $TestKeyText
    0..59 | ForEach-Object { $api.Upsert($first + $_, [datetimeoffset]::UtcNow.AddHours(-1)) }
    $server = [Spott.Fakes.LoopbackServer]::new($api)

    # By today's date and by tomorrow's: midnight may pass before the recipe runs.
    $closing = foreach ($day in (Get-Date).Date, (Get-Date).Date.AddDays(1)) {
        @($first..($first + 59) | Where-Object {
                $close = $epoch.AddDays($_ + 90).LocalDateTime
                $_ % 5 -ne 4 -and $_ % 6 -ne 5 -and $close -ge $day -and $close -lt $day.AddDays(31)
            }).Count
    }

    # Thirty that closed up to yesterday, for the page that looks for those.
    $past = [Spott.Fakes.OpportunityServer]::new(0)
    $past.Key = $TestKeyText
    ($first - 30)..($first - 1) | ForEach-Object { $past.Upsert($_, [datetimeoffset]::UtcNow.AddHours(-1)) }
    $servers = @{ 'overdue-by-owner' = [Spott.Fakes.LoopbackServer]::new($past) }
    $overdue = foreach ($day in (Get-Date).Date, (Get-Date).Date.AddDays(1)) {
        @(($first - 30)..($first - 1) | Where-Object { $_ % 5 -ne 4 -and $_ % 6 -ne 5 -and $epoch.AddDays($_ + 90).LocalDateTime -lt $day }).Count
    }

    # What a page's files and variables must hold when its blocks have ended.
    $checks = @{
        'secret-management' = '(Import-Csv opportunities.csv).Count -eq 60'
        'incremental-csv'   = '(Import-Csv (Get-Item export/*.csv)).Count -eq 60 -and (Test-Path export/spott.checkpoint.json)'
        'azure-automation'  = '(Import-Csv (Get-Item blobs/spott/*.csv)).Count -eq 60 -and (Test-Path blobs/spott/spott.checkpoint.json)'
        'github-actions'    = '(Import-Csv export/opportunities.csv).Count -eq 60'
        'several-accounts'  = '(Import-Csv accounts/North.csv).Count -eq 60 -and (Import-Csv accounts/South.csv).Count -eq 60 -and (Import-Csv North.csv).Count -eq 60 -and (Import-Csv South.csv).Count -eq 60 -and (Import-Csv all.csv).Count -eq 120 -and (Get-Content all.csv)[0] -match "^.?Account.?,.?Id" -and @(Import-Csv all.csv | Where-Object Account -EQ South).Count -eq 60 -and -not (Get-ChildItem -Recurse -Filter *.partial)'
        'contacts'          = '@((Import-Csv contacts.csv).Id | Sort-Object -Unique).Count -eq 60 -and @(Import-Csv contacts.csv | Where-Object ContactFullName).Count -eq (Import-Csv people-of-teams.csv).Count -and ((Import-Csv addresses.csv).Email -join ",") -eq ((Import-Csv people-of-teams.csv).Email -join ",") -and (Get-Content addresses.csv).Count -eq (Get-Content people-of-teams.csv).Count -and (Import-Csv people.csv).Count -eq @((Import-Csv people-of-teams.csv).Id | Sort-Object -CaseSensitive -Unique).Count'
        'sql-upsert'        = '$table.Rows.Count -eq 60 -and $table.Rows[0].CompanyName -like "Company co-*" -and @($table.Rows | Where-Object { $_.CloseDate -is [DBNull] }).Count -eq 10'
        'excel'             = '(Get-Content -AsByteStream -TotalCount 3 opportunities.csv) -join "," -eq "239,187,191" -and (Import-Csv -UseCulture opportunities.csv | Where-Object Name -like "''=SUM*").Count -eq 6 -and (Import-Csv -Delimiter ";" woche.csv | Where-Object CloseDate -match "^\d\d\.\d\d\.\d{4}$").Count -ge 50 -and (Import-Csv -Delimiter ";" woche.csv | Where-Object ContactFullName) -and (Import-Csv -Delimiter ";" woche.csv | Where-Object ContactPhone -match "^00 \d") -and -not (Import-Csv -Delimiter ";" woche.csv | Where-Object ContactPhone -match "^.?[+]")'
        'closing-soon'      = "(Select-String -Path closing-soon.html -Pattern '<td>[^<]*(?:Developer|=SUM)' -AllMatches).Count -in $($closing -join ',') -and (Import-Csv closing-by-owner.csv | Measure-Object Count -Sum).Sum -in $($closing -join ',')"
        'weekly-report'     = '(Get-Content -Raw week.html) -match "of 60 opportunities" -and (Get-Content -Raw week.html) -match "Source: <bdi>the mirror spott.db" -and (Get-Content -Raw pipeline.html) -match "of 60 opportunities"'
        'overdue-by-owner'  = "(Import-Csv overdue.csv | Measure-Object Count -Sum).Sum -in $($overdue -join ',') -and `$overdue.Count -in $($overdue -join ',') -and (Import-Csv overdue.csv)[0].OldestCloseDate -match '^\d{4}-\d\d-\d\d$'"
        'mirror-backup'     = '@(Get-ChildItem backup).Count -eq 1 -and @(Get-SpottOpportunity -MirrorPath $copy).Count -eq 137'
        'moved-this-week'   = '@($moved).Count -ge 10 -and @($moved)[0].From -eq "Lead" -and @($moved | Where-Object Owner).Count -ge 8 -and (Select-String -Path moved.html -Pattern "<tr><td>2" -AllMatches).Count -eq @($moved).Count'
        'stale-deals'       = '@($stale).Count -ge 1 -and (Import-Csv stale.csv).Count -eq @($stale).Count -and -not (Get-SpottChange spott.db -Since $since -Id @($stale.Id) -Subject Opportunity)'
        'mirror-to-sql'     = '& { $rows = @(Import-Csv changes.csv); $rows.Count -eq @(Get-SpottChange spott.db).Count -and @($rows.Sequence | Select-Object -Unique).Count -eq $rows.Count -and @($rows | Where-Object Kind -eq Deleted).Count -eq 2 -and @(Get-Change 2).Count -lt $rows.Count -and @(Get-Change 3).Count -eq 0 -and $snapshot.Rows.Count -eq 137 -and @(Import-Csv snapshot.csv).Count -eq 137 -and (ConvertTo-Table @(Get-Change 0) $columns.SpottChange).Rows.Count -eq $rows.Count -and @($rows | Where-Object Property -eq CloseDate)[0].NewValue -match "^\d{4}-\d\d-\d\dT[\d:.]+Z$" }'
        'mirror-power-bi-excel' = '(Import-Csv pipeline.csv | Group-Object Day).Count -eq 15 -and (Import-Csv pipeline.csv | Select-Object -First 6 | Measure-Object Count -Sum).Sum -eq 137 -and (Import-Csv moves.csv).Count -gt 20 -and (Import-Csv stays.csv).Count -gt 137 -and (Import-Csv opportunities.csv).Count -eq @(Get-SpottOpportunity -MirrorPath spott.db).Count'
        'task-scheduler'    = '(Get-Content -Raw way.txt) -match "Succeeded +: True"'
        'cron-and-systemd'  = '(Get-Content -Raw way.json | ConvertFrom-Json).Succeeded'
    }
}

AfterAll { @($server) + $servers.Values | ForEach-Object Dispose }

Describe 'The recipe several-accounts, where one key is refused' -ForEach @($pages | Where-Object Page -EQ 'several-accounts') {
    BeforeAll {
        # South's key is another one than the server's.
        $vault = 'function Get-Secret([string] $Name) { ConvertTo-SecureString ($Name -eq "Spott-South" ? "wrong" : $env:SPOTT_API_KEY) -AsPlainText -Force }'
        function Invoke-Block([int] $Index) {
            $script:folder = Join-Path ([string] (Resolve-Path $TestDrive)) "refused-$Index"
            Invoke-Recipe $folder @(@{ Code = $vault; File = '' }, @{ Code = $Blocks[$Index].Code; File = '' }) $server '$true'
        }
    }

    It 'says whose it is, one after the other' {
        $run = Invoke-Block 0
        $run.ExitCode | Should -Be 1
        $run.ErrFlat | Should -BeLike '*The account South: The server refused the API key at *'
        @(Import-Csv "$folder/North.csv").Count | Should -Be 60
    }

    It 'says whose it is, in parallel, and exports the other one' {
        $run = Invoke-Block 2
        $run.ExitCode | Should -Be 1
        $run.ErrFlat | Should -BeLike '*These accounts were not exported: South.*'
        ($run.Out -replace '\s+', ' ') | Should -BeLike '*South*The server refused the API key*'
        @(Import-Csv "$folder/accounts/North.csv").Count | Should -Be 60
        "$folder/accounts/South.csv" | Should -Not -Exist
    }
}

Describe 'The recipe <Page>' -ForEach $pages {
    BeforeAll {
        $folder = Join-Path ([string] (Resolve-Path $TestDrive)) $Page
        $run = Invoke-Recipe $folder $Blocks ($servers[$Page] ?? $server) $checks[$Page]
    }

    It 'is checked for what it makes' {
        $checks.Keys | Should -Contain $Page
    }

    It 'runs out of the page, to its end, and makes files that hold what they should' {
        $run.ErrFlat | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
    }

    It 'leaves nothing under a temporary name' {
        Get-ChildItem -LiteralPath $folder -Recurse -Filter *.partial | Should -BeNullOrEmpty
    }
}

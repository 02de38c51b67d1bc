BeforeDiscovery {
    $cmdlets = Import-PowerShellDataFile "$PSScriptRoot/../Spott.psd1" | ForEach-Object CmdletsToExport | ForEach-Object { @{ Name = $_ } }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/HelpDefaults.ps1
    $root = [System.IO.Path]::GetFullPath("$PSScriptRoot/..")
    $common = [System.Management.Automation.Cmdlet]::CommonParameters

    function Read-Page([string] $Name) {
        # Its sections by heading, "## " and "### " joined by a slash.
        $sections = [ordered]@{}
        $major = $heading = ''
        $isCode = $false
        foreach ($line in Get-Content "$root/docs/en-US/$Name.md") {
            if ($line -match '^```') { $isCode = -not $isCode }
            if (-not $isCode -and $line -match '^## (.+)$') { $major = $heading = $Matches[1]; $sections[$heading] = @() }
            elseif (-not $isCode -and $line -match '^### (.+)$') { $heading = "$major/$($Matches[1])"; $sections[$heading] = @() }
            elseif ($heading) { $sections[$heading] += $line }
        }
        foreach ($key in @($sections.Keys)) { $sections[$key] = (@($sections[$key]) -join "`n").Trim() }
        $sections
    }

    function Get-Paragraph([string] $Text) {
        # As a console shows Markdown: without backticks, links and line breaks.
        $Text -replace '`', '' -replace '\[([^\]]+)\]\([^)]+\)', '$1' -split '\n\s*\n' | ForEach-Object { ($_ -replace '\s+', ' ').Trim() } | Where-Object { $_ }
    }

    function Get-HelpParagraph($Paragraphs) {
        @($Paragraphs) | Where-Object { $_ } | ForEach-Object { ($_.Text -replace '\s+', ' ').Trim() } | Where-Object { $_ }
    }

    function Get-Keys([string] $Block) {
        $text = [regex]::Match($Block, '(?s)```yaml\n(.*?)\n```').Groups[1].Value
        $keys = @{ Sets = @() }
        foreach ($line in $text -split "`n") {
            if ($line -match '^(\w+): (.*)$') { $keys[$Matches[1]] = $Matches[2].Trim("'") }
            elseif ($line -match '^- Name: (.+)$') { $keys.Sets += @{ Name = $Matches[1] } }
            elseif ($line -match '^  (\w+): (.*)$') { $keys.Sets[-1][$Matches[1]] = $Matches[2] }
            elseif ($line -match '^(\w+):$') { $list = $Matches[1]; $keys[$list] = @() }
            elseif ($line -match '^- (.+)$') { $keys[$list] += $Matches[1] }
        }
        $keys
    }
}

Describe 'The help of <Name>' -ForEach $cmdlets {
    BeforeAll {
        $command = Get-Command $Name
        $help = Get-Help $Name -Full
        $page = Read-Page $Name
        $parameters = @($command.Parameters.Values | Where-Object Name -NotIn $common | Where-Object Name -NE 'ProgressAction')
    }

    It 'is a page without a placeholder' {
        $text = Get-Content "$root/docs/en-US/$Name.md" -Raw
        $text | Should -Not -Match '\{\{|Fill in|TODO|\u0080'
        ($help | Out-String) | Should -Not -Match '\{\{|```|\u0080|Online Version'
    }

    It 'says what the cmdlet is and does, as the Markdown has it' {
        $help.Synopsis.Trim() | Should -BeExactly (Get-Paragraph $page['SYNOPSIS'])
        $help.Synopsis.Length | Should -BeGreaterThan 20
        $paragraphs = @(Get-Paragraph $page['DESCRIPTION'])
        $paragraphs.Count | Should -BeGreaterThan 0
        @(Get-HelpParagraph $help.Description) -join "`n" | Should -BeExactly ($paragraphs -join "`n")
    }

    It 'has each parameter, and none that is not there' {
        $names = (@($parameters | ForEach-Object Name) | Sort-Object) -join ' '
        (@($page.Keys | Where-Object { $_ -like 'PARAMETERS/-*' } | ForEach-Object { $_ -replace 'PARAMETERS/-' }) | Sort-Object) -join ' ' | Should -BeExactly $names
        $shown = @($help.parameters | Where-Object { $_ } | ForEach-Object { $_.PSObject.Properties['parameter'] } | Where-Object { $_ } | ForEach-Object { $_.Value })
        ($shown | ForEach-Object { $_.name } | Sort-Object) -join ' ' | Should -BeExactly $names
    }

    It 'agrees on text, type, alias, position, pipeline input and default value of each parameter' {
        foreach ($parameter in $parameters) {
            $because = "$Name -$($parameter.Name)"
            $shown = $help.parameters.parameter | Where-Object name -EQ $parameter.Name
            $block = $page["PARAMETERS/-$($parameter.Name)"]
            $keys = Get-Keys $block
            $text = @(Get-Paragraph ($block -replace '(?s)```yaml.*$'))
            $text -join ' ' | Should -Not -BeNullOrEmpty -Because $because
            @(Get-HelpParagraph $shown.description) -join "`n" | Should -BeExactly ($text -join "`n") -Because $because

            $keys.Type | Should -BeExactly $parameter.ParameterType.FullName -Because $because
            $shown.type.name | Should -BeExactly $parameter.ParameterType.FullName -Because $because
            $default = Get-DefaultValue $command $parameter.Name
            $keys.DefaultValue | Should -BeExactly $default -Because $because
            $shown.defaultValue | Should -BeExactly $(if ($default) { $default } else { 'None' }) -Because $because
            $aliases = @($parameter.Aliases) -join ', '
            @($keys.Aliases) -join ', ' -replace '^\[\]$' | Should -BeExactly $aliases -Because $because
            $shown.aliases -replace '^none$' | Should -BeExactly $aliases -Because $because

            # A parameter is also, hidden, in the sets where it is refused.
            $hidden = @($parameter.Attributes.Where({ $_ -is [Parameter] -and $_.DontShow }).ForEach({ $_.ParameterSetName }))
            $sets = @($parameter.ParameterSets.Keys | Where-Object { $_ -notin $hidden })
            ($keys.Sets.Name | Sort-Object) -join ' ' | Should -BeExactly (($sets -replace '^__AllParameterSets$', '(All)' | Sort-Object) -join ' ') -Because $because
            foreach ($set in $keys.Sets) {
                $facts = $parameter.ParameterSets[$set.Name -replace '^\(All\)$', '__AllParameterSets']
                $set.Position | Should -BeExactly $(if ($facts.Position -ge 0) { "$($facts.Position)" } else { 'Named' }) -Because $because
                $set.IsRequired | Should -Be "$($facts.IsMandatory)" -Because $because
                $set.ValueFromPipeline | Should -Be "$($facts.ValueFromPipeline)" -Because $because
                $set.ValueFromPipelineByPropertyName | Should -Be "$($facts.ValueFromPipelineByPropertyName)" -Because $because
                "$($shown.position)" | Should -Be $set.Position -Because $because
                $shown.pipelineInput | Should -Match $(if ($facts.ValueFromPipeline) { '^true.*ByValue' } else { '^false|^true \(ByPropertyName\)' }) -Because $because
            }
        }
    }

    It 'has two real examples that read the same in both' {
        $titles = @($page.Keys | Where-Object { $_ -like 'EXAMPLES/*' })
        $titles.Count | Should -BeGreaterOrEqual 2
        $examples = @($help.examples.example)
        $examples.Count | Should -Be $titles.Count
        for ($index = 0; $index -lt $titles.Count; $index++) {
            $examples[$index].title.Trim(' -') | Should -BeExactly ($titles[$index] -replace '^EXAMPLES/')
            $page[$titles[$index]] | Should -Match '(?s)^(?<text>.+?)```powershell\n(?<code>.+?)\n```$'
            $null = $page[$titles[$index]] -match '(?s)^(?<text>.+?)```powershell\n(?<code>.+?)\n```$'
            $text, $code = $Matches.text, $Matches.code
            $examples[$index].code.Trim() | Should -BeExactly $code.Trim()
            @(Get-HelpParagraph $examples[$index].remarks) -join "`n" | Should -BeExactly (@(Get-Paragraph $text) -join "`n")
        }
    }

    It 'says what goes in and what comes out' {
        $inputs = @($page.Keys | Where-Object { $_ -like 'INPUTS/*' } | ForEach-Object { $_ -replace '^INPUTS/' })
        $outputs = @($page.Keys | Where-Object { $_ -like 'OUTPUTS/*' } | ForEach-Object { $_ -replace '^OUTPUTS/' })
        @($help.inputTypes.inputType.type.name) -join ' ' | Should -BeExactly ($inputs -join ' ')
        @($help.returnValues.returnValue.type.name) -join ' ' | Should -BeExactly ($outputs -join ' ')
        $declared = @($command.OutputType | ForEach-Object Name | Where-Object { $_ -ne 'System.Void' })
        if ($declared) { ($outputs | Sort-Object) -join ' ' | Should -BeExactly (($declared | Sort-Object) -join ' ') }
        foreach ($heading in $inputs | ForEach-Object { "INPUTS/$_" }) { $page[$heading] | Should -Not -BeNullOrEmpty }
    }

    It 'is what -Online opens, in the repository that the manifest names' {
        $page = "$((Get-Module Spott).ProjectUri)/blob/main/docs/en-US/$Name.md"
        $command.HelpUri | Should -BeExactly $page
        (Get-Content "$root/docs/en-US/$Name.md" -TotalCount 8) -join "`n" | Should -Match "(?m)^HelpUri: $([regex]::Escape($page))$"
        # PowerShell's own switch for tests: it says what it would open.
        [System.Management.Automation.Internal.InternalTestHooks]::SetTestHook('BypassOnlineHelpRetrieval', $true)
        try { Get-Help $Name -Online | Should -BeLike "*$page*" } finally { [System.Management.Automation.Internal.InternalTestHooks]::SetTestHook('BypassOnlineHelpRetrieval', $false) }
    }

    It 'has notes and links that lead somewhere' {
        @(Get-HelpParagraph $help.alertSet.alert) -join "`n" | Should -BeExactly (@(Get-Paragraph $page['NOTES']) -join "`n")
        $links = @([regex]::Matches($page['RELATED LINKS'], '\[([^\]]+)\]\(([^)]+)\)'))
        $links.Count | Should -BeGreaterThan 0
        (@($help.relatedLinks.navigationLink) | ForEach-Object linkText) -join ' ' | Should -BeExactly (($links | ForEach-Object { $_.Groups[1].Value }) -join ' ')
        foreach ($link in $links) { "$root/docs/en-US/$($link.Groups[2].Value)" | Should -Exist }
    }
}

Describe 'The examples' {
    BeforeAll {
        $examples = @{}
        foreach ($name in (Import-PowerShellDataFile "$root/Spott.psd1").CmdletsToExport) {
            $page = Read-Page $name
            $examples[$name] = @($page.Keys | Where-Object { $_ -like 'EXAMPLES/*' } | ForEach-Object { [regex]::Match($page[$_], '(?s)```powershell\n(.+?)\n```').Groups[1].Value })
        }
        # All in one shell, each in a folder and a scope of its own; a vault and an account are stood in for. What fails ends its cmdlet's alone.
        $script = @'
$ErrorActionPreference = 'Stop'
Import-Module $env:TEST_MODULE
function Get-Secret([string] $Name) { ConvertTo-SecureString $env:SPOTT_API_KEY -AsPlainText -Force }
$examples = Get-Content $env:TEST_EXAMPLES -Raw | ConvertFrom-Json -AsHashtable
$ran = @{}
foreach ($name in $examples.Keys) {
    try {
        foreach ($example in $examples[$name]) {
            Set-Location (New-Item -ItemType Directory -Path (Join-Path $env:TEST_FOLDER ([guid]::NewGuid())))
            & ([scriptblock]::Create($example)) | Out-String | Write-Host
            Disconnect-Spott
        }
        $ran[$name] = "ran $($examples[$name].Count)"
    } catch {
        $ran[$name] = "$_`n$example"
        Disconnect-Spott
    }
}
ConvertTo-Json $ran | Set-Content $env:TEST_RESULTS
'@
        ConvertTo-Json $examples | Set-Content "$TestDrive/examples.json"
        $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(20))
        try {
            $shell = Invoke-ChildShell -TimeoutSec 300 -Script $script -Environment @{
                TEST_MODULE = $SpottModule; TEST_EXAMPLES = "$TestDrive/examples.json"; TEST_FOLDER = "$TestDrive"; TEST_RESULTS = "$TestDrive/ran.json"
                SPOTT_API_KEY = $TestKeyText; SPOTT_BASE_URI = $server.BaseUri
            }
        } finally {
            $server.Dispose()
        }
        $ran = if (Test-Path "$TestDrive/ran.json") { Get-Content "$TestDrive/ran.json" -Raw | ConvertFrom-Json -AsHashtable }
    }

    It 'of <Name> run as they are, on invented data' -ForEach $cmdlets {
        $shell.Err | Should -BeNullOrEmpty
        $shell.ExitCode | Should -Be 0
        $ran[$Name] | Should -BeExactly "ran $($examples[$Name].Count)"
    }
}

Describe 'The help of ConvertTo-SpottRow' {
    It 'lists the columns of its rows, in their order: <Type>' -ForEach @(
        @{ Type = 'OpportunityRow'; Make = { (Get-SpottOpportunity -First 1 | ConvertTo-SpottRow -ExpandClientTeam)[0] } }
        @{ Type = 'ContactRow'; Make = { (Get-SpottOpportunity)[0].ClientTeam[0] | ConvertTo-SpottRow } }
        @{ Type = 'ChangeRow'; Make = { @(Get-SpottChange "$TestDrive/$Type.db")[0] | ConvertTo-SpottRow } }
        @{ Type = 'StageStayRow'; Make = { @(Get-SpottStageHistory "$TestDrive/$Type.db")[0] | ConvertTo-SpottRow } }
    ) {
        foreach ($day in 0, 1) {
            Connect-Spott -Sandbox -SandboxDay $day
            $null = Sync-SpottMirror "$TestDrive/$Type.db"
        }
        $listed = [regex]::Match((Read-Page ConvertTo-SpottRow)["OUTPUTS/Spott.$Type"], '(?s)with the columns (.+?)\.(?: This type exists only| Sequence and| DurationDays is|$)').Groups[1].Value
        $listed -split '[,.]\s+(?:With `-ExpandClientTeam` also )?|\s+and\s+' | Should -Be (& $Make).PSObject.Properties.Name
    }
}

Describe 'The help of the module' {
    It 'has a page for each cmdlet, listed on the module page with its synopsis' {
        $names = (Get-Command -Module Spott).Name | Sort-Object
        (Get-ChildItem "$root/docs/en-US/*-*.md").BaseName | Sort-Object | Should -Be $names
        $module = Get-Content "$root/docs/en-US/Spott.md" -Raw
        foreach ($name in $names) { $module | Should -Match ([regex]::Escape("### [$name]($name.md)`n`n$((Read-Page $name)['SYNOPSIS'])")) }
    }

    It 'has the topic <_>' -ForEach 'about_Spott', 'about_Spott_Connections', 'about_Spott_Paging', 'about_Spott_Reliability', 'about_Spott_Testing' {
        $text = Get-Help $_ | Out-String
        $text | Should -Match "(?s)TOPIC\s+$_\s.*SHORT DESCRIPTION.*LONG DESCRIPTION.*SEE ALSO"
        foreach ($line in Get-Content "$root/src/Spott/en-US/$_.help.txt") { $line.Length | Should -BeLessOrEqual 80 }
    }

    It 'names in the topics only cmdlets and parameters that there are' {
        $known = (Get-Command -Module Spott).Parameters.Keys | Sort-Object -Unique
        foreach ($file in Get-ChildItem "$root/src/Spott/en-US/*.help.txt") {
            foreach ($name in [regex]::Matches((Get-Content $file -Raw), '\b[A-Z][a-z]+-Spott\w*').Value | Sort-Object -Unique) {
                Get-Command $name -Module Spott -ErrorAction Ignore | Should -Not -BeNullOrEmpty -Because "$name in $($file.Name)"
            }
        }
        $known | Should -Contain 'CheckpointPath'
    }

    It 'names in about_Spott_Reliability every error id that the source has' {
        $text = Get-Content "$root/src/Spott/en-US/about_Spott_Reliability.help.txt" -Raw
        $ids = Get-ChildItem "$root/src/Spott/Errors/*.cs" | Get-Content | Select-String '"(Spott\.[A-Z]\w+)"' -AllMatches | ForEach-Object { $_.Matches } | ForEach-Object { $_.Groups[1].Value } | Sort-Object -Unique
        $ids.Count | Should -BeGreaterThan 12
        foreach ($id in $ids) { $text | Should -Match "\b$([regex]::Escape($id))\b" }
    }

    It 'is found with the language <_>, and before import' -ForEach 'de_DE.UTF-8', '' {
        $shell = Invoke-ChildShell -Environment @{ LANG = $_; LC_ALL = $null; PSModulePath = "$root/out" } -Script @'
$ErrorActionPreference = 'Stop'
(Get-Help Get-SpottOpportunity -Parameter CompanyId).description.Text
Import-Module Spott
(Get-Help Connect-Spott).Synopsis
(Connect-Spott -? | Out-String) -match 'SYNTAX'
(Get-Help about_Spott | Out-String) -match 'recruiting'
'@
        $shell.Err | Should -BeNullOrEmpty
        $lines = $shell.Out.Trim() -split '\r?\n'
        $lines[0] | Should -BeLike 'Gives only opportunities of these companies*'
        $lines[-3] | Should -BeLike 'Connects to Spott*'
        $lines[-2..-1] | Should -Be 'True', 'True'
    }
}

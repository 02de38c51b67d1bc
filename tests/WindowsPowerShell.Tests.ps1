BeforeDiscovery {
    # What Windows PowerShell 5.1 reads: the module's own scripts, and every example that does not say that it is for PowerShell 7.
    $root = [System.IO.Path]::GetFullPath("$PSScriptRoot/..")
    $sources = @(
        @{ Name = 'src/Spott/Spott.psm1'; Text = Get-Content -Raw "$root/src/Spott/Spott.psm1" }
        @{ Name = 'src/Spott/Spott.Refusals.ps1'; Text = Get-Content -Raw "$root/src/Spott/Spott.Refusals.ps1" }
        @{ Name = 'Spott.Types.psd1'; Text = Get-Content -Raw "$root/src/Spott/Spott.Types.psd1" }
        @{ Name = 'Spott.psd1'; Text = Get-Content -Raw "$root/Spott.psd1" }
        @{ Name = 'tests/windows-powershell.ps1'; Text = Get-Content -Raw "$root/tests/windows-powershell.ps1" }
        foreach ($page in @(Get-Item "$root/README.md") + @(Get-ChildItem "$root/docs" -Recurse -Filter *.md)) {
            $text = Get-Content -Raw $page.FullName
            $number = 0
            foreach ($block in [regex]::Matches($text, '(?ms)^[ ]*```(?:powershell|pwsh|ps1)[^\n]*\n(.*?)^[ ]*```')) {
                $number++
                # The words around it, or the block itself, say so: from the heading or the paragraph before it on.
                $before = ($text.Substring(0, $block.Index).TrimEnd() -split '\n\s*\n')[-1]
                if ("$before`n$($block.Groups[1].Value)" -match 'PowerShell 7') { continue }
                @{ Name = "$([System.IO.Path]::GetRelativePath($root, $page.FullName)), example $number"; Text = $block.Groups[1].Value }
            }
        }
    )
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    # Of PowerShell 6 and later: whole commands ('*'), and parameters of older ones.
    $newer = @{
        'Join-String' = '*'; 'Get-Error' = '*'; 'Start-ThreadJob' = '*'; 'Remove-Alias' = '*'; 'Test-Json' = '*'; 'Get-Uptime' = '*'
        'ConvertFrom-Markdown' = '*'; 'Install-PSResource' = '*'; 'Publish-PSResource' = '*'; 'Compress-PSResource' = '*'
        'ForEach-Object' = 'Parallel', 'ThrottleLimit', 'TimeoutSeconds', 'UseNewRunspace', 'AsJob'; 'Where-Object' = 'Not'
        'ConvertFrom-Json' = 'AsHashtable', 'NoEnumerate', 'DateKind', 'Depth'; 'ConvertTo-Json' = 'EnumsAsStrings', 'AsArray', 'EscapeHandling'
        'Export-Csv' = 'UseQuotes', 'QuoteFields', 'NoHeader', 'IncludeTypeInformation'; 'ConvertTo-Csv' = 'UseQuotes', 'QuoteFields', 'NoHeader', 'IncludeTypeInformation'
        'Invoke-RestMethod' = 'SkipHttpErrorCheck', 'Authentication', 'Token', 'NoProxy', 'MaximumRetryCount', 'RetryIntervalSec', 'Form', 'FollowRelLink', 'ResponseHeadersVariable', 'SslProtocol'
        'Invoke-WebRequest' = 'SkipHttpErrorCheck', 'Authentication', 'Token', 'NoProxy', 'MaximumRetryCount', 'RetryIntervalSec', 'Form'
        'Sort-Object' = 'Top', 'Bottom', 'Stable'; 'Select-String' = 'Raw', 'NoEmphasis', 'Culture'; 'Select-Object' = 'SkipIndex'
        'Read-Host' = 'MaskInput'; 'ConvertFrom-SecureString' = 'AsPlainText'; 'Split-Path' = 'LeafBase', 'Extension'; 'Join-Path' = 'AdditionalChildPath'
        'Start-Process' = 'Environment'; 'Measure-Object' = 'AllStats', 'StandardDeviation'; 'Set-Content' = 'AsByteStream'; 'Get-Content' = 'AsByteStream'
        'Get-Date' = 'UnixTimeSeconds', 'AsUTC'; 'Get-FileHash' = ''; 'Compare-Object' = ''; 'Get-ChildItem' = 'FollowSymlink'; 'Import-Csv' = ''
    }
    $tokens = 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'AndAnd', 'OrOr', 'QuestionMark', 'Clean'
    $variables = 'IsWindows', 'IsLinux', 'IsMacOS', 'IsCoreCLR', 'PSStyle', 'PSNativeCommandUseErrorActionPreference'

    function Find-Newer([string] $Text) {
        # Each thing in a script that PowerShell 5.1's parser or commands do not know, with its line.
        $parsed = $problems = $null
        $script = [System.Management.Automation.Language.Parser]::ParseInput($Text, [ref] $parsed, [ref] $problems)
        foreach ($token in $parsed | Where-Object Kind -In $tokens) { "line $($token.Extent.StartLineNumber): $($token.Text)" }
        foreach ($node in $script.FindAll({ param($n) $n.GetType().Name -in 'TernaryExpressionAst', 'PipelineChainAst' }, $true)) {
            "line $($node.Extent.StartLineNumber): $($node.Extent.Text)"
        }
        foreach ($node in $script.FindAll({ param($n) $n -is [System.Management.Automation.Language.PipelineAst] -and $n.Background }, $true)) {
            "line $($node.Extent.StartLineNumber): a background pipeline"
        }
        foreach ($node in $script.FindAll({ param($n) $n -is [System.Management.Automation.Language.VariableExpressionAst] }, $true)) {
            if ($node.VariablePath.UserPath -in $variables) { "line $($node.Extent.StartLineNumber): `$$($node.VariablePath.UserPath)" }
        }
        foreach ($command in $script.FindAll({ param($n) $n -is [System.Management.Automation.Language.CommandAst] }, $true)) {
            $name = $command.GetCommandName()
            if (-not $name) { continue }
            $given = @($command.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] })
            if ($newer[$name] -eq '*') { "line $($command.Extent.StartLineNumber): $name" }
            foreach ($parameter in $given) {
                if ($newer[$name] | Where-Object { $_ -and $_ -ne '*' -and $_ -like "$($parameter.ParameterName)*" }) { "line $($command.Extent.StartLineNumber): $name -$($parameter.ParameterName)" }
            }
            # Two paths and no more; later ones take a list.
            if ($name -eq 'Join-Path' -and $command.CommandElements.Count - 2 * $given.Count -gt 3) { "line $($command.Extent.StartLineNumber): Join-Path with several children" }
        }
    }
}

Describe 'What Windows PowerShell 5.1 reads' {
    It 'holds nothing that its parser and its commands do not know: <Name>' -ForEach $sources {
        Find-Newer $Text | Should -BeNullOrEmpty
    }

    It 'is plain ASCII where 5.1 would take UTF-8 for ANSI: <_>' -ForEach 'src/Spott/Spott.psm1', 'src/Spott/Spott.Refusals.ps1', 'Spott.psd1', 'src/Spott/Spott.Format.ps1xml', 'src/Spott/Spott.Types.ps1xml', 'src/Spott/Spott.Types.psd1', 'tests/windows-powershell.ps1' {
        [System.IO.File]::ReadAllText("$PSScriptRoot/../$_") | Should -Not -Match '[^\x00-\x7F]'
    }
}

Describe 'The search for what 5.1 does not know' {
    It 'finds <Script>' -ForEach @(
        @{ Script = '$a ? 1 : 2' }, @{ Script = '$a ?? 1' }, @{ Script = '$a ??= 1' }, @{ Script = '${a}?.b' }, @{ Script = 'a && b' }, @{ Script = 'a || b' }, @{ Script = 'a &' }
        @{ Script = '1..3 | ForEach-Object -Parallel { $_ }' }, @{ Script = 'Export-Csv a.csv -UseQuotes Never' }, @{ Script = 'ConvertFrom-SecureString $a -AsPlain' }
        @{ Script = 'Join-Path a b c' }, @{ Script = 'if ($IsWindows) { }' }, @{ Script = 'Get-Error' }
    ) {
        Find-Newer $Script | Should -Not -BeNullOrEmpty
    }

    It 'finds nothing in <Script>' -ForEach @{ Script = 'Join-Path -Path a -ChildPath b' }, @{ Script = 'Export-Csv a.csv -NoTypeInformation' }, @{ Script = '1..3 | Where-Object { $_ }' } {
        Find-Newer $Script | Should -BeNullOrEmpty
    }
}

Describe 'The import into Windows PowerShell' {
    BeforeAll {
        function Get-DesktopImport {
            # The shipped scripts, told that they run there.
            $folder = Split-Path $SpottModule
            $copy = New-Item -ItemType Directory -Path "$TestDrive/$(New-Guid)"
            foreach ($name in 'Spott.psm1', 'Spott.Refusals.ps1') {
                $text = (Get-Content -Raw "$folder/$name").Replace('$PSEdition', '$edition')
                $text = $text.Replace('$PSScriptRoot/Spott.Refusals', "$copy/Spott.Refusals").Replace('$PSScriptRoot', $folder)
                Set-Content -Path "$copy/$name" -Value $text
            }
            Get-Content -Raw "$copy/Spott.psm1"
        }
    }

    It 'goes on with .NET Framework release <Release>: <Loads>' -ForEach @(
        @{ Release = 378389; Loads = $false }, @{ Release = 461807; Loads = $false }, @{ Release = $null; Loads = $false }
        @{ Release = 461808; Loads = $true }, @{ Release = 533320; Loads = $true }
    ) {
        # What the script asks the registry for is answered here, and what it would import is named.
        $script = Get-DesktopImport
        $run = Invoke-ChildShell @"
            `$edition = 'Desktop'
            function Get-ItemProperty(`$Path, `$Name) { if (`$Path -eq 'HKLM:\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full' -and '$Release') { [pscustomobject]@{ `$Name = '$Release' } } }
            function Import-Module { [CmdletBinding()] param([string[]] `$Name) "imports `$(`$Name -notlike '*Spott.Types.psd1')" }
            try { $script } catch { "refused: `$_" }
"@
        $run.Err | Should -BeNullOrEmpty
        if ($Loads) { $run.Out.Trim() | Should -Match '^imports .*bin/net472/Spott\.dll$' }
        else { $run.Out.Trim() | Should -Match "^refused: Spott needs \.NET Framework 4\.7\.2 or newer .* release $([int] $Release) is installed" }
    }

    It 'is refused in one sentence beside <Name>: <Refused>' -ForEach @(
        @{ Name = 'an older version'; Version = '0.0.9.0'; Refused = $true }, @{ Name = 'a newer version'; Version = '99.0.0.0'; Refused = $true }
        @{ Name = 'a copy of this version'; Version = $null; Refused = $false }
    ) {
        $library = "$(Split-Path $SpottModule)/bin/net472/Spott.dll"
        $Version ??= [System.Reflection.AssemblyName]::GetAssemblyName($library).Version
        $script = Get-DesktopImport
        $run = Invoke-ChildShell @"
            `$edition = 'Desktop'
            `$null = [System.Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly('Spott, Version=$Version', 'Run')
            function Get-ItemProperty { [pscustomobject]@{ Release = 533320 } }
            function Import-Module { [CmdletBinding()] param([string[]] `$Name) "imports `$(`$Name -notlike '*Spott.Types.psd1')" }
            try { $script } catch { "refused: `$_" }
"@
        $run.Err | Should -BeNullOrEmpty
        if (-not $Refused) { $run.Out.Trim() | Should -Match '^imports .*bin/net472/Spott\.dll$' }
        else { $run.Out.Trim() | Should -Be 'refused: Another version of Spott was loaded in this session, which cannot have two: start a new session for this one.' }
    }
}

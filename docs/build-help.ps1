<#
.SYNOPSIS
Makes src/Spott/en-US/Spott.dll-Help.xml of docs/en-US/*.md, with Microsoft.PowerShell.PlatyPS.
.DESCRIPTION
PlatyPS turns Markdown into MAML; what it leaves that Get-Help shows badly is mended here: the code of an example stands in its
introduction with fences around it, paragraphs run together, Markdown's own marks stay, default values are missing, and a link
without an address is called the online version.
.PARAMETER PlatyPS
Name or path of the module.
#>
param([string] $PlatyPS = 'Microsoft.PowerShell.PlatyPS')

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
$root = [System.IO.Path]::GetFullPath("$PSScriptRoot/..")

if (-not (Get-Module $PlatyPS -ListAvailable)) {
    throw "The help is made with PlatyPS, which is not installed: Install-PSResource Microsoft.PowerShell.PlatyPS -Version 1.0.3, or give its path with -PlatyPS. Building and testing do not need it."
}
Import-Module $PlatyPS
Import-Module "$root/out/Spott/Spott.psd1"
. "$root/tests/HelpDefaults.ps1"

$pages = @(Get-ChildItem "$PSScriptRoot/en-US/*-*.md").FullName
$help = Import-MarkdownCommandHelp -Path $pages
$broken = @($pages | Where-Object { -not (Test-MarkdownCommandHelp -Path $_) }) + @($help | Where-Object { $_.Diagnostics.HadErrors } | ForEach-Object { $_.Diagnostics.FileName })
if ($broken) { throw "PlatyPS cannot read: $($broken -join ', ')" }

$folder = Join-Path ([System.IO.Path]::GetTempPath()) "spott-help-$PID"
try {
    $file = $help | Export-MamlCommandHelp -OutputFolder $folder -Force | ForEach-Object { $_.FullName }
    $maml = [xml]::new()
    $maml.Load("$file")
} finally {
    Remove-Item $folder -Recurse -Force -ErrorAction Ignore
}

$names = [System.Xml.XmlNamespaceManager]::new($maml.NameTable)
$names.AddNamespace('maml', 'http://schemas.microsoft.com/maml/2004/10')
$names.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')
$names.AddNamespace('dev', 'http://schemas.microsoft.com/maml/dev/2004/10')

function ConvertTo-PlainText([string] $Markdown) {
    # In a console a backtick is PowerShell's escape character, and a link's address is noise.
    $Markdown -replace '`', '' -replace '\[([^\]]+)\]\([^)]+\)', '$1'
}

function Set-Paragraphs([System.Xml.XmlElement] $Element, [string[]] $Texts) {
    foreach ($child in @($Element.ChildNodes)) { [void] $Element.RemoveChild($child) }
    foreach ($text in $Texts) {
        $paragraph = $maml.CreateElement('maml', 'para', $names.LookupNamespace('maml'))
        $paragraph.InnerText = $text
        [void] $Element.AppendChild($paragraph)
    }
}

function Get-Text([System.Xml.XmlElement] $Element) {
    # U+0080 is PlatyPS's empty paragraph.
    (@($Element.SelectNodes('maml:para', $names) | ForEach-Object InnerText) -join "`n`n") -replace [char] 0x80, ''
}

function Split-Paragraph([string] $Text) {
    (ConvertTo-PlainText $Text) -split '\n\s*\n' | ForEach-Object { ($_ -replace '\s*\n\s*', ' ').Trim() } | Where-Object { $_ }
}

foreach ($command in $maml.SelectNodes('//command:command', $names)) {
    $name = $command.SelectSingleNode('command:details/command:name', $names).InnerText
    foreach ($element in $command.SelectNodes('.//maml:description[maml:para] | .//maml:alert[maml:para]', $names)) {
        Set-Paragraphs $element (Split-Paragraph (Get-Text $element))
    }

    foreach ($example in $command.SelectNodes('command:examples/command:example', $names)) {
        $introduction = $example.SelectSingleNode('maml:introduction', $names)
        $text = Get-Text $introduction
        if ($text -notmatch '(?s)^(?<before>.*?)```powershell\n(?<code>.*?)\n```(?<after>.*)$') { throw "An example of $name has no code." }
        if ($Matches.after.Trim()) { throw "An example of $name has text behind its code: put it in front." }
        $code, $before = $Matches.code, $Matches.before
        $example.SelectSingleNode('dev:code', $names).InnerText = ($code -replace '\n\s*\n', "`n").Trim()
        # Get-Help runs introduction and code together; what explains goes behind the code, as in PowerShell's own help.
        Set-Paragraphs $introduction @()
        $remarks = $example.SelectSingleNode('dev:remarks', $names)
        if (-not $remarks) { $remarks = $example.AppendChild($maml.CreateElement('dev', 'remarks', $names.LookupNamespace('dev'))) }
        Set-Paragraphs $remarks (Split-Paragraph $before)
    }

    foreach ($parameter in $command.SelectNodes('command:parameters/command:parameter | command:syntax/command:syntaxItem/command:parameter', $names)) {
        $parameterName = $parameter.SelectSingleNode('maml:name', $names).InnerText
        $default = $parameter.SelectSingleNode('dev:defaultValue', $names)
        if (-not $default) { $default = $parameter.AppendChild($maml.CreateElement('dev', 'defaultValue', $names.LookupNamespace('dev'))) }
        $value = Get-DefaultValue (Get-Command $name) $parameterName
        $default.InnerText = if ($value) { $value } else { 'None' }
    }

    foreach ($link in @($command.SelectNodes('.//maml:navigationLink', $names))) {
        $uri = $link.SelectSingleNode('maml:uri', $names)
        if ($link.SelectSingleNode('maml:linkText', $names).InnerText -eq 'Online Version') { [void] $link.ParentNode.RemoveChild($link) }
        elseif ($uri -and $uri.InnerText -notmatch '^https:') { $uri.InnerText = '' }
    }
}

$settings = [System.Xml.XmlWriterSettings]@{ Encoding = [System.Text.UTF8Encoding]::new($false); Indent = $true; IndentChars = '  '; NewLineChars = "`n" }
$writer = [System.Xml.XmlWriter]::Create("$root/src/Spott/en-US/Spott.dll-Help.xml", $settings)
try { $maml.Save($writer) } finally { $writer.Dispose() }
Write-Host 'Made src/Spott/en-US/Spott.dll-Help.xml.'

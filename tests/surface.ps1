# Prints the public surface: cmdlets, parameter sets, types, aliases, output types, the public .NET members, and the views of a mirror.
# tests/surface.txt is its committed output; after a decided change: dotnet pwsh -NoProfile -File tests/surface.ps1 > tests/surface.txt
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
if (-not (Get-Module Spott)) { Import-Module "$PSScriptRoot/../out/Spott/Spott.psd1" }

$common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters

function Format-TypeName([type] $Type) {
    if ($Type.IsGenericType) {
        $arguments = ($Type.GetGenericArguments() | ForEach-Object { Format-TypeName $_ }) -join ', '
        if ($Type.GetGenericTypeDefinition() -eq [Nullable`1]) { return "$arguments`?" }
        return "$($Type.Name -replace '`.*')<$arguments>"
    }
    $Type.FullName ?? $Type.Name
}

foreach ($command in Get-Command -Module Spott | Sort-Object Name) {
    "cmdlet $($command.Name)"
    foreach ($alias in Get-Alias -Definition $command.Name -ErrorAction Ignore) { "  alias $($alias.Name)" }
    foreach ($type in $command.OutputType) { "  output $($type.Name)" }
    "  default set $($command.DefaultParameterSet)"
    foreach ($set in $command.ParameterSets | Sort-Object Name) {
        "  set $($set.Name)"
        foreach ($parameter in $set.Parameters | Where-Object Name -NotIn $common | Sort-Object Name) {
            # In a set to be refused with the other's name: not offered.
            if ($parameter.Attributes.Where({ $_ -is [Parameter] -and $_.ParameterSetName -eq $set.Name -and $_.DontShow })) { continue }
            $facts = @(
                if ($parameter.IsMandatory) { 'mandatory' }
                if ($parameter.Position -ge 0) { "position $($parameter.Position)" }
                if ($parameter.ValueFromPipeline) { 'pipeline' }
                if ($parameter.ValueFromPipelineByPropertyName) { 'pipeline by property name' }
                if ($parameter.Aliases) { "alias $($parameter.Aliases -join ' ')" }
            ) -join ', '
            "    -$($parameter.Name) $(Format-TypeName $parameter.ParameterType)$(if ($facts) { ": $facts" })"
        }
    }
}

foreach ($type in [Spott.Opportunity].Assembly.GetExportedTypes() | Sort-Object FullName) {
    "type $(Format-TypeName $type) : $(Format-TypeName $type.BaseType)"
    $members = foreach ($member in $type.GetMembers('Public, Instance, Static, DeclaredOnly')) {
        switch ($member.MemberType) {
            'Property' { "  property $(Format-TypeName $member.PropertyType) $($member.Name)$(if ($member.SetMethod -and $member.SetMethod.IsPublic) { ' settable' })" }
            'Method' { if (-not $member.IsSpecialName) { "  method $(Format-TypeName $member.ReturnType) $($member.Name)($(($member.GetParameters() | ForEach-Object { Format-TypeName $_.ParameterType }) -join ', '))" } }
            'Constructor' { "  constructor ($(($member.GetParameters() | ForEach-Object { Format-TypeName $_.ParameterType }) -join ', '))" }
            'Field' { "  field $(Format-TypeName $member.FieldType) $($member.Name)" }
            default { "  $($member.MemberType) $($member.Name)" }
        }
    }
    $members | Sort-Object
}

# What other programs read of a mirror: see docs/mirror.md.
. $PSScriptRoot/mirror.ps1
$TestDrive = Join-Path ([System.IO.Path]::GetTempPath()) "spott-surface-$([guid]::NewGuid().ToString('N'))"
try {
    $mirror = New-MirrorPath
    $null = Sync-SpottMirror $mirror -Connection (Connect-Spott -Sandbox -SandboxSize 0 -PassThru) -WarningAction SilentlyContinue
    (Invoke-MirrorSql $mirror "SELECT group_concat(line, char(10)) FROM (SELECT iif(p.cid = 0, 'view ' || m.name || char(10), '') || '  column ' || p.name AS line
        FROM sqlite_schema m JOIN pragma_table_info(m.name) p WHERE m.type = 'view' ORDER BY m.name, p.cid)") -split "`n"
} finally {
    Disconnect-Spott
    Remove-Item $TestDrive -Recurse -ErrorAction Ignore
}

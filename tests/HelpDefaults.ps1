# What a parameter is when it is not given, as help shows it: read from a new instance of the cmdlet's class.
function Get-DefaultValue($Command, [string] $Parameter) {
    $property = $Command.ImplementingType.GetProperty($Parameter)
    # WhatIf and Confirm are PowerShell's own.
    if (-not $property) { return 'False' }
    $value = $property.GetValue([Activator]::CreateInstance($Command.ImplementingType))
    # An empty list or dictionary is none, too.
    if ($value -is [System.Collections.ICollection]) { return '' }
    if ($value -is [switch]) { return 'False' }
    # A number or a moment that nobody gave is none: no range of ours begins with it.
    if ($null -eq $value -or ($value -is [valuetype] -and $value.Equals([Activator]::CreateInstance($value.GetType())))) { return '' }
    [System.Convert]::ToString($value, [cultureinfo]::InvariantCulture)
}

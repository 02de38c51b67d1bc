# What the tests of the mirror have in common.

function New-MirrorPath {
    # A database file that does not exist yet, in a folder of its own.
    Join-Path (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid().ToString('N')))).FullName 'spott.db'
}

function New-MirrorAccount {
    # An account with opportunities o1, o2, ..., connected to by a clock of its own: Server, Handler, Clock, Connection.
    param([int] $Count = 3, [string] $Key = $TestKeyText, [string] $BaseUri = 'https://fake.invalid/')

    $server = [Spott.Fakes.MirrorAccount]::new()
    for ($index = 1; $index -le $Count; $index++) { $null = $server.Add("o$index") }
    $clock = [Spott.Fakes.FakeClock]::new($server.Now)
    $handler = $server.AsHandler()
    $connection = Connect-Fake -Handler $handler -Clock $clock -Key $Key -With @{ BaseUri = $BaseUri }
    [pscustomobject]@{ Server = $server; Handler = $handler; Clock = $clock; Connection = $connection }
}

function Step-Account {
    # So many minutes later, for the server and for this machine; what was sent before is forgotten.
    param([int] $Minutes)

    $account.Server.Forget()
    $account.Clock.Advance([timespan]::FromMinutes($Minutes))
    if ($null -ne $account.Server.Now) { $account.Server.Now = $account.Server.Now.AddMinutes($Minutes) }
}

function Get-ChangeText {
    # Changes in short: "Opportunity o1 StageId: s1 -> s2".
    param([object[]] $Change)

    foreach ($one in $Change) {
        $what = if ($one.Property) { "$($one.Property): $($one.OldValue) -> $($one.NewValue)" } else { "$($one.Kind)" }
        "$($one.Subject) $($one.Id) $what"
    }
}

function Get-MirrorType {
    # A type of Spott.Mirror.dll, which is loaded at the first mirror and in the module's own context.
    param([string] $Name)

    $null = try { Get-SpottMirror (New-MirrorPath) } catch { $_ }
    $context = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq 'Spott'
    ($context.Assemblies | Where-Object { $_.GetName().Name -eq 'Spott.Mirror' }).GetType($Name, $true)
}

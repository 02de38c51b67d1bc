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

function Invoke-MirrorSql {
    # Runs SQL in a database file by the module's own SQLite, and gives the first cell of the first row.
    param([string] $Path, [string] $Sql)

    $type = Get-MirrorType 'Spott.Mirror.Database.SqliteDatabase'
    $hidden = [System.Reflection.BindingFlags] 'Static, Instance, NonPublic, DeclaredOnly'
    $database = $type.GetMethod('Open', $hidden).Invoke($null, @($Path, [System.Enum]::ToObject($type.GetMethod('Open', $hidden).GetParameters()[1].ParameterType, 2)))
    try {
        $method = $Sql.TrimEnd(';') -match ';' ? 'Execute' : 'Value'
        $type.GetMethod($method, $hidden).Invoke($database, @($Sql, [object[]] @()))
    } finally {
        $database.Dispose()
    }
}

function Get-MirrorRow {
    # The rows of a view, as objects; moments stay texts.
    param([string] $Path, [string] $View)

    $columns = (Invoke-MirrorSql $Path "SELECT group_concat(name) FROM (SELECT p.name FROM pragma_table_info('$View') p)") -split ','
    $members = ($columns | ForEach-Object { "'$_', $_" }) -join ', '
    (Invoke-MirrorSql $Path "SELECT json_group_array(json_object($members)) FROM $View") | ConvertFrom-Json -DateKind String
}

function Skip-WithoutPython {
    # Another program's SQLite is Python's, where it is there; in CI it has to be.
    if (Get-Command python3 -ErrorAction Ignore) { return $false }
    if ($env:CI) { throw 'There is no python3 here, and CI has to have it: see .ci/run.' }
    Set-ItResult -Skipped -Because 'there is no other program''s SQLite here: python3'
    $true
}

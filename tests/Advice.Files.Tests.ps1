# As Advice.Tests.ps1, for what is wrong with a checkpoint, a mirror, a copy, a report or an argument: the advice is followed, and leads on.
BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    function Connect-Other([string] $Key = $TestKeyText, [string] $BaseUri = 'https://fake.invalid/') {
        # An account with five opportunities.
        $null = Connect-Fake -Handler ([Spott.Fakes.OpportunityServer]::new(5).AsHandler()) -Key $Key -With @{ BaseUri = $BaseUri }
    }

    function Lock-File([string] $Path) {
        # As a run that is under way holds it.
        [System.IO.FileStream]::new($Path, 'OpenOrCreate', 'ReadWrite', 'None')
    }
}

Describe 'What an error about a file says to do' {
    BeforeEach {
        $held = $null
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        $state = Join-Path $folder state.json
        $db = Join-Path $folder spott.db
        $page = Join-Path $folder page.html
        Connect-Other
    }

    AfterEach {
        if ($held) { $held.Dispose() }
        Disconnect-Spott
    }

    It 'leads on: <Id>, <Says>' -ForEach @(
        @{
            Id = 'Spott.Checkpoint'; Says = 'make that folder, or give another path'
            Fail = { Get-SpottOpportunity -CheckpointPath $folder/none/state.json }
            Follow = {
                @(Get-SpottOpportunity -CheckpointPath $state).Count | Should -Be 5
                $null = New-Item -ItemType Directory $folder/none
                @(Get-SpottOpportunity -CheckpointPath $folder/none/state.json).Count | Should -Be 5
            }
        }
        @{
            Id = 'Spott.Checkpoint'; Says = 'give the path of a file'
            Fail = { Get-SpottOpportunity -CheckpointPath $folder }
            Follow = { @(Get-SpottOpportunity -CheckpointPath $state).Count | Should -Be 5 }
        }
        @{
            Id = 'Spott.CheckpointBusy'; Says = 'wait until it has ended, or give each run its own checkpoint'
            Fail = { $script:held = Lock-File "$state.lock"; Get-SpottOpportunity -CheckpointPath $state }
            Follow = {
                @(Get-SpottOpportunity -CheckpointPath "$folder/own.json").Count | Should -Be 5
                $script:held.Dispose()
                @(Get-SpottOpportunity -CheckpointPath $state).Count | Should -Be 5
            }
        }
        @{
            Id = 'Spott.Checkpoint'; Says = 'update the module, or give another -CheckpointPath. It was left as it is'
            Fail = { Set-Content $state '{"formatVersion":99}'; Get-SpottOpportunity -CheckpointPath $state }
            Follow = { @(Get-SpottOpportunity -CheckpointPath "$folder/other.json").Count | Should -Be 5 }
        }
        @{
            Id = 'Spott.Checkpoint'; Says = 'restore it from a backup, or move it away: then the next run delivers everything again'
            Fail = { Set-Content $state '{"formatVersion":'; Get-SpottOpportunity -CheckpointPath $state }
            Follow = { Move-Item $state "$state.old"; @(Get-SpottOpportunity -CheckpointPath $state).Count | Should -Be 5 }
        }
        @{
            Id = 'Spott.Checkpoint'; Says = 'connect to the checkpoint''s address, or give another -CheckpointPath'
            Fail = {
                $null = Get-SpottOpportunity -CheckpointPath $state
                Save-SpottCheckpoint $state
                Connect-Other -BaseUri https://other.invalid/
                Get-SpottOpportunity -CheckpointPath $state
            }
            Follow = {
                @(Get-SpottOpportunity -CheckpointPath "$folder/other.json").Count | Should -Be 5
                Connect-Other
                $null = Get-SpottOpportunity -CheckpointPath $state
                Save-SpottCheckpoint $state
            }
        }
        @{
            Id = 'Spott.Checkpoint'; Says = 'give the same -CompanyId as before, or another -CheckpointPath: then the run delivers everything'
            Fail = {
                $null = Get-SpottOpportunity -CheckpointPath $state
                Save-SpottCheckpoint $state
                $script:company = (Get-SpottOpportunity)[0].CompanyId
                Get-SpottOpportunity -CompanyId $company -CheckpointPath $state
            }
            Follow = {
                @(Get-SpottOpportunity -CompanyId $company -CheckpointPath "$folder/one.json").Count | Should -BeGreaterThan 0
                $null = Get-SpottOpportunity -CheckpointPath $state
                Save-SpottCheckpoint $state
            }
        }
        @{
            Id = 'Spott.Checkpoint'; Says = 'if the new key is for the same account, add -AcceptNewKey once; if it is for another account, give another -CheckpointPath'
            Fail = {
                $null = Get-SpottOpportunity -CheckpointPath $state
                Save-SpottCheckpoint $state
                Connect-Other -Key new
                Get-SpottOpportunity -CheckpointPath $state
            }
            Follow = {
                $null = Get-SpottOpportunity -CheckpointPath $state -AcceptNewKey
                Save-SpottCheckpoint $state
                $null = Get-SpottOpportunity -CheckpointPath $state
                @(Get-SpottOpportunity -CheckpointPath "$folder/other.json").Count | Should -Be 5
            }
        }
        @{
            Id = 'Spott.Checkpoint'; Says = 'first run Get-SpottOpportunity -CheckpointPath with this file to its end; each run can be saved once'
            Fail = { Save-SpottCheckpoint $state }
            Follow = { $null = Get-SpottOpportunity -CheckpointPath $state; Save-SpottCheckpoint $state; $state | Should -Exist }
        }
        @{
            Id = 'Spott.Checkpoint'; Says = 'save it in the session of that run, or run Get-SpottOpportunity again'
            Fail = {
                $null = Get-SpottOpportunity -CheckpointPath $state
                # Another session's run is pending now.
                (Get-Content "$state.pending" -Raw) -replace '("runId": ")[^"]+', '${1}another' | Set-Content "$state.pending"
                Save-SpottCheckpoint $state
            }
            Follow = { $null = Get-SpottOpportunity -CheckpointPath $state -WarningAction Ignore; Save-SpottCheckpoint $state; $state | Should -Exist }
        }
        @{
            Id = 'Spott.Mirror'; Says = 'make that folder, or give another path'
            Fail = { Sync-SpottMirror $folder/none/spott.db }
            Follow = { $null = New-Item -ItemType Directory $folder/none; (Sync-SpottMirror $folder/none/spott.db).Status | Should -Be Complete }
        }
        @{
            Id = 'Spott.MirrorNotFound'; Says = 'make one with Sync-SpottMirror, or give the path of one'
            Fail = { Get-SpottMirror $db }
            Follow = { $null = Sync-SpottMirror $db; (Get-SpottMirror $db).OpportunityCount | Should -Be 5 }
        }
        @{
            Id = 'Spott.MirrorForeign'; Says = 'give another file; if there is no file, a new mirror is made'
            Fail = { Set-Content $page ('Dear diary, ' * 500); Sync-SpottMirror $page }
            Follow = { (Sync-SpottMirror $db).Status | Should -Be Complete }
        }
        @{
            Id = 'Spott.MirrorDamaged'; Says = 'restore it from a backup, or move it away: then the next run makes a new one'
            Fail = {
                $null = Sync-SpottMirror $db
                Backup-SpottMirror $db "$folder/backup.db"
                Invoke-MirrorSql $db 'UPDATE opportunity_present SET from_run = 99;SELECT 1'
                Get-SpottMirror $db -Verify
            }
            Follow = {
                Copy-Item "$folder/backup.db" $db
                (Get-SpottMirror $db -Verify).OpportunityCount | Should -Be 5
                Move-Item $db "$db.old"
                (Sync-SpottMirror $db).NewCount | Should -Be 5
            }
        }
        @{
            Id = 'Spott.Mirror'; Says = 'connect to the mirror''s address, or give each address its own mirror'
            Fail = { $null = Sync-SpottMirror $db; Connect-Other -BaseUri https://other.invalid/; Sync-SpottMirror $db }
            Follow = {
                (Sync-SpottMirror "$folder/other.db").Status | Should -Be Complete
                Connect-Other
                (Sync-SpottMirror $db).Status | Should -Be Complete
            }
        }
        @{
            Id = 'Spott.Mirror'; Says = 'if the new key is for the same account, add -AcceptNewKey once; give each account its own mirror'
            Fail = { $null = Sync-SpottMirror $db; Connect-Other -Key new; Sync-SpottMirror $db }
            Follow = {
                (Sync-SpottMirror $db -AcceptNewKey).Status | Should -Be Complete
                (Sync-SpottMirror $db).Status | Should -Be Complete
            }
        }
        @{
            Id = 'Spott.MirrorBusy'; Says = 'wait until that has ended, and run the command again'
            Fail = { $script:held = Lock-File "$db.lock"; Sync-SpottMirror $db }
            Follow = { $script:held.Dispose(); (Sync-SpottMirror $db).Status | Should -Be Complete }
        }
        @{
            Id = 'Spott.MirrorTooYoung'; Says = 'ask for a later time'
            Fail = { $null = Sync-SpottMirror $db; Get-SpottOpportunity -MirrorPath $db -AsOf 2020-01-01 }
            Follow = { @(Get-SpottOpportunity -MirrorPath $db -AsOf (Get-Date).AddMinutes(1)).Count | Should -Be 5 }
        }
        @{
            Id = 'Spott.MirrorTooYoung'; Says = 'run Sync-SpottMirror until a full run is complete'
            Fail = {
                $script:account = New-MirrorAccount -Count 5
                $account.Server.SendsMalformedItem = $true
                $null = Sync-SpottMirror $db -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
                Get-SpottStageHistory $db
            }
            Follow = {
                $account.Server.SendsMalformedItem = $false
                $null = Sync-SpottMirror $db
                @(Get-SpottStageHistory $db).Count | Should -Be 5
            }
        }
        @{
            Id = 'Spott.MirrorIdNotFound'; Says = 'look for the id in Get-SpottOpportunity -MirrorPath ... -IncludeDeleted; upper and lower case count'
            Fail = { $null = Sync-SpottMirror $db; Get-SpottStageHistory $db -Id OPP-000001 -ErrorAction Stop }
            Follow = {
                $id = (Get-SpottOpportunity -MirrorPath $db -IncludeDeleted)[0].Id
                @(Get-SpottStageHistory $db -Id $id).Count | Should -Be 1
            }
        }
        @{
            Id = 'Spott.MirrorContactNotFound'; Says = 'look for the person in (Get-SpottOpportunity -MirrorPath ... -IncludeDeleted).ClientTeam, and for somebody who left a team in (Get-SpottChange ... -Property ClientTeam).OldValue'
            Fail = { $null = Sync-SpottMirror $db; Remove-SpottMirrorContact $db -Email nobody@example.com -Confirm:$false -ErrorAction Stop }
            Follow = {
                $person = (Get-SpottOpportunity -MirrorPath $db -IncludeDeleted).ClientTeam[0]
                Remove-SpottMirrorContact $db -ContactId $person.Id -Confirm:$false -WarningAction SilentlyContinue
                (Get-SpottOpportunity -MirrorPath $db).ClientTeam.Id | Should -Not -Contain $person.Id
            }
        }
        @{
            Id = 'Spott.MirrorExists'; Says = 'give another path, or leave -NoClobber out'
            Fail = { $null = Sync-SpottMirror $db; Set-Content "$db.copy" old; Backup-SpottMirror $db "$db.copy" -NoClobber }
            Follow = {
                Backup-SpottMirror $db "$db.other" -NoClobber
                Backup-SpottMirror $db "$db.copy"
                (Get-SpottMirror "$db.copy").OpportunityCount | Should -Be (Get-SpottMirror "$db.other").OpportunityCount
            }
        }
        @{
            Id = 'Spott.Mirror'; Says = 'it is the mirror itself; give another path'
            Fail = { $null = Sync-SpottMirror $db; Backup-SpottMirror $db $db }
            Follow = { Backup-SpottMirror $db "$db.copy"; (Get-SpottMirror "$db.copy").OpportunityCount | Should -Be 5 }
        }
        @{
            Id = 'Spott.Report'; Says = 'make that folder, or give another path'
            Fail = { Get-SpottOpportunity | Export-SpottReport $folder/none/page.html }
            Follow = {
                $null = New-Item -ItemType Directory $folder/none
                Get-SpottOpportunity | Export-SpottReport $folder/none/page.html
                "$folder/none/page.html" | Should -Exist
            }
        }
        @{
            Id = 'Spott.ReportExists'; Says = 'give another path, or leave -NoClobber out'
            Fail = { Set-Content $page old; Get-SpottOpportunity | Export-SpottReport $page -NoClobber }
            Follow = { Get-SpottOpportunity | Export-SpottReport $page; (Get-Item $page).Length | Should -BeGreaterThan 10000 }
        }
        @{
            Id = 'Spott.Report'; Says = 'give what Get-SpottOpportunity gives, before Select-Object and the like'
            Fail = { Get-SpottOpportunity | Select-Object Id | Export-SpottReport $page -ErrorAction SilentlyContinue }
            Follow = { Get-SpottOpportunity | Export-SpottReport $page; $page | Should -Exist }
        }
    ) {
        $failure = Get-Failure $Fail
        $failure.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        "$failure" | Should -BeLike "*$([WildcardPattern]::Escape($Says))*"
        $ErrorActionPreference = 'Stop'
        & $Follow
    }
}

Describe 'Every error id' {
    It 'has an error whose advice a test follows, but where that needs another person, machine or version' {
        $elsewhere = @(
            'Spott.Forbidden' # an administrator gives a key
            'Spott.MirrorNewer' # a newer version of the module
            'Spott.MirrorNetworkDrive', 'Spott.MirrorDiskFull' # another drive
            'Spott.MirrorNeedsPowerShell7' # the other PowerShell
        )
        $ids = Get-ChildItem "$PSScriptRoot/../src/Spott/Errors/*.cs" | Get-Content | Select-String '"(Spott\.[A-Z]\w+)"' -AllMatches | ForEach-Object { $_.Matches } | ForEach-Object { $_.Groups[1].Value }
        $followed = Get-Content "$PSScriptRoot/Advice*.Tests.ps1" | Select-String "\bId = '(Spott\.\w+)'" -AllMatches | ForEach-Object { $_.Matches } | ForEach-Object { $_.Groups[1].Value }
        ($ids | Where-Object { $_ -notin $followed } | Sort-Object -Unique) -join ' ' | Should -BeExactly (($elsewhere | Sort-Object) -join ' ')
    }
}

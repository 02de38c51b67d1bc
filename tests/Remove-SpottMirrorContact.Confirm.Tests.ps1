# What a person sees who is asked, and that No and nobody mean nothing.
BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    function Invoke-Asked([string] $Script, [string] $Answer) {
        # What a shell prints in which somebody types an answer to its question.
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).ps1"
        Set-Content -LiteralPath $file -Value "`$PSStyle.OutputRendering = 'PlainText'; Import-Module '$SpottModule'; $Script"
        $Answer | & "$PSHOME/pwsh" -NoProfile -NoLogo -File $file | ForEach-Object { $_ -replace '\x1b\[[0-9;]*m' }
    }
}

Describe 'Remove-SpottMirrorContact asks' {
    BeforeEach {
        $db = New-MirrorPath
        $account = New-MirrorAccount -Count 2
        foreach ($id in 'k1', 'k2', 'k3') {
            $account.Server.Item('o1').Team.Add([Spott.Fakes.MirrorPerson] @{ Id = $id; FirstName = "Ann-$id"; Email = "$id@example.com" })
        }
        $null = Sync-SpottMirror $db
    }

    It 'with a question that names every match in a line of its own, and that it cannot be undone' {
        $lines = Invoke-Asked "Remove-SpottMirrorContact '$db' -ContactId k1 -Email k2@example.com" -Answer n
        $lines | Should -Contain 'Erase for good?'
        $lines -join ' ' -replace '\s+', ' ' | Should -BeLike '*2 people will be erased from the mirror *, also from its past. This cannot be undone: Ann-k1 *'
        $lines | Should -Contain '  Ann-k1 <k1@example.com> (k1)'
        $lines | Should -Contain '  Ann-k2 <k2@example.com> (k2)'
        $lines -match 'k3' | Should -BeNullOrEmpty
        @((Get-SpottOpportunity -MirrorPath $db).ClientTeam).Count | Should -Be 3 -Because 'the answer was No'
    }

    It 'and erases after Yes' {
        (Invoke-Asked "Remove-SpottMirrorContact '$db' -ContactId k1" -Answer y) -join ' ' | Should -BeLike '*1 person will be erased*'
        (Get-SpottOpportunity -MirrorPath $db).ClientTeam.Id | Should -Be 'k2', 'k3'
    }
}

Describe 'The first example of Remove-SpottMirrorContact' {
    It 'finds by the name who is in a team, was in one, or was in that of a deleted opportunity' {
        $page = [IO.File]::ReadAllText("$PSScriptRoot/../docs/en-US/Remove-SpottMirrorContact.md")
        $lines = [regex]::Match($page, '(?s)### Example 1: .*?```powershell\n(.+?)\n```').Groups[1].Value -split '\n'
        $find = ($lines | Where-Object { $_ -match '^\$people' }) -join "`n" -replace "'\*\w+\*'", "'*Ann-*'" -replace ' \| Format-Table.*'
        $find | Should -Match '(?s)^\$people = .*\n\$people \| .*Ann-'
        $db = New-MirrorPath
        $account = New-MirrorAccount -Count 3
        foreach ($pair in 'o1 k1', 'o2 k2', 'o3 k3', 'o1 k4') {
            $in, $id = $pair -split ' '
            $account.Server.Item($in).Team.Add([Spott.Fakes.MirrorPerson] @{ Id = $id; FirstName = $id -eq 'k4' ? 'Bob' : "Ann-$id"; Email = "$id@example.com" })
        }
        $null = Sync-SpottMirror $db
        # k2 leaves the team; o3 is deleted with k3 in it.
        $account.Server.Item('o2').Team.Clear()
        foreach ($round in 1, 2) {
            Step-Account 60
            if ($round -eq 1) { $null = $account.Server.Items.Remove($account.Server.Item('o3')) }
            $null = Sync-SpottMirror $db -Full -AllowMassDeletion
        }
        Push-Location (Split-Path $db)
        try { $found = & ([scriptblock]::Create($find)) } finally { Pop-Location }
        $found.Id | Should -Be 'k1', 'k2', 'k3'
    }
}

# What a person sees who is asked, and that No and nobody mean nothing.
BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    class AskedUI : System.Management.Automation.Host.PSHostUserInterface {
        [int] $Choice
        [int] $Default = -1
        [string] $Caption
        [string] $Question
        [System.Management.Automation.Host.PSHostRawUserInterface] get_RawUI() { return $null }
        [int] PromptForChoice([string] $caption, [string] $message, [System.Collections.ObjectModel.Collection[System.Management.Automation.Host.ChoiceDescription]] $choices, [int] $default) {
            $this.Caption, $this.Question, $this.Default = $caption, $message, $default
            return $this.Choice
        }
        [System.Collections.Generic.Dictionary[string, psobject]] Prompt([string] $caption, [string] $message, [System.Collections.ObjectModel.Collection[System.Management.Automation.Host.FieldDescription]] $fields) { throw 'not asked' }
        [pscredential] PromptForCredential([string] $caption, [string] $message, [string] $user, [string] $target) { throw 'not asked' }
        [pscredential] PromptForCredential([string] $caption, [string] $message, [string] $user, [string] $target, [System.Management.Automation.PSCredentialTypes] $types, [System.Management.Automation.PSCredentialUIOptions] $options) { throw 'not asked' }
        [string] ReadLine() { throw 'not asked' }
        [securestring] ReadLineAsSecureString() { throw 'not asked' }
        [void] Write([string] $text) { }
        [void] Write([System.ConsoleColor] $front, [System.ConsoleColor] $back, [string] $text) { }
        [void] WriteLine([string] $text) { }
        [void] WriteErrorLine([string] $text) { }
        [void] WriteDebugLine([string] $text) { }
        [void] WriteVerboseLine([string] $text) { }
        [void] WriteWarningLine([string] $text) { }
        [void] WriteProgress([long] $id, [System.Management.Automation.ProgressRecord] $record) { }
    }

    class AskedHost : System.Management.Automation.Host.PSHost {
        [AskedUI] $Asked = [AskedUI]::new()
        [cultureinfo] get_CurrentCulture() { return [cultureinfo]::InvariantCulture }
        [cultureinfo] get_CurrentUICulture() { return [cultureinfo]::InvariantCulture }
        [guid] get_InstanceId() { return [guid]::Empty }
        [string] get_Name() { return 'asked' }
        [version] get_Version() { return '1.0' }
        [System.Management.Automation.Host.PSHostUserInterface] get_UI() { return $this.Asked }
        [void] EnterNestedPrompt() { }
        [void] ExitNestedPrompt() { }
        [void] NotifyBeginApplication() { }
        [void] NotifyEndApplication() { }
        [void] SetShouldExit([int] $code) { }
    }

    function Invoke-Asked([string] $Script, [int] $Choice) {
        # A session with somebody who answers by a number of the choices: 0 is Yes, 2 is No.
        $answering = [AskedHost]::new()
        $answering.Asked.Choice = $Choice
        $space = [runspacefactory]::CreateRunspace($answering)
        $space.Open()
        $shell = [powershell]::Create()
        $shell.Runspace = $space
        try {
            $null = $shell.AddScript("Import-Module '$SpottModule'; $Script").Invoke()
            $answering.Asked
        } finally {
            $shell.Dispose()
            $space.Dispose()
        }
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
        $asked = Invoke-Asked "Remove-SpottMirrorContact '$db' -ContactId k1 -Email k2@example.com" -Choice 2
        $asked.Caption | Should -Be 'Erase for good?'
        $asked.Question -split '\r?\n' | Should -Be @(
            "2 people will be erased from the mirror '$db', also from its past. This cannot be undone:"
            '  Ann-k1 <k1@example.com> (k1)'
            '  Ann-k2 <k2@example.com> (k2)'
        )
        @((Get-SpottOpportunity -MirrorPath $db).ClientTeam).Count | Should -Be 3 -Because 'the answer was No'
    }

    It 'and erases after Yes' {
        (Invoke-Asked "Remove-SpottMirrorContact '$db' -ContactId k1" -Choice 0).Question | Should -BeLike '1 person will be erased*'
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

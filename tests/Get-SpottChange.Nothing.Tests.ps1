# What can never be found must not look as if nothing had changed.
BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/mirror.ps1

    $db = New-MirrorPath
    foreach ($day in 0, 1, 7, 14, 21) { $null = Sync-SpottMirror $db -Connection (Connect-Spott -Sandbox -SandboxDay $day -PassThru) -Full }
    $changes = @(Get-SpottChange $db)
}

Describe 'Get-SpottChange with parameters that no change can fit' {
    It 'says so, and what to do: <With.Values>' -ForEach @(
        @{ With = @{ Subject = 'Contact'; Property = 'StageName' }; Says = "The subject Contact has no property 'StageName', so nothing can be found. It has FirstName, MiddleName, LastName, SecondLastName, JobTitle and others; give -Subject Opportunity, or leave -Subject out." }
        @{ With = @{ Subject = 'Stage', 'Owner'; Property = 'Name', 'Emails' }; Says = "The subject Stage or Owner has no property 'Emails', so nothing can be found. It has Name, Order, IsOpen, AvatarUrl, DeactivatedAt; give -Subject Contact, or leave -Subject out." }
        @{ With = @{ Subject = 'Company'; Property = 'AdditionalProperties.x' }; Says = '*give -Subject Opportunity, Contact, or leave -Subject out.' }
        @{ With = @{ Kind = 'Added', 'Deleted'; Property = 'Name' }; Says = 'A change of the kind Added or Deleted has no property, so -Property and this -Kind together find nothing; leave one of them out, or give -Kind Changed.' }
        @{ With = @{ Kind = 'Deleted'; Subject = 'Contact' }; Says = 'Only opportunities can be deleted or restored, so nothing can be found; give -Subject Opportunity, or leave it out.' }
    ) {
        $failure = Get-Failure { Get-SpottChange $db @With }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.InvalidArgument,*'
        $failure.Exception.Message | Should -BeLike $Says
    }

    It 'refuses a -<Parameter> that there is not, and names those that there are' -ForEach @(
        @{ Parameter = 'Subject'; Given = 'Opportunities'; Names = 'Opportunity, Contact, Company, Stage, Owner' }
        @{ Parameter = 'Kind'; Given = 'Removed'; Names = 'Added, Changed, Deleted, Restored' }
    ) {
        foreach ($value in $Given, @($Names.Split(',')[0], $Given)) {
            $with = @{ $Parameter = $value }
            $failure = Get-Failure { Get-SpottChange $db @with }
            $failure.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
            "$failure" | Should -BeLike "*'$Given' is not one of the names that can be given here. The names are: $Names."
        }
        foreach ($good in $Names -split ', ') {
            foreach ($form in $good, $good.ToUpperInvariant(), $good.Substring(0, 3), [psobject] $good, ("Spott.Change$Parameter" -as [type])::$good) {
                $with = @{ $Parameter = $form }
                @(Get-SpottChange $db @with).Count | Should -Be @($changes | Where-Object $Parameter -EQ $good).Count -Because "$good as $form"
            }
        }
    }

    It 'warns of a path that nothing in the mirror ever had, whatever its case' {
        $account = New-MirrorAccount -Count 2
        $mirror = New-MirrorPath
        $account.Server.Item('o1').Extra['priority'] = '1'
        $null = Sync-SpottMirror $mirror
        Get-SpottChange $mirror -Property AdditionalProperties.PRIORITY, AdditionalProperties.priorty, AdditionalProperties, Name -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        @($warnings).Count | Should -Be 1
        "$warnings" | Should -BeLike "Nothing in the mirror '$mirror' ever had 'AdditionalProperties.priorty', so it has no changes: check the name *"
    }

    It 'refuses nothing that three weeks of the sandbox have' {
        $seen = $changes | ForEach-Object { "$($_.Subject) $($_.Kind) $($_.Property)" } | Select-Object -Unique
        $seen.Count | Should -BeGreaterThan 15
        foreach ($one in $seen) {
            $subject, $kind, $property = $one -split ' '
            $with = @{ Subject = $subject; Kind = $kind }
            if ($property) { $with.Property = $property }
            @(Get-SpottChange $db @with).Count | Should -BeGreaterThan 0 -Because $one
        }
        # Where one of the kinds or subjects fits, the others only add nothing.
        @(Get-SpottChange $db -Kind Changed, Deleted -Property StageName).Count | Should -BeGreaterThan 0
        @(Get-SpottChange $db -Subject Opportunity, Contact -Property StageName).Count | Should -BeGreaterThan 0
        @(Get-SpottChange $db -Subject Opportunity, Contact -Kind Deleted).Count | Should -BeGreaterThan 0
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $actual = @(& "$PSScriptRoot/surface.ps1")
    $committed = @(Get-Content "$PSScriptRoot/surface.txt")
}

Describe 'The public surface' {
    It 'is the committed one' {
        $difference = Compare-Object $committed $actual | ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" }
        $difference -join "`n" | Should -BeNullOrEmpty -Because 'a change to it is a decision: write it into CHANGELOG.md and run tests/surface.ps1 > tests/surface.txt'
        $actual -join "`n" | Should -BeExactly ($committed -join "`n")
    }

    It 'has approved verbs and one noun prefix' {
        foreach ($command in Get-Command -Module Spott) {
            (Get-Verb).Verb | Should -Contain $command.Verb
            $command.Noun | Should -MatchExactly '^Spott[A-Z]?'
        }
    }

    It 'says what each cmdlet gives' {
        foreach ($command in Get-Command -Module Spott | Where-Object Name -NotIn 'Disconnect-Spott', 'Remove-SpottMirrorContact', 'Save-SpottCheckpoint') {
            $command.OutputType | Should -Not -BeNullOrEmpty -Because $command.Name
        }
    }

    It 'explains what it asks for when a mandatory parameter is missing' {
        foreach ($command in Get-Command -Module Spott) {
            foreach ($set in $command.ParameterSets) {
                foreach ($parameter in $set.Parameters | Where-Object IsMandatory) {
                    $parameter.HelpMessage | Should -Not -BeNullOrEmpty -Because "$($command.Name) -$($parameter.Name)"
                }
            }
        }
    }

    It 'lets every cmdlet that changes something outside the process be tried with -WhatIf and asked with -Confirm' {
        # What these verbs mean changes nothing out there. A run's pending checkpoint says nothing until it is saved.
        $harmless = 'Compare', 'Connect', 'ConvertFrom', 'ConvertTo', 'Disconnect', 'Find', 'Get', 'Measure', 'Search', 'Select', 'Show', 'Test'
        $changing = @(Get-Command -Module Spott | Where-Object Verb -NotIn $harmless)
        $changing.Name | Should -Contain 'Save-SpottCheckpoint'
        $changing.Name | Should -Contain 'Invoke-SpottRequest'
        foreach ($command in $changing) {
            $command.Parameters.Keys | Should -Contain 'WhatIf' -Because $command.Name
            $command.Parameters.Keys | Should -Contain 'Confirm' -Because $command.Name
            # And the cmdlet's own tests see that it keeps to it.
            (Get-Content "$PSScriptRoot/$($command.Name)*.Tests.ps1") -join "`n" | Should -Match '-WhatIf' -Because $command.Name
        }
    }

    It 'completes the members of what comes' {
        $line = '(Get-SpottOpportunity).Clo'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'CloseDate'
    }
}

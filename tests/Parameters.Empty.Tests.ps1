# A parameter that takes a list, and gets nothing: a variable without a value, nearly always.
BeforeDiscovery {
    Import-Module ([IO.Path]::GetFullPath("$PSScriptRoot/../out/Spott/Spott.psd1"))
    $lists = foreach ($command in Get-Command -Module Spott) {
        foreach ($parameter in $command.Parameters.Values | Where-Object ParameterType -EQ ([string[]])) { @{ Command = $command.Name; Parameter = $parameter.Name } }
    }
}

BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'An empty value of a list of texts' {
    It 'is a matter of more than four parameters' -ForEach @(@{ Lists = $lists }) {
        $Lists.Count | Should -BeGreaterThan 4
    }

    It 'is refused in words that lead on: <Command> -<Parameter>' -ForEach $lists {
        Connect-Spott -Sandbox -SandboxSize 1
        $with = if ($Command -match 'Mirror|Change|History') { @{ Path = "$TestDrive/none.db" } } else { @{} }
        $sound = $Parameter -eq 'Property' ? 'Name' : 'a'
        $remedy = 'Often a variable, a property or a column of a file has no value. Look at it, or leave the parameter out.'
        foreach ($case in @{ Value = ''; Says = 'The value is empty.' }, @{ Value = $null; Says = 'The value is empty.' }, @{ Value = @(); Says = 'The value is empty.' },
            @{ Value = @($sound, ''); Says = 'A value in the list is empty.' }, @{ Value = @($sound, $null); Says = 'A value in the list is empty.' }) {
            $with[$Parameter] = $case.Value
            $failure = Get-Failure { & $Command @with }
            $failure.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*'
            "$failure" | Should -BeLike "*'$Parameter'. $($case.Says) $remedy"
        }
    }
}

BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'A request whose address is too long for a Uri of .NET 8 and 9' {
    BeforeAll { $long = 'x' * 70000 }

    It 'is refused in one sentence on every .NET, and nothing is sent: <What>' -ForEach @(
        @{ What = 'a cursor'; Shown = 'GET https://fake.invalid/opportunities'; Run = { Get-SpottOpportunity -Cursor $long } }
        @{ What = 'a company id'; Shown = 'GET https://fake.invalid/opportunities'; Run = { Get-SpottOpportunity -CompanyId 'co-1', $long } }
        @{ What = 'a path'; Shown = 'GET https://fake.invalid/'; Run = { Invoke-SpottRequest "candidates/$long" } }
    ) {
        $handler = [Spott.Fakes.ScriptedHandler]::Pages(0)
        $null = Connect-Fake -Handler $handler
        $failure = Get-Failure $Run
        $failure.FullyQualifiedErrorId | Should -BeLike 'Spott.BadRequest,*'
        $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $failure.Exception | Should -BeOfType Spott.SpottApiException
        $failure.Exception.Message | Should -Match "^The request $([regex]::Escape($Shown)) was not sent: its address would have 70\d\d\d characters, and 65520 are too many; "
        $failure.Exception.Message | Should -Not -Match 'xxx'
        $handler.RequestCount | Should -Be 0
    }

    It 'is sent as long as it is not' {
        $handler = [Spott.Fakes.ScriptedHandler]::Pages(0)
        $null = Connect-Fake -Handler $handler
        Get-SpottOpportunity -Cursor ('x' * 60000)
        $handler.Requests[0].RawQuery.Length | Should -BeGreaterThan 60000
    }
}

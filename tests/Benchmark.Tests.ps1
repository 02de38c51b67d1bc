# What the benchmark says of its figures must be true; the figures themselves are no test's matter.
BeforeAll {
    . $PSScriptRoot/common.ps1
    foreach ($file in Get-ChildItem "$PSScriptRoot/benchmarks/Harness/*.ps1") { . $file.FullName }
    foreach ($file in Get-ChildItem "$PSScriptRoot/benchmarks/Sections/*.ps1") { . $file.FullName }
    # As on a machine without Python, where nothing has been built.
    $Bench = [pscustomobject]@{ Root = "$PSScriptRoot/.."; Out = "$TestDrive"; Python = $null; Curl = $true; Short = $false; Items = 10
        Build = $null; Server = [pscustomobject]@{ Port = 1 } }

    function New-Sample([double[]] $Wall) { foreach ($one in $Wall) { [pscustomobject]@{ wall = $one; cpu = 1; process = 1 } } }
}

Describe 'The benchmark''s ratios' {
    It 'compares neighbours in time: a machine that slows down for both changes nothing' {
        $ratio = Get-Ratio (New-Sample 10, 100, 1000) (New-Sample 10, 100, 1000)
        $ratio.Value, $ratio.Minimum, $ratio.Maximum | Should -Be 1, 1, 1
    }

    It 'gives the median of the rounds that both ran in, and the smallest and the largest' {
        $ratio = Get-Ratio (New-Sample 1, 2, 9, 100) (New-Sample 1, 1, 3)
        $ratio.Value, $ratio.Minimum, $ratio.Maximum, $ratio.Rounds | Should -Be 2, 1, 3, 3
    }

    It 'leaves out of what is certain as few rounds as the toss of a coin allows' -ForEach @(
        @{ Rounds = 6; Outside = 0 }, @{ Rounds = 15; Outside = 3 }, @{ Rounds = 25; Outside = 7 }
    ) {
        $ratio = Get-Ratio (New-Sample (1..$Rounds)) (New-Sample (@(1) * $Rounds))
        $ratio.Low, $ratio.High | Should -Be (1 + $Outside), ($Rounds - $Outside)
    }

    It 'calls nothing certain after fewer than six rounds' {
        $ratio = Get-Ratio (New-Sample (1..5)) (New-Sample (@(1) * 5))
        [double]::IsNaN($ratio.Low), [double]::IsNaN($ratio.High) | Should -Be $true, $true
    }

    It 'says of another build that it is within 1.05, that it is not, or that nothing is certain' -ForEach @(
        @{ Wall = @(1.04) * 9; Verdict = 'yes' }
        @{ Wall = @(1.06) * 9; Verdict = '**no**' }
        @{ Wall = @(1.04) * 5; Verdict = 'yes?' }
        @{ Wall = 0.9, 0.9, 0.9, 0.9, 1.06, 1.2, 1.2, 1.2, 1.2; Verdict = '**no**?' }
        @{ Wall = 0.9, 0.9, 0.9, 0.9, 1.04, 1.2, 1.2, 1.2, 1.2; Verdict = 'yes?' }
    ) {
        Get-AgainstRow 'a measure' (New-Sample $Wall) (New-Sample (@(1) * $Wall.Count)) wall | Should -BeLike "* | $Verdict |"
    }
}

Describe 'The benchmark without Python' {
    It 'says in the row of the table and of the wanted figures that nothing was measured' {
        Get-PeerAbsence 'python' | Should -BeLike 'not measured: no Python*'
        (Get-NightlyRow 'python' $null (New-Sample 1)) -join ' ' | Should -BeLike "Python requests*$(Get-PeerAbsence 'python')*"
        $target = New-RatioTarget 'against Python' 'not behind' $null (New-Sample 1) 1 'python'
        Get-TargetTable $target | Select-Object -Last 1 | Should -Be "| against Python | not behind | $(Get-PeerAbsence 'python') | – |"
    }

    It 'has no subject for it' {
        (Get-ThroughputSubject 'Out-Null').Peer | Should -Not -Contain 'python'
        (Get-ThroughputSubject 'Out-Null').Peer | Should -Contain 'spott'
    }
}

Describe 'The benchmark''s sections' {
    It 'are one a file, each with a place of its own' {
        $files = Get-ChildItem "$PSScriptRoot/benchmarks/Sections/*.ps1"
        @($Sections.Name | Sort-Object) | Should -Be @($files.BaseName | Sort-Object)
        @($Sections.Order | Select-Object -Unique).Count | Should -Be $files.Count
    }

    It 'are taken by name, in the page''s order, and a wrong name is refused with the right ones' {
        (Select-Section 'Stop, Nightly, Growth').Name | Should -Be 'Nightly', 'Growth', 'Stop'
        (Select-Section '').Count | Should -Be $Sections.Count
        { Select-Section 'Starts' } | Should -Throw "There is no section 'Starts'; there are *Start,*"
    }
}

Describe 'The benchmark''s programs' {
    It 'compile against this build: <_>' -Tag Slow -ForEach 'Server', 'Client' {
        $output = dotnet build "$PSScriptRoot/benchmarks/$_" -c Release -o "$TestDrive/$_" --nologo -v quiet
        $LASTEXITCODE | Should -Be 0 -Because ($output -join [Environment]::NewLine)
    }
}

Describe 'A peer that does less' {
    It 'is not measured when it counted or wrote fewer items' {
        $address = 'http://127.0.0.1:1/n2/l0/d0/'
        $csv = "$TestDrive/peer.csv"
        Set-Content $csv "0b4c7d1e-52a7-4f8e-9c3d-000000000000,`"two`nlines`""
        { ConvertFrom-Report '{"items":1}' 'python' $address 'Out-Null' $csv } | Should -Throw 'python read 1 items of 2.'
        { ConvertFrom-Report '{"items":0}' 'python' $address 'Export-Csv' $csv } | Should -Throw 'python wrote 1 items of 2.'
        Add-Content $csv '0b4c7d1e-52a7-4f8e-9c3d-000000000001,more'
        (ConvertFrom-Report '{"items":0,"wall":7}' 'python' $address 'Export-Csv' $csv).wall | Should -Be 7
    }
}

Describe 'The build to compare with' {
    It 'is found in its own folder, in the one around it, and in a clone' {
        $module = (Get-Item $SpottModule).Directory
        Resolve-Build $module | Should -Be $module.FullName
        Resolve-Build $module.Parent | Should -Be $module.FullName
        Resolve-Build $module.Parent.Parent | Should -Be $module.FullName
    }

    It 'is refused where nothing is built' {
        Set-Content "$TestDrive/Spott.psd1" '@{}'
        { Resolve-Build $TestDrive } | Should -Throw "There is no built module in '*"
    }
}

Describe 'The page''s tables' {
    It 'stand between two marks, and only there' {
        $page = "$TestDrive/page.md"
        Set-Content $page "before`n<!-- bench: begin -->`nold`n<!-- bench: end -->`nafter" -NoNewline
        Update-Document $page 'new', 'lines'
        Get-Content $page -Raw | Should -Be "before`n<!-- bench: begin -->`n`nnew`nlines`n`n<!-- bench: end -->`nafter"
    }
}

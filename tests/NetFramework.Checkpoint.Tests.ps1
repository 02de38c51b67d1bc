BeforeDiscovery {
    . $PSScriptRoot/drive.ps1
    $noHost = Test-DriveIsMissing
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/drive.ps1
}

AfterAll { Stop-Drive $script:Drive }

Describe 'A checkpoint of the .NET Framework build' -Skip:$noHost {
    BeforeEach { $path = Join-Path (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())") 'ünï [1] 100%.json' }

    It 'is left, saved, replaced and read, and is of one key' {
        foreach ($count in 1, 2, 3) {
            $left = Invoke-Drive checkpoint @{ path = $path; step = 'leave'; count = $count }
            $left.count, $left.pending | Should -Be $(if ($count -gt 1) { $count - 1 } else { '' }), $count
            $saved = Invoke-Drive checkpoint @{ path = $path; step = 'save' }
            $saved.count, $saved.pending, $saved.watermark | Should -Be $count, '', '2026-03-04T05:06:07.0890000Z'
            $saved.company, $saved.'same-key', $saved.'other-key' | Should -Be 'a ü', 'True', 'False'
        }
        (Get-ChildItem -Force (Split-Path $path)).Name | Sort-Object | Should -Be 'ünï [1] 100%.json', 'ünï [1] 100%.json.lock'
    }

    It 'is dropped while it is pending, and what was saved stays' {
        $null = Invoke-Drive checkpoint @{ path = $path; step = 'leave'; count = 1 }
        $null = Invoke-Drive checkpoint @{ path = $path; step = 'save' }
        $null = Invoke-Drive checkpoint @{ path = $path; step = 'leave'; count = 2 }
        $dropped = Invoke-Drive checkpoint @{ path = $path; step = 'drop' }
        $dropped.dropped, $dropped.count, $dropped.pending | Should -Be 'True', 1, ''
        (Invoke-Drive checkpoint @{ path = $path; step = 'drop' }).dropped | Should -Be 'False'
    }

    It 'is locked while it is open' {
        (Invoke-Drive checkpoint-hold @{ path = $path; step = 'read' }).problem | Should -Be 'Busy'
    }

    It 'is refused when it cannot be: <Name>' -ForEach @(
        @{ Name = 'its folder is missing'; Place = 'missing/x.json'; Problem = 'Inaccessible' }
        @{ Name = 'it is a folder'; Place = '.'; Problem = 'Inaccessible' }
        @{ Name = 'it is empty'; Place = 'x.json'; Text = ''; Problem = 'Unreadable' }
        @{ Name = 'it is a list'; Place = 'x.json'; Text = '[]'; Problem = 'Unreadable' }
        @{ Name = 'it is nonsense'; Place = 'x.json'; Text = 'nonsense'; Problem = 'Unreadable' }
        @{ Name = 'it has a version and nothing else'; Place = 'x.json'; Text = '{"formatVersion":1}'; Problem = 'Unreadable' }
        @{ Name = 'it is of a later version'; Place = 'x.json'; Text = '{"formatVersion":99}'; Problem = 'NewerFormat' }
    ) {
        $file = Join-Path (Split-Path $path) $Place
        if ($_.ContainsKey('Text')) { [System.IO.File]::WriteAllText($file, $Text) }
        (Invoke-Drive checkpoint @{ path = $file; step = 'read' }).problem | Should -Be $Problem
    }
}

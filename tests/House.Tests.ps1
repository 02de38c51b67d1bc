# The rooms of the sources: which there are, and that they lean on each other in one direction (docs/architecture.md).

BeforeDiscovery {
    # Each room may refer to those after it, never to one before.
    $houses = @(
        @{ Project = 'Spott'; Rooms = 'Commands', 'Runs', 'Parameters', 'Rows', 'Ports', 'Connections', 'Files', 'Errors', 'Records', '.'; MostInRoot = 8; Frameworks = 'net8.0', 'net472' }
        @{ Project = 'Spott.Report'; Rooms = '.', 'Sections', 'Charts', 'Html', 'Figures'; MostInRoot = 4; Frameworks = 'net8.0', 'net472' }
        @{ Project = 'Spott.Mirror'; Rooms = '.', 'Reading', 'Writing', 'Database', 'Files', 'Fields'; MostInRoot = 2; Frameworks = 'net8.0' }
        @{ Project = 'Spott.Engine'; Rooms = '.', 'Diagnostics', 'Checkpoints', 'Opportunities', 'Paging', 'Http', 'Sandbox', 'Retries', 'Json'; MostInRoot = 6; Frameworks = 'net8.0', 'net472' }
    )
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    $source = [System.IO.Path]::GetFullPath("$PSScriptRoot/../src")
}

Describe 'The house of <Project>' -ForEach $houses {
    It 'has these rooms and no other' {
        $folders = Get-ChildItem -LiteralPath "$source/$Project" -Directory | Where-Object Name -notin 'bin', 'obj', 'en-US' | ForEach-Object Name
        $folders | Sort-Object | Should -Be @($Rooms | Where-Object { $_ -ne '.' } | Sort-Object)
    }

    It 'keeps its hall small: at most <MostInRoot> files beside the rooms' {
        @(Get-ChildItem -LiteralPath "$source/$Project" -File).Count | Should -BeLessOrEqual $MostInRoot
    }

    It 'leans in one direction, in the build for <_>' -ForEach $Frameworks {
        $references = [Spott.Fakes.RoomMap]::References("$source/$Project/bin/Release/$_/$Project.dll", "/src/$Project/")
        $references.Count | Should -BeGreaterThan 20 -Because 'a check that sees nothing proves nothing'
        $upward = foreach ($reference in $references) {
            $from, $to, $type, $named = $reference -split '\|'
            if ($Rooms.IndexOf($from) -ge $Rooms.IndexOf($to)) { "$from/$type refers to $to/$named" }
        }
        $upward | Should -BeNullOrEmpty
    }

    It 'names an internal type after its room' {
        $astray = foreach ($file in Get-ChildItem -LiteralPath "$source/$Project" -Filter *.cs -Recurse | Where-Object FullName -NotMatch '[\\/](bin|obj)[\\/]') {
            $room = [System.IO.Path]::GetRelativePath("$source/$Project", $file.DirectoryName)
            $allowed = $room -eq '.' ? $Project : "$Project.$room"
            $text = Get-Content -LiteralPath $file -Raw
            $isPublic = $text -match '(?m)^public ' -and $Project -eq 'Spott' -and $room -ne 'Commands'
            if ($text -notmatch "(?m)^namespace ($([regex]::Escape($isPublic ? $Project : $allowed))|System\.[\w.]+);") { $file.Name }
        }
        $astray | Should -BeNullOrEmpty
    }
}

Describe 'The sources' {
    It 'say a moment to a person in one way: by MomentText' {
        # Beside it there are the moments of the API and of files, and what a person may give.
        $others = Get-ChildItem -LiteralPath "$source/Spott" -Filter *.cs -Recurse | Where-Object FullName -NotMatch '[\\/](bin|obj|Rows)[\\/]' |
            Where-Object Name -notin 'MomentText.cs', 'UtcText.cs', 'MomentAttribute.cs', 'BindingErrors.cs' |
            Where-Object { ($_.DirectoryName -match 'Errors$' -and (Select-String -LiteralPath $_ -Pattern 'UtcText' -Quiet)) -or (Select-String -LiteralPath $_ -Pattern 'HH:mm' -Quiet) }
        $others | ForEach-Object Name | Should -BeNullOrEmpty
    }

    It 'have no test file above 400 lines' {
        $long = foreach ($file in Get-ChildItem -LiteralPath $PSScriptRoot -Filter *.Tests.ps1) {
            $count = [System.IO.File]::ReadAllLines($file.FullName).Count
            if ($count -gt 400) { "$($file.Name): $count" }
        }
        $long | Should -BeNullOrEmpty
    }

    It 'have no line of C# above 140 columns, but in texts that go out as they stand' {
        $long = foreach ($file in Get-ChildItem -LiteralPath $source, $PSScriptRoot -Filter *.cs -Recurse) {
            if ($file.FullName -match '[\\/](bin|obj)[\\/]') { continue }
            $number = 0
            $isRawText = $false
            foreach ($line in [System.IO.File]::ReadLines($file.FullName)) {
                $number++
                if ([regex]::Matches($line, '"{3,}').Count % 2) { $isRawText = -not $isRawText }
                if ($line.Length -gt 140 -and -not $isRawText) { "$($file.Name):$number has $($line.Length)" }
            }
        }
        $long | Should -BeNullOrEmpty
    }
}

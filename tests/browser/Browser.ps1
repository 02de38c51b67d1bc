# The browser of the report's tests: where it is, and what drives it. Chromium or Chrome of the machine, by Node.js and two packages of npm,
# which lie in out/browser and are never committed. Dot-sourced by build.ps1, which installs, and by the tests, which only look.
$browserModules = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../out/browser/node_modules")

function Find-Browser {
    # The program's path; nothing where there is none.
    $places = @(
        $env:CHROME_PATH
        foreach ($name in 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') {
            Get-Command $name -CommandType Application -ErrorAction Ignore | Select-Object -First 1 | ForEach-Object Source
        }
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
        foreach ($root in $env:ProgramFiles, ${env:ProgramFiles(x86)}) { if ($root) { "$root\Google\Chrome\Application\chrome.exe" } }
    )
    $places | Where-Object { $_ -and (Test-Path -LiteralPath $_) } | Select-Object -First 1
}

function Get-BrowserGap {
    # What is missing to look at a page, in words; nothing when all is there.
    if (-not (Find-Browser)) { return 'there is no Chromium or Chrome here' }
    if (-not (Get-Command node -CommandType Application -ErrorAction Ignore)) { return 'there is no Node.js here' }
    foreach ($package in 'playwright-core', 'axe-core') {
        if (-not (Test-Path "$browserModules/$package")) { return "$package is not installed; build.ps1 -Task Test does that, with npm" }
    }
}

function Install-BrowserDriver {
    # The two packages, where they are missing and can be had. What is missing all the same, the tests say.
    $wanted = Get-Content -Raw "$PSScriptRoot/package.json"
    $folder = Split-Path $browserModules
    $isThere = (Test-Path $browserModules) -and (Test-Path "$folder/package.json") -and (Get-Content -Raw "$folder/package.json") -eq $wanted
    $npm = Get-Command npm -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if ($isThere -or -not $npm -or -not (Find-Browser)) { return }
    $null = New-Item -ItemType Directory -Path $folder -Force
    Set-Content -NoNewline -Path "$folder/package.json" -Value $wanted
    & $npm install --prefix $folder --no-package-lock --no-audit --no-fund --loglevel=error | Out-Null
    if ($LASTEXITCODE -ne 0) { Write-Warning 'npm could not install what drives the browser: the tests of the report that need one are skipped.' }
}

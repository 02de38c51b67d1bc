# Compares this build with another one, by their cmdlets alone, so that any two builds compare.

# The folder of a built module: itself, or where a copy of the repository keeps it.
function Resolve-Build([string] $Folder) {
    foreach ($place in '', 'Spott', 'out/Spott') {
        $path = Join-Path $Folder $place
        if (Test-Path (Join-Path $path Spott.psd1)) {
            $path = (Resolve-Path $path).ProviderPath.TrimEnd('/', '\')
            if (Test-Path (Join-Path $path bin)) { return $path }
        }
    }
    throw "There is no built module in '$Folder': name a folder that holds Spott.psd1 and bin, such as out/Spott of another clone."
}

# Both are copied beside each other: their paths are of one length, on one disk, and nobody rebuilds them meanwhile.
function New-BuildCopy([string] $Name, [string] $Folder) {
    $copy = Join-Path $Bench.Out "builds/$Name"
    if (Test-Path $copy) { Remove-Item $copy -Recurse }
    $null = New-Item $copy -ItemType Directory
    Copy-Item $Folder (Join-Path $copy Spott) -Recurse
    [pscustomobject]@{ Name = $Name; Module = Join-Path $copy Spott; Version = Get-BuildVersion $Folder }
}

# The version, and the beginning of a hash: equal builds have equal ones.
function Get-BuildVersion([string] $Folder) {
    $assembly = Get-Item "$Folder/bin/net8.0/Spott.dll"
    "$($assembly.VersionInfo.ProductVersion), Spott.dll $((Get-FileHash $assembly).Hash.Substring(0, 8))"
}

function Get-AgainstReport([string] $Folder) {
    $builds = (New-BuildCopy 'this' $Bench.Build.Module), (New-BuildCopy 'that' $Folder)
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $csv = @{}
    $rows = @(
        Compare-ColdRun $builds $csv
        Compare-Start $builds
        # A process is warm after many runs; the short version has no time for them.
        if (-not $Bench.Short) { Compare-WarmRun $builds }
    )
    '| measure | this build | the other | ratio | 95% certain | smallest, largest | rounds | at most 1.05× |'
    '| --- | --- | --- | --- | --- | --- | --- | --- |'
    $rows
    ''
    "This build: $($builds[0].Version). The other: $($builds[1].Version), from $Folder. Below 1× this build takes less."
    $csv.this -eq $csv.that ? 'Both wrote the same CSV.' : 'Their CSVs differ: they do not do the same work.'
    "Medians of the rounds' ratios, each of neighbours in time; of a warm row a round is a pair of processes, because two of the same code differ."
    'A question mark: 1.05 lies within what is certain, or there were fewer than six rounds: only more of them or a quieter machine would tell.'
    "$(Get-RunLine $clock.Elapsed) $(Get-MachineLine)."
}

function Get-AgainstRow([string] $Measure, $These, $Those, [string] $Property, [double] $Unit = 1, [int] $Digits = 0) {
    $ratio = Get-Ratio $These $Those $Property
    $ours, $theirs = $These, $Those | ForEach-Object { Format-Number ((Get-SampleMedian $_ $Property) / $Unit) $Digits }
    $value, $low, $high, $least, $most = $ratio.Value, $ratio.Low, $ratio.High, $ratio.Minimum, $ratio.Maximum | ForEach-Object { Format-Number $_ 3 }
    $verdict = ($ratio.Value -le 1.05 ? 'yes' : '**no**') + ($ratio.High -lt 1.05 -or $ratio.Low -gt 1.05 ? '' : '?')
    "| $Measure | $ours | $theirs | $value× | $low–$high | $least, $most | $($ratio.Rounds) | $verdict |"
}

# Runs both builds in turn, every other round in the opposite order; gives the samples by the builds' names. Measure gets a build.
function Invoke-BothBuilds($Builds, [int] $Rounds, [int] $Seconds, [scriptblock] $Measure) {
    $samples = @{ this = @(); that = @() }
    $order = @($Builds)
    $deadline = [datetime]::Now.AddSeconds($Seconds)
    for ($round = 0; $round -lt $Rounds -and ($round -lt 2 -or [datetime]::Now -lt $deadline); $round++) {
        foreach ($build in $order) { $samples[$build.Name] += & $Measure $build }
        [array]::Reverse($order)
    }
    $samples
}

# Leaves the hashes of what the builds wrote in Csv: who does less is not faster.
function Compare-ColdRun($Builds, [hashtable] $Csv) {
    foreach ($build in $Builds) {
        $null = Invoke-ColdPeer 'spott' (Get-Address 1000) 'Export-Csv' $build
        $Csv[$build.Name] = (Get-FileHash (Get-CsvPath 'spott')).Hash
    }
    $address = Get-Address $Bench.Items
    foreach ($sink in 'Out-Null', 'Export-Csv') {
        $samples = Invoke-BothBuilds $Builds ($Bench.Short ? 3 : 15) 120 { param($Build) Invoke-ColdPeer 'spott' $address $sink $Build }
        $what = "$(Format-Number $Bench.Items) into ``$sink``, fresh process"
        Get-AgainstRow "$what, ms" $samples.this $samples.that wall
        Get-AgainstRow "$what, CPU ms" $samples.this $samples.that cpu
        Get-AgainstRow "$what, peak MB" $samples.this $samples.that peak 1MB 1
    }
}

function Compare-Start($Builds) {
    $address = Get-Address 1000
    foreach ($build in $Builds) { $null = Invoke-ColdScript Start/spott $address $build }
    $samples = Invoke-BothBuilds $Builds ($Bench.Short ? 5 : 25) 90 { param($Build) Invoke-ColdScript Start/spott $address $Build }
    Get-AgainstRow '`Import-Module`, ms' $samples.this $samples.that import
    Get-AgainstRow '`Connect-Spott`, ms' $samples.this $samples.that connect
    Get-AgainstRow 'first page after it, ms' $samples.this $samples.that page
    Get-AgainstRow 'import to first page, ms' $samples.this $samples.that wall
}

function Compare-WarmRun($Builds) {
    $samples = @{ 'Out-Null' = @{ this = @(); that = @() }; 'Export-Csv' = @{ this = @(); that = @() } }
    $order = @($Builds)
    $deadline = [datetime]::Now.AddSeconds(180)
    for ($pair = 0; $pair -lt 7 -and ($pair -lt 3 -or [datetime]::Now -lt $deadline); $pair++) {
        $workers = @{}
        try {
            foreach ($build in $order) {
                $workers[$build.Name] = Start-Worker 'spott' $build
                Invoke-WarmUp $workers[$build.Name]
            }
            foreach ($sink in $samples.Keys) {
                $runs = Invoke-BothBuilds $order 8 20 { param($Build) Invoke-Worker $workers[$Build.Name] (Get-Address $Bench.Items) $sink }
                foreach ($name in 'this', 'that') {
                    $own = $runs[$name]
                    $sample = [ordered]@{}
                    foreach ($property in 'wall', 'cpu', 'allocated') { $sample[$property] = Get-SampleMedian $own $property }
                    $samples[$sink][$name] += [pscustomobject] $sample
                }
            }
        }
        finally { $workers.Values | ForEach-Object { Stop-Worker $_ } }
        [array]::Reverse($order)
    }
    foreach ($sink in 'Out-Null', 'Export-Csv') {
        $own = $samples[$sink]
        $what = "$(Format-Number $Bench.Items) into ``$sink``, warm"
        Get-AgainstRow "$what, ms" $own.this $own.that wall
        Get-AgainstRow "$what, CPU ms" $own.this $own.that cpu
        Get-AgainstRow "$what, KB allocated an item" $own.this $own.that allocated ($Bench.Items * 1KB) 2
    }
}

# What a person meets: a script of every night, whose server takes its time.

function Measure-Nightly {
    $items, $latency = 2000, 50
    Invoke-UncountedRun 'spott-script', 'rest-method-script'
    Invoke-LongShell 'spott-script', 'rest-method-script'
    $subjects = foreach ($peer in 'spott-script', 'rest-method-script', 'python', 'bytes') {
        # The bytes go nowhere: no client can be faster.
        if (-not (Get-PeerAbsence $peer)) { New-Subject $peer ($peer -eq 'bytes' ? 'Out-Null' : 'Export-Csv') (Get-Address $items $latency) }
    }
    $samples = Invoke-Round $subjects ($Bench.Short ? 1 : 5) ([datetime]::Now.AddSeconds(70))
    $ours, $loop, $python = $samples['Export-Csv/spott-script'], $samples['Export-Csv/rest-method-script'], $samples['Export-Csv/python']
    $bytes = $samples['Out-Null/bytes']
    $lines = @(
        "$(Format-Number $items) opportunities at $latency ms a page into ``Export-Csv``, in a fresh process, import and connect included."
        ''
        ConvertTo-MarkdownTable 'program', 'ms', 'of ours', 'whole process, ms', 'CPU, ms', 'rounds' @(
            Get-NightlyRow 'spott' $ours $ours
            Get-NightlyRow 'rest-method' $loop $ours
            Get-NightlyRow 'python' $python $ours
            Get-NightlyRow 'bytes' $bytes $ours
        )
        ''
        '“ms”: from the script''s first statement to the file on disk; of the bytes only, which go nowhere, to the last of them.'
    )
    $what = "$(Format-Number $items) at $latency ms a page into ``Export-Csv``, fresh process,"
    $excess = Get-Ratio $ours $bytes
    New-Section $lines @(
        New-RatioTarget "$what against the ``Invoke-RestMethod`` loop" '1.4× faster' $loop $ours 1.4 'rest-method' 2
        New-RatioTarget 'the same, against Python requests with `csv`' 'not behind' $python $ours 1 'python' 2
        New-Target 'the same, against bytes only' 'within 1.15×' (Format-Ratio $excess) ($excess.Value -le 1.15)
    )
}

# PowerShell notes which module has which command, but no earlier than ten seconds after it looked: an account that ever had a
# prompt open has that note, and would search all modules for Export-Csv in every run without it.
function Invoke-LongShell([string[]] $Scripts) {
    if ($Bench.Short) { return }
    foreach ($script in $Scripts) {
        Invoke-InEnvironment $script $Bench.Build { & $Bench.Pwsh -NoProfile -NonInteractive -Command 'Get-Command Export-Csv, Invoke-RestMethod | Out-Null; Start-Sleep -Seconds 15' }
    }
}

function Get-NightlyRow([string] $Peer, $Own, $Ours) {
    if (-not $Own) { return , @($PeerNames[$Peer], '–', (Get-PeerAbsence $Peer), '–', '–', 0) }
    , @(
        $PeerNames[$Peer], (Format-Number (Get-SampleMedian $Own wall)), ($Peer -eq 'spott' ? '1' : (Format-Ratio (Get-Ratio $Own $Ours))),
        (Format-Number (Get-SampleMedian $Own process)), (Format-Number (Get-SampleMedian $Own cpu)), $Own.Count
    )
}

Add-Section 10 'Nightly' 'What a person meets' { Measure-Nightly }

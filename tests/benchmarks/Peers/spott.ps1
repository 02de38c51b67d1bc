# Ours: the build that the harness says.
Import-Module $env:SPOTT_BENCH_MODULE
$env:SPOTT_API_KEY = 'benchmark-key'
$connections = @{}

function Connect-Peer([string] $BaseUri) {
    if (-not $connections[$BaseUri]) {
        $connections[$BaseUri] = Connect-Spott -BaseUri $BaseUri -PassThru
    }
}

function Read-Peer([string] $BaseUri) {
    Get-SpottOpportunity -Connection $connections[$BaseUri]
}

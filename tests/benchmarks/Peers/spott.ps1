# Ours.
Import-Module "$PSScriptRoot/../../../out/Spott"
$key = ConvertTo-SecureString 'bench' -AsPlainText -Force
$connections = @{}

function Connect-Peer([string] $BaseUri) {
    if (-not $connections[$BaseUri]) {
        $connections[$BaseUri] = Connect-Spott -ApiKey $key -BaseUri $BaseUri -PassThru
    }
}

function Read-Peer([string] $BaseUri) {
    Get-SpottOpportunity -Connection $connections[$BaseUri]
}

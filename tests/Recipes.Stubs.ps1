# What a recipe takes for granted on its machine and the test machine does not have: a vault, and a container of Azure, here a folder.
function Get-Secret([string] $Name) { ConvertTo-SecureString -String "$env:SPOTT_API_KEY" -AsPlainText -Force }
function Get-AutomationVariable([string] $Name) { "$env:SPOTT_API_KEY" }
function Connect-AzAccount([switch] $Identity) { }
function New-AzStorageContext([string] $StorageAccountName, [switch] $UseConnectedAccount) { 'blobs' }
function Get-AzStorageBlob([string] $Container, [string] $Context) { Get-ChildItem -Path "$Context/$Container" -ErrorAction Ignore }
function Get-AzStorageBlobContent([string] $Container, [string] $Blob, [string] $Destination, [string] $Context, [switch] $Force) {
    Copy-Item -LiteralPath "$Context/$Container/$Blob" -Destination $Destination
}
function Set-AzStorageBlobContent([string] $File, [string] $Container, [string] $Blob, [string] $Context, [switch] $Force) {
    $null = New-Item -ItemType Directory -Path "$Context/$Container" -Force
    Copy-Item -LiteralPath $File -Destination "$Context/$Container/$Blob"
}

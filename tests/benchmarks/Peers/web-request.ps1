# The loop as it is often found: everything piped.
function Connect-Peer([string] $BaseUri) { }

function Read-Peer([string] $BaseUri) {
    $headers = @{ 'x-api-key' = 'benchmark-key' }
    $cursor = $null
    # One session for all pages: it keeps the connection open.
    $web = @{ SessionVariable = 'session' }
    do {
        $uri = "${BaseUri}opportunities?limit=50"
        if ($cursor) { $uri += '&cursor=' + [uri]::EscapeDataString($cursor) }
        $page = Invoke-WebRequest -Uri $uri -Headers $headers @web | ConvertFrom-Json
        $page.items | ForEach-Object {
            [pscustomobject]@{
                Id                 = $_.id
                Name               = $_.name.name
                Description        = $_.description.description
                StageId            = $_.stage.stage.id
                StageName          = $_.stage.stage.name
                StageOrder         = $_.stage.stage.order
                StageIsOpen        = $_.stage.stage.isOpen
                CompanyId          = $_.company.company.id
                CompanyName        = $_.company.company.name
                OwnerId            = $_.owner.owner.id
                OwnerName          = $_.owner.owner.name
                OwnerAvatarUrl     = $_.owner.owner.avatarUrl
                OwnerDeactivatedAt = $_.owner.owner.deactivatedAt
                CloseDate          = $_.closeDate.closeDate.target
                CreatedAt          = $_.createdAt.createdAt
                NextTaskId         = $_.nextTaskDue.nextTaskDue.id
                NextTaskContent    = $_.nextTaskDue.nextTaskDue.content
                NextTaskDueDate    = $_.nextTaskDue.nextTaskDue.dueDate
                ClientTeam         = ($_.clientTeam.clientTeam | ForEach-Object { "$($_.firstName) $($_.lastName) <$($_.emails[0].email)>" }) -join '; '
            }
        }
        $web = @{ WebSession = $session }
        $cursor = $page.pagination.cursor
    } while ($page.pagination.hasMore)
}

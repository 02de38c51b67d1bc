# The loop that a good scripter writes by hand: one session, nothing piped inside, each item flattened in place.
function Connect-Peer([string] $BaseUri) { }

function Read-Peer([string] $BaseUri) {
    $headers = @{ 'x-api-key' = 'benchmark-key' }
    $cursor = $null
    # One session for all pages: it keeps the connection open.
    $web = @{ SessionVariable = 'session' }
    do {
        $uri = "${BaseUri}opportunities?limit=50"
        if ($cursor) { $uri += '&cursor=' + [uri]::EscapeDataString($cursor) }
        $page = Invoke-RestMethod -Uri $uri -Headers $headers @web
        foreach ($item in $page.items) {
            $contacts = foreach ($contact in $item.clientTeam.clientTeam) {
                "$($contact.firstName) $($contact.lastName) <$($contact.emails[0].email)>"
            }
            [pscustomobject]@{
                Id                 = $item.id
                Name               = $item.name.name
                Description        = $item.description.description
                StageId            = $item.stage.stage.id
                StageName          = $item.stage.stage.name
                StageOrder         = $item.stage.stage.order
                StageIsOpen        = $item.stage.stage.isOpen
                CompanyId          = $item.company.company.id
                CompanyName        = $item.company.company.name
                OwnerId            = $item.owner.owner.id
                OwnerName          = $item.owner.owner.name
                OwnerAvatarUrl     = $item.owner.owner.avatarUrl
                OwnerDeactivatedAt = $item.owner.owner.deactivatedAt
                CloseDate          = $item.closeDate.closeDate.target
                CreatedAt          = $item.createdAt.createdAt
                NextTaskId         = $item.nextTaskDue.nextTaskDue.id
                NextTaskContent    = $item.nextTaskDue.nextTaskDue.content
                NextTaskDueDate    = $item.nextTaskDue.nextTaskDue.dueDate
                ClientTeam         = $contacts -join '; '
            }
        }
        $web = @{ WebSession = $session }
        $cursor = $page.pagination.cursor
    } while ($page.pagination.hasMore)
}

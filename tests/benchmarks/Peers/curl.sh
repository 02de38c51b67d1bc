#!/usr/bin/env bash
# curl.sh <address> <sink> <csv-path>: one curl and one jq a page; the first line of jq is the next cursor.
set -euo pipefail
begun=$(date +%s%N)
address=$1 sink=$2 csv=${3:-}
cpu_file=$(mktemp)
trap 'rm -f "$cpu_file"' EXIT
filter='(.pagination.cursor // "" | @uri), (.items[] | [.id, .name.name, .description.description,
  .stage.stage.id, .stage.stage.name, .stage.stage.order, .stage.stage.isOpen, .company.company.id, .company.company.name,
  .owner.owner.id, .owner.owner.name, .owner.owner.avatarUrl, .owner.owner.deactivatedAt, .closeDate.closeDate.target,
  .createdAt.createdAt, .nextTaskDue.nextTaskDue.id, .nextTaskDue.nextTaskDue.content, .nextTaskDue.nextTaskDue.dueDate,
  ([.clientTeam.clientTeam[] | "\(.firstName) \(.lastName) <\(.emails[0].email)>"] | join("; "))]
  | '"$([[ $sink == Export-Csv ]] && echo '@csv' || echo 'tojson')"')'

pages() {
    local cursor=''
    while :; do
        exec 3< <(curl -sS --fail -H 'x-api-key: benchmark-key' "${address}opportunities?limit=50${cursor:+&cursor=$cursor}" | jq -r "$filter")
        read -r cursor <&3
        cat <&3
        exec 3<&-
        [[ -n $cursor ]] || break
    done
}

items=0
case $sink in
    Out-Null) pages > /dev/null ;;
    Measure-Object) items=$(pages | wc -l) ;;
    Export-Csv) pages > "$csv" ;;
    First) pages | head -n 1 > /dev/null || true ;;
esac
ended=$(date +%s%N)
# The processor time of all children, as "0m1.234s 0m0.567s" on the second line. In this shell: a subshell has children of its own.
wait
times > "$cpu_file"
cpu=$(awk 'NR == 2 { for (i = 1; i <= 2; i++) { split($i, t, /[ms]/); sum += t[1] * 60000 + t[2] * 1000 } print sum }' "$cpu_file")
echo "{\"wall\":$(((ended - begun) / 1000000)),\"cpu\":$cpu,\"allocated\":0,\"peak\":0,\"items\":$items}"

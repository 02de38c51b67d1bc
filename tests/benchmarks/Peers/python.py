"""python.py [address sink csv-path]: a run, or without arguments a run for each such line of standard input."""
import time

begun = time.perf_counter()
import csv
import json
import sys

import requests

try:
    import resource
except ImportError:  # Windows: no peak
    resource = None

session = requests.Session()
session.headers["x-api-key"] = "benchmark-key"
# Nothing of the environment (proxies, netrc) is looked up: as the other peers.
session.trust_env = False


def wrapped(item, *path):
    for name in path:
        item = item.get(name) if item else None
    return item


def rows(address):
    params = {"limit": 50}
    while True:
        page = session.get(address + "opportunities", params=params).json()
        for item in page["items"]:
            stage, company, owner = wrapped(item, "stage", "stage") or {}, wrapped(item, "company", "company") or {}, wrapped(item, "owner", "owner") or {}
            task = wrapped(item, "nextTaskDue", "nextTaskDue") or {}
            team = wrapped(item, "clientTeam", "clientTeam") or []
            yield (
                item["id"], wrapped(item, "name", "name"), wrapped(item, "description", "description"),
                stage.get("id"), stage.get("name"), stage.get("order"), stage.get("isOpen"), company.get("id"), company.get("name"),
                owner.get("id"), owner.get("name"), owner.get("avatarUrl"), owner.get("deactivatedAt"),
                wrapped(item, "closeDate", "closeDate", "target"), wrapped(item, "createdAt", "createdAt"),
                task.get("id"), task.get("content"), task.get("dueDate"),
                "; ".join(f"{c['firstName']} {c['lastName']} <{c['emails'][0]['email']}>" for c in team),
            )
        if not page["pagination"]["hasMore"]:
            return
        params["cursor"] = page["pagination"]["cursor"]


def run(address, sink, path, begun, cpu):
    count = 0
    if sink == "Export-Csv":
        with open(path, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows(address))
    elif sink == "First":
        next(rows(address))
    else:
        for _ in rows(address):
            count += 1
    wall = (time.perf_counter() - begun) * 1000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 if resource else 0
    print(json.dumps({"wall": wall, "cpu": (time.process_time() - cpu) * 1000, "allocated": 0, "peak": peak, "items": count}), flush=True)


if len(sys.argv) > 1:
    run(*(sys.argv[1:] + [None])[:3], begun, 0)
else:
    for line in sys.stdin:
        run(*(line.split() + [None])[:3], time.perf_counter(), time.process_time())

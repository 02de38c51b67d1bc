"""python-mirror.py address sink database: a run into a table and a log of its changes, as by hand; nothing else in the file."""
import time

begun = time.perf_counter()
import datetime
import importlib.util
import json
import os
import sqlite3
import sys

spec = importlib.util.spec_from_file_location("peer", os.path.join(os.path.dirname(os.path.abspath(__file__)), "python.py"))
arguments, sys.argv = sys.argv[1:], sys.argv[:1]
sys.stdin = open(os.devnull)
peer = importlib.util.module_from_spec(spec)
spec.loader.exec_module(peer)

COLUMNS = (
    "id", "name", "description", "stage_id", "stage_name", "stage_order", "stage_is_open", "company_id", "company_name", "owner_id", "owner_name",
    "owner_avatar_url", "owner_deactivated_at", "close_date", "created_at", "next_task_id", "next_task_content", "next_task_due_date", "client_team",
)
FIELDS = COLUMNS[1:]


def sync(address, path):
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA temp_store=MEMORY")
    listed = ", ".join(COLUMNS)
    db.execute(f"CREATE TABLE IF NOT EXISTS opportunity (id PRIMARY KEY, {', '.join(FIELDS)}, seen_at) WITHOUT ROWID")
    db.execute("CREATE TABLE IF NOT EXISTS change (sequence INTEGER PRIMARY KEY, observed_at, id, kind, property, old_value, new_value)")
    db.execute(f"CREATE TEMP TABLE staging (id PRIMARY KEY, {', '.join(FIELDS)})")
    marks = ", ".join("?" * len(COLUMNS))
    db.execute("BEGIN")
    db.executemany(f"INSERT OR REPLACE INTO staging ({listed}) VALUES ({marks})", peer.rows(address))
    db.execute("COMMIT")

    now = datetime.datetime.now(datetime.timezone.utc).isoformat()
    db.execute("BEGIN IMMEDIATE")
    if db.execute("SELECT EXISTS (SELECT 1 FROM opportunity)").fetchone()[0]:
        db.execute("INSERT INTO change (observed_at, id, kind) SELECT ?, id, 'Added' FROM staging WHERE id NOT IN (SELECT id FROM opportunity)", (now,))
        db.execute("INSERT INTO change (observed_at, id, kind) SELECT ?, id, 'Missing' FROM opportunity WHERE id NOT IN (SELECT id FROM staging)", (now,))
        for field in FIELDS:
            db.execute(
                f"INSERT INTO change (observed_at, id, kind, property, old_value, new_value) SELECT ?, s.id, 'Changed', ?, o.{field}, s.{field} "
                f"FROM staging s JOIN opportunity o ON o.id = s.id WHERE s.{field} IS NOT o.{field}", (now, field))
    db.execute(
        f"INSERT INTO opportunity ({listed}, seen_at) SELECT {listed}, ? FROM staging WHERE true "
        f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{f} = excluded.{f}' for f in FIELDS)}, seen_at = excluded.seen_at", (now,))
    db.execute("COMMIT")
    count = db.execute("SELECT count(*) FROM opportunity").fetchone()[0]
    db.close()
    return count


items = sync(arguments[0], arguments[2])
print(json.dumps({"wall": (time.perf_counter() - begun) * 1000, "cpu": time.process_time() * 1000, "allocated": 0, "peak": 0, "items": items}))

"""A process that opens an old profile with further steps: `python migrator.py PROFILE KEY`.

It says a line at every turn and waits for one, so that it can be killed at any of them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.storage import durable, migrating, photos, schema
from desktop.storage.cache import Cache
from desktop.storage.database import Migrations
from desktop.storage.photos import PhotoStore
from desktop.storage.profile import Profile

ROWS = 3_000


def further(known: Migrations, *steps) -> Migrations:
    """The known steps and some more."""
    made = Migrations(known._name)
    for step in (*known._steps, *steps):
        made()(step)
    return made


def m900_wide(db) -> None:
    """A column, and a table with enough rows to be killed in."""
    db.execute("ALTER TABLE drafts ADD COLUMN colour TEXT")
    db["wide"].insert_all({"id": n, "text": f"แถวที่ {n} " * 20} for n in _told(ROWS))


def m900_photos(db) -> None:
    """Another table."""
    db["wide"].insert_all({"id": n, "text": "x" * 400} for n in _told(ROWS))


def _told(count: int):
    for number in range(count):
        if number % 100 == 0:
            say("rows")
        yield number


def say(what: str) -> None:
    """Only the process speaks; in a test this is silent."""


def _speak(what: str) -> None:
    """Say it and wait to be let go on."""
    print(what, flush=True)
    sys.stdin.readline()


def _telling(name: str, act):
    def told(*values, **more):
        say(f"before {name}")
        result = act(*values, **more)
        say(f"after {name}")
        return result

    return told


def use_further_steps(patch=setattr) -> None:
    """Be a program of the next version."""
    patch(schema, "migrations", further(schema.migrations, m900_wide))
    patch(schema, "VERSION", schema.VERSION + 1)
    patch(photos, "migrations", further(photos.migrations, m900_photos))
    patch(photos, "VERSION", photos.VERSION + 1)


def main() -> None:
    """Open the profile as its one writer."""
    global say
    say = _speak
    use_further_steps()
    for module, name in (
        (durable, "rename"), (durable, "link"), (durable, "sync_file"), (durable, "sync_folder"),
        (migrating, "_make_copy"), (migrating, "_stand_still"), (migrating, "_unsound"),
        (migrating, "remove_database"),
    ):  # fmt: skip
        setattr(module, name, _telling(name, getattr(module, name)))
    profile, key = Profile(Path(sys.argv[1])), bytes.fromhex(sys.argv[2])
    with profile.lock():
        cache = Cache.open(profile, key)
        store = PhotoStore(profile, key)
        say("open")
        store.close()
        cache.close()


if __name__ == "__main__":
    main()

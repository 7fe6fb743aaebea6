"""A cache in a temporary profile, and an authority to sync it with."""

from __future__ import annotations

import pytest

from desktop.signing import open_stores
from desktop.storage import keys
from desktop.storage.cache import Cache
from desktop.storage.doctor import check
from desktop.storage.keeping import Keeper
from desktop.storage.profile import Profile
from tests.desktop.storage.authority import AT, Authority, Maker, a_case, context_for


class Desk:
    """A cache and its photos with the steps of a sync."""

    def __init__(self, path, key=None, opened=None, context=context_for):
        self.profile = Profile(path)
        self.key = key or keys.create_key(self.profile, "a passphrase", b"r" * 32)
        self.maker = Maker()
        self.context_for = context
        (opened or Desk.open)(self)

    def open(self):
        self.cache, self.photos = open_stores(self.profile, self.key)
        self.cache.set_context(self.context_for)
        self.keeper = Keeper(self.cache, self.photos)
        self.is_open = True

    def close(self):
        self.is_open = False
        self.photos.close()
        self.cache.close()

    def reopen(self):
        self.close()
        self.open()

    def view(self, case_id):
        return self.cache.case("HT", case_id)

    def act(self, *operations):
        return self.cache.act(list(operations), self.context_for)

    def send(self):
        """Mark what waits as sent and return it, as a request that goes out."""
        batch = self.cache.to_push()
        self.cache.mark_sent([o.id for o in batch])
        return batch

    def push(self, server, at=AT):
        """Send and hear the outcomes."""
        while batch := self.send():
            self.cache.settle(server.push(batch), at)

    def pull(self, server, limit=1000):
        """Pull page by page to the end."""
        while True:
            lines, end = server.feed(self.cursor(), limit)
            self.cache.apply_page(lines, end, epoch=self.cache.get("epoch", 1), now=AT)
            if not end.more:
                return

    def cursor(self):
        """The number up to which this desk has the server's changes."""
        return int(str(self.cache.get("cursor") or 0).rpartition(":")[2])

    def sync(self, server):
        self.push(server)
        self.pull(server)

    def kept_apart(self):
        """How many cases have a base of their own beside the view."""
        with self.cache.file.reading() as connection:
            return connection.execute("SELECT count(*) FROM cases WHERE based = 1").fetchone()[0]

    def findings(self):
        """What the doctor finds wrong."""
        return [f for f in check(self.cache, self.photos) if not f.ok]


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """A cache alone, for tests that fill it anew each time."""
    profile = Profile(tmp_path_factory.mktemp("cache"))
    made = Cache.open(profile, keys.create_key(profile, "p", None))
    yield made
    made.close()


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path / "profile")
    yield made
    made.close()


@pytest.fixture
def server():
    return Authority([a_case(n) for n in range(1, 6)])


@pytest.fixture
def synced(desk, server):
    """The desk after its first pull of five waiting cases."""
    lines, end = server.everything()
    desk.cache.apply_page(lines, end, epoch=1, now=AT)
    return desk

"""Photos stay within their budget, and what the server may not have stays whatever the budget."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import threading

import msgspec
import pytest
from PIL import Image

from casework import wire
from casework.case import Photo
from desktop import clock
from desktop.storage import holdings
from desktop.storage.holdings import SIDES
from desktop.storage.keeping import BUDGET, LEAST_BUDGET, Keeper
from desktop.storage.outbox import KEEP_MICROSECONDS
from desktop.storage.photos import PhotoStore
from tests.desktop.storage.authority import AT
from tests.support.making import sha256_of

SIZE = 100_000


def some_bytes(seed, size=SIZE):
    return random.Random(seed).randbytes(size)


def a_jpeg(seed, side=700):
    out = io.BytesIO()
    Image.frombytes("RGB", (side // 8, side // 8), some_bytes(seed, (side // 8) ** 2 * 3)).resize(
        (side, side)
    ).save(out, "JPEG", quality=95)
    return out.getvalue()


def fetched(desk, seed, used_at, data=None):
    data = data or some_bytes(seed)
    assert desk.photos.add_fetched(sha256_of(data), data, used_at)
    return sha256_of(data)


def own(desk, seed):
    return desk.photos.add(some_bytes(seed), f"{seed}.jpg")


def grow_old(desk):
    """As after a new start of the program, a month later."""
    desk.reopen()
    with desk.photos.file.writing() as connection:
        connection.execute("UPDATE photos SET kept_until = 0")


def tidy(desk, budget):
    desk.cache.put(BUDGET, budget)
    while desk.keeper.step():
        pass
    assert desk.findings() == []


def sides(desk, sha):
    with desk.photos.file.reading() as connection:
        found = connection.execute(
            "SELECT side FROM holdings WHERE sha256 = ? ORDER BY side", (sha,)
        )
        return [row[0] for row in found]


# -- what goes, and in which order ----------------------------------------------------------------


def test_the_originals_not_used_for_longest_go_first(synced):
    shas = [fetched(synced, n, AT + n) for n in range(10)]
    assert synced.photos.read(shas[0]) is not None
    tidy(synced, 4 * SIZE)
    assert synced.photos.held() == {shas[0], *shas[7:]}
    use = synced.keeper.use()
    assert (use.photos, use.used, use.excess) == (4, 4 * SIZE, 0)


def test_uses_are_remembered_after_the_program_was_closed(synced):
    shas = [fetched(synced, n, AT + n) for n in range(4)]
    synced.photos.read(shas[0])
    synced.reopen()
    tidy(synced, 2 * SIZE)
    assert synced.photos.held() == {shas[0], shas[3]}


def test_looking_at_a_picture_writes_nothing(synced):
    sha = synced.photos.add(a_jpeg(1), "a.jpg")
    synced.photos.thumbnail(sha, 96)
    with synced.photos.file.writing() as connection:
        before = connection.total_changes
        # A write would wait for this transaction for ever.
        looking = threading.Thread(
            target=lambda: [synced.photos.thumbnail(sha, 96) for _ in range(50)], daemon=True
        )
        looking.start()
        looking.join(60)
        assert not looking.is_alive()
        assert connection.total_changes == before


def test_a_photo_that_was_given_up_can_still_be_seen(synced):
    sha = fetched(synced, 1, AT, a_jpeg(1))
    tidy(synced, 100_000)
    assert not synced.photos.has(sha)
    with Image.open(io.BytesIO(synced.photos.thumbnail(sha, 1600))) as shown:
        assert shown.size == (512, 512)


def test_large_thumbnails_go_before_small_ones(synced):
    shas = [fetched(synced, n, AT + n, a_jpeg(n)) for n in range(4)]
    for sha in shas:
        for pixels in SIDES:
            synced.photos.thumbnail(sha, pixels)
    figures = synced.photos.statistics()
    tidy(synced, figures.thumbnail_bytes + 10)
    assert [sides(synced, sha) for sha in shas] == [list(SIDES)] * 4
    with synced.photos.file.reading() as connection:
        listed = holdings.every(connection, holdings.SMALL)
    tidy(synced, sum(h.size for h in listed))
    assert synced.photos.held() == set()
    assert [sides(synced, sha) for sha in shas] == [[96, 192]] * 4
    tidy(synced, 1)
    assert [sides(synced, sha) for sha in shas] == [[]] * 4


def test_a_tenth_of_the_budget_is_left_to_thumbnails_beside_unsent_photos(synced):
    sha = synced.photos.add(some_bytes(1, 2_000_000), "a.jpg")
    jpeg = a_jpeg(3, 512)
    synced.photos.put_thumbnail("a" * 64, 512, jpeg, AT)
    tidy(synced, 10 * len(jpeg))
    assert synced.photos.held() == {sha}
    assert sides(synced, "a" * 64) == [512]
    assert synced.keeper.use().excess == 0


def test_a_large_thumbnail_leaves_a_small_one_behind(synced):
    jpeg = a_jpeg(3, 512)
    synced.photos.put_thumbnail("a" * 64, 512, jpeg, AT)
    tidy(synced, len(jpeg) - 1)
    assert sides(synced, "a" * 64) == [192]


# -- what never goes ------------------------------------------------------------------------------


def _named(desk, case, *shas):
    operation = desk.maker.fix(desk.view(case), *shas)
    desk.act(operation)
    return operation


def _waiting(desk, server, sha):
    _named(desk, "case-1", sha)


def _unknown(desk, server, sha):
    _named(desk, "case-1", sha)
    desk.send()


def _applied_not_uploaded(desk, server, sha):
    _named(desk, "case-1", sha)
    desk.push(server)


def _applied_and_verified(desk, server, sha):
    _named(desk, "case-1", sha)
    desk.push(server)
    desk.cache.upload_verified(sha, "case-1")
    desk.pull(server)


def _outcome(word):
    def settle(desk, server, sha):
        operation = _named(desk, "case-1", sha)
        desk.send()
        desk.cache.settle([wire.Outcome(id=operation.id, outcome=word, reason="role")], AT)

    return settle


def _withdrawn(desk, server, sha):
    assert desk.cache.withdraw(_named(desk, "case-1", sha).id)


def _resolved_by_what_may_be_withdrawn(desk, server, sha):
    operation = _named(desk, "case-1", sha)
    desk.send()
    desk.cache.settle([wire.Outcome(id=operation.id, outcome="refused", reason="role")], AT)
    desk.act(desk.maker.act(desk.view("case-1"), "comment", text="w", resolves=operation.id))
    assert desk.cache.attention() == []


def _drafted(desk, server, sha):
    desk.cache.save_draft("HT", "case-1", "fix", {"photos": [{"sha256": sha, "name": "a.jpg"}]})


def _on_a_case_but_not_verified(desk, server, sha):
    server.put(msgspec.structs.replace(server.cases["case-1"], photos=(Photo(sha256=sha),)))
    desk.pull(server)


@pytest.mark.parametrize(
    "becomes",
    [
        _waiting, _unknown, _applied_not_uploaded, _applied_and_verified, _outcome("refused"),
        _outcome("conflict"), _outcome("held"), _withdrawn, _resolved_by_what_may_be_withdrawn,
        _drafted, _on_a_case_but_not_verified,
    ],
    ids=lambda f: f.__qualname__.split(".")[0],
)  # fmt: skip
def test_what_the_server_may_not_have_is_never_given_up(synced, server, becomes):
    sha = own(synced, 1)
    other = fetched(synced, 2, clock.now())
    becomes(synced, server, sha)
    grow_old(synced)
    tidy(synced, 1)
    assert synced.photos.held() == {sha}
    assert synced.photos.is_whole(sha)
    use = synced.keeper.use()
    assert (use.staying, use.staying_bytes, use.excess) == (1, SIZE, 0)
    assert other not in synced.photos.held()


def test_what_was_resolved_and_taken_back_still_has_its_photo(synced, server):
    sha = own(synced, 1)
    operation = _named(synced, "case-1", sha)
    synced.send()
    synced.cache.settle([wire.Outcome(id=operation.id, outcome="refused", reason="role")], AT)
    resolving = synced.maker.act(synced.view("case-1"), "comment", text="w", resolves=operation.id)
    synced.act(resolving)
    grow_old(synced)
    tidy(synced, 1)
    assert synced.cache.withdraw(resolving.id)
    (item,) = synced.cache.attention()
    assert [p.sha256 for p in item.photos] == [sha]
    assert synced.photos.is_whole(sha)


def test_thirty_days_after_it_was_applied_a_photo_may_go(synced, server):
    sha = own(synced, 1)
    _applied_and_verified(synced, server, sha)
    grow_old(synced)
    server.put(msgspec.structs.replace(
        server.cases["case-1"], photos=(Photo(sha256=sha, verified=True),)
    ))  # fmt: skip
    lines, end = server.feed(int(synced.cache.get("cursor")))
    synced.cache.apply_page(lines, end, epoch=1, now=AT + KEEP_MICROSECONDS - 1)
    tidy(synced, 1)
    assert synced.photos.held() == {sha}
    lines, end = server.feed(int(synced.cache.get("cursor")))
    synced.cache.apply_page(lines, end, epoch=1, now=AT + KEEP_MICROSECONDS + 1)
    tidy(synced, 1)
    assert synced.photos.held() == set()


def test_nothing_goes_while_everything_is_pulled_anew(synced):
    shas = {fetched(synced, n, AT + n) for n in range(3)}
    synced.cache.needs_full_pull("epoch")
    tidy(synced, 1)
    assert synced.photos.held() == shas


def test_a_photo_taken_in_stays_while_the_program_runs_and_a_month_after(synced, monkeypatch):
    before = clock.now()
    sha = own(synced, 1)
    monkeypatch.setattr("desktop.clock.now", lambda: before + 400 * 86_400_000_000)
    tidy(synced, 1)  # the clock was put right by more than a year
    assert synced.photos.drop([(sha, holdings.ORIGINAL)]) == 0
    assert synced.photos.has(sha)
    monkeypatch.setattr("desktop.clock.now", lambda: before + KEEP_MICROSECONDS - 1_000_000)
    synced.reopen()
    tidy(synced, 1)
    assert synced.photos.has(sha)
    monkeypatch.setattr("desktop.clock.now", lambda: before + KEEP_MICROSECONDS + 60_000_000)
    tidy(synced, 1)
    assert not synced.photos.has(sha)


def test_a_photo_taken_in_that_was_fetched_long_ago_stays_too(synced):
    sha = fetched(synced, 1, AT)
    assert own(synced, 1) == sha
    tidy(synced, 1)
    assert synced.photos.has(sha)


# -- one after the other, in any order ------------------------------------------------------------


def test_an_act_that_comes_while_its_photo_is_chosen_keeps_it(synced, monkeypatch):
    sha = fetched(synced, 1, AT)
    making = synced.photos.make_thumbnail

    def act_meanwhile(*words):
        if not synced.cache.outbox():
            _named(synced, "case-1", sha)
        return making(*words)

    monkeypatch.setattr(synced.photos, "make_thumbnail", act_meanwhile)
    tidy(synced, 1)
    assert synced.photos.is_whole(sha)
    assert len(synced.cache.outbox()) == 1


def test_a_photo_taken_in_again_while_it_is_chosen_stays(synced, monkeypatch):
    sha = fetched(synced, 1, AT)
    making = synced.photos.make_thumbnail

    def add_meanwhile(*words):
        own(synced, 1)
        return making(*words)

    monkeypatch.setattr(synced.photos, "make_thumbnail", add_meanwhile)
    tidy(synced, 1)
    assert synced.photos.is_whole(sha)


def test_an_act_on_a_photo_that_is_gone_is_not_saved_and_a_later_one_is(synced):
    sha = fetched(synced, 1, AT)
    operation = synced.maker.fix(synced.view("case-1"), sha)
    tidy(synced, 1)
    with pytest.raises(ValueError, match="photo store"):
        synced.act(operation)
    assert synced.cache.outbox() == []
    assert own(synced, 1) == sha
    synced.act(operation)
    tidy(synced, 1)
    assert synced.photos.is_whole(sha)


def test_photos_come_and_go_in_parallel_and_none_that_is_named_is_lost(synced):
    """A person adds and acts, now on new photos, now on ones that were fetched before."""
    synced.cache.put(BUDGET, 3 * SIZE)
    done = threading.Event()
    named = []

    def work():
        chance = random.Random(5)
        try:
            for number in range(60):
                seed = chance.randrange(20)
                fetched(synced, chance.randrange(20), clock.now())
                sha = own(synced, seed)
                case = synced.view(f"case-{number % 5 + 1}")
                photos = synced.maker.fix(case, sha).payload.photos
                synced.act(synced.maker.act(case, "attach_photo", photos=photos))
                named.append(sha)
        finally:
            done.set()

    def evict():
        while not done.is_set():
            synced.keeper.step()

    threads = [threading.Thread(target=f) for f in (work, evict, evict)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tidy(synced, 1)
    assert len(named) == 60
    assert synced.photos.held() == set(named)
    assert all(synced.photos.is_whole(sha) for sha in named)


def test_being_killed_while_photos_are_given_up_leaves_all_in_order(synced):
    synced.close()
    named = []
    for round_ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.desktop.storage.evictor", str(synced.profile.path),
             synced.key.hex()],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line.strip())
            if len(lines) > 12 + 3 * round_:
                break
        process.kill()
        lines += [line.strip() for line in process.stdout if line.endswith("\n")]
        process.stdout.close()
        process.wait()
        assert "-" in lines
        named += [line for line in lines if len(line) == 64]
    synced.open()
    assert synced.findings() == []
    assert len(named) > 6
    assert all(synced.photos.is_whole(sha) for sha in named)
    tidy(synced, 1)
    assert set(named) <= synced.photos.held()


# -- fetching -------------------------------------------------------------------------------------


@pytest.fixture
def mine(synced, server):
    """Every case is malee's, each with four photos that the server has; its photos by hash."""
    there: dict[str, bytes] = {}
    for number in range(1, 6):
        contents = [some_bytes(number * 10 + n) for n in range(4)]
        there |= {sha256_of(data): data for data in contents}
        photos = tuple(Photo(sha256=sha256_of(data), verified=True) for data in contents)
        case = server.cases[f"case-{number}"]
        changed = {"photos": photos, "officer": "malee", "updated_at": AT + number}
        server.put(msgspec.structs.replace(case, **changed))
    synced.cache.put("account", {"username": "malee"})
    synced.pull(server)
    return there


def _round(desk, there):
    """Fetch what is wanted, as a round of sync does; returns what came."""
    came = []
    while batch := [w for w in desk.keeper.wanted_originals(3) if w.sha256 not in came]:
        for photo in batch:
            came.append(photo.sha256)
            assert desk.photos.add_fetched(photo.sha256, there[photo.sha256], photo.since)
            while desk.keeper.step():
                pass
    return came


def test_with_room_for_all_each_photo_comes_once(synced, mine):
    synced.cache.put(BUDGET, 100 * 3_000_000)
    assert sorted(_round(synced, mine)) == sorted(mine)
    assert _round(synced, mine) == []


def test_what_does_not_fit_is_not_fetched_again_and_again(synced, mine, monkeypatch):
    monkeypatch.setattr("desktop.storage.keeping.GUESSED_ORIGINAL", SIZE // 4)
    synced.cache.put(BUDGET, 7 * SIZE)
    came = _round(synced, mine)
    assert len(came) == len(set(came))
    total = len(came)
    for _ in range(5):
        total += len(_round(synced, mine))
    assert total <= 2 * len(mine)
    assert _round(synced, mine) == []
    newest = {w.sha256 for w in synced.view("case-5").photos}
    assert newest <= synced.photos.held()
    assert synced.keeper.use().used <= 7 * SIZE


def test_what_was_looked_at_lately_is_not_pushed_out_by_older_cases(synced, mine):
    looked_at = [fetched(synced, 900 + n, clock.now()) for n in range(7)]
    synced.cache.put(BUDGET, 8 * SIZE)
    assert _round(synced, mine) == []
    assert synced.photos.held() == set(looked_at)


def test_what_was_not_looked_at_for_long_makes_room_for_newer_cases(synced, mine, monkeypatch):
    monkeypatch.setattr("desktop.storage.keeping.GUESSED_ORIGINAL", SIZE)
    for n in range(7):
        fetched(synced, 900 + n, AT - n)
    synced.cache.put(BUDGET, 8 * SIZE)
    came = _round(synced, mine)
    assert len(came) == 7
    assert {w.sha256 for w in synced.view("case-5").photos} <= set(came)


def test_thumbnails_are_fetched_as_far_as_there_is_room(synced, mine):
    synced.cache.put(BUDGET, 10 * 60_000)
    assert len(synced.keeper.wanted_thumbnails(100)) == 9
    synced.cache.put(BUDGET, 100 * 60_000)
    assert len(synced.keeper.wanted_thumbnails(100)) == 20


# -- the budget itself, and the file --------------------------------------------------------------


def test_the_budget_is_kept_and_has_a_least(synced):
    assert synced.keeper.budget == 2_000_000_000
    synced.keeper.set_budget(LEAST_BUDGET)
    synced.reopen()
    assert synced.keeper.budget == LEAST_BUDGET
    with pytest.raises(ValueError):
        synced.keeper.set_budget(LEAST_BUDGET - 1)


def _bytes_on_disk(desk):
    file = desk.photos.file.path
    return file.stat().st_size


def test_the_room_goes_back_to_the_disk(synced):
    for n in range(40):
        fetched(synced, n, AT + n, some_bytes(n, 500_000))
    synced.reopen()
    before = _bytes_on_disk(synced)
    tidy(synced, 2_000_000)
    while synced.keeper.give_back():
        pass
    synced.reopen()
    assert before > 20_000_000
    assert _bytes_on_disk(synced) < 4_000_000
    assert synced.findings() == []


def _pages(desk):
    with desk.photos.file.reading() as connection:
        return connection.execute("PRAGMA page_count").fetchone()[0]


def _first_version(desk):
    """The photo file as the first version made it, with what it kept."""
    desk.photos.close()
    desk.profile.photos_file.unlink()
    from desktop.storage import photos
    from desktop.storage.database import File, Migrations

    migrations = Migrations("photos")
    migrations()(photos.m001_photos)
    return File(desk.profile.photos_file, desk.key, migrations, 1)


def test_a_file_of_the_first_version_goes_on(synced):
    old = _first_version(synced)
    names = {}
    with old.writing() as connection:
        for n, name in enumerate(("own.jpg", "")):
            data = some_bytes(n)
            names[name] = sha256_of(data)
            connection.execute(
                "INSERT INTO photos VALUES (?, ?, ?, ?)",
                (names[name], name, len(data), clock.now()),
            )
            connection.execute("INSERT INTO pieces VALUES (?, 0, ?)", (names[name], data))
        for side in (77, 512, 640):
            connection.execute("INSERT INTO thumbnails VALUES ('t', ?, x'01', 1)", (side,))
    old.close()
    synced.open()
    assert sides(synced, "t") == [96, 512]
    assert synced.photos.statistics().photo_bytes == 2 * SIZE
    assert synced.findings() == []
    tidy(synced, 1)
    assert synced.photos.held() == {names["own.jpg"]}
    while synced.keeper.give_back():
        pass
    fetched(synced, 7, AT, some_bytes(7, 3_000_000))
    grown = _pages(synced)
    tidy(synced, 1)
    while synced.keeper.give_back():
        pass
    assert _pages(synced) < grown - 500
    assert synced.findings() == []


def test_the_doctor_finds_a_needed_photo_that_is_gone_and_a_list_that_is_wrong(synced, server):
    sha = own(synced, 1)
    _applied_and_verified(synced, server, sha)
    with synced.photos.file.writing() as connection:
        connection.execute("DELETE FROM photos WHERE sha256 = ?", (sha,))
    found = {f.code: f.detail for f in synced.findings()}
    assert sha in found["kept_photos"]
    assert "1 listed without original, 1 pieces without original" in found["photo_file"]


def test_a_second_store_on_the_profile_sees_the_same(synced):
    sha = fetched(synced, 1, AT)
    other = PhotoStore(synced.profile, synced.key)
    assert Keeper(synced.cache, other).use().photos == 1
    other.close()
    assert synced.photos.has(sha)
    assert os.path.exists(synced.photos.file.path)

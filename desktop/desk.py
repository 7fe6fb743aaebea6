"""The one door between screens (or the command line) and everything below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from casework import acts, wire
from casework.case import Case, Role, Staff, State
from casework.operations import Operation, Payload
from desktop import acting, clock, contact, shut_out, signing
from desktop.acting import ActReport, Person
from desktop.deciding import Deciding
from desktop.errors import DeskError
from desktop.ground import Ground, Grounds
from desktop.indexing import Indexing
from desktop.leaving import Leaving
from desktop.left import LeftBehind
from desktop.link import Link
from desktop.locking import Standing
from desktop.photo_keeping import PhotoKeeping
from desktop.receiving import Receiving
from desktop.status import Line, Status
from desktop.storage import keys, wiping
from desktop.storage.errors import ProfileBusy
from desktop.storage.profile import Profile
from desktop.storage.records import Counts
from desktop.storage.telling import Told, untold
from desktop.syncing import Syncing

if TYPE_CHECKING:
    from desktop.evidence import PreparedPhoto
    from desktop.maps.tiles import TilePackages
    from desktop.sync.client import Client


class Desk(Deciding, Syncing, Leaving, LeftBehind, Receiving):
    """One officer's desk on one profile. Thread-safe: screens call it from worker threads."""

    def __init__(self, profile: Profile, key: bytes) -> None:
        """Open the profile's cache and photos. Raises StorageError."""
        self.profile = profile
        self.key = key
        self.cache, self.photos = signing.open_stores(profile, key)
        # Not the method of today's person: who that is comes anew with the settings.
        self.cache.set_context(
            lambda operation: self.person.context(operation),  # noqa: PLW0108
            self.forget_person,
        )
        self.photo_keeping = PhotoKeeping(self.cache, self.photos)
        self._person: Person | None = None
        self._grounds = Grounds()
        self._link = Link(self.cache, self.photos, self.counts)
        self._link.on_status(self._forget_person)
        self._indexing = Indexing(self.cache, self._link.tell_indexing)
        signing.take_own_device(profile, self.cache, self._link.tokens)
        contact.set_clock(self.cache)

    @classmethod
    def open(
        cls, path: Path, passphrase: str | None = None, key: Callable[[], bytes] | None = None
    ) -> Desk:
        """Open a profile that was signed in before. Raises DeskError("not_signed_in").

        `key` gives the key where somebody began to look for it before; it raises as `load_key`.
        """
        profile = Profile(path)
        if not profile.exists():
            raise DeskError("not_signed_in")
        desk = cls(profile, key() if key is not None else keys.load_key(profile, passphrase))
        if not desk.cache.get("account"):
            desk.close()
            raise DeskError("not_signed_in")
        return desk

    @classmethod
    def sign_in(
        cls, path: Path, url: str, user: str, password: str, passphrase: str | None = None
    ) -> Desk:
        """Sign in at the server and make (or open again) the profile.

        One profile belongs to one account on one server: another account needs its own.
        Raises SyncError, DeskError("other_account"), StorageError.
        """
        from desktop.sync.client import Client
        from desktop.sync.settings import keep_settings

        profile = Profile(path)
        if not wiping.is_clean(profile):
            raise DeskError("wiped")
        known = profile.exists()
        key = signing.open_key(profile, passphrase) if known else None
        desk = cls(profile, key) if key is not None else None
        client = Client(url)
        try:
            if desk is not None:
                signing.check_same_person(desk.cache, user)
            held = desk.cache.get("device") if desk else known and keys.device_of(profile)
            device = str(held or clock.new_id())
            with desk._link.heeding(client) if desk is not None else nullcontext():
                reply = client.sign_in(user, password, device, signing.computer_name())
            if desk is None:
                key = signing.new_or_recovered_key(profile, passphrase, reply, device)
                desk = cls(profile, key)
                signing.check_same_account(desk.cache, reply)
                own = str(desk.cache.get("device") or device)
                if own != device:  # restored: the device before had the recovery key
                    device = own
                    reply = client.sign_in(user, password, device, signing.computer_name())
            desk._signed_in(reply, client, device)
            client.access_token = reply.access_token
            client.server_id = reply.server
            keep_settings(desk.cache, client.settings())
        except BaseException:
            if desk is not None:
                desk.close()
            raise
        finally:
            client.close()
        return desk

    def sign_in_again(self, password: str) -> None:
        """A new session for the same person, so that work can be sent. Raises SyncError."""
        client = self._link.client()
        try:
            device = str(self.cache.get("device"))
            name = self.account.username
            with self._link.heeding(client):
                reply = client.sign_in(name, password, device, signing.computer_name())
        finally:
            client.close()
        self._signed_in(reply, client, device)
        self.wake()

    def _signed_in(self, reply: wire.TokenReply, client: Client, device: str) -> None:
        from desktop.sync.client import tokens_of

        signing.check_same_account(self.cache, reply)
        self._link.keep(tokens_of(reply, clock.now()))
        signing.keep(self.cache, reply, client, device)
        signing.keep_recovery(self.profile, self.key, reply, device)
        self.cache.person_changed()

    def sign_out(
        self, *, give_up: int | None = None, save: Path | None = None, progress: Told = untold
    ) -> None:
        """Wipe cache, photos and key from this computer.

        Refused with DeskError("unsent_work", count=n) while work is unsent, unless `give_up`
        is that very number, or the work is kept in a file: `save`. Raises StorageError where
        that cannot be written.
        """
        made = self.cache.get("last_seq", 0)
        if save is None:
            self._refuse_unsent(give_up)
        else:
            self.backup(save, progress, only_unsent=True)
        self.stop_sync()
        self._link.revoke()
        # The line may have been slow: what was done meanwhile counts too.
        if save is None:
            self._refuse_unsent(give_up)
        elif self.cache.get("last_seq", 0) != made:
            raise DeskError("work_meanwhile")
        self._close_helpers()
        self.cache.wipe()

    def backup(self, target: Path, progress: Told = untold, *, only_unsent: bool = False) -> int:
        """Write a copy of this desk, checked; returns how much in it the server does not have.

        `only_unsent` leaves out photos that the server has. `progress` hears bytes done and of how
        many; what it raises ends the copy, and nothing is left of it. Raises StorageError.
        """
        from desktop.storage.backup import write as write_copy

        return write_copy(self.profile, self.key, target, progress, only_unsent=only_unsent)

    def diagnostics(self, target: Path) -> int:
        """Write a file for support, with nothing about any person; returns its bytes.

        Raises DeskError("export_failed").
        """
        from desktop import diagnostics

        return diagnostics.write(diagnostics.build(self), target)

    def _refuse_unsent(self, give_up: int | None) -> None:
        waiting = self.unsent_count()
        if waiting and give_up != waiting:
            raise DeskError("unsent_work", count=waiting)

    def unsent_count(self) -> int:
        """Operations and photos that the server does not have, and what needs attention."""
        counts = self.counts()
        return counts.outbox + counts.photos_waiting + counts.attention

    def close(self) -> None:
        """Stop sync and close the cache."""
        self.stop_sync()
        self._close_helpers()
        self.cache.close()

    @cached_property
    def map_packages(self) -> TilePackages:
        """The packages of map tiles of this computer, the same for all desks on it."""
        from desktop.maps.tiles import TilePackages

        return TilePackages.beside(self.profile.path)

    def _close_helpers(self) -> None:
        if "map_packages" in self.__dict__:
            self.map_packages.close()
        self.close_phone()
        self._indexing.close()
        self.photo_keeping.close()

    def _forget_person(self, status: Status) -> None:
        """What is known of people and rules may have come anew with a round."""
        if status.line == Line.OK:
            self.forget_person()

    def forget_person(self) -> None:
        """Read anew who works here and what they may do, where that is asked next."""
        self._person = None

    @property
    def person(self) -> Person:
        """The signed-in person."""
        person = self._person  # another thread may forget it at any moment
        if person is None:
            person = Person.of(acting.account_of(self.cache.get("account")), self.settings)
            self._person = person
        return person

    @property
    def account(self) -> wire.Account:
        """The signed-in account."""
        return self.person.account

    @property
    def role(self) -> Role:
        """What the person is in their authority."""
        return Role(self.account.role)

    @property
    def settings(self) -> wire.DeskSettings | None:
        """What the desk knows of its authority; None before the first contact."""
        raw = self.cache.get("settings")
        return msgspec.convert(raw, wire.DeskSettings) if raw else None

    def ground(self) -> Ground:
        """What lies under every map. Slow: worker thread."""
        return self._grounds.of(self.settings, self.cache)

    @property
    def server_url(self) -> str:
        """The address of the central server."""
        return str(self.cache.get("server_url") or "")

    def lock_standing(self, *, keep: bool = True) -> Standing:
        """Whether this desk has been without its server for too long to show its pages.

        What the clocks show is kept by the process that writes in the profile.
        """
        with suppress(ProfileBusy), self.profile.alone() if keep else nullcontext():
            return contact.standing(self.cache, keep=keep)
        return contact.standing(self.cache, keep=False)

    def is_shut_out(self) -> bool:
        """Whether the administrator disabled this account, as far as the server has told."""
        return shut_out.since(self.cache) is not None

    def officers(self) -> list[Staff]:
        """The active people to whom a case can be assigned, by name."""
        return self.person.officers()

    def name_of(self, username: str, language: str = "th") -> str:
        """A person's name as shown, the user name where it is not known."""
        return self.person.name_of(username, language)

    def counts(self) -> Counts:
        """Work left, for the rail."""
        now, account = clock.now(), self.account
        return self.cache.counts(
            account.username, account.role, now, others=self.person.acts_for(now)
        )

    def act(
        self, cases: Sequence[Case], kind: str, values: Mapping[str, Any] | None = None, **more: Any
    ) -> ActReport:
        """Do one act on one or many cases; what the rules admit is saved, the rest is told."""
        return self.save([(c, acts.payload(c, kind, values, **more)) for c in cases])

    def save(self, wanted: Sequence[tuple[Case, Payload]], *, resolves: str = "") -> ActReport:
        """Save payloads as operations: outbox and cache in one transaction.

        Raises DeskError("shut_out") where the account was disabled: nobody would take them.
        """
        shut_out.refuse(self.cache)
        operations = acting.make(
            self.person, str(self.cache.get("device")), wanted, resolves=resolves
        )
        results = self.cache.act(operations, self.person.context)
        by_id = {case.id: case for case, _ in wanted}
        kind = wanted[0][1].KIND if wanted else ""
        made = acting.report(kind, operations, results, lambda o: by_id[o.case])
        if made.done:
            self._something_to_send()
        return made

    def accept(self, cases: Sequence[Case], officer: str = "") -> ActReport:
        """Accept cases, and in the same act assign them to an officer where one is named."""
        return self.act(cases, "accept", self.person.assignment(officer) if officer else None)

    def assign(self, cases: Sequence[Case], officer: str) -> ActReport:
        """Assign cases to an officer."""
        return self.act(cases, "assign", self.person.assignment(officer))

    def prepare_photo(self, source: Path | bytes, case: Case, name: str = "") -> PreparedPhoto:
        """Read a photo, keep its bytes, and say what it proves. Slow: never on the main thread.

        Raises DeskError("not_a_picture" and its like) and leaves nothing behind.
        """
        from desktop.evidence import prepare

        return prepare(self.cache, self.photos, source, case, name)

    def fix(
        self,
        case: Case,
        photos: Sequence[PreparedPhoto],
        text: str,
        outcome: State = State.DONE,
        *,
        reasons: Mapping[str, str] | None = None,
        due_at: int | None = None,
        work: acts.Work | None = None,
    ) -> ActReport:
        """Record a fix with after-photos, and the work it took.

        `reasons` are words for photos that warn, by SHA-256; `due_at` (µs UTC) is when to look
        again.
        """
        named = tuple(p.named((reasons or {}).get(p.sha256, "")) for p in photos)
        payload = acts.outcome(case, outcome, due_at=due_at, text=text, photos=named, work=work)
        return self.save([(case, payload)])

    def attach(self, case: Case, photos: Sequence[PreparedPhoto], text: str = "") -> ActReport:
        """Add photos without changing anything else."""
        named = tuple(p.named() for p in photos)
        return self.act([case], "attach_photo", text=text, photos=named)

    def undo(self) -> ActReport:
        """Take back the last act, or the whole last group. Raises DeskError("nothing_to_undo")."""
        operations = self.cache.last_undoable(self.account.username)
        if not operations:
            raise DeskError("nothing_to_undo")
        return self.take_back(operations)

    def _something_to_send(self) -> None:
        self._link.wake()

    def take_back(self, operations: Sequence[Operation]) -> ActReport:
        """Withdraw what was never sent; follow the rest with undo operations."""
        shut_out.refuse(self.cache)
        done: list[Operation] = []
        wanted: list[tuple[Case, Payload]] = []
        # The newest first: later acts on a case stand on earlier ones.
        for operation in sorted(operations, key=lambda o: (o.seq, o.id), reverse=True):
            if self.cache.withdraw(operation.id):
                done.append(operation)
                continue
            case = self.case(operation.authority, operation.case)
            if case is not None:
                wanted.append((case, acts.payload(case, "undo", target=operation.id)))
        if not wanted:
            return ActReport("undo", tuple(done))
        report = self.save(wanted)
        return ActReport("undo", (*done, *report.done), report.not_done)

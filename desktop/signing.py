"""What signing in leaves in the cache, and that one profile stays with one account."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import msgspec

from casework import wire
from desktop import contact, shut_out
from desktop.acting import account_of
from desktop.errors import DeskError
from desktop.pictures.apart import ApartDecoder
from desktop.storage import keys, reserve
from desktop.storage.cache import Cache
from desktop.storage.errors import (
    DiskFull,
    NoKeyring,
    NoRoomToMigrate,
    ProfileBusy,
    WrongKey,
)
from desktop.storage.photos import PhotoStore
from desktop.storage.profile import Profile
from desktop.sync.tokens import TokenStore

if TYPE_CHECKING:
    from desktop.sync.client import Client


def computer_name() -> str:
    """What this computer calls itself: the administrator tells a person's devices apart by it."""
    import socket

    return socket.gethostname()


def open_key(profile: Profile, passphrase: str | None) -> bytes | None:
    """The key of a profile that is there; None where the way in (passphrase, keyring) is lost."""
    try:
        return keys.load_key(profile, passphrase)
    except (WrongKey, NoKeyring):
        return None


def new_or_recovered_key(
    profile: Profile, passphrase: str | None, reply: wire.TokenReply, device: str
) -> bytes:
    """The key of a new profile, or of one whose way in was lost: the server holds another.

    So a lost keyring or passphrase never loses unsent work. Raises StorageError; WrongKey where
    the profile is another account's.
    """
    recovery = bytes.fromhex(reply.recovery_key) if reply.recovery_key else None
    if not profile.exists():
        return keys.create_key(profile, passphrase, recovery, device)
    if recovery is None:
        raise WrongKey
    key = keys.recover_key(profile, recovery)
    keys.rewrap(profile, key, passphrase)
    return key


def open_stores(profile: Profile, key: bytes) -> tuple[Cache, PhotoStore]:
    """Open cache and photos, or neither: a damaged one is set aside only with both closed.

    The cache looks for photos in that very store. Where the disk is full the reserve is given up.
    Raises StorageError.
    """
    try:
        stores = _open_stores(profile, key)
    except NoRoomToMigrate:
        raise  # it takes far more
    except DiskFull:
        if not reserve.give_up(profile):
            raise
        stores = _open_stores(profile, key)
    else:
        if profile.is_locked_here():
            reserve.set_aside(profile)
    return stores


def _open_stores(profile: Profile, key: bytes) -> tuple[Cache, PhotoStore]:
    cache = Cache.open(profile, key)
    try:
        photos = PhotoStore(profile, key, ApartDecoder())
    except BaseException:
        cache.close()
        raise
    cache.use_photos(photos)
    return cache, photos


def take_own_device(profile: Profile, cache: Cache, tokens: TokenStore) -> None:
    """A desk restored from a copy is another device than the computer the copy was made on.

    Both may go on giving numbers to acts, and (device, number) must name one act alone. The other
    one's tokens stay its own: a refresh token that two use ends the session of both.
    """
    device = keys.restored_as(profile)
    if not device or cache.get("device") == device:
        return
    # Where a window writes in this profile, it has done so or is about to.
    with contextlib.suppress(ProfileBusy), profile.alone():
        if cache.get("device") != device:
            tokens.forget()
            cache.put("device", device)
            contact.forget_wall(cache)
            cache.journal("restored_copy")


def keep_recovery(profile: Profile, key: bytes, reply: wire.TokenReply, device: str) -> None:
    """After the first sign-in as another device the server holds the recovery key of that one."""
    if reply.recovery_key and keys.device_of(profile) != device:
        keys.add_recovery(profile, key, bytes.fromhex(reply.recovery_key), device)


def check_same_person(cache: Cache, user: str) -> None:
    """Before the server is asked: it would end this device's session with the other account.

    Raises DeskError("other_account").
    """
    held = cache.get("account")
    if held is not None and account_of(held).username.casefold() != user.casefold():
        raise DeskError("other_account", user=account_of(held).username)


def check_same_account(cache: Cache, reply: wire.TokenReply) -> None:
    """Whether the profile is this account's on this very server. Raises DeskError."""
    held = cache.get("account")
    if held is None:
        return
    account = account_of(held)
    if account.username != reply.account.username or cache.get("server") != reply.server:
        raise DeskError("other_account", user=account.username)


def keep(cache: Cache, reply: wire.TokenReply, client: Client, device: str) -> None:
    """Keep who is signed in and where; another epoch of the server begins a pull of everything."""
    from desktop.sync.wiping import kept_of

    if cache.get("account") is not None and cache.get("epoch") != reply.epoch:
        cache.needs_full_pull("epoch", client.time())
    cache.put_many(
        {
            "account": msgspec.to_builtins(reply.account),
            "server": reply.server,
            "server_url": client.url,
            "epoch": reply.epoch,
            "device": device,
        }
        | kept_of(reply)
        | contact.noted(client.server_time)
        | {shut_out.KEPT: None}
    )

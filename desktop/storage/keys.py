"""The key of the cache: random, and wrapped by passphrase or OS keyring and by a recovery key.

`key.json` holds the key only encrypted (AES-256-GCM; scrypt, RFC 7914, for a passphrase) and a
check by which a wrong key is told from a damaged file.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.storage import durable
from desktop.storage.errors import (
    CacheDamaged,
    CacheNewer,
    KeyDamaged,
    NoKeyring,
    WrongKey,
    translated,
)
from desktop.storage.profile import Profile

KEY_BYTES = 32
SERVICE = "Tambon Desk"
_BACKENDS = "keyring.backends."
_VERSION = 1
_NONCE_BYTES = 12
# About 0.1 s and 32 MB: once at start, and dear enough for whoever guesses.
_SCRYPT = {"n": 2**15, "r": 8, "p": 1}
# A file from elsewhere must not take all of this computer's memory (128 n r bytes) or time.
_MOST = {"n": 2**18, "r": 8, "p": 4}


def create_key(
    profile: Profile, passphrase: str | None, recovery_key: bytes | None, device: str = ""
) -> bytes:
    """Make the profile's key and keep it wrapped. Raises NoKeyring, DiskFull.

    Without a passphrase the OS keyring holds the wrapping key. `recovery_key` has 32 bytes.
    `device` is no secret; the server asks for it before it gives the recovery key again.
    """
    key = secrets.token_bytes(KEY_BYTES)
    kept: dict[str, Any] = {"version": _VERSION, "check": _check(key), "device": device}
    kept |= _wrapped(profile, key, passphrase)
    if recovery_key:
        kept["recovery"] = {"key": _wrap(_even(recovery_key), key, b"recovery")}
    _write(profile, kept)
    return key


def _wrapped(profile: Profile, key: bytes, passphrase: str | None) -> dict[str, Any]:
    if passphrase is None:
        wrapped = _wrap(_new_keyring_secret(profile), key, b"keyring")
        return {"keyring": {"key": wrapped, "backend": _backend()}}
    salt = secrets.token_bytes(16)
    wrapped = _wrap(_stretched(passphrase, salt, _SCRYPT), key, b"passphrase")
    return {"passphrase": {"salt": _text(salt), **_SCRYPT, "key": wrapped}}


def device_of(profile: Profile) -> str:
    """The device that the profile was made as; "" where it is not told. Raises KeyDamaged."""
    return str(_read(profile).get("device") or "")


def restore_as(profile: Profile, device: str) -> None:
    """Note in a restored key.json which device the desk is from now on. Raises KeyDamaged.

    `device_of` stays what it was until the server has given that device a recovery key.
    """
    _write(profile, _read(profile) | {"restored_as": device})


def restored_as(profile: Profile) -> str:
    """The device that a restored desk is; "" for one that was not. Raises KeyDamaged."""
    return str(_read(profile).get("restored_as") or "")


def rewrap(profile: Profile, key: bytes, passphrase: str | None) -> None:
    """Wrap the key anew, by this passphrase or the keyring, after the old way in was lost."""
    kept = {k: v for k, v in _read(profile).items() if k not in {"passphrase", "keyring"}}
    _write(profile, kept | _wrapped(profile, key, passphrase))


def load_key(profile: Profile, passphrase: str | None) -> bytes:
    """The profile's key. Raises WrongKey, NoKeyring, CacheNewer, KeyDamaged."""
    kept = _read(profile)
    if passphrase is not None and "passphrase" in kept:
        part = kept["passphrase"]
        with _sound_file():
            salt, cost = _bytes(part["salt"]), {name: int(part[name]) for name in _SCRYPT}
            if any(not 1 <= cost[name] <= most for name, most in _MOST.items()):
                raise ValueError("a cost that no program of ours wrote")
        return _unwrap(_stretched(passphrase, salt, cost), part, b"passphrase")
    if "keyring" in kept:
        with _sound_file():
            backend = str(dict(kept["keyring"]).get("backend", ""))
        return _unwrap(_keyring_secret(profile, backend), kept["keyring"], b"keyring")
    if "passphrase" in kept:
        raise WrongKey("a passphrase is needed") if keyring_works() else NoKeyring
    raise KeyDamaged("key.json has no key")


def add_recovery(
    profile: Profile, key: bytes, recovery_key: bytes, device: str | None = None
) -> None:
    """Wrap the key by another recovery key too, in place of the one before.

    It is the one that the server holds for `device`, where that is another than before.
    """
    kept = _read(profile)
    if not hmac.compare_digest(str(kept.get("check")), _check(key)):
        raise WrongKey
    kept["recovery"] = {"key": _wrap(_even(recovery_key), key, b"recovery")}
    if device is not None:
        kept["device"] = device
    _write(profile, kept)


def recover_key(profile: Profile, recovery_key: bytes) -> bytes:
    """The key by the recovery key that the server holds. Raises WrongKey."""
    kept = _read(profile)
    if "recovery" not in kept:
        raise WrongKey("no recovery key was set")
    return _unwrap(_even(recovery_key), kept["recovery"], b"recovery")


def fits(profile: Profile, key: bytes) -> bool | None:
    """Whether this is the profile's key; None where that cannot be told."""
    try:
        check = _read(profile).get("check")
    except (CacheDamaged, CacheNewer):
        return None
    return None if check is None else hmac.compare_digest(str(check), _check(key))


def forget_key(profile: Profile) -> None:
    """Remove the key from file and keyring (sign-out)."""
    import keyring
    import keyring.errors

    with contextlib.suppress(keyring.errors.KeyringError, RuntimeError):
        keyring.delete_password(SERVICE, _account(profile))
    durable.remove(profile.key_file, new_file(profile))


def keyring_works() -> bool:
    """Whether the OS keyring really keeps a value: one is written, read back and removed."""
    import keyring

    name, value = f"probe-{secrets.token_hex(4)}", secrets.token_hex(8)
    try:
        keyring.set_password(SERVICE, name, value)
        works = keyring.get_password(SERVICE, name) == value
        keyring.delete_password(SERVICE, name)
    except Exception:  # noqa: BLE001 - backends raise what they like; any failure means none
        return False
    return works


def _account(profile: Profile) -> str:
    return f"{profile.path.resolve()}#key"


def _new_keyring_secret(profile: Profile) -> bytes:
    if not keyring_works():
        raise NoKeyring
    import keyring

    secret = secrets.token_bytes(KEY_BYTES)
    keyring.set_password(SERVICE, _account(profile), _text(secret))
    return secret


def _backend() -> str:
    """The keyring in use, where it is one of those that the package brings; no secret."""
    import keyring

    kind = type(keyring.get_keyring())
    name = f"{kind.__module__}.{kind.__qualname__}"
    return name if name.startswith(_BACKENDS) else ""


def _turn_to(backend: str) -> None:
    """Use the keyring that keeps the secret, unless another one was chosen.

    Left alone, the package asks all that there are which is the best, at every start.
    """
    import keyring
    import keyring.core

    chosen = getattr(keyring.core, "_keyring_backend", backend) is not None
    if chosen or not backend.startswith(_BACKENDS):
        return
    # One that is there no more is looked for as ever.
    with contextlib.suppress(Exception):
        if keyring.core.load_env() is None and keyring.core.load_config() is None:
            keyring.set_keyring(keyring.core.load_keyring(backend))


def _keyring_secret(profile: Profile, backend: str) -> bytes:
    import keyring

    _turn_to(backend)
    try:
        value = keyring.get_password(SERVICE, _account(profile))
    except Exception as error:
        raise NoKeyring from error
    if value is None:
        raise NoKeyring
    with _sound_file():
        return _bytes(value)


def _check(key: bytes) -> str:
    return hmac.new(key, b"tambon desk key check", hashlib.sha256).hexdigest()[:16]


def _stretched(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    # Python's own, as it lets other threads go on meanwhile: Qt is loaded beside it at the start.
    memory = 128 * cost["r"] * (cost["n"] + cost["p"]) + 2**20
    with _sound_file():
        return hashlib.scrypt(
            passphrase.encode(), salt=salt, **cost, maxmem=memory, dklen=KEY_BYTES
        )


def _even(recovery_key: bytes) -> bytes:
    """A recovery key has 32 random bytes already; this only makes sure of the length."""
    return hashlib.sha256(b"tambon desk recovery" + recovery_key).digest()


def _wrap(wrapping: bytes, key: bytes, purpose: bytes) -> str:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _text(nonce + AESGCM(wrapping).encrypt(nonce, key, purpose))


def _unwrap(wrapping: bytes, part: dict[str, Any], purpose: bytes) -> bytes:
    with _sound_file():
        raw = _bytes(part["key"])
    try:
        return AESGCM(wrapping).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], purpose)
    except (InvalidTag, ValueError) as error:
        raise WrongKey from error


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


@contextlib.contextmanager
def _sound_file() -> Any:
    try:
        yield
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise KeyDamaged("key.json cannot be read") from error


def _read(profile: Profile) -> dict[str, Any]:
    with _sound_file():
        try:
            kept = json.loads(profile.key_file.read_text(encoding="utf-8"))
        except OSError as error:
            raise KeyDamaged("key.json cannot be read") from error
        if not isinstance(kept, dict):
            raise TypeError
    if kept.get("version") != _VERSION:
        raise CacheNewer("key.json")
    return kept


def new_file(profile: Profile) -> Path:
    """Where another wrapped key is written before it takes its place."""
    return profile.key_file.with_suffix(".new")


def _write(profile: Profile, kept: dict[str, Any]) -> None:
    """Replace key.json as a whole, durably: a crash leaves the old one or the new one."""
    new = new_file(profile)
    with translated(profile.key_file):
        durable.make_folder(profile.path)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(kept, file, indent=1)
            file.flush()
            durable.sync_descriptor(file.fileno())
        durable.replace(new, profile.key_file)

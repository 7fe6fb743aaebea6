"""Photos that a phone hands over without internet: stored before it is told, kept until used."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.errors import DeskError
from desktop.storage import needed
from desktop.storage.cache import Cache
from desktop.storage.errors import DiskFull, StorageError
from desktop.storage.photos import PhotoStore

if TYPE_CHECKING:
    from desktop.phone.door import PhoneDoor
    from desktop.phone.reception import Kept


class HandedIn(NamedTuple):
    """A photo that a phone handed in and that no case has yet."""

    sha256: str
    name: str
    has_place: bool = True


class Receiving:
    """The part of a desk that opens the door to a phone, and knows what came through it."""

    cache: Cache
    photos: PhotoStore
    _door: PhoneDoor | None = None
    _listing = threading.Lock()

    def open_phone(self) -> PhoneDoor:
        """Open the door on the local networks of now; one that was open is closed.

        Quick, but not for the main thread. Raises DeskError("phone_no_network", "phone_no_port").
        """
        from desktop.phone.addresses import local_networks
        from desktop.phone.door import NoPort, PhoneDoor

        self.close_phone()
        addresses = [network.address for network in local_networks()]
        if not addresses:
            raise DeskError("phone_no_network")
        try:
            self._door = PhoneDoor(addresses, self._keep_handed_in, _check_beginning)
        except NoPort as error:
            raise DeskError("phone_no_port") from error
        return self._door

    def close_phone(self) -> None:
        """Close the door where it is open."""
        door, self._door = self._door, None
        if door is not None:
            door.close()

    def handed_in(self) -> list[HandedIn]:
        """What a phone handed in and neither a case nor a draft has, the newest first."""
        with self.cache.file.reading() as connection:
            taken = needed.named(connection) | needed.drafted(connection)
        listed = [_read(one) for one in self.cache.get(needed.HANDED_IN, [])]
        free = [one for one in reversed(listed) if one.sha256 not in taken]
        return [one for one in free if self.photos.has(one.sha256)]

    def drop_handed_in(self, photos: Iterable[str]) -> None:
        """Offer these (SHA-256) no more; their bytes go in time where nothing else names them."""
        self._list(without=set(photos))

    def _list(self, new: HandedIn | None = None, without: Iterable[str] = ()) -> None:
        """Write the list anew, without what cases have by now."""
        with self._listing:
            with self.cache.file.reading() as connection:
                taken = needed.named(connection) | set(without)
            listed = [_read(one) for one in self.cache.get(needed.HANDED_IN, [])]
            kept = [one for one in listed if one.sha256 not in taken]
            if new is not None:
                kept = [one for one in kept if one.sha256 != new.sha256] + [new]
            self.cache.put(needed.HANDED_IN, [one._asdict() for one in kept])

    def _keep_handed_in(self, data: bytes, name: str) -> Kept:
        """Store a photo, on a thread of the door. Raises Refused; then nothing was kept."""
        from casework.pictures.decoding import NotAPicture
        from desktop.phone.reception import Kept, Refused

        try:
            picture = self.photos.decoder.inspect(data)
            sha256 = self.photos.add(data, name)
            self.photos.put_likeness(sha256, picture.perceptual_hash)
            has_place = picture.lat is not None
            self._list(HandedIn(sha256, name, has_place))
        except NotAPicture as error:
            code = f"photo_{error.reason}"
            raise Refused(code, HTTPStatus.UNPROCESSABLE_ENTITY) from error
        except DiskFull as error:
            raise Refused(error.code, HTTPStatus.INSUFFICIENT_STORAGE) from error
        except StorageError as error:
            raise Refused(error.code, HTTPStatus.SERVICE_UNAVAILABLE) from error
        return Kept(sha256, name, has_place)


def _read(one: dict[str, Any]) -> HandedIn:
    return HandedIn(str(one["sha256"]), str(one["name"]), bool(one.get("has_place", True)))


def _check_beginning(data: bytes) -> None:
    """Refuse by the first bytes what cannot be a photo, before the rest is waited for."""
    from casework.pictures.decoding import NotAPicture, sniff
    from desktop.phone.reception import Refused

    try:
        sniff(data)
    except NotAPicture as error:
        raise Refused(f"photo_{error.reason}", HTTPStatus.UNPROCESSABLE_ENTITY) from error

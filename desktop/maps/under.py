"""What lies under the cases on a map: outlines, names, tiles, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from casework.places import Area
from desktop.maps.online import OnlineLayer


@dataclass(frozen=True, slots=True)
class Under:
    """What lies under the cases.

    `areas` are the authority's outlines and `country` the coarse ones around; `sources` are named
    on the map. `online` is there only while the officer has turned an online layer on. `shown` is
    "online" or empty. Packages of tiles are not in it: they come over the web channel.
    """

    areas: tuple[Area, ...] = ()
    country: tuple[Area, ...] = ()
    sources: tuple[str, ...] = ()
    online: OnlineLayer | None = None
    shown: str = ""

    def without_choice(self) -> Under:
        """The same without the choice of what is shown, which needs no new page."""
        return replace(self, shown="")

"""The places of the rail: which a role has, and how each page is made when first shown."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtWidgets import QWidget

from casework.case import Role
from casework.workflow import may
from desktop.ui.bridge import Bridge
from desktop.ui.services import WindowServices
from desktop.words import translate

_DESK_ROLES = {Role.CLERK, Role.SUPERVISOR, Role.ADMINISTRATOR}
Make = Callable[[Bridge, WindowServices], QWidget]


class Place(msgspec.Struct, frozen=True):
    """One place of the rail; `title` gives its words in the language in use.

    A place `under` another has no item of its own in the rail.
    """

    key: str
    icon: str
    title: Callable[[], str]
    make: Make
    under: str = ""


def places(role: Role) -> list[Place]:
    """The places for a role, in the order of the rail."""
    every = [
        Place("cases", "clipboard-list", _cases_title(role), _cases),
        Place("day", "route", lambda: translate("Window", "My day"), _day),
        Place("incoming", "inbox", lambda: translate("Window", "Incoming"), _incoming),
        Place("map", "map", lambda: translate("Window", "Map"), _map),
        Place("reports", "chart-column", lambda: translate("Window", "Reports"), _reports),
        Place("outbox", "cloud-upload", lambda: translate("Window", "Outbox"), _outbox),
        Place("attention", "triangle-alert", lambda: translate("Window", "Attention"), _attention),
        Place("settings", "settings", lambda: translate("Window", "Settings"), _settings),
        Place("batch", "image-plus", _batch_title, _batch, under="cases"),
        Place("results", "printer", _results_title, _results, under="cases"),
    ]
    fixes = may(role, "record_fix")
    only_for = {
        "incoming": role in _DESK_ROLES,
        "day": role == Role.OFFICER,
        "batch": fixes,
        "results": fixes,
    }
    return [place for place in every if only_for.get(place.key, True)]


def _cases_title(role: Role) -> Callable[[], str]:
    if role == Role.OFFICER:
        return lambda: translate("Window", "My cases")
    return lambda: translate("Window", "All cases")


def _batch_title() -> str:
    return translate("Batch", "Photos of several cases")


def _results_title() -> str:
    return translate("Results", "Results of crews")


# Pages are imported when they are first shown: the map alone brings a web engine.


def _cases(bridge: Bridge, window: WindowServices) -> QWidget:
    from desktop.ui.pages.my_cases import MyCasesPage

    return MyCasesPage(bridge, window)


def _day(bridge: Bridge, window: WindowServices) -> QWidget:
    from desktop.ui.pages.day import DayPage

    return DayPage(bridge, window)


def _incoming(bridge: Bridge, window: WindowServices) -> QWidget:
    from desktop.ui.pages.incoming import IncomingPage

    return IncomingPage(bridge, window)


def _map(bridge: Bridge, window: WindowServices) -> QWidget:
    from desktop.ui.pages.map import MapPage

    return MapPage(bridge, window)


def _reports(bridge: Bridge, window: WindowServices) -> QWidget:
    from desktop.ui.pages.reports import ReportsPage

    return ReportsPage(bridge, window)


def _outbox(bridge: Bridge, window: WindowServices) -> QWidget:
    from desktop.ui.pages.outbox import OutboxPage

    return OutboxPage(bridge, window)


def _attention(bridge: Bridge, window: WindowServices) -> QWidget:
    from desktop.ui.pages.attention import AttentionPage

    return AttentionPage(bridge, window)


def _settings(bridge: Bridge, window: WindowServices) -> QWidget:
    from desktop.ui.pages.settings import SettingsPage

    return SettingsPage(bridge, window)


def _batch(bridge: Bridge, window: WindowServices) -> QWidget:
    from desktop.ui.pages.batch import BatchPage

    return BatchPage(bridge, window)


def _results(bridge: Bridge, window: WindowServices) -> QWidget:
    from desktop.ui.pages.results import ResultsPage

    return ResultsPage(bridge, window)

"""Opening a profile in a window: already open elsewhere, damaged, or not signed in yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop.ahead import Ahead
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.status import Line
from desktop.storage import keys, reserve, wiping
from desktop.storage.errors import StorageError
from desktop.storage.profile import Profile
from desktop.ui.dressing import dress
from desktop.words import translate

if TYPE_CHECKING:
    from desktop.ui.window import DeskWindow

Key = Callable[[], bytes]
Opened = Callable[["DeskWindow"], None]
_AT_ONCE_SECONDS = 0.3
"""So long nobody sees that nothing is there yet."""


def open_window(
    make_application: Callable[[], QApplication],
    profile: Profile,
    passphrase: str | None,
    key: Key | None = None,
    opened: Opened | None = None,
) -> int:
    """Open the profile's window; a second start brings the first one's window up instead.

    `key` gives the profile's key where it was looked for beforehand; `opened` is told of the
    window when it is shown.
    """
    application = make_application()
    dress(application)
    try:
        with profile.lock():
            return _open_locked(application, profile, passphrase, key, opened)
    except StorageError as error:
        if error.code == "profile_busy" and _brought_up(profile, passphrase):
            return 0
        _say_error(error)
        return 1


def _brought_up(profile: Profile, passphrase: str | None) -> bool:
    from desktop.handover import hand_over

    try:
        key = keys.load_key(profile, passphrase)
    except StorageError:
        return False
    return hand_over(profile.path, key, {"raise": True}) is not None


def _open_locked(
    application: QApplication,
    profile: Profile,
    passphrase: str | None,
    key: Key | None,
    opened: Opened | None,
) -> int:
    if wiping.is_unfinished(profile):
        wiping.finish(profile)
        _say(_sentence("wiped"))
        key = None
    desk = _desk_of(profile, passphrase, key)
    while desk is not None:
        from desktop.ui.window import run_window

        code = run_window(application, desk, opened=opened)
        if desk.status.line != Line.WIPED:
            return code
        _say(_sentence("wiped"))
        desk = sign_in_by_dialog(profile, passphrase)
    return 0


def _desk_of(profile: Profile, passphrase: str | None, key: Key | None) -> Desk | None:
    """The desk of the profile, by signing in where that is needed; None where nobody did."""
    try:
        return _opened(profile, passphrase, key)
    except DeskError:
        return sign_in_by_dialog(profile, passphrase)
    except StorageError as error:
        if error.code in {"wrong_key", "no_keyring"}:
            # The way in was lost; signing in brings the recovery key, and nothing is lost.
            _say(_sentence("sign_in_to_recover"))
            return sign_in_by_dialog(profile, passphrase)
        if error.code != "cache_damaged":
            raise
        from desktop.storage import damage

        damage.rescue(profile, keys.load_key(profile, passphrase))
        desk = _opened(profile, passphrase, key)
        _say_error(error)
        return desk


def _opened(profile: Profile, passphrase: str | None, key: Key | None) -> Desk:
    """Open the desk; after an update of the program its data are brought up to date first."""
    opening = Ahead(lambda: Desk.open(profile.path, passphrase, key))
    # Meanwhile what the window is made of, which is the other half of the wait.
    from desktop.ui import window  # noqa: F401
    from desktop.ui.pages import my_cases  # noqa: F401

    if opening.comes_within(_AT_ONCE_SECONDS):
        desk = opening()
    else:
        from desktop.ui.patience import patiently

        words = translate(
            "SignIn",
            "Opening this desk. After an update of the program its data are brought up to date "
            "first, which may take some minutes. Your work is safe.",
        )
        desk = patiently(opening, words)
    if reserve.is_short(profile):
        _say(_sentence("disk_full_opened"))
    return desk


def sign_in_by_dialog(profile: Profile, passphrase: str | None) -> Desk | None:
    """Let a person sign in; None when they closed the dialog."""
    from desktop.ui.sign_in import SignInDialog

    dialog: SignInDialog[Desk] = SignInDialog(
        lambda url, user, password: Desk.sign_in(profile.path, url, user, password, passphrase)
    )
    dialog.exec()
    return dialog.answer


def _say_error(error: Exception) -> None:
    from desktop.messages import sentence

    _say(sentence(error))


def _sentence(code: str) -> str:
    from desktop.messages import of_code

    return of_code(code)


def _say(text: str) -> None:
    """One sentence and a button, before there is a window to say it in."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QDialog, QVBoxLayout

    from desktop.ui.sign_in import MARGIN
    from desktop.ui.theme import Role
    from desktop.ui.widgets.buttons import Button
    from desktop.ui.widgets.text import Text

    dialog = QDialog()
    dialog.setWindowTitle("Tambon Desk")
    column = QVBoxLayout(dialog)
    column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    column.setSpacing(16)
    column.addWidget(Text(text, Role.BODY, "ink", lines=None))
    button = Button(translate("SignIn", "Go on"), kind="primary")
    button.clicked.connect(dialog.accept)
    column.addWidget(button, alignment=Qt.AlignmentFlag.AlignRight)
    dialog.setMinimumWidth(460)
    dialog.exec()

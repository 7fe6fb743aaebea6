"""Opening a profile in a window: already open elsewhere, damaged, or not signed in yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop import messages
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.handover import hand_over
from desktop.storage import damage, keys
from desktop.storage.errors import StorageError
from desktop.storage.profile import Profile
from desktop.ui.background import run_in_background
from desktop.ui.dressing import dress
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.text import Text
from desktop.words import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

MARGIN = 24


def open_window(
    make_application: Callable[[], QApplication], profile: Profile, passphrase: str | None
) -> int:
    """Open the profile's window; a second start brings the first one's window up instead."""
    application = make_application()
    dress(application)
    try:
        with profile.lock():
            return _open_locked(application, profile, passphrase)
    except StorageError as error:
        if error.code == "profile_busy" and _brought_up(profile, passphrase):
            return 0
        _say(messages.sentence(error))
        return 1


def _brought_up(profile: Profile, passphrase: str | None) -> bool:
    try:
        key = keys.load_key(profile, passphrase)
    except StorageError:
        return False
    return hand_over(profile.path, key, {"raise": True}) is not None


def _open_locked(application: QApplication, profile: Profile, passphrase: str | None) -> int:
    from desktop.ui.window import run_window

    note = ""
    try:
        desk = Desk.open(profile.path, passphrase)
    except DeskError:
        signed_in = sign_in_by_dialog(profile, passphrase)
        if signed_in is None:
            return 0
        desk = signed_in
    except StorageError as error:
        if error.code != "cache_damaged":
            raise
        damage.rescue(profile, keys.load_key(profile, passphrase))
        note = messages.sentence(error)
        desk = Desk.open(profile.path, passphrase)
    if note:
        _say(note)
    return run_window(application, desk)


def sign_in_by_dialog(profile: Profile, passphrase: str | None) -> Desk | None:
    """Let a person sign in; None when they closed the dialog."""
    dialog = SignInDialog(profile, passphrase)
    dialog.exec()
    return dialog.desk


def _say(text: str) -> None:
    """One sentence and a button, before there is a window to say it in."""
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


class SignInDialog(QDialog):
    """Server, user and password, once and online; what goes wrong is said beside the fields."""

    def __init__(
        self,
        profile: Profile,
        passphrase: str | None,
        known: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`known` fills in `server` and `user` (signing in again)."""
        super().__init__(parent)
        self.desk: Desk | None = None
        self._profile = profile
        self._passphrase = passphrase
        known = known or {}
        self.setWindowTitle(translate("SignIn", "Sign in"))
        self.setMinimumWidth(480)
        self.server = QLineEdit(known.get("server", ""))
        self.server.setPlaceholderText("https://desk.example.go.th")
        self.user = QLineEdit(known.get("user", ""))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.problem = Banner("", tone="warning")
        self.problem.hide()
        self.button = Button(translate("SignIn", "Sign in"), kind="primary", icon="log-in",
                             size="final")  # fmt: skip
        self.button.setDefault(True)
        self.button.clicked.connect(self._start)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(12)
        column.addWidget(Text("Tambon Desk", Role.TITLE, "ink", lines=1))
        column.addWidget(
            Text(
                translate(
                    "SignIn",
                    "Sign in once while there is a line. After that this desk works without one.",
                ),
                Role.BODY,
                "ink2",
                lines=None,
            )
        )
        form = QFormLayout()
        form.setSpacing(12)
        for label, field in (
            (translate("SignIn", "Server address"), self.server),
            (translate("SignIn", "User name"), self.user),
            (translate("SignIn", "Password"), self.password),
        ):
            field.setAccessibleName(label)
            field.setMinimumHeight(38)
            form.addRow(label, field)
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignRight)

    def _start(self) -> None:
        url, user, password = (
            self.server.text().strip(),
            self.user.text().strip(),
            (self.password.text()),
        )
        if not (url and user and password):
            self._failed(DeskError("sign_in_fields"))
            return
        self.problem.hide()
        self.button.setEnabled(False)
        self.button.set_text(translate("SignIn", "Signing in…"))
        path, passphrase = self._profile.path, self._passphrase
        run_in_background(
            self,
            lambda: Desk.sign_in(path, url, user, password, passphrase),
            self._done,
            self._failed,
        )

    def _done(self, desk: Desk) -> None:
        self.desk = desk
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.button.setEnabled(True)
        self.button.set_text(translate("SignIn", "Sign in"))
        self.problem.say(messages.sentence(error), tone="warning")
        self.problem.show()
        self.adjustSize()

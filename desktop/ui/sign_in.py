"""The dialog in which a person signs in, once and online."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop import messages
from desktop.desk import Desk
from desktop.errors import DeskError
from desktop.ui.background import run_in_background
from desktop.ui.theme import Role
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.feedback import Banner
from desktop.ui.widgets.text import Text
from desktop.words import translate

T = TypeVar("T")
MARGIN = 24


class SignInDialog(QDialog, Generic[T]):
    """Server, user and password, once and online; what goes wrong is said beside the fields."""

    def __init__(
        self,
        sign_in: Callable[[str, str, str], T],
        known: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
        why: str = "",
    ) -> None:
        """`sign_in(server, user, password)` runs beside; `known` fills in `server` and `user`.

        `why` is said above the fields in place of the usual words.
        """
        super().__init__(parent)
        self._why = why
        self.answer: T | None = None
        self._sign_in = sign_in
        known = known or {}
        self.setWindowTitle(translate("SignIn", "Sign in"))
        self.setMinimumWidth(480)
        self.server = QLineEdit(known.get("server", ""))
        self.server.setPlaceholderText("https://desk.example.go.th")
        self.user = QLineEdit(known.get("user", ""))
        for field in (self.server, self.user):
            field.setReadOnly(bool(field.text()))
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
                self._why
                or translate(
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
        run_in_background(
            self, lambda: self._sign_in(url, user, password), self._done, self._failed
        )

    def _done(self, answer: T) -> None:
        self.answer = answer
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.button.setEnabled(True)
        self.button.set_text(translate("SignIn", "Sign in"))
        self.problem.say(messages.sentence(error), tone="warning")
        self.problem.show()
        self.adjustSize()


def ask_again(desk: Desk, parent: QWidget, *, locked: bool) -> None:
    """Let the person of a desk type their password for a new session of the same account."""
    why = (
        translate("SignIn", "Sign in with a line, and the pages open by themselves.")
        if locked
        else messages.of_code("sign_in_needed")
    )
    known = {"server": desk.server_url, "user": desk.account.username}
    SignInDialog(
        lambda _url, _user, password: desk.sign_in_again(password), known, parent, why
    ).open()

"""The page on the phone: one file, everything in it, under a policy that lets nothing else in."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Final

from desktop.paths import resource
from desktop.phone.request import Answer

_FILES: Final = {"send": "send.html", "taken": "taken.html"}
_STATUS: Final = {"send": HTTPStatus.OK, "taken": HTTPStatus.CONFLICT}


def page(which: str) -> Answer:
    """The page that sends photos (`send`), or what a second phone is told (`taken`)."""
    nonce = secrets.token_urlsafe(18)
    text = resource("phone", _FILES[which]).read_text(encoding="utf-8")
    body = text.replace("{{nonce}}", nonce).encode()
    headers = {"Content-Security-Policy": policy(nonce), "X-Frame-Options": "DENY"}
    return Answer(_STATUS[which], body, "text/html; charset=utf-8", headers)


def policy(nonce: str) -> str:
    """What the page may do: its own inline code, and speaking with the door it came from."""
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
        "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )

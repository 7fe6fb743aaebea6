"""The map's own URL scheme: files that ship with the program, and no other request passes."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QFile, QIODevice, QObject, Qt

from desktop.maps.gate import gate
from desktop.paths import resource

SCHEME: Final = b"tambon"
HOST: Final = "maps"
_TYPES: Final[Mapping[str, bytes]] = {
    ".js": b"text/javascript",
    ".css": b"text/css",
    ".html": b"text/html",
    ".ttf": b"font/ttf",
}
_TILE: Final = re.compile(r"tiles/([0-9a-f]{16})/(\d{1,2})/(\d{1,9})/(\d{1,9})", re.ASCII)
_NO_PACKETS: Final = "--force-webrtc-ip-handling-policy=disable_non_proxied_udp"
_CHANNEL_FILE: Final = ":/qtwebchannel/qwebchannel.js"


def register() -> bool:
    """Make the scheme known to the web engine, before the first of its profiles or pages is made.

    The application must share its OpenGL contexts (Qt.AA_ShareOpenGLContexts) where it is made
    before. Returns whether the web engine is there at all; without it the map is drawn natively.
    """
    try:
        from PySide6.QtWebEngineCore import QWebEngineUrlScheme
    except ImportError:
        return False
    if bytes(QWebEngineUrlScheme.schemeByName(SCHEME).name().data()) == SCHEME:
        return True
    if QCoreApplication.instance() is None:
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    _close_sockets()
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flags = QWebEngineUrlScheme.Flag
    # Fetching is how vector tiles come; the guard at the door lets nothing else be fetched.
    scheme.setFlags(flags.SecureScheme | flags.CorsEnabled | flags.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)
    return True


def _close_sockets() -> None:
    """Lead every host that the engine may ever name to our gate, below all that its pages try.

    WebRTC, which sends packets past names, is kept from that too.
    """
    given = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    if _NO_PACKETS not in given:
        rules = f'--host-resolver-rules="MAP * 127.0.0.1:{gate().port}"'
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = f"{given} {_NO_PACKETS} {rules}".strip()


def can_run() -> bool:
    """Whether the web engine may be started: it is installed, and not run as root with its
    sandbox on (which would end the whole program). From then on it knows the scheme."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if as_root and os.environ.get("QTWEBENGINE_DISABLE_SANDBOX") != "1":
        return False
    return register()


def served_files() -> dict[str, Path]:
    """Every file that the scheme gives out, by its path in the address; nothing else exists."""
    files = {}
    for folder, prefix in ((resource("maps"), ""), (resource("fonts"), "fonts/")):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _TYPES and path.is_file():
                files[prefix + path.relative_to(folder).as_posix()] = path
    return files


class RequestLog:
    """The last addresses that were let through and that were blocked, for `doctor` and tests."""

    def __init__(self) -> None:
        self.passed: deque[str] = deque(maxlen=200)
        self.blocked: deque[str] = deque(maxlen=200)


def file_reply(
    path: str, files: Mapping[str, Path], parent: QObject
) -> tuple[bytes, QIODevice] | None:
    """(content type, open device) for a path of our host, or None where nothing is."""
    if path == "qwebchannel.js":
        device: QIODevice = QFile(_CHANNEL_FILE, parent)
    elif path in files:
        device = QFile(str(files[path]), parent)
    else:
        return None
    if not device.open(QIODevice.OpenModeFlag.ReadOnly):
        return None
    return _TYPES[Path(path).suffix], device


def tile_address(path: str) -> tuple[str, int, int, int] | None:
    """(package, z, x, y) of a path `tiles/<package>/<z>/<x>/<y>`, None for any other."""
    found = _TILE.fullmatch(path)
    if found is None:
        return None
    return found[1], int(found[2]), int(found[3]), int(found[4])


def bytes_reply(content_type: str, body: bytes, parent: QObject) -> tuple[bytes, QIODevice]:
    """(content type, open device) for bytes made at run time."""
    device = QBuffer(parent)
    device.setData(QByteArray(body))
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    return content_type.encode("ascii"), device


def text_reply(body: bytes, parent: QObject) -> tuple[bytes, QIODevice]:
    """(content type, open device) for a page made at run time."""
    return bytes_reply("text/html", body, parent)

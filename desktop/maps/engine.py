"""The web engine's side of the map: it answers our addresses and refuses all others.

Imported only where the web engine is installed and wanted.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlSchemeHandler,
)

from desktop.maps.gate import gate
from desktop.maps.online import OnlineLayer
from desktop.maps.page import PAGE_URL
from desktop.maps.scheme import (
    HOST,
    SCHEME,
    RequestLog,
    bytes_reply,
    file_reply,
    served_files,
    text_reply,
    tile_address,
)
from desktop.maps.tiles.errands import Errands
from desktop.maps.tiles.records import Tile

TileSource = Callable[[str, int, int, int], Tile]
"""Gives the tile of (package, z, x, y), an empty one where there is none; from any thread."""

_PICTURE = QWebEngineUrlRequestInfo.ResourceType.ResourceTypeImage
_SWITCHED_OFF = (
    QWebEngineSettings.WebAttribute.DnsPrefetchEnabled,
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows,
    QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard,
    QWebEngineSettings.WebAttribute.LocalStorageEnabled,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled,
    QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled,
    QWebEngineSettings.WebAttribute.AutoLoadIconsForPage,
    QWebEngineSettings.WebAttribute.FullScreenSupportEnabled,
    QWebEngineSettings.WebAttribute.ScreenCaptureEnabled,
    QWebEngineSettings.WebAttribute.NavigateOnDropEnabled,
    QWebEngineSettings.WebAttribute.ErrorPageEnabled,
    QWebEngineSettings.WebAttribute.WebGLEnabled,
)


# Nothing that speaks past the guard: WebRTC has sockets of its own. The settings of Chromium
# (`scheme.register`) keep it from using them; here the page does not even find it.
_WITHOUT_SOCKETS = """for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection",
  "RTCDataChannel", "WebTransport", "WebSocketStream", "TCPSocket", "UDPSocket"]) {
  try { Object.defineProperty(globalThis, name, {value: undefined, configurable: false}); }
  catch { delete globalThis[name]; }
}"""


class OnlyOurScheme(QWebEngineUrlRequestInterceptor):
    """Blocks every request that is not of our scheme and host.

    `online` is the one provider whose pictures are let through while the officer has turned an
    online layer on; it is read at every request, so that turning it off holds at once.
    """

    def __init__(self, log: RequestLog, parent: QObject) -> None:
        super().__init__(parent)
        self._log = log
        self.online: OnlineLayer | None = None

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        ours = url.scheme().encode() == SCHEME and url.host() == HOST
        if (ours or self._is_a_tile(info)) and info.requestMethod().data() == b"GET":
            self._log.passed.append(url.toString())
            return
        info.block(True)
        self._log.blocked.append(url.toString())

    def _is_a_tile(self, info: QWebEngineUrlRequestInfo) -> bool:
        url = info.requestUrl()
        return (
            self.online is not None
            and info.resourceType() == _PICTURE
            and self.online.admits(url.scheme(), url.host(), url.port())
        )


class OwnFiles(QWebEngineUrlSchemeHandler):
    """Gives out the files of `served_files`, the page, and tiles of installed packages."""

    def __init__(
        self, page: Callable[[], bytes], parent: QObject, tiles: TileSource | None = None
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._files = served_files()
        self._tiles = tiles
        self._errands = Errands(self)

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        path = url.path().removeprefix("/")
        address = tile_address(path)
        if address is not None and self._tiles is not None:
            self._fetch(job, self._tiles, address)
            return
        if url.toString() == PAGE_URL:
            reply = text_reply(self._page(), job)
        else:
            found = file_reply(path, self._files, job)
            if found is None:
                job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
                return
            reply = found
        job.reply(*reply)

    def _fetch(
        self, job: QWebEngineUrlRequestJob, tiles: TileSource, at: tuple[str, int, int, int]
    ) -> None:
        """Read a tile on a thread beside; whoever moves the map on takes the request back."""
        gone: list[bool] = []
        job.destroyed.connect(lambda: gone.append(True))

        def give(tile: Tile) -> None:
            if not gone:
                job.reply(*bytes_reply(tile.content_type, tile.data, job))

        self._errands.run(lambda: tiles(*at), give)

    def close(self) -> None:
        """No tile is read or given any more."""
        self._errands.close()


class PrivateProfile(QWebEngineProfile):
    """A profile that keeps nothing, fetches nothing, and serves only our files and `page()`.

    Hold on to it from Python: the guard at its door works only as long as this object lives.
    """

    def __init__(
        self, page: Callable[[], bytes], parent: QObject, tiles: TileSource | None = None
    ) -> None:
        super().__init__(parent)  # without a name: off the record
        self.requests = RequestLog()
        # Qt keeps a bare pointer to the interceptor; without this reference it is collected and
        # every request passes unseen.
        self._guard = OnlyOurScheme(self.requests, self)
        self._files = OwnFiles(page, self, tiles)
        self.setUrlRequestInterceptor(self._guard)
        self.installUrlSchemeHandler(QByteArray(SCHEME), self._files)
        self.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self.setPersistentCookiesPolicy(
            QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies
        )
        self.setSpellCheckEnabled(False)
        self.scripts().insert(_without_sockets())
        for attribute in _SWITCHED_OFF:
            self.settings().setAttribute(attribute, False)

    def event(self, event: QEvent) -> bool:
        """Before it goes, the threads that read tiles for it end."""
        if event.type() == QEvent.Type.DeferredDelete:
            self._files.close()
        return super().event(event)

    def admit(self, online: OnlineLayer | None) -> None:
        """Let the pictures of this provider through from now on, or with None nobody's."""
        self._guard.online = online
        gate().open_to(id(self._guard), online.host if online is not None else "")


def _without_sockets() -> QWebEngineScript:
    script = QWebEngineScript()
    script.setName("without sockets")
    script.setSourceCode(_WITHOUT_SOCKETS)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
    script.setRunsOnSubFrames(True)
    return script


class LockedPage(QWebEnginePage):
    """A page that goes nowhere, opens nothing, and keeps its console for the log."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        self.complaints: list[str] = []

    def acceptNavigationRequest(
        self, url: QUrl | str, _type: QWebEnginePage.NavigationType, _is_main: bool
    ) -> bool:
        return QUrl(url).toString() == PAGE_URL

    def createWindow(self, _type: QWebEnginePage.WebWindowType) -> QWebEnginePage:
        return None  # type: ignore[return-value]  # Qt's way of refusing

    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        line: int,
        source: str,
    ) -> None:
        if level != QWebEnginePage.JavaScriptConsoleMessageLevel.InfoMessageLevel:
            self.complaints.append(f"{source}:{line}: {message}")

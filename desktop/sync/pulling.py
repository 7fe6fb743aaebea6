"""The pull: pages of changes, the next one on its way while one is written, and the daily check."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

from casework.checking import Check, differing
from desktop import clock
from desktop.storage.patching import Gaps
from desktop.storage.pulls import CHECKED
from desktop.sync.client import Client, Page
from desktop.sync.errors import SyncError
from desktop.sync.progress import Progress, Report
from desktop.sync.settings import keep_settings

if TYPE_CHECKING:
    from desktop.storage.cache import Cache

CHECK_EVERY = 24 * 3600 * 1_000_000


class PullLane:
    """Brings what changed into the cache, page by page."""

    def __init__(self, cache: Cache, client: Client) -> None:
        """Pull into this cache over this client."""
        self._cache = cache
        self._client = client

    def pull(
        self, report: Report, progress: Callable[[Progress], None], check: Callable[[], None]
    ) -> None:
        """Pull until there is no more. Raises SyncError; `check` raises where it is to stop."""
        try:
            self._pages(report, progress, check)
        except SyncError as error:
            if error.code != "start_over":
                raise
            self._cache.needs_full_pull("start_over", self._client.time())
            self._pages(report, progress, check)

    def _pages(
        self, report: Report, progress: Callable[[Progress], None], check: Callable[[], None]
    ) -> None:
        done, before = 0, None
        # One thread, and one request at a time: the client is not made for more.
        with ThreadPoolExecutor(1, "page") as ahead:
            cursor = str(self._cache.get("cursor", "") or "")
            coming = ahead.submit(self._page, cursor, check_due=self._is_check_due())
            while True:
                check()
                page = coming.result()
                if page.end.settings != self._cache.get("settings_version"):
                    keep_settings(self._cache, self._client.settings())
                if page.end.more:
                    coming = ahead.submit(
                        self._page, page.end.cursor, check_due=self._is_check_due()
                    )
                if page.end.total and before is None:
                    # A pull of everything that was cut goes on where it broke, and says so.
                    before = self._cache.pulled_anew() if cursor else 0
                self._write(page, coming, report)
                done += len(page.lines)
                so_far = done + (before or 0) if page.end.total else done
                progress(Progress("pull", so_far, page.end.total, usable=page.end.phase != "open"))
                if not page.end.more:
                    break
        if page.end.check is not None:
            self._compare(page.end.check, report)

    def _page(self, cursor: str, *, check_due: bool) -> Page:
        return self._client.changes(cursor, check=check_due)

    def _write(self, page: Page, coming: Future[Page], report: Report) -> None:
        epoch = int(str(self._cache.get("epoch", 0) or 0))
        lines, end, now = page.lines, page.end, self._client.time()
        try:
            result = self._cache.apply_page(lines, end, epoch=epoch, now=now)
        except Gaps as gaps:
            wait([coming])
            instead = {case.id: case for case in self._client.cases(gaps.ids)}
            result = self._cache.apply_page(lines, end, epoch=epoch, now=now, instead=instead)
        report.pulled += result.pulled
        report.gone += result.gone

    # -- the check ------------------------------------------------------------------------------

    def _is_check_due(self) -> bool:
        """Once a day, and after everything was pulled anew."""
        checked = int(self._cache.get(CHECKED) or 0)
        # A clock that was set back must not put the check off for years.
        return not checked <= clock.now() < checked + CHECK_EVERY

    def _compare(self, theirs: Check, report: Report) -> None:
        """Bring what differs from the server's sums into line; it should be nothing."""
        wrong = set(differing(self._cache.check(), theirs))
        if wrong:
            report.repaired += self._repair(wrong)
        self._cache.put(CHECKED, clock.now())

    def _repair(self, buckets: set[int]) -> int:
        held = self._cache.versions(buckets)
        wanted = self._client.versions(sorted(buckets))
        different = [case_id for case_id, version in wanted.items() if held.get(case_id) != version]
        gone = sorted(held.keys() - wanted.keys())
        self._cache.repair(self._client.cases(different), gone)
        return len(different) + len(gone)

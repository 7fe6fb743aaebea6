"""What is offered on the fix page is fetched, and what a person keeps or forgets is changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casework.case import Case
from casework.fixing import FixTemplate
from casework.workflow import may
from desktop import fix_offers
from desktop.fix_offers import Offers
from desktop.storage.cache import Cache
from desktop.ui.bridge import Bridge
from desktop.ui.pages.fix_form import FixForm
from desktop.words import language, translate


class FixOffering:
    """Serves one form with ready words, names and materials for the case it is about."""

    def __init__(self, bridge: Bridge, form: FixForm, failed: Callable[[Exception], None]) -> None:
        """`failed` shows why something could not be read or kept."""
        self._bridge, self._form, self._failed = bridge, form, failed
        self._case: Case | None = None
        form.ready.kept.connect(self._keep)
        form.ready.forgotten.connect(self._forget)

    def ask(self, case: Case | None) -> None:
        """Offer what fits this case; None asks for nothing."""
        self._case = case
        if case is None:
            return
        desk, spoken = self._bridge.desk, language()

        def work() -> tuple[Offers, str, bool]:
            person = desk.name_of(desk.account.username, spoken)
            return fix_offers.offers(desk, case, spoken), person, may(desk.role, "forward")

        def then(found: tuple[Offers, str, bool]) -> None:
            if case is self._case:
                self._form.show_offers(*found)

        self._bridge.read(work, then, self._failed)

    def _keep(self) -> None:
        text, case = self._form.text.toPlainText().strip(), self._case
        if not text or case is None:
            self._form.say_problem(translate("FixPage", "Type the words first, then keep them."))
            return
        result = self._form.outcome.result()
        mine = FixTemplate(
            name=fix_offers.short_name(text), text=text, types=case.types, result=result
        )
        self._change(lambda kept: fix_offers.with_own(kept, mine))

    def _forget(self, text: str) -> None:
        self._change(lambda kept: fix_offers.without_own(kept, text))

    def _change(self, change: Callable[[Any], list[Any]]) -> None:
        cache = self._bridge.desk.cache

        def work() -> None:
            cache.put(fix_offers.OWN, change(cache.get(fix_offers.OWN)))

        self._bridge.write(work, lambda _: self.ask(self._case), self._failed)


def remember_crew(cache: Cache, name: str) -> None:
    """Offer the name of who did the work the next time. Raises StorageError."""
    if name:
        cache.put(fix_offers.CREWS, fix_offers.with_crew(cache.get(fix_offers.CREWS), name))

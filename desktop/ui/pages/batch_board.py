"""The board of the batch: which card stands where, which photos are chosen, what is ticked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from casework.case import Case
from casework.fixing import FixTemplate
from casework.pictures.proposals import Key
from casework.pictures.visits import middle
from casework.places.distances import distance_metres
from desktop.batch_draft import CaseWords
from desktop.batch_state import ASIDE, BatchState, Group, key_of, place_of
from desktop.batching import Proposed
from desktop.evidence import PreparedPhoto
from desktop.fix_offers import Offers
from desktop.ui.pages import batch_words
from desktop.ui.pages.batch_card import BatchCard, CardView
from desktop.ui.pages.batch_chooser import Offer
from desktop.ui.pages.batch_layout import BatchLayout
from desktop.ui.pages.batch_map import MapCase, MapPhoto
from desktop.ui.pages.batch_tile import BatchTile
from desktop.ui.services import Thumbnails


class Board(QObject):
    """Shows the state of the batch and changes it as the officer says.

    Signals:
        changed: something was moved, ticked, typed or chosen.
        moved: (how many photos, where each was put before).
        opened: the SHA-256 of a photo to be shown large.
        wants_case: a case is to be chosen for the chosen photos.
    """

    changed = Signal()
    moved = Signal(int, object)
    opened = Signal(str)
    wants_case = Signal()

    def __init__(self, layout: BatchLayout, thumbnails: Thumbnails, parent: QObject) -> None:
        """Empty."""
        super().__init__(parent)
        self.state = BatchState()
        self.cases: dict[Key, Case] = {}
        self.kinds: dict[Key, str] = {}
        self.judged: dict[tuple[str, Key], PreparedPhoto] = {}
        self.words: dict[Key, CaseWords] = {}
        self.ticked: set[Key] = set()
        self.chosen: set[str] = set()
        self.cards: dict[str, BatchCard] = {}
        self.groups: list[Group] = []
        self._offers = Offers()
        self._parts = layout
        self._thumbnails = thumbnails
        thumbnails.arrived.connect(self._arrived)
        layout.aside.flipped.connect(self.flip)
        layout.aside.opened.connect(self.opened)
        layout.aside.dropped.connect(lambda: self.move_chosen(ASIDE))
        layout.map.chosen.connect(self.reveal)

    # -- what is shown ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the batch as it now stands."""
        state = self.state
        self.groups = self._in_order(state.groups())
        here = set(state.photos)
        self.chosen &= here
        self.ticked &= {g.key for g in self.groups if g.key is not None}
        self._drop_cards({group.place for group in self.groups})
        for number, group in enumerate(self.groups, start=1):
            card = self.cards.get(group.place) or self._new_card(group.place)
            if self._parts.cards.indexOf(card) != number - 1:
                self._parts.cards.removeWidget(card)
                self._parts.cards.insertWidget(number - 1, card)
            card.show_view(self._view(number, group))
            card.show()
        self._parts.aside.show_photos(
            state.aside(), self.cases, self._set_aside(), frozenset(self.chosen)
        )
        self._parts.say_chosen(len(self.chosen))
        self._parts.tabs.set_counts({"cases": len(self.groups), "aside": len(state.aside())})
        self._show_map()

    def show_proposed(self, found: Proposed) -> None:
        """Show new proposals, the cards in order of time."""
        self.state.proposed = found
        self.cases |= found.cases
        self.kinds |= found.kinds
        self.groups = []
        self.refresh()

    def offer(self, offers: Offers) -> None:
        """Offer these ready words and names: to each case those of its types."""
        self._offers = offers
        general = replace(offers, types=())
        self._parts.for_all.offer(general.templates, offers.crews)
        for place, card in self.cards.items():
            self._offer_to(place, card)

    def _offer_to(self, place: str, card: BatchCard) -> None:
        def templates(result: str) -> list[FixTemplate]:
            key = key_of(place)
            case = self.cases.get(key) if key is not None else None
            types = case.types if case is not None else ()
            return replace(self._offers, types=types).templates(result)

        card.form.offer(templates, self._offers.crews)

    def _in_order(self, groups: list[Group]) -> list[Group]:
        """Cards stay where they are when photos are moved; one that is new comes by its time."""
        places = [group.place for group in self.groups]
        ordered = sorted(
            (g for g in groups if g.place in places), key=lambda g: places.index(g.place)
        )
        for group in groups:
            if group.place not in places:
                later = [n for n, other in enumerate(ordered) if other.start > group.start]
                ordered.insert(later[0] if later else len(ordered), group)
        return ordered

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        for card in self.cards.values():
            card.retranslate()
        self.refresh()

    def confirmed(self) -> list[Group]:
        """The groups that are ticked and can be saved."""
        return [g for g in self.groups if g.key in self.ticked and self._kind(g)]

    def clear_ones(self) -> list[Group]:
        """The groups whose proposal is clear and with nothing to look at again."""
        return [
            g
            for g in self.groups
            if g.confidence == "sure" and self._kind(g) and not self._warns(g)
        ]

    def _kind(self, group: Group) -> str:
        """What may be saved on the case of a group, "" for nothing."""
        return "" if group.key is None else self.kinds.get(group.key, "")

    def _warns(self, group: Group) -> bool:
        """Whether a photo of the group should be looked at again."""
        if group.key is None:
            return False
        found = (self.judged.get((p.shot.sha256, group.key)) for p in group.photos)
        return any(one is not None and one.checks.verdict == "look_again" for one in found)

    def offers(self) -> list[Offer]:
        """The cases that may be chosen: open ones first, the nearest to the chosen photos first."""
        shots = [photo.shot for s, photo in self.state.photos.items() if s in self.chosen]
        centre = middle(shots)
        ordered = sorted(
            self.cases.items(), key=lambda one: (not one[1].is_open, *_away(one[1], centre), one[0])
        )
        return [Offer(key, batch_words.case_name(case)) for key, case in ordered]

    def reveal(self, place: str) -> None:
        """Bring a card into view and give it the keyboard."""
        card = self.cards.get(place)
        if card is not None:
            self._parts.show_part("cases")
            self._parts.reveal(card)
            card.tiles.focus_first()

    # -- what the officer does --------------------------------------------------------------------

    def flip(self, sha256: str) -> None:
        """Choose a photo, or no longer."""
        self.chosen ^= {sha256}
        self.refresh()

    def choose_none(self) -> None:
        """Choose no photo."""
        self.chosen.clear()
        self.refresh()

    def move_chosen(self, place: str) -> None:
        """Put the chosen photos somewhere."""
        self.move(self.chosen, place)

    def move(self, sha256s: Iterable[str], place: str) -> None:
        """Put photos to a card's place, or aside."""
        wanted = set(sha256s)
        if not wanted:
            return
        before = dict(self.state.placed)
        self.state.move(wanted, place)
        self._after_move(len(wanted), before)

    def move_to_number(self, number: int) -> None:
        """Put the chosen photos to the card with a number."""
        if self.chosen and 1 <= number <= len(self.groups):
            self.move_chosen(self.groups[number - 1].place)

    def split_chosen(self) -> None:
        """Make a visit of its own of the chosen photos."""
        if self.chosen:
            before, count = dict(self.state.placed), len(self.chosen)
            self.state.split(self.chosen)
            self._after_move(count, before)

    def take_case(self, place: str, key: Key) -> None:
        """All photos of a card are of this case."""
        group = self.state.group(place)
        if group is not None:
            self.move([p.shot.sha256 for p in group.photos], place_of(key))

    def put_back(self, before: dict[str, str]) -> None:
        """Undo a move."""
        self.state.put_back(before)
        self.refresh()
        self.changed.emit()

    def remove_chosen(self) -> None:
        """Take the chosen photos out of the batch; their bytes stay for a while."""
        self.state.remove(self.chosen)
        self.chosen.clear()
        self.refresh()
        self.changed.emit()

    def tick(self, keys: Iterable[Key]) -> None:
        """Confirm these cases too."""
        self.ticked |= set(keys)
        self.refresh()
        self.changed.emit()

    def _after_move(self, count: int, before: dict[str, str]) -> None:
        # What is confirmed is what was seen: a case with other photos is to be confirmed anew.
        touched = {
            key
            for sha256, place in self.state.placed.items()
            if before.get(sha256) != place
            for key in (key_of(place), self._held_before(sha256))
            if key is not None
        }
        self.ticked -= touched
        self.chosen.clear()
        self.refresh()
        self.moved.emit(count, before)
        self.changed.emit()

    def _held_before(self, sha256: str) -> Key | None:
        held = (g for g in self.groups if any(p.shot.sha256 == sha256 for p in g.photos))
        return next((g.key for g in held), None)

    def _ticked(self, place: str, on: bool) -> None:
        key = key_of(place)
        if key is not None:
            self.ticked = self.ticked | {key} if on else self.ticked - {key}
            self.changed.emit()

    def _typed(self, place: str) -> None:
        key, card = key_of(place), self.cards.get(place)
        if key is not None and card is not None:
            self.words[key] = card.form.words()
            self.changed.emit()

    def _asked(self, place: str) -> None:
        """A card asks which case it is: its photos are the chosen ones from now on."""
        group = self.state.group(place)
        if group is not None:
            self.chosen = {p.shot.sha256 for p in group.photos}
            self.refresh()
            self.wants_case.emit()

    # -- cards ------------------------------------------------------------------------------------

    def _view(self, number: int, group: Group) -> CardView:
        key = group.key
        return CardView(
            group,
            number,
            self.cases,
            self.kinds.get(key, "") if key is not None else "",
            ticked=key in self.ticked,
            words=self.words.get(key, CaseWords()) if key is not None else CaseWords(),
            for_all=self._parts.for_all.words().text,
            judged=self.judged,
            chosen=frozenset(self.chosen),
        )

    def _new_card(self, place: str) -> BatchCard:
        card = BatchCard(self._thumbnails)
        card.ticked.connect(partial(self._ticked, place))
        card.words_changed.connect(partial(self._typed, place))
        card.flipped.connect(self.flip)
        card.opened.connect(self.opened)
        card.took.connect(partial(self.take_case, place))
        card.wants_case.connect(partial(self._asked, place))
        card.leave_out.connect(lambda sha256s: self.move(sha256s, ASIDE))
        card.dropped.connect(partial(self.move_chosen, place))
        self.cards[place] = card
        self._offer_to(place, card)
        return card

    def _drop_cards(self, wanted: set[str]) -> None:
        for place in [place for place in self.cards if place not in wanted]:
            card = self.cards.pop(place)
            self._parts.cards.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _arrived(self, sha256: str) -> None:
        for tile in self._tiles():
            if tile.sha256 == sha256:
                tile.update()

    def _tiles(self) -> Iterator[BatchTile]:
        strips = [card.tiles for card in self.cards.values()]
        for strip in (*strips, *self._parts.aside.strips()):
            yield from strip.tiles

    def _set_aside(self) -> dict[str, str]:
        return {s: place for s, place in self.state.placed.items() if place == ASIDE}

    def _show_map(self) -> None:
        cases, photos = [], []
        for number, group in enumerate(self.groups, start=1):
            case = self.cases.get(group.key) if group.key is not None else None
            if case is not None and case.ticket.lon is not None and case.ticket.lat is not None:
                words = f"{number}. {batch_words.case_name(case)}"
                cases.append(MapCase(group.place, number, case.ticket.lon, case.ticket.lat, words))
            photos += [
                MapPhoto(p.shot.lon, p.shot.lat, group.place, p.shot.sha256 in self.chosen)
                for p in group.photos
                if p.shot.lon is not None and p.shot.lat is not None
            ]
        photos += [
            MapPhoto(p.shot.lon, p.shot.lat, "", p.shot.sha256 in self.chosen)
            for p in self.state.aside()
            if p.shot.lon is not None and p.shot.lat is not None
        ]
        self._parts.map.show_all(cases, photos)


def _away(case: Case, centre: tuple[float, float] | None) -> tuple[float, str]:
    lon, lat = case.ticket.lon, case.ticket.lat
    if centre is None or lon is None or lat is None:
        return (math.inf, case.ticket.number)
    return (distance_metres(*centre, lon, lat), case.ticket.number)


def words_for(board: Board, group: Group, for_all: CaseWords) -> CaseWords:
    """What is saved for a group: its own words, else those for all, field by field."""
    own = board.words.get(group.key, CaseWords()) if group.key is not None else CaseWords()
    return replace(
        own,
        text=own.text or for_all.text,
        done_by=own.done_by or for_all.done_by,
        materials=own.materials or for_all.materials,
        cost=own.cost or for_all.cost,
    )

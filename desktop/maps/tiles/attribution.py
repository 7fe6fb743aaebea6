"""Whose map it is: the HTML that packages carry, brought to plain text with its links as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_MOST: Final = 400
_UNSEEN: Final = {"script", "style", "title", "template"}
_LINK: Final = re.compile(r"^https?://(?:www\.)?([\w.-]+(?:/[\w./~%+-]*)?)", re.ASCII)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        found = _LINK.match(dict(attrs).get("href") or "") if tag == "a" else None
        if found is not None:
            self._link = found[1].rstrip("/")
        if tag in ("br", "p", "div", "li"):
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag == "a" and self._link:
            self.parts.append(f" ({self._link})")
            self._link = ""

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def plain(text: object, most: int = _MOST) -> str:
    """Text from outside on one line, without tags, scripts or control characters.

    A link is said after its words: © OpenStreetMap (openstreetmap.org/copyright).
    """
    if not isinstance(text, str):
        return ""
    parser = _Text()
    parser.feed(text[: most * 10])
    parser.close()
    joined = "".join(c if c.isprintable() else " " for c in "".join(parser.parts))
    joined = " ".join(joined.split())
    return joined if len(joined) <= most else joined[: most - 1] + "…"

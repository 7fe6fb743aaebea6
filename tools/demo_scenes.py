"""The demo's scenes: every trouble before and after the work, as SVG.

`SCENES` says how many pictures each scene has; `AFTER_SCENES` which of them have an after-picture.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tools import demo_paint as p
from tools.demo_paint import Light, Node
from tools.demo_scenes_houses import party, playground, roof, shelter
from tools.demo_scenes_nature import animals, grass, smoke, tree, wires
from tools.demo_scenes_roads import footpath, lamp, laterite, pothole, rail, sign
from tools.demo_scenes_water import canal, cover, drain, flood, pipe, rubbish, tap

Scene = Callable[[random.Random, bool, Light, int], list[Node]]


SCENES: dict[str, int] = {
    "pothole": 3, "laterite": 2, "footpath": 1, "rail": 1, "sign": 1, "playground": 1,
    "shelter": 1, "lamp": 2, "wires": 1, "branch": 1, "drain": 1, "cover": 1, "flood": 2,
    "pipe": 1, "tap": 1, "canal": 1, "rubbish": 2, "tree": 2, "grass": 1, "roof": 1, "smoke": 1,
    "dogs": 2, "cow": 1, "party": 1,
}  # fmt: skip
AFTER_SCENES = frozenset(SCENES) - {"dogs", "cow", "party"}
_NIGHTLY = {"lamp", "party"}
_PAINTERS: dict[str, Scene] = {
    "pothole": pothole, "laterite": laterite, "footpath": footpath, "rail": rail, "sign": sign,
    "playground": playground, "shelter": shelter, "lamp": lamp, "wires": wires("wires"),
    "branch": wires("branch"), "drain": drain, "cover": cover, "flood": flood, "pipe": pipe,
    "tap": tap, "canal": canal, "rubbish": rubbish, "tree": tree, "grass": grass, "roof": roof,
    "smoke": smoke, "dogs": animals("dogs"), "cow": animals("cow"), "party": party,
}  # fmt: skip


def scene_svg(
    name: str,
    number: int,
    after: bool,
    *,
    other_view: int = 0,
    frame: tuple[float, float, float] = (0, 0, 400),
) -> str:
    """One picture as SVG; before and after of the same number show the same place.

    `other_view` is another place of the same kind; `frame` shows a part (left, top, width).
    """
    seed = f"{name} {number} {other_view}"
    pick = random.Random(f"light {seed}")
    before_light = pick.choice(p.DAYS)
    after_light = pick.choice([light for light in p.DAYS if light is not before_light])
    if name == "flood":
        before_light = p.OVERCAST
    light = p.NIGHT if name in _NIGHTLY else after_light if after else before_light
    parts = _PAINTERS[name](random.Random(seed), after, light, number)
    return p.sheet(*parts, p.shaded(light), frame=frame)

"""The demo's scenes of drains, floods, pipes and rubbish, each before and after the work."""

# ruff: noqa: E501, PERF401 - drawings read better with a path to a line, shape by shape

from __future__ import annotations

import random

from tools import demo_paint as p
from tools.demo_paint import Light, Node


def drain(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A roadside drain full of mud and leaves; afterwards clean water runs."""
    parts = [
        p.backdrop(light, rng),
        p.box(0, 158, 400, 142, "#aaa69a"),
        p.path("M0 158H400V172H0z", "#b9b29f"),
    ]
    parts += [
        p.path("M52 178H348L372 282H28z", "#77746c"),
        p.path("M72 186H328L346 272H54z", "#3c4a48"),
    ]
    if after:
        parts += [
            p.path("M66 222H334L344 268H56z", "#6f98a3"),
            p.stroke("M84 236q30-6 60 0t60 0 60 0M80 254q34-7 68 0t68 0 68 0", "#a9c8ce", 3),
        ]
        parts += [
            p.box(360, 196, 10, 78, "#8d6d46"),
            p.path("M350 186h30v16h-30z", "#6e7478"),
            p.cone(30, 292, 0.8),
        ]
    else:
        parts += _mud(rng)
    for x in range(88, 340, 36):
        parts.append(p.path(f"M{x - 4} 184h7l{(x - 200) * 0.07:.0f} 92h-8z", "#8d8a80"))
    return parts


def _mud(rng: random.Random) -> list[Node]:
    parts = [
        p.path("M64 214q60-16 130 0t140-6l10 60H56z", "#6b6a45"),
        p.stroke("M70 226q40-12 80 0t90-4 80 2", "#57583c", 4),
    ]
    for _ in range(22):
        x, y, scale = rng.uniform(84, 322), rng.uniform(216, 262), rng.uniform(0.6, 1.2)
        colour = rng.choice(["#8a9150", "#a98b4a", "#6f7a3d", "#b49a5b"])
        leaf = p.path("M-8 0Q0-7 9 0 0 6-8 0z", colour)
        parts.append(p.group(x, y, scale, leaf, turn=rng.uniform(0, 180)))
    return [
        *parts,
        p.box(150, 226, 26, 16, "#dfe5e6", 'transform="rotate(14 150 226)"'),
        p.path("M232 238l18-10 10 14-18 8z", "#d2603a"),
        p.oval(292, 236, 9, 13, "#7fb0c4"),
    ]


def cover(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A broken drain cover in front of a shop; afterwards a new one."""
    parts = [
        p.box(0, 0, 400, 300, "#9aa0a0"),
        p.box(0, 0, 400, 120, "#d9c6a2"),
        p.box(0, 96, 400, 26, "#b59a74"),
        p.box(60, 18, 110, 104, "#7d8d90"),
        p.box(230, 24, 96, 72, "#6d5b47"),
    ]
    for x in range(0, 400, 40):
        parts.append(p.path(f"M{x} 0h20v22q-10 10-20 0z", "#c8553d" if x % 80 else "#f1e6cf"))
    parts += [
        p.path("M0 122H400V300H0z", "#a8a59b"),
        p.path("M-10 180L410 160V250L-10 276z", "#8f8b80"),
    ]
    for k in range(5):
        x = 8 + k * 80
        y = 188 - k * 4.2
        parts.append(
            p.path(f"M{x} {y}l70-4 4 68-74 6z", "#bfbab0", 'stroke="#837e73" stroke-width="3"')
        )
    if after:
        return [
            *parts,
            p.path("M168 179l70-4 4 68-74 6z", "#d6d2c8", 'stroke="#837e73" stroke-width="3"'),
            p.stroke("M190 212h28", "#8c877b", 5),
            p.cone(292, 268, 0.9),
        ]
    parts += [
        p.path("M168 179l70-4 4 68-74 6z", "#2e2d2a"),
        p.path("M168 179l38-2-12 30-20 12z", "#bfbab0"),
        p.path("M240 218l2 25-46 3 18-22z", "#a39e92"),
    ]
    return [
        *parts,
        p.path("M206 196l16 12-10 10-14-10z", "#8d887c"),
        p.stroke("M172 250L262 170", "#c9824a", 5),
        p.stroke("M258 158v40", "#c8553d", 7),
    ]


def flood(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A road under water; afterwards dry, with a line of mud."""
    parts = [p.backdrop(light, rng)]
    post = [
        p.box(-3, -70, 7, 72, "#5c5c58"),
        p.box(-17, -98, 36, 32, "#d9a62e"),
        p.path("M-8-88h18v4h-18zM-8-80h18v4h-18z", "#4b431f"),
    ]
    x = rng.uniform(150, 250)
    if after:
        parts += [
            p.road(rng),
            p.path("M-30 300Q60 250 120 232L140 236Q90 262 40 300z", "#b39c72", 'opacity=".8"'),
        ]
        parts += [
            p.tufts(rng, 12),
            p.group(x + 110, 240, 1, *post),
            p.oval(60, 286, 40, 7, "#a5afae", 'opacity=".7"'),
        ]
        return parts
    parts += [
        p.box(0, 156, 400, 144, "#9a8d6d"),
        p.path("M178 156H224L300 300H100z", "#8b7f63", 'opacity=".6"'),
    ]
    for y in range(172, 300, 17):
        parts.append(
            p.stroke(
                f"M{rng.uniform(-40, 0):.0f} {y}q25-5 50 0t50 0 50 0 50 0 50 0 50 0 50 0 50 0 50 0",
                "#b9ae90",
                2.6,
                'opacity=".8"',
            )
        )
    parts.append(p.group(x, 236, 1, *post))
    if number == 2:
        parts.append(_boat(96, 262))
    if light is p.OVERCAST:
        parts.append(p.rain(rng))
    return parts


def _boat(x: float, y: float) -> Node:
    return p.group(
        x, y, 1,
        p.path("M-46-8Q0 16 50-10L40 12Q0 22-36 12z", "#7b5638"),
        p.oval(0, -20, 8, 8, "#c99a72"),
        p.path("M-10-14h20l4 18h-28z", "#3d6f8f"),
        p.stroke("M8-6L44 14", "#5a4027", 4),
    )  # fmt: skip


def pipe(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A burst water pipe; afterwards mended with a new joint."""
    parts = [
        p.backdrop(light, rng),
        p.path("M0 170H400V300H0z", "#b49b72"),
        p.path("M40 206Q200 186 360 206L384 290H16z", "#7b5a3a"),
        p.path("M64 218Q200 202 336 218L352 286H48z", "#63472d"),
    ]
    parts += [p.box(20, 242, 360, 18, "#4e86b5"), p.box(20, 244, 360, 4, "#8db7d6")]
    if after:
        return [
            *parts,
            p.box(168, 236, 64, 30, "#35668f"),
            p.box(178, 236, 6, 30, "#c9d6de"),
            p.box(216, 236, 6, 30, "#c9d6de"),
            p.path("M300 170l26 6-70 46-14-8z", "#8d6d46"),
            p.path("M236 210l24 10-14 22-26-8z", "#6e7478"),
            p.cone(76, 216, 0.7),
        ]
    parts.append(p.oval(200, 276, 150, 17, "#86a9b5", 'opacity=".85"'))
    for k in range(9):
        dx = (k - 4) * 17
        parts.append(
            p.stroke(
                f"M{200 + k - 4} 246Q{200 + dx} {88 + abs(k - 4) * 16} {200 + dx * 1.9:.0f} {232 - abs(4 - k)}",
                "#d7ecf3",
                5,
                'opacity=".8"',
            )
        )
    parts += [
        p.oval(rng.uniform(80, 320), rng.uniform(120, 230), 3, 4, "#e6f4f8") for _ in range(26)
    ]
    return [*parts, p.path("M186 240l10 8 8-10 10 10 8-8v12h-36z", "#274a68")]


def rubbish(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """Rubbish at a bin, or building waste at a roadside; afterwards swept."""
    parts = [
        p.backdrop(light, rng),
        p.path("M0 162H400V300H0z", "#b9a985"),
        p.path("M0 276Q200 262 400 276V300H0z", "#8b8983"),
    ]
    x = rng.uniform(110, 170)
    green = _bin("#3e7d58", "#2f6446", "#356d4c")
    if after:
        yellow = _bin("#d1a02f", "#a87d1d", "#b98b24")
        parts += [p.group(x, 258, 1, *green), p.group(x + 88, 258, 1, *yellow)]
        parts += [
            p.stroke("M318 168l14 92", "#8d6d46", 4),
            p.path("M322 254h22l8 26h-38z", "#c9a24a"),
        ]
        return parts
    if number == 2:
        return parts + _building_waste(rng)
    return [*parts, p.group(x, 258, 1, *green), *_bags(rng, x)]


def _bin(body: str, lid: str, ribs: str) -> list[Node]:
    return [
        p.path("M-35-82h70l-8 86h-54z", body),
        p.path("M-43-92h86v13h-86z", lid),
        p.stroke("M-18-70l3 62M0-70v62M18-70l-3 62", ribs, 4),
    ]


def _building_waste(rng: random.Random) -> list[Node]:
    parts = []
    for _ in range(18):
        x, y = rng.uniform(90, 310), rng.uniform(206, 268)
        colour = rng.choice(["#b9b4aa", "#a55f43", "#8f8a80", "#cfc9bd", "#c07a55"])
        top = p.path("M-14-4L4-12 16-2 10 9-10 9z", colour)
        side = p.path("M-10 9L10 9 16-2 14 8 10 13-10 13z", "#6d675e")
        parts.append(p.group(x, y, rng.uniform(0.9, 1.7), top, side, turn=rng.uniform(-25, 25)))
    parts += [p.path("M70 250l56-60 8 6-54 60z", "#8d6d46")]
    return [*parts, p.path("M286 262q-8-36 22-38 26 2 20 38z", "#e9e5da")]


def _bags(rng: random.Random, x: float) -> list[Node]:
    parts = []
    for colour in [
        "#26292b",
        "#33373a",
        "#e8e6dd",
        "#3b4a63",
        "#26292b",
        "#c9824a",
        "#55808f",
        "#1f2224",
        "#d7d3c4",
    ]:
        left, top, r = x + rng.uniform(-70, 170), rng.uniform(236, 272), rng.uniform(16, 29)
        parts.append(p.blob(left, top, r, r * 0.8, colour, rng))
        parts.append(p.path(f"M{left - 5:.0f} {top - r * 0.75:.0f}l4-10 6 3 1 8z", colour))
    for _ in range(14):
        parts.append(p.oval(rng.uniform(60, 340), rng.uniform(190, 240), 1.3, 1.3, "#333"))
    return parts


def canal(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A canal choked with water hyacinth; afterwards open water."""
    parts = [
        p.backdrop(light, rng),
        p.path("M168 156H234L372 300H24z", "#7fa5ac"),
        p.path("M168 156L24 300H-30L160 156zM234 156L372 300H430L242 156z", "#a98a5b"),
    ]
    if after:
        parts += [
            p.stroke(f"M{200 - w} {y}q{w / 2} -5 {w} 0t{w} 0", "#aac9cd", 2.6)
            for y, w in [(176, 14), (198, 34), (226, 52), (258, 76), (284, 90)]
        ]
        return [
            *parts,
            p.blob(364, 262, 34, 16, "#6c7c44", rng),
            p.blob(356, 252, 22, 10, "#7d8f4f", rng),
            p.tufts(rng, 8),
        ]
    for _ in range(150):
        y = rng.uniform(162, 298)
        half = 33 + (y - 156) * 0.98
        x = 201 + rng.uniform(-half, half) - (y - 156) * 0.02
        s = 0.35 + (y - 156) / 150
        parts.append(
            p.group(
                x,
                y,
                s,
                p.oval(-6, 0, 9, 6, "#5f8d45"),
                p.oval(6, -2, 9, 6, "#78a657"),
                p.oval(0, -7, 6, 6, "#4f7b3c"),
            )
        )
        if rng.random() < 0.12:
            parts.append(p.oval(x, y - 12 * s, 4 * s, 6 * s, "#a98bc9"))
    return [*parts, p.tufts(rng, 8)]


def tap(rng: random.Random, after: bool, light: Light, number: int) -> list[Node]:
    """A dry tap over an empty bucket; afterwards the water runs."""
    parts = [p.box(0, 0, 400, 300, "#cfc4ae"), p.box(0, 214, 400, 86, "#a39a88")]
    for y in range(0, 214, 36):
        for x in range(-40 if (y // 36) % 2 else 0, 400, 80):
            parts.append(p.box(x + 2, y + 2, 76, 32, "#d9cfba"))
    parts += [
        p.box(192, 0, 16, 96, "#4e86b5"),
        p.box(196, 0, 4, 96, "#8db7d6"),
        p.box(184, 88, 56, 18, "#b9a04f"),
        p.path("M226 96h22q10 2 10 14v16h-16v-12h-16z", "#b9a04f"),
        p.stroke("M204 84v-10M190 72h30", "#c8553d", 8),
    ]
    water = "#7fb0c4"
    if after:
        parts += [p.box(244, 126, 12, 108, "#a9d3e2"), p.oval(250, 198, 40, 8, "#bfe0ea")]
    else:
        parts.append(p.path("M250 134q-6 10 0 13 6-3 0-13z", "#a9d3e2"))
    parts += [
        p.path("M200 200h100l-12 82h-76z", "#c8553d"),
        p.oval(250, 200, 50, 10, "#a3412c"),
        p.oval(250, 202, 43, 7, water if after else "#6f2f20"),
    ]
    parts += [
        p.path("M62 220h84l-8 66h-68z", "#4a8f7b"),
        p.oval(104, 220, 42, 9, "#35705f"),
        p.oval(104, 222, 36, 6, water if after else "#274f44"),
    ]
    if not after:
        parts.append(p.stroke("M300 250l18 10-6 14 20 8M330 282l14-8", "#857b69", 2))
    return parts

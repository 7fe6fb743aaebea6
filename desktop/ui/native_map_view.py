"""What the native map shows: ground, tiles, names, markers; the hands on it are in `native_map`."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from casework.places import Area
from desktop.maps.density import Density, density
from desktop.maps.look import MapLook
from desktop.maps.markers import Marker
from desktop.maps.projection import Cluster, gather, place, to_world
from desktop.maps.tiles import TilePackage, TilePackages
from desktop.ui.native_map_camera import LEAST_ZOOM, MOST_ZOOM, Camera
from desktop.ui.native_map_drawing import Drawing
from desktop.ui.native_map_heat import paint_heat
from desktop.ui.native_map_markers import MarkerPainter, Stand, cluster_side, stand_of, stand_words
from desktop.ui.native_map_paint import GroundPainter, paint_scale, paint_sources
from desktop.ui.native_map_tiles import TileLayer

_CELL = 56.0
_EDGE = 40.0
_BUTTON = QSize(44, 42)


class NativeMapView(QWidget):
    """Outlines, tiles and clustered markers as they stand now."""

    def __init__(self, look: MapLook, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._look = look
        self._language = language
        self._camera = Camera()
        self._drawing = Drawing(self._camera)
        self._tiles = TileLayer(self)
        self._tiles.arrived.connect(self.update)
        self.destroyed.connect(self._tiles.close)
        self._faces = MarkerPainter()
        self._areas: tuple[Area, ...] = ()
        self._country: tuple[Area, ...] = ()
        self._sources: tuple[str, ...] = ()
        self._placed = place(())
        self._gathered: dict[float, list[Cluster]] = {}
        self._stands: dict[int, Stand] = {}
        self._chosen = ""
        self._marked: frozenset[str] = frozenset()
        self._cursor: tuple[float, float] | None = None
        self._heat: Density | None = None
        self._with_heat = False
        self._covered = QSize(0, 0)
        self._moved_by_hand = False
        self._closer, self._wider = self._make_buttons()
        self.set_look(look, language)

    def _make_buttons(self) -> tuple[QPushButton, QPushButton]:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 14, 14, 0)
        box.setSpacing(4)
        closer, wider = QPushButton("+", self), QPushButton("\N{MINUS SIGN}", self)
        for button, step in ((closer, 1.0), (wider, -1.0)):
            button.setFixedSize(_BUTTON)
            button.clicked.connect(lambda _=False, by=step: self.zoom_by(by))
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        box.addStretch()
        return closer, wider

    # -- what it shows

    def set_look(self, look: MapLook, language: str) -> None:
        """Take other colours or words."""
        self._look, self._language = look, language
        self._faces.set_look(look)
        self._make_ground()
        for button, word in ((self._closer, "zoom_in"), (self._wider, "zoom_out")):
            button.setToolTip(look.words.get(word, ""))
            button.setAccessibleName(look.words.get(word, ""))
            button.setStyleSheet(
                f"QPushButton {{ background: {look.surface}; color: {look.ink}; padding: 0;"
                f" border: 1px solid {look.line}; border-radius: 8px; font-size: 22px; }}"
                f"QPushButton:focus {{ border: 3px solid {look.focus}; }}"
            )
        self._say()
        self.update()

    def _make_ground(self) -> None:
        self._ground = GroundPainter((*self._country, *self._areas), self._language)

    def set_outlines(
        self, areas: Sequence[Area], country: Sequence[Area] = (), sources: Sequence[str] = ()
    ) -> None:
        """Draw these outlines, those of the country under them, and name where they come from.

        All of `areas` are shown, unless the officer has moved the map.
        """
        self._areas, self._country = tuple(areas), tuple(country)
        self._sources = tuple(sources)
        self._make_ground()
        self._fit()

    def set_tiles(self, packages: TilePackages, shown: Sequence[TilePackage]) -> None:
        """Draw the raster packages of these under all else, the first one on top."""
        self._tiles.set(packages, shown)

    def set_markers(self, markers: Sequence[Marker]) -> None:
        """Show these markers and no others."""
        first = not self._placed
        self._placed = place(markers, self._placed)
        self._gathered, self._cursor = {}, None
        self._stands, self._heat = {}, None
        self._say()
        if first and not self._areas:
            self._fit()
        self.update()

    def set_marked(self, ids: Sequence[str]) -> None:
        """Show these cases as selected and no others. Emits nothing."""
        self._marked = frozenset(ids)
        self._stands = {}
        self._say()
        self.update()

    def set_heat(self, on: bool) -> None:
        """Show how close cases lie, in place of their markers, or the markers again."""
        self._with_heat = on
        self.update()

    def set_covered(self, width: int, height: int) -> None:
        """Something covers that many pixels of the lower right corner: keep the chosen out."""
        self._covered = QSize(width, height)

    def choose(self, case_id: str) -> None:
        """Ring this case's marker and bring it into view, out of its cluster; "" for none."""
        self._chosen, self._cursor = case_id, None
        self._stands = {}
        found = next((one for one in self._placed if one.marker.case_id == case_id), None)
        if found is not None:
            self._free_from_cluster(case_id)
            self._bring_into_view(found.x, found.y)
        self._say()
        self.update()

    def go_to(self, bounds: tuple[float, float, float, float]) -> None:
        """Show the place within (west, south, east, north), degrees."""
        west, south, east, north = bounds
        self._moved_by_hand = True
        self._camera.fit([to_world(west, north), to_world(east, south)])
        self._moved()

    def _free_from_cluster(self, case_id: str) -> None:
        while self._camera.zoom < MOST_ZOOM:
            holder = next(
                c for c in self.clusters() if any(m.marker.case_id == case_id for m in c.members)
            )
            if len(holder.members) == 1 or one_spot(holder):
                return
            self._camera.look(holder.x, holder.y, self._camera.zoom + 1)
            self._moved()

    def _bring_into_view(self, x: float, y: float) -> None:
        camera = self._camera
        inside = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        if not inside.contains(camera.to_screen(x, y)):
            camera.look(x, y, camera.zoom)
        at = camera.to_screen(x, y)
        top = self.height() - self._covered.height() - _EDGE
        left = self.width() - self._covered.width() - _EDGE
        if self._covered.height() and at.x() > left and at.y() > top:
            camera.pan(QPointF(0, max(60.0, top - 20) - at.y()))
        self._moved()

    # -- where things are

    def clusters(self) -> list[Cluster]:
        """The clusters at the present zoom, to the half of a step."""
        step = round(self._camera.zoom * 2) / 2
        found = self._gathered.get(step)
        if found is None:
            found = self._gathered[step] = gather(self._placed, step, _CELL)
        return found

    def position_of(self, case_id: str) -> QPointF | None:
        """Where on the widget the case's marker (or its cluster) stands, or None."""
        for cluster in self.clusters():
            if any(one.marker.case_id == case_id for one in cluster.members):
                return self._camera.to_screen(cluster.x, cluster.y)
        return None

    @property
    def zoom(self) -> float:
        """The zoom, as web maps count it."""
        return self._camera.zoom

    @property
    def busy(self) -> bool:
        """Whether tiles are still on their way."""
        return self._tiles.busy

    def in_view(self, margin: float = _EDGE) -> list[Cluster]:
        """The clusters that can be seen, with so many pixels around."""
        seen = self._camera.seen()
        more = margin / self._camera.scale
        left, right = seen.left() - more, seen.right() + more
        top, low = seen.top() - more, seen.bottom() + more
        return [c for c in self.clusters() if left <= c.x <= right and top <= c.y <= low]

    def _cluster_at(self, at: QPointF) -> Cluster | None:
        best: tuple[float, Cluster] | None = None
        if self._with_heat:
            return None
        for cluster in self.in_view():
            away = self._camera.to_screen(cluster.x, cluster.y) - at
            distance = math.hypot(away.x(), away.y())
            if distance <= cluster_side(len(cluster.members)) / 2 + 2 and (
                best is None or distance < best[0]
            ):
                best = distance, cluster
        return best[1] if best else None

    def _stand(self, cluster: Cluster) -> Stand:
        found = self._stands.get(id(cluster))
        if found is None:
            found = stand_of(cluster, self._look, self._marked, self._chosen)
            self._stands[id(cluster)] = found
        return found

    # -- moving

    def zoom_by(self, steps: float, at: QPointF | None = None) -> None:
        """Zoom in (positive) or out, keeping the ground under `at` (or the middle) in place."""
        self._moved_by_hand = True
        self._camera.zoom_by(steps, at)
        self._moved()

    def _moved(self) -> None:
        """The view is another one."""
        self._heat = None
        self._closer.setEnabled(self._camera.zoom < MOST_ZOOM)
        self._wider.setEnabled(self._camera.zoom > LEAST_ZOOM)
        self.update()

    def _fit(self) -> None:
        areas = [a for a in self._areas if a.kind == "subdistrict"] or list(self._areas)
        points = [to_world(*point) for area in areas for point in area.points]
        self._camera.fit(points or [(one.x, one.y) for one in self._placed])
        self._moved()

    # -- words

    def _say(self) -> None:
        """Tell who can't see it: how many there are, and what is chosen."""
        words = self._look.words
        text = words.get("cases", "{n}").format(n=len(self._placed))
        if self._marked:
            text += ". " + words.get("marked_among", "").format(n=len(self._marked))
        if self.accessibleName() != text:
            self.setAccessibleName(text)
        about = self._words_for(self._cluster_of_cursor())
        if self.accessibleDescription() != about:
            self.setAccessibleDescription(about)

    def _cluster_of_cursor(self) -> Cluster | None:
        """What the keyboard stands on: the cluster it walked to, or the chosen marker's."""
        for cluster in self.clusters() if self._cursor or self._chosen else ():
            if self._cursor is not None:
                if (cluster.x, cluster.y) == self._cursor:
                    return cluster
            elif any(one.marker.case_id == self._chosen for one in cluster.members):
                return cluster
        return None

    def _words_for(self, cluster: Cluster | None) -> str:
        if cluster is None:
            return ""
        if len(cluster.members) > 1 and not one_spot(cluster):
            return stand_words(self._stand(cluster), self._look)
        members = [one.marker for one in cluster.members]
        marker = next((one for one in members if one.case_id == self._chosen), members[0])
        faces = [self._look.faces.get(key) for key in (marker.state, marker.mark)]
        words = [*(face.word for face in faces if face), marker.title]
        if marker.case_id in self._marked:
            words.append(self._look.words.get("marked", ""))
        return " · ".join(words)

    # -- painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what was shown in view."""
        super().resizeEvent(event)
        self._camera.size = self.size()
        if not self._moved_by_hand:
            self._fit()
            self.choose(self._chosen)
        self._moved()

    def release(self) -> None:
        """No tile is wanted any more; the process that decodes them ends."""
        self._tiles.close()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, tiles, lines, names, markers, and what is being drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        camera, look = self._camera, self._look
        over_tiles = self._tiles.covers(camera)
        self._ground.paint_land(painter, camera, look)
        self._tiles.paint(painter, camera, dark=look.dark)
        self._ground.paint_lines(painter, camera, look, over_tiles=over_tiles)
        if self._with_heat:
            paint_heat(painter, camera, look, self._density())
        self._ground.paint_names(painter, camera, look)
        if not self._with_heat:
            self._paint_markers(painter)
        self._drawing.paint(painter, look)
        paint_scale(painter, camera, look)
        makers = [one.attribution for one in self._tiles.shown if one.attribution]
        if named := " · ".join(dict.fromkeys((*self._sources, *makers))):
            paint_sources(painter, camera, look, named)

    def _paint_markers(self, painter: QPainter) -> None:
        last: Cluster | None = None
        for cluster in self.in_view():
            stand = self._stand(cluster)
            if stand.chosen:
                last = cluster
                continue
            self._faces.paint(painter, self._camera.to_screen(cluster.x, cluster.y), stand)
        if last is not None:
            at = self._camera.to_screen(last.x, last.y)
            self._faces.paint(painter, at, self._stand(last))
        if self._cursor is not None:
            self._faces.paint_cursor(painter, self._camera.to_screen(*self._cursor))

    def _density(self) -> Density:
        if self._heat is None:
            to_screen = self._camera.to_screen
            points = ((at.x(), at.y()) for at in (to_screen(o.x, o.y) for o in self._placed))
            self._heat = density(points, self.width(), self.height())
        return self._heat


def one_spot(cluster: Cluster) -> bool:
    """Whether all of its cases stand on one spot, so that no zoom parts them."""
    first = cluster.members[0]
    return all(
        math.isclose(one.x, first.x, abs_tol=1e-9) and math.isclose(one.y, first.y, abs_tol=1e-9)
        for one in cluster.members
    )

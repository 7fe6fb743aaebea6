// Selecting cases: what stands in a rectangle or polygon, or in the view.
"use strict";

deskParts.select = function (core) {
  const { map, markers, drawing } = core;

  // Even-odd rule, on the screen's plane: corners as they were drawn.
  function inside(point, ring) {
    let within = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const a = ring[i];
      const b = ring[j];
      if ((a.y > point.y) !== (b.y > point.y)
          && point.x < ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y) + a.x) {
        within = !within;
      }
    }
    return within;
  }

  function take(holds, adds) {
    const next = new Set(adds ? core.marked : []);
    for (const [place, members] of markers.standing()) {
      if (holds(place)) {
        members.forEach((item) => next.add(item.case_id));
      }
    }
    markers.mark(next, true);
  }

  function adds(event) {
    return Boolean(event && (event.ctrlKey || event.shiftKey || event.metaKey));
  }

  function byRectangle(corners, event) {
    if (corners.length === 2) {
      const bounds = L.latLngBounds(corners);
      take((place) => bounds.contains(place), adds(event));
    }
  }

  function byPolygon(corners, event) {
    if (corners.length > 2) {
      const ring = corners.map((corner) => map.project(corner));
      take((place) => inside(map.project(place), ring), adds(event));
    }
  }

  const nothing = () => {};
  return {
    rectangle: () => drawing.use("rectangle", { moved: nothing, done: byRectangle }),
    polygon: () => drawing.use("polygon", { moved: nothing, done: byPolygon }),
    view: () => {
      const bounds = map.getBounds();
      take((place) => bounds.contains(place), false);
    },
  };
};

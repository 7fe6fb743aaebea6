// Drawing on the map: a rectangle or corners, with the mouse or with keys and a cross in the middle.
"use strict";

deskParts.drawing = function (core) {
  const { map } = core;
  const container = map.getContainer();
  const line = { color: "var(--focus)", weight: 3, dashArray: "6 4", fill: false, interactive: false };
  const cross = document.createElement("div");
  cross.className = "cross";
  cross.hidden = true;
  container.append(cross);
  let tool = "pan";
  let corners = [];
  let shape = null;
  let dragging = false;
  // What a tool does with corners: moved (each change), done (corners, event); null while panning.
  let listener = null;

  function show() {
    if (shape) {
      shape.remove();
      shape = null;
    }
    if (tool === "rectangle" && corners.length === 2) {
      shape = L.rectangle(L.latLngBounds(corners), line).addTo(map);
    } else if (tool !== "rectangle" && corners.length) {
      const drawn = tool === "polygon" && corners.length > 2 ? L.polygon : L.polyline;
      shape = drawn(corners, line).addTo(map);
    }
    listener.moved(corners);
  }

  function use(name, heard) {
    stop();
    tool = name;
    listener = heard;
    const drawing = heard !== null;
    container.classList.toggle("drawing", drawing);
    map.dragging[name === "rectangle" ? "disable" : "enable"]();
    map.doubleClickZoom[drawing ? "disable" : "enable"]();
    cross.hidden = true;
  }

  function stop() {
    corners = [];
    dragging = false;
    if (shape) {
      shape.remove();
      shape = null;
    }
  }

  function finish(event) {
    const drawn = corners;
    stop();
    if (listener) {
      listener.done(drawn, event);
    }
  }

  function addCorner(at, event) {
    const first = corners[0];
    const closes = first && corners.length > 2
      && map.latLngToContainerPoint(first).distanceTo(map.latLngToContainerPoint(at)) < 12;
    if (tool === "polygon" && closes) {
      finish(event);
      return;
    }
    corners = [...corners, closes ? first : at];
    show();
    if (tool === "rectangle" && corners.length === 2) {
      finish(event);
    }
  }

  map.on("mousedown", (event) => {
    if (tool === "rectangle" && listener && event.originalEvent.button === 0) {
      dragging = true;
      cross.hidden = true;
      corners = [event.latlng, event.latlng];
      container.focus();
    }
  });
  map.on("mousemove", (event) => {
    if (dragging) {
      corners = [corners[0], event.latlng];
      show();
    }
  });
  // The button may be let go outside the map.
  document.addEventListener("mouseup", (event) => {
    if (dragging) {
      finish(event);
    }
  });
  map.on("click", (event) => {
    if (listener && tool !== "rectangle") {
      cross.hidden = true;
      addCorner(event.latlng, event.originalEvent);
    }
  });
  map.on("dblclick", (event) => {
    if (listener && tool === "polygon" && corners.length > 2) {
      finish(event.originalEvent);
    }
  });
  // By keyboard: arrows move the map under the cross, Enter sets a corner, Space ends.
  container.addEventListener("keydown", (event) => {
    if (!listener || event.target !== container) {
      return;
    }
    if (event.key.startsWith("Arrow")) {
      cross.hidden = false;
    } else if (event.key === "Enter") {
      cross.hidden = false;
      addCorner(map.getCenter(), event);
      event.preventDefault();
    } else if (event.code === "Space" && corners.length > 1) {
      finish(event);
      event.preventDefault();
    } else if (event.key === "Backspace" && corners.length) {
      corners = corners.slice(0, -1);
      show();
      event.preventDefault();
    }
  });

  return { use, stop };
};

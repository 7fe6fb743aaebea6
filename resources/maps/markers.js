// The markers: they come as changes, wear their state, stand in clusters, and are chosen and marked.
// Only what is in view is drawn; the rest is a place in a list, so that 200,000 cost little.
"use strict";

deskParts.markers = function (core) {
  const { map, settings, gathering } = core;
  const items = new Map();
  const marked = new Set();
  const icons = new Map();
  const nameless = new Set();
  const drawn = new Map();  // what is in view, by case or cell: {layer, sign}
  const layers = L.layerGroup().addTo(map);
  let spread = null;  // the cases of one spot laid out around it: {places, lines}
  let chosen = "";
  let drawnAt = 0;
  let clear = { width: 0, height: 0 };
  core.marked = marked;
  const cluster = deskParts.cluster(core);

  // One icon object serves all markers of a face.
  function iconOf(face, isChosen, isMarked) {
    const key = face + (isChosen ? " chosen" : "") + (isMarked ? " marked" : "");
    if (!icons.has(key)) {
      const side = isChosen ? 44 : 32;
      const tick = isMarked
        ? '<svg class="tick" viewBox="0 0 24 24" aria-hidden="true"><path d="M20 6 9 17l-5-5"/></svg>'
        : "";
      icons.set(key, L.divIcon({
        className: "case face-" + key,
        html: '<div class="disc"><svg viewBox="0 0 24 24" aria-hidden="true">' + settings.faces[face].icon
          + "</svg></div>" + tick,
        iconSize: [side, side],
      }));
    }
    return icons.get(key);
  }

  function labelOf(item) {
    const names = [item.state, item.mark].map((key) => settings.faces[key]).filter(Boolean);
    const parts = names.map((face) => face.word).concat(item.title || []);
    return parts.concat(marked.has(item.case_id) ? settings.words.marked : []).join(" · ");
  }

  // -- drawing what is in view

  function inView() {
    const bounds = map.getBounds().pad(0.3);
    const [west, north] = gathering.toWorld(bounds.getWest(), bounds.getNorth());
    const [east, south] = gathering.toWorld(bounds.getEast(), bounds.getSouth());
    const found = [];
    items.forEach((item) => {
      if (item.x >= west && item.x <= east && item.y >= north && item.y <= south
          && !(spread && spread.places.has(item.case_id))) {
        found.push(item);
      }
    });
    return found;
  }

  function draw() {
    const zoom = Math.round(map.getZoom());
    const wanted = new Set();
    for (const one of gathering.gather(inView(), zoom)) {
      wanted.add(one.members.length === 1 ? showCase(one.members[0], null) : showCluster(one, zoom));
    }
    if (spread) {
      spread.places.forEach((place, id) => items.has(id) && wanted.add(showCase(items.get(id), place)));
    }
    drawn.forEach((held, key) => {
      if (!wanted.has(key)) {
        layers.removeLayer(held.layer);
        drawn.delete(key);
      }
    });
  }

  // What is drawn already and has changed in nothing stays as it is, with the keyboard in it.
  function show(key, place, sign, icon, dress) {
    const held = drawn.get(key);
    if (!held) {
      const layer = L.marker(place, { icon: icon(), riseOnHover: true });
      drawn.set(key, { layer, sign });
      layers.addLayer(layer);
      dress(layer);
      return layer;
    }
    if (!held.layer.getLatLng().equals(place)) {
      held.layer.setLatLng(place);
    }
    if (held.sign !== sign) {
      held.sign = sign;
      const focused = document.activeElement === held.layer.getElement();
      held.layer.setIcon(icon());
      dress(held.layer);
      if (focused) {
        held.layer.getElement().focus();
      }
    }
    return held.layer;
  }

  function showCase(item, place) {
    const isChosen = item.case_id === chosen;
    const isMarked = marked.has(item.case_id);
    const sign = [item.state, item.mark, isChosen, isMarked, item.title].join();
    const layer = show(item.case_id, place || L.latLng(item.lat, item.lon), sign,
      () => iconOf(item.face, isChosen, isMarked), (made) => dressCase(made, item, isMarked));
    if (!layer.item) {
      layer.on("click", (event) => clicked(layer.item, event.originalEvent));
      layer.on("dblclick", () => core.desk.opened(layer.item.case_id));
      layer.on("keydown", (event) => pressed([layer.item], event.originalEvent));
    }
    layer.item = item;
    layer.setZIndexOffset(isChosen ? 1000 : 0);
    return item.case_id;
  }

  // What only a picture says is also said in words.
  function dressCase(layer, item, isMarked) {
    const element = layer.getElement();
    say(element, labelOf(item));
    element.dataset.case = item.case_id;
    element.setAttribute("aria-pressed", String(isMarked));
    element.style.color = "var(--face-" + item.face.replace(/_/g, "-") + ")";
    if (item.title === undefined) {
      askWords(item.case_id);
    }
  }

  function say(element, text) {
    element.setAttribute("aria-label", text);
    element.setAttribute("role", "button");
    element.title = text;
  }

  function showCluster(one, zoom) {
    const key = "cell " + zoom + " " + one.key;
    const counts = cluster.countsOf(one.members);
    const layer = show(key, gathering.toLatLng(one.x, one.y), JSON.stringify(counts),
      () => cluster.iconOf(counts), (made) => say(made.getElement(), cluster.wordsOf(counts)));
    if (!layer.members) {
      layer.on("click", (event) => openCluster(layer.members, event.originalEvent));
      layer.on("keydown", (event) => pressed(layer.members, event.originalEvent));
    }
    layer.members = one.members;
    return key;
  }

  // The words of a case come when its marker is on the map: of most they are never wanted.
  function askWords(id) {
    if (!nameless.size) {
      setTimeout(() => {
        core.desk.words_wanted(JSON.stringify([...nameless]));
        nameless.clear();
      }, 0);
    }
    nameless.add(id);
  }

  function tell(text) {
    for (const [id, title] of Object.entries(JSON.parse(text))) {
      if (items.has(id)) {
        items.get(id).title = title;
      }
    }
    draw();
  }

  // -- what hands do

  function clicked(item, event) {
    if (event.ctrlKey || event.metaKey) {
      toggle([item]);
      return;
    }
    choose(item.case_id, false);
    core.desk.picked(item.case_id);
  }

  function pressed(members, event) {
    if (event.code === "Space") {
      event.preventDefault();
      toggle(members);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (members.length > 1) {
        openCluster(members, event);
      } else if (members[0].case_id === chosen) {
        core.desk.opened(chosen);
      } else {
        clicked(members[0], event);
      }
    }
  }

  function openCluster(members, event) {
    if (event.ctrlKey || event.metaKey) {
      toggle(members);
    } else if (gathering.onOneSpot(members) || map.getZoom() >= map.getMaxZoom()) {
      layOut(members);
    } else {
      const closer = map.getBoundsZoom(boundsOf(members), false, L.point(60, 60));
      const zoom = Math.min(map.getMaxZoom(), Math.max(closer, Math.floor(map.getZoom()) + 1));
      map.setView(boundsOf(members).getCenter(), zoom, { animate: false });
    }
  }

  function boundsOf(list) {
    const bounds = L.latLngBounds([]);
    list.forEach((item) => bounds.extend([item.lat, item.lon]));
    return bounds;
  }

  // Cases on one spot are laid out around it, on a ring or, where they are many, a spiral.
  function layOut(members) {
    gatherIn();
    const middle = map.latLngToLayerPoint([members[0].lat, members[0].lon]);
    const places = new Map();
    const lines = L.layerGroup().addTo(map);
    let angle = 0;
    let far = members.length <= 9 ? Math.max(46, members.length * 7) : 40;
    members.forEach((item) => {
      angle += members.length <= 9 ? (2 * Math.PI) / members.length : 40 / far;
      far += members.length <= 9 ? 0 : 240 / far;
      const at = middle.add([far * Math.cos(angle), far * Math.sin(angle)]);
      const place = map.layerPointToLatLng(at);
      places.set(item.case_id, place);
      L.polyline([[item.lat, item.lon], place], { className: "leg", weight: 1.5, interactive: false }).addTo(lines);
    });
    spread = { places, lines };
    draw();
  }

  function gatherIn() {
    if (spread) {
      spread.lines.remove();
      spread = null;
    }
  }

  map.on("zoomstart", gatherIn);
  map.on("click", () => {
    if (spread) {
      gatherIn();
      draw();
    }
  });
  map.on("moveend resize", draw);

  // -- changes

  function read(row) {
    const [x, y] = gathering.toWorld(row[1], row[2]);
    const face = settings.faces[row[4] || row[3]] ? row[4] || row[3] : "waiting";
    return { case_id: row[0], lon: row[1], lat: row[2], state: row[3], mark: row[4], face, x, y };
  }

  function apply(changes) {
    changes.remove.forEach((id) => items.delete(id));
    changes.put.forEach((row) => items.set(row[0], read(row)));
    if (spread && [...spread.places.keys()].some((id) => !items.has(id))) {
      gatherIn();
    }
    // While many parts come, the map is drawn now and then only.
    if (!changes.left || performance.now() - drawnAt > 300) {
      draw();
      drawnAt = performance.now();
    }
  }

  // -- one case

  // A card covers the lower right corner: a chosen marker under it moves into view.
  function bringIntoView(item) {
    const size = map.getSize();
    const place = [item.lat, item.lon];
    const at = map.latLngToContainerPoint(place);
    const edge = 40;
    const under = at.x > size.x - clear.width - edge && at.y > size.y - clear.height - edge;
    const outside = at.x < edge || at.y < edge || at.x > size.x - edge || at.y > size.y - edge;
    if (outside) {
      map.setView(place, map.getZoom(), { animate: false });
    }
    if (clear.height && (under || outside)) {
      bringUp(place, size);
    }
  }

  function bringUp(place, size) {
    const at = map.latLngToContainerPoint(place);
    if (at.x > size.x - clear.width - 40) {
      const down = at.y - Math.max(60, size.y - clear.height - 60);
      map.panBy([0, Math.max(0, down)], { animate: false });
    }
  }

  function choose(id, reveal) {
    chosen = id;
    const item = items.get(id);
    draw();
    if (!item) {
      return;
    }
    if (reveal && !drawn.has(id)) {
      takeOut(item);
    }
    bringIntoView(item);
  }

  // Zoom to where the case stands alone; where none is close enough, lay its cluster out.
  function takeOut(item) {
    const near = [];
    items.forEach((other) => {
      const reach = 200 / gathering.scaleAt(Math.round(map.getZoom()));
      if (Math.abs(other.x - item.x) < reach && Math.abs(other.y - item.y) < reach) {
        near.push(other);
      }
    });
    let zoom = Math.round(map.getZoom());
    let holder = null;
    for (; zoom <= map.getMaxZoom(); zoom += 1) {
      holder = gathering.gather(near, zoom).find((one) => one.members.includes(item));
      if (holder.members.length === 1 || gathering.onOneSpot(holder.members)) {
        break;
      }
    }
    map.setView([item.lat, item.lon], Math.min(zoom, map.getMaxZoom()), { animate: false });
    if (!drawn.has(item.case_id) && holder.members.length > 1) {
      layOut(holder.members);
    }
  }

  // -- several cases

  function toggle(members) {
    const ids = members.map((item) => item.case_id);
    const all = ids.every((id) => marked.has(id));
    const next = new Set(marked);
    ids.forEach((id) => (all ? next.delete(id) : next.add(id)));
    mark(next, true);
  }

  function mark(next, byHand) {
    const now = [...next];
    marked.clear();
    now.forEach((id) => marked.add(id));
    draw();
    if (byHand) {
      core.desk.marked_now(JSON.stringify(now));
    }
  }

  // Everything that stands on the map at this zoom: [place, cases in it], on the screen or not.
  function standing() {
    return gathering.gather(items.values(), Math.round(map.getZoom()))
      .map((one) => [gathering.toLatLng(one.x, one.y), one.members]);
  }

  return {
    apply, choose, mark, standing, tell, all: items,
    bounds: () => boundsOf(items),
    cover: (width, height) => { clear = { width, height }; },
  };
};

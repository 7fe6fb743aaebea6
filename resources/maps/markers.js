// The markers: they come as changes, wear their state, stand in clusters, and are chosen and marked.
"use strict";

deskParts.markers = function (core) {
  const { map, settings, say } = core;
  const markers = new Map();
  const marked = new Set();
  const icons = new Map();
  const nameless = new Set();
  let chosen = "";
  let clear = { width: 0, height: 0 };
  core.marked = marked;
  core.faceOf = faceOf;

  // One icon object serves all markers of a face.
  function iconOf(face, isChosen, isMarked) {
    const key = face + (isChosen ? " chosen" : "") + (isMarked ? " marked" : "");
    if (!icons.has(key)) {
      const look = settings.faces[face] || settings.faces.waiting;
      const side = isChosen ? 44 : 32;
      const tick = isMarked
        ? '<svg class="tick" viewBox="0 0 24 24" aria-hidden="true"><path d="M20 6 9 17l-5-5"/></svg>'
        : "";
      icons.set(key, L.divIcon({
        className: "case face-" + key,
        html: '<div class="disc"><svg viewBox="0 0 24 24" aria-hidden="true">' + look.icon + "</svg></div>" + tick,
        iconSize: [side, side],
      }));
    }
    return icons.get(key);
  }

  function iconFor(data) {
    return iconOf(faceOf(data), data.case_id === chosen, marked.has(data.case_id));
  }

  function faceOf(data) {
    const face = data.mark || data.state;
    return settings.faces[face] ? face : "waiting";
  }

  function labelOf(data) {
    const names = [data.state, data.mark].map((key) => settings.faces[key]).filter(Boolean);
    const parts = names.map((face) => face.word).concat(data.title || []);
    return parts.concat(marked.has(data.case_id) ? settings.words.marked : []).join(" · ");
  }

  const cluster = deskParts.cluster(core);
  const group = L.markerClusterGroup({
    animate: false,
    showCoverageOnHover: false,
    maxClusterRadius: 44,
    spiderfyOnMaxZoom: true,
    iconCreateFunction: cluster.iconOf,
  });
  const openCluster = group._zoomOrSpiderfy;
  group._zoomOrSpiderfy = function (event) {
    if (event.originalEvent && (event.originalEvent.ctrlKey || event.originalEvent.metaKey)) {
      toggle(event.layer.getAllChildMarkers());
    } else {
      openCluster.call(group, event);
    }
  };

  // What only a picture says is also said in words.
  function dress(layer) {
    const element = layer.getElement && layer.getElement();
    if (!element) {
      return;
    }
    const text = layer.desk ? labelOf(layer.desk) : cluster.wordsOf(cluster.countsOf(layer));
    element.setAttribute("aria-label", text);
    element.title = text;
    if (!layer.desk) {
      return;
    }
    element.dataset.case = layer.desk.case_id;
    element.setAttribute("aria-pressed", String(marked.has(layer.desk.case_id)));
    element.style.color = "var(--face-" + faceOf(layer.desk).replace(/_/g, "-") + ")";
    if (layer.desk.title === undefined) {
      askWords(layer.desk.case_id);
    }
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
      const marker = markers.get(id);
      if (marker) {
        marker.desk.title = title;
        dress(marker);
      }
    }
  }

  // A cluster whose members change gets another element, without a word in it.
  const drawCluster = L.MarkerCluster.prototype._updateIcon;
  L.MarkerCluster.prototype._updateIcon = function () {
    drawCluster.call(this);
    dress(this);
  };

  map.on("layeradd", (event) => {
    if (event.layer.desk || event.layer.getChildCount) {
      dress(event.layer);
    }
  });

  // Clicks are heard by the group for all: listeners of its own would make each marker dear.
  group.on("click", (event) => {
    const data = event.layer.desk;
    if (event.originalEvent.ctrlKey || event.originalEvent.metaKey) {
      toggle([event.layer]);
      return;
    }
    choose(data.case_id, false);
    core.desk.picked(data.case_id);
  });
  group.on("dblclick", (event) => core.desk.opened(event.layer.desk.case_id));
  group.on("keydown", (event) => {
    const marker = event.layer;
    const key = event.originalEvent;
    if (key.key === "Enter" && marker.desk.case_id === chosen) {
      core.desk.opened(marker.desk.case_id);
    } else if (key.code === "Space") {
      key.preventDefault();
      toggle([marker]);
    }
  });

  function makeMarker(data) {
    const marker = L.marker([data.lat, data.lon], { icon: iconFor(data), riseOnHover: true });
    marker.desk = data;
    return marker;
  }

  function redraw(marker) {
    marker.setIcon(iconFor(marker.desk));
    marker.setZIndexOffset(marker.desk.case_id === chosen ? 1000 : 0);
    dress(marker);
  }

  function read(row) {
    const data = { case_id: row[0], lon: row[1], lat: row[2], state: row[3], mark: row[4] };
    return row.length > 5 ? Object.assign(data, { more: row[5] }) : data;
  }

  // Gives whether the marker stays where it is.
  function change(marker, data) {
    const here = marker.getLatLng();
    if (here.lat !== data.lat || here.lng !== data.lon) {
      return false;
    }
    marker.desk = data;
    if (marker.getElement()) {
      redraw(marker);
    } else {
      marker.options.icon = iconFor(data);
    }
    return true;
  }

  function apply(changes) {
    const gone = changes.remove.map((id) => markers.get(id)).filter(Boolean);
    changes.remove.forEach((id) => markers.delete(id));
    const fresh = [];
    const recoloured = [];
    for (const row of changes.put) {
      const data = read(row);
      const known = markers.get(data.case_id);
      if (known && change(known, data)) {
        recoloured.push(known);
        continue;
      }
      if (known) {
        gone.push(known);
      }
      const marker = makeMarker(data);
      markers.set(data.case_id, marker);
      fresh.push(marker);
    }
    group.removeLayers(gone);
    group.addLayers(fresh);
    if (recoloured.length) {
      group.refreshClusters(recoloured);
    }
  }

  // A card covers the lower right corner: a chosen marker under it moves into view.
  function bringIntoView(marker) {
    const size = map.getSize();
    const at = map.latLngToContainerPoint(marker.getLatLng());
    const edge = 40;
    const under = at.x > size.x - clear.width - edge && at.y > size.y - clear.height - edge;
    const outside = at.x < edge || at.y < edge || at.x > size.x - edge || at.y > size.y - edge;
    if (outside) {
      map.setView(marker.getLatLng(), map.getZoom(), { animate: false });
      if (clear.height) {
        bringUp(marker, size);
      }
    } else if (under && clear.height) {
      bringUp(marker, size);
    }
  }

  function bringUp(marker, size) {
    const at = map.latLngToContainerPoint(marker.getLatLng());
    if (at.x > size.x - clear.width - 40) {
      const down = at.y - Math.max(60, size.y - clear.height - 60);
      map.panBy([0, Math.max(0, down)], { animate: false });
    }
  }

  function choose(id, reveal) {
    const before = markers.get(chosen);
    chosen = id;
    if (before) {
      redraw(before);
    }
    const marker = markers.get(id);
    if (!marker) {
      return;
    }
    redraw(marker);
    if (reveal && !marker.getElement()) {
      takeOut(marker);
    }
    bringIntoView(marker);
  }

  // Zoom to where the marker stands alone; where none is close enough, spread its cluster.
  function takeOut(marker) {
    const alone = marker.__parent._zoom + 1;
    const zoom = Math.max(map.getZoom(), Math.min(alone, map.getMaxZoom()));
    map.setView(marker.getLatLng(), zoom, { animate: false });
    if (!marker.getElement()) {
      const holder = group.getVisibleParent(marker);
      if (holder && holder.spiderfy) {
        holder.spiderfy();
      }
    }
    redraw(marker);
  }

  // -- marking several

  function toggle(list) {
    const ids = list.map((marker) => marker.desk.case_id);
    const all = ids.every((id) => marked.has(id));
    const next = new Set(marked);
    ids.forEach((id) => (all ? next.delete(id) : next.add(id)));
    mark(next, true);
  }

  // Those whose marking changes are drawn anew, and the clusters that hold them.
  function mark(next, byHand) {
    const changed = [];
    for (const id of marked) {
      if (!next.has(id)) {
        changed.push(markers.get(id));
      }
    }
    for (const id of next) {
      if (!marked.has(id)) {
        changed.push(markers.get(id));
      }
    }
    marked.clear();
    next.forEach((id) => marked.add(id));
    const known = changed.filter(Boolean);
    known.forEach((marker) => {
      if (marker.getElement()) {
        redraw(marker);
      } else {
        marker.options.icon = iconFor(marker.desk);
      }
    });
    if (known.length) {
      group.refreshClusters(known);
    }
    if (byHand) {
      core.desk.marked_now(JSON.stringify([...marked]));
    }
  }

  // Everything that stands on the map at this zoom: [place, markers in it], on the screen or not.
  function standing() {
    const found = [];
    (function visit(node) {
      node._markers.forEach((marker) => found.push([marker.getLatLng(), [marker]]));
      node._childClusters.forEach((child) => {
        if (child._zoom >= group._zoom) {
          found.push([child.getLatLng(), child.getAllChildMarkers()]);
        } else {
          visit(child);
        }
      });
    })(group._topClusterLevel);
    return found;
  }

  return {
    apply, choose, mark, standing, tell, group, all: markers,
    cover: (width, height) => { clear = { width, height }; },
  };
};

// Markers on the map page: they come over the web channel as changes, and what is picked goes back.
"use strict";

(function () {
  const map = map_cases;  // made by folium's part of the page
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const words = settings.words;
  const markers = new Map();
  const icons = new Map();
  let chosen = "";
  let clear = { width: 0, height: 0 };
  let fitted = false;
  let desk = null;

  function say(word, n) {
    return (words[word] || "").replace("{n}", n);
  }

  // One icon object serves all markers of a face.
  function iconOf(face, isChosen) {
    const key = face + (isChosen ? " chosen" : "");
    if (!icons.has(key)) {
      const look = settings.faces[face] || settings.faces.waiting;
      const side = isChosen ? 44 : 32;
      icons.set(key, L.divIcon({
        className: "case face-" + face + (isChosen ? " chosen" : ""),
        html: '<div class="disc"><svg viewBox="0 0 24 24" aria-hidden="true">' + look.icon + "</svg></div>",
        iconSize: [side, side],
      }));
    }
    return icons.get(key);
  }

  function faceOf(data) {
    const face = data.mark || data.state;
    return settings.faces[face] ? face : "waiting";
  }

  function labelOf(data) {
    const names = [data.state, data.mark].map((key) => settings.faces[key]).filter(Boolean);
    return names.map((face) => face.word).concat(data.title).join(" · ");
  }

  function clusterIcon(cluster) {
    const n = cluster.getChildCount();
    const side = n < 10 ? 32 : n < 30 ? 36 : n < 1000 ? 44 : 54;
    return L.divIcon({
      className: "cluster",
      html: '<div class="disc">' + n + "</div>",
      iconSize: [side, side],
    });
  }

  const group = L.markerClusterGroup({
    animate: false,
    showCoverageOnHover: false,
    maxClusterRadius: 44,
    spiderfyOnMaxZoom: true,
    iconCreateFunction: clusterIcon,
  });

  // What only a picture says is also said in words.
  function dress(layer) {
    const element = layer.getElement && layer.getElement();
    if (!element) {
      return;
    }
    const text = layer.desk ? labelOf(layer.desk) : say("cases", layer.getChildCount());
    element.setAttribute("aria-label", text);
    element.title = text;
    if (layer.desk) {
      element.dataset.case = layer.desk.case_id;
      element.style.color = "var(--face-" + faceOf(layer.desk).replace(/_/g, "-") + ")";
    }
  }

  map.on("layeradd", (event) => {
    if (event.layer.desk || event.layer.getChildCount) {
      dress(event.layer);
    }
  });

  function picked(marker) {
    choose(marker.desk.case_id, false);
    desk.picked(marker.desk.case_id);
  }

  function makeMarker(data) {
    const marker = L.marker([data.lat, data.lon], {
      icon: iconOf(faceOf(data), data.case_id === chosen),
      riseOnHover: true,
    });
    marker.desk = data;
    marker.on("click", () => picked(marker));
    marker.on("dblclick", () => desk.opened(data.case_id));
    marker.on("keydown", (event) => {
      if (event.originalEvent.key === "Enter" && marker.desk.case_id === chosen) {
        desk.opened(marker.desk.case_id);
      }
    });
    return marker;
  }

  function redraw(marker) {
    marker.setIcon(iconOf(faceOf(marker.desk), marker.desk.case_id === chosen));
    marker.setZIndexOffset(marker.desk.case_id === chosen ? 1000 : 0);
    dress(marker);
  }

  function update(data) {
    const marker = markers.get(data.case_id);
    const here = marker.getLatLng();
    if (here.lat !== data.lat || here.lng !== data.lon) {
      group.removeLayer(marker);
      const moved = makeMarker(data);
      markers.set(data.case_id, moved);
      group.addLayer(moved);
      return;
    }
    marker.desk = data;
    redraw(marker);
  }

  function apply(text) {
    const changes = JSON.parse(text);
    const gone = changes.remove.map((id) => markers.get(id)).filter(Boolean);
    changes.remove.forEach((id) => markers.delete(id));
    group.removeLayers(gone);
    const fresh = changes.add.map((data) => {
      const marker = makeMarker(data);
      markers.set(data.case_id, marker);
      return marker;
    });
    group.addLayers(fresh);
    changes.update.forEach(update);
    if (!fitted && markers.size) {
      fitted = true;
      if (!settings.bounds) {
        map.fitBounds(group.getBounds(), { padding: [40, 40], maxZoom: 16, animate: false });
      }
    }
    desk.applied(markers.size);
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

  function dressUp(text) {
    const look = JSON.parse(text);
    const root = document.documentElement;
    root.dataset.theme = look.theme;
    for (const [name, colour] of Object.entries(look.variables)) {
      root.style.setProperty(name, colour);
    }
  }

  const Scale = L.Control.Scale.extend({
    _updateMetric: function (most) {
      const metres = this._getRoundNum(most);
      const text = metres < 1000 ? metres + " " + words.metres : metres / 1000 + " " + words.kilometres;
      this._updateScale(this._mScale, "", metres / most);
      const label = document.createElement("span");
      label.textContent = text;
      this._mScale.replaceChildren(label);
    },
  });

  function nearness() {
    map.getContainer().classList.toggle("far", map.getZoom() < 12.5);
  }

  map.addLayer(group);
  L.control.zoom({
    position: "topright",
    zoomInTitle: words.zoom_in,
    zoomOutTitle: words.zoom_out,
  }).addTo(map);
  new Scale({ imperial: false, maxWidth: 130 }).addTo(map);
  map.on("zoomend", nearness);
  if (settings.bounds) {
    map.fitBounds(settings.bounds, { padding: [24, 24], animate: false });
  }
  nearness();

  new QWebChannel(qt.webChannelTransport, (channel) => {
    desk = channel.objects.desk;
    desk.changed.connect(apply);
    desk.chosen.connect((id) => choose(id, true));
    desk.dressed.connect(dressUp);
    desk.tiled.connect((text) => deskTiles(map, JSON.parse(text)));
    desk.covered.connect((width, height) => { clear = { width, height }; });
    desk.ready();
  });
})();

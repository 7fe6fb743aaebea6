// The map as one file: it stands in for the desk, with what was written into the file.
"use strict";

(function () {
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const words = settings.words;
  const cases = new Map(settings.cases.map((one) => [one.id, one]));
  const map = L.map("map", {
    zoomControl: false, attributionControl: false, zoomSnap: 0.25, minZoom: 4, maxZoom: 19,
  });
  const core = { map, settings };
  core.say = (word, n) => (words[word] || "").replace("{n}", n.toLocaleString("en-US"));
  core.short = (n) => (n < 10000 ? String(n) : Math.round(n / 1000) + "k");

  function lines(rows) {
    const list = document.createElement("dl");
    for (const [name, value] of rows) {
      if (value) {
        const term = document.createElement("dt");
        const told = document.createElement("dd");
        term.textContent = name;
        told.textContent = value;
        list.append(term, told);
      }
    }
    return list;
  }

  function stateOf(one) {
    return [one.state, one.mark].map((key) => settings.faces[key]).filter(Boolean)
      .map((face) => face.word).join(" · ");
  }

  core.desk = {
    words_wanted: (ids) => {
      const told = {};
      JSON.parse(ids).forEach((id) => { told[id] = cases.get(id).number; });
      core.markers.tell(JSON.stringify(told));
    },
    picked: (id) => {
      const one = cases.get(id);
      const content = lines([
        [words.number, one.number], [words.type, one.types], [words.state, stateOf(one)],
        [words.place, one.place], [words.date, one.date],
      ]);
      L.popup({ maxWidth: 300 }).setLatLng([one.lat, one.lon]).setContent(content).openOn(map);
    },
    opened: () => {},
    marked_now: () => {},
  };

  // Tiles are in the file too: those of the view that was exported.
  const Held = L.GridLayer.extend({
    createTile: function (at) {
      const picture = document.createElement("img");
      const held = settings.tiles[[at.z, at.x, at.y].join("/")];
      picture.alt = "";
      if (held) {
        picture.src = held;
      }
      return picture;
    },
  });

  for (const [name, style, collection] of settings.ground) {
    L.geoJSON(collection, {
      style: Object.assign({ className: "ground-" + name }, style), interactive: false,
    }).addTo(map);
  }
  map.getContainer().classList.toggle("with-country", Boolean(settings.sea));
  map.fitBounds(settings.view, { animate: false });
  if (settings.tiles) {
    const held = settings.tile_zooms;
    new Held({ minNativeZoom: held[0], maxNativeZoom: held[1] }).addTo(map);
    map.getContainer().classList.add("with-tiles");
  }
  core.gathering = deskParts.gather(core);
  core.labels = deskParts.labels(core);
  core.markers = deskParts.markers(core);
  core.markers.apply({
    put: settings.cases.map((one) => [one.id, one.lon, one.lat, one.state, one.mark]), remove: [],
  });
  L.control.zoom({
    position: "topright", zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out,
  }).addTo(map);
  deskParts.scale(core);
  const near = () => map.getContainer().classList.toggle("far", map.getZoom() < 12.5);
  map.on("zoomend", near);
  near();
  window.deskShown = core.markers.all.size;
})();

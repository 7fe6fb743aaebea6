// Names of places: the larger place wins, and no two names lie over one another.
"use strict";

deskParts.labels = function (core) {
  const { map, settings } = core;
  // From which zoom on a kind is named, until which, and how tall and wide its letters are.
  const KINDS = {
    country: { from: 4, to: 8, size: 15 },
    province: { from: 6.5, to: 10, size: 15 },
    district: { from: 9, to: 12.5, size: 14 },
    subdistrict: { from: 10.5, to: 13, size: 16 },
    village: { from: 12.5, to: 20, size: 15 },
    water: { from: 12.5, to: 20, size: 14 },
  };
  const order = Object.keys(KINDS);
  const pane = map.createPane("labels");
  pane.style.zIndex = 460;
  pane.style.pointerEvents = "none";
  const measuring = document.createElement("canvas").getContext("2d");
  const names = (settings.labels || []).map(([text, kind, lat, lon]) => {
    measuring.font = "600 " + KINDS[kind].size + "px Sarabun, sans-serif";
    return { text, kind, at: L.latLng(lat, lon), wide: measuring.measureText(text).width + 12 };
  }).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));

  function place() {
    const zoom = map.getZoom();
    const seen = map.getBounds().pad(0.05);
    const taken = [];
    const shown = [];
    for (const name of names) {
      const kind = KINDS[name.kind];
      if (zoom < kind.from || zoom >= kind.to || !seen.contains(name.at)) {
        continue;
      }
      const at = map.latLngToLayerPoint(name.at);
      const high = kind.size * 1.6;
      const box = [at.x - name.wide / 2, at.y - high / 2, at.x + name.wide / 2, at.y + high / 2];
      if (taken.some((b) => b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1])) {
        continue;
      }
      taken.push(box);
      const element = document.createElement("span");
      element.className = "label label-" + name.kind;
      element.textContent = name.text;
      element.style.left = at.x + "px";
      element.style.top = at.y + "px";
      shown.push(element);
    }
    pane.replaceChildren(...shown);
  }

  map.on("zoomend moveend resize", place);
  place();
  return { place };
};

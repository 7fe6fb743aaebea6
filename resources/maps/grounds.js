// What lies under the cases: an online layer, or outlines alone. Tile packages see to themselves.
"use strict";

deskParts.grounds = function (core) {
  const { map, settings } = core;
  const layers = new Map();
  let shown = null;

  // Leaflet takes an attribution for HTML: what comes from a file or a person becomes plain text.
  function plain(text) {
    const holder = document.createElement("span");
    holder.textContent = text;
    return holder.innerHTML;
  }

  const sources = L.control.attribution({ prefix: false, position: "bottomleft" }).addTo(map);
  (settings.sources || []).forEach((source) => sources.addAttribution(plain(source)));

  if (settings.online) {
    layers.set("online", (window.deskPictures || L.tileLayer)(settings.online.url, {
      attribution: plain(settings.online.attribution),
      maxZoom: 19,
      referrerPolicy: "no-referrer",
    }));
  }

  // Over a picture the filled outlines would hide it: they become lines.
  core.showGround = function (id) {
    if (shown) {
      shown.remove();
    }
    shown = layers.get(id) || null;
    if (shown) {
      shown.addTo(map);
    }
    map.getContainer().classList.toggle("with-tiles", Boolean(shown));
  };
  core.showGround(settings.ground || "");
};

// The map page: it joins the parts, and talks with the desk over the web channel.
"use strict";

(function () {
  const map = map_cases;  // made by folium's part of the page
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const words = settings.words;
  const core = { map, settings, desk: null };
  let fitted = Boolean(settings.bounds);

  core.say = (word, n) => (words[word] || "").replace("{n}", n.toLocaleString("en-US"));
  core.short = (n) => (n < 10000 ? String(n) : Math.round(n / 1000) + "k");

  function dressUp(text) {
    const look = JSON.parse(text);
    const root = document.documentElement;
    root.dataset.theme = look.theme;
    for (const [name, colour] of Object.entries(look.variables)) {
      root.style.setProperty(name, colour);
    }
  }

  function nearness() {
    map.getContainer().classList.toggle("far", map.getZoom() < 12.5);
  }

  // A part at a time; the desk sends the next one when this one is on the map.
  function apply(text) {
    const changes = JSON.parse(text);
    core.markers.apply(changes);
    core.heat.draw();
    if (!fitted && core.markers.all.size) {
      fitted = true;
      map.fitBounds(core.markers.bounds(), { padding: [40, 40], maxZoom: 16, animate: false });
    }
    core.desk.applied(core.markers.all.size);
  }

  function useTool(name) {
    core.measure.clear();
    if (core.select[name]) {
      core.select[name]();
    } else if (name === "measure") {
      core.measure.measure();
    } else {
      core.drawing.use("pan", null);
    }
  }

  function goTo(text) {
    const bounds = JSON.parse(text);
    map.fitBounds(bounds, { padding: [24, 24], maxZoom: 17, animate: false });
  }

  // Keys that the map has no use for belong to the page around it; by position, in any layout.
  document.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (plain && (/^Key[A-Z]$/.test(event.code) || event.key === "Escape")) {
      core.desk.pressed(event.key === "Escape" ? "Escape" : event.code.slice(3));
    }
  });

  map.on("click", (event) => {
    if (!map.getContainer().classList.contains("drawing")) {
      core.desk.clicked(event.latlng.lng, event.latlng.lat);
    }
  });

  core.gathering = deskParts.gather(core);
  core.labels = deskParts.labels(core);
  core.markers = deskParts.markers(core);
  core.drawing = deskParts.drawing(core);
  core.select = deskParts.select(core);
  core.measure = deskParts.measure(core);
  core.heat = deskParts.heat(core);
  L.control.zoom({
    position: "topright",
    zoomInTitle: words.zoom_in,
    zoomOutTitle: words.zoom_out,
  }).addTo(map);
  deskParts.grounds(core);
  deskParts.scale(core);
  map.on("zoomend", nearness);
  if (settings.bounds) {
    map.fitBounds(settings.bounds, { padding: [24, 24], animate: false });
  }
  nearness();
  map.getContainer().classList.toggle("with-country", Boolean(settings.sea));
  window.deskCore = core;

  new QWebChannel(qt.webChannelTransport, (channel) => {
    const desk = channel.objects.desk;
    core.desk = desk;
    desk.changed.connect(apply);
    desk.chosen.connect((id) => core.markers.choose(id, true));
    desk.dressed.connect(dressUp);
    desk.tiled.connect((text) => deskTiles(map, JSON.parse(text)));
    desk.covered.connect(core.markers.cover);
    desk.words_told.connect(core.markers.tell);
    desk.marked.connect((text) => core.markers.mark(new Set(JSON.parse(text)), false));
    desk.tool_chosen.connect(useTool);
    desk.view_wanted.connect(() => core.select.view());
    desk.heat_wanted.connect(core.heat.show);
    desk.ground_chosen.connect(core.showGround);
    desk.place_wanted.connect(goTo);
    const moved = () => {
      const bounds = map.getBounds();
      desk.moved(bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth());
    };
    map.on("moveend", moved);
    moved();
    desk.ready();
  });
})();

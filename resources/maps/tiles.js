// The ground under outlines and markers: packages of tiles that are installed on this computer.
"use strict";

(function () {
  const BASE = "tambon://maps/";
  const PAINTER = BASE + "protomaps/protomaps-leaflet.js";
  const FONT = "Sarabun, sans-serif";
  const GREEN = new Set([
    "allotments", "cemetery", "farmland", "forest", "garden", "golf_course", "grass", "grassland",
    "meadow", "national_park", "nature_reserve", "orchard", "park", "pitch", "playground",
    "protected_area", "recreation_ground", "scrub", "village_green", "wetland", "wood",
  ]);
  // Both schemas in common use name roads by importance: protomaps by kind, OpenMapTiles by class.
  const ROADS = [
    { names: ["path", "track", "other"], from: 15, widths: [[14, 0.8], [18, 3]] },
    { names: ["minor_road", "minor", "service", "residential"], from: 13, widths: [[13, 1], [15, 3], [18, 12]] },
    { names: ["medium_road", "tertiary", "secondary"], from: 11, widths: [[11, 1], [14, 4], [18, 16]] },
    { names: ["major_road", "primary"], from: 8, widths: [[8, 0.8], [14, 5], [18, 18]] },
    { names: ["highway", "trunk", "motorway"], from: 6, widths: [[6, 0.8], [14, 6], [18, 20]] },
  ];
  const state = { map: null, layers: [], ink: {} };

  // -- colours: the theme's, read anew whenever it changes

  function readInk() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["outside", "land", "green", "water", "road", "road-edge", "boundary", "label", "water-label"]) {
      state.ink[name] = style.getPropertyValue("--" + name).trim();
    }
  }

  const ink = (name) => () => state.ink[name];

  // -- how vector tiles are painted

  function kindOf(feature) {
    return feature.props.kind || feature.props.class || "";
  }

  function isPolygon(zoom, feature) {
    return feature.geomType === 3;
  }

  function isLine(zoom, feature) {
    return feature.geomType === 2;
  }

  function filled(layer, colour, filter, opacity) {
    const symbolizer = new protomapsL.PolygonSymbolizer({ fill: ink(colour), opacity: opacity || 1 });
    return { dataLayer: layer, symbolizer, filter };
  }

  function drawn(layer, colour, widths, filter, more) {
    const symbolizer = new protomapsL.LineSymbolizer({
      color: ink(colour),
      width: protomapsL.exp(1.6, widths),
      lineCap: "round",
      lineJoin: "round",
      ...more,
    });
    return { dataLayer: layer, symbolizer, filter };
  }

  function isGreen(zoom, feature) {
    return isPolygon(zoom, feature) && GREEN.has(kindOf(feature));
  }

  function isBorder(zoom, feature) {
    const level = Number(feature.props.admin_level || feature.props.kind_detail || 2);
    return !feature.props.maritime && (level <= 4 || zoom >= 9);
  }

  function roadRules(layer) {
    const rules = [];
    for (const edge of [true, false]) {
      for (const road of ROADS) {
        const names = new Set(road.names);
        const filter = (zoom, feature) => isLine(zoom, feature) && names.has(kindOf(feature));
        const widths = road.widths.map(([zoom, width]) => [zoom, edge ? width + 2 : width]);
        rules.push({ ...drawn(layer, edge ? "road-edge" : "road", widths, filter), minzoom: road.from });
      }
    }
    const rails = (zoom, feature) => isLine(zoom, feature) && ["rail", "transit"].includes(kindOf(feature));
    rules.push(drawn(layer, "road-edge", [[10, 0.8], [18, 3]], rails, { dash: [6, 4], dashWidth: 1.5, dashColor: ink("road-edge") }));
    return rules;
  }

  function paintRules(layers) {
    const streams = [[9, 0.8], [14, 2], [18, 8]];
    const rules = [
      filled("earth", "land", isPolygon),
      filled("landcover", "green", isGreen),
      filled("landuse", "green", isGreen),
      filled("park", "green", isPolygon, 0.6),
      filled("water", "water", isPolygon),
      drawn("water", "water", streams, isLine),
      drawn("waterway", "water", streams, isLine),
      ...roadRules("roads"),
      ...roadRules("transportation"),
      filled("buildings", "road-edge", isPolygon, 0.45),
      filled("building", "road-edge", isPolygon, 0.45),
      drawn("boundaries", "boundary", [[4, 0.8], [12, 2]], isBorder, { opacity: 0.7 }),
      drawn("boundary", "boundary", [[4, 0.8], [12, 2]], isBorder, { opacity: 0.7 }),
    ];
    return strangeRules(layers, rules).concat(rules);
  }

  // Layers of no schema that is known are shown too, plainly.
  function strangeRules(layers, rules) {
    const known = new Set(rules.map((rule) => rule.dataLayer).concat(labelLayers));
    return layers.filter((name) => !known.has(name)).flatMap((name) => [
      filled(name, "road-edge", isPolygon, 0.25),
      drawn(name, "road-edge", [[6, 0.8], [16, 2.5]], isLine),
    ]);
  }

  const labelLayers = ["places", "place", "water_name", "transportation_name", "pois", "poi", "housenumber", "mountain_peak", "aerodrome_label", "aeroway"];

  function names() {
    const thai = document.documentElement.lang !== "en";
    return thai ? ["name:th", "name", "name:en"] : ["name:en", "name_en", "name:latin", "name"];
  }

  function placed(layer, size, weight, filter, zooms) {
    const symbolizer = new protomapsL.CenteredTextSymbolizer({
      labelProps: names(),
      fontFamily: FONT,
      fontSize: size,
      fontWeight: weight,
      lineHeight: 1.4,
      fill: ink("label"),
      stroke: ink("land"),
      width: 2,
    });
    return { dataLayer: layer, symbolizer, filter, ...zooms };
  }

  function along(layer, colour, filter, minzoom) {
    const symbolizer = new protomapsL.LineLabelSymbolizer({
      labelProps: names(),
      fontFamily: FONT,
      fontSize: 13,
      fontWeight: 500,
      fill: ink(colour),
      stroke: ink("land"),
      width: 4,
      position: 2,
    });
    return { dataLayer: layer, symbolizer, filter, minzoom };
  }

  function isOneOf(...kinds) {
    return (zoom, feature) => kinds.includes(feature.props.kind_detail) || kinds.includes(kindOf(feature));
  }

  function labelRules() {
    const rules = [];
    // Where the authority names its villages, two names of one place would lie on each other.
    const nearest = document.querySelector(".label-village") ? 12 : undefined;
    for (const layer of ["places", "place"]) {
      rules.push(
        placed(layer, 15, 700, isOneOf("country"), { maxzoom: 7 }),
        placed(layer, 15, 700, isOneOf("city", "state", "region"), { maxzoom: 14 }),
        placed(layer, 14, 600, isOneOf("town"), { minzoom: 8 }),
        placed(layer, 14, 600, isOneOf("village", "locality", "suburb", "quarter"), { minzoom: 11, maxzoom: nearest }),
        placed(layer, 13, 500, isOneOf("hamlet", "neighbourhood", "isolated_dwelling"), { minzoom: 13, maxzoom: nearest }),
      );
    }
    rules.push(
      along("roads", "label", isLine, 14),
      along("transportation_name", "label", isLine, 14),
      along("water", "water-label", isLine, 13),
      along("waterway", "water-label", isLine, 13),
    );
    return rules;
  }

  // -- layers

  function addressOf(one) {
    return BASE + "tiles/" + one.id + "/{z}/{x}/{y}";
  }

  // Leaflet takes an attribution for HTML: what comes from a file becomes plain text.
  function plain(text) {
    const holder = document.createElement("span");
    holder.textContent = text;
    return holder.innerHTML;
  }

  function common(one, at) {
    return {
      bounds: one.bounds,
      maxZoom: state.map.getMaxZoom(),
      zIndex: at + 1,
      attribution: plain(one.attribution),
      updateWhenZooming: false,
    };
  }

  // Leaflet gives a tile that is not wanted any more an empty picture by a data address, which our
  // policy refuses: here it loses its address instead, and its request ends as well.
  const Pictures = L.TileLayer.extend({
    _abortLoading: function () {
      for (const [key, tile] of Object.entries(this._tiles)) {
        if (tile.coords.z !== this._tileZoom && !tile.el.complete) {
          this._removeTile(key);
        }
      }
    },
    _removeTile: function (key) {
      const tile = this._tiles[key];
      if (tile) {
        tile.el.onload = tile.el.onerror = null;
        tile.el.removeAttribute("src");
        L.GridLayer.prototype._removeTile.call(this, key);
      }
    },
  });

  window.deskPictures = (url, options) => new Pictures(url, options);

  function rasterLayer(one, at) {
    return deskPictures(addressOf(one), {
      ...common(one, at),
      minZoom: one.minZoom,
      maxNativeZoom: one.maxZoom,
      className: "desk-raster",
    });
  }

  // OpenMapTiles has no layer of land: it is the ground of the whole tile.
  function groundOf(layers) {
    const bare = !layers.includes("earth") && ["transportation", "landcover"].some((name) => layers.includes(name));
    return bare ? state.ink.land : undefined;
  }

  function vectorLayer(one, at) {
    return protomapsL.leafletLayer({
      ...common(one, at),
      url: addressOf(one),
      // A vector tile is drawn 512 pixels wide: one zoom closer than it is counted.
      minZoom: one.minZoom ? one.minZoom + 1 : 0,
      maxDataZoom: one.maxZoom,
      paintRules: paintRules(one.layers),
      labelRules: labelRules(),
      backgroundColor: groundOf(one.layers),
      lang: document.documentElement.lang,
      tasks: [document.fonts.load("600 14px Sarabun"), document.fonts.load("500 13px Sarabun", "ก")],
    });
  }

  let painter = null;

  // A tenth of a megabyte that only those pay who have a vector package.
  function withPainter() {
    painter = painter || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = PAINTER;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    return painter;
  }

  // Where tiles lie under the view, the outlines' own land, roads and waters would only cover them.
  function tellGround() {
    const zoom = Math.round(state.map.getZoom());
    const view = state.map.getBounds();
    const covered = state.layers.some((layer) =>
      zoom >= layer.options.minZoom && view.intersects(L.latLngBounds(layer.options.bounds)));
    state.map.getContainer().classList.toggle("tiled", covered);
  }

  let turn = 0;

  // Show these packages and no others, from the bottom up. May be called again at any time.
  window.deskTiles = async function (map, packages) {
    const mine = ++turn;
    if (!state.map) {
      state.map = map;
      map.on("moveend zoomend", tellGround);
      if (!map.attributionControl) {
        L.control.attribution({ prefix: false, position: "bottomleft" }).addTo(map);
      }
    }
    readInk();
    if (packages.some((one) => one.kind === "vector")) {
      await withPainter();
    }
    if (mine !== turn) {
      return;
    }
    state.layers.forEach((layer) => layer.remove());
    state.layers = packages.map((one, at) => (one.kind === "vector" ? vectorLayer(one, at) : rasterLayer(one, at)));
    state.layers.forEach((layer) => layer.addTo(map));
    tellGround();
  };

  let waiting = false;

  function restyle() {
    waiting = false;
    readInk();
    for (const layer of state.layers) {
      if (layer.clearLayout) {
        layer.backgroundColor = layer.backgroundColor && state.ink.land;
        layer.clearLayout();
        layer.rerenderTiles();
      }
    }
  }

  new MutationObserver(() => {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(restyle);
    }
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["style", "data-theme"] });
})();

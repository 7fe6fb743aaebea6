// Measuring: how long a line is, and how large the ground that it closes in.
"use strict";

deskParts.measure = function (core) {
  const { map, settings, drawing } = core;
  const words = settings.words;
  const EARTH = 6371008.8;
  let label = null;
  let kept = null;

  function number(value, digits) {
    return value.toLocaleString("en-US", { maximumFractionDigits: digits });
  }

  function lengthOf(corners) {
    let metres = 0;
    for (let n = 1; n < corners.length; n += 1) {
      metres += map.distance(corners[n - 1], corners[n]);
    }
    return metres;
  }

  // On the sphere, in square metres (Chamberlain and Duquette 2007).
  function areaOf(ring) {
    const rad = Math.PI / 180;
    let sum = 0;
    for (let n = 0; n < ring.length; n += 1) {
      const a = ring[n];
      const b = ring[(n + 1) % ring.length];
      sum += (b.lng - a.lng) * rad * (2 + Math.sin(a.lat * rad) + Math.sin(b.lat * rad));
    }
    return Math.abs((sum * EARTH * EARTH) / 2);
  }

  function lengthWords(metres) {
    return metres < 1000
      ? number(metres, metres < 10 ? 1 : 0) + " " + words.metres
      : number(metres / 1000, 2) + " " + words.kilometres;
  }

  // Thai land is measured in rai (1,600 m²), ngan (400 m²) and square wa (4 m²).
  function areaWords(square) {
    if (!words.rai) {
      return square < 10000
        ? number(square, 0) + " " + words.square_metres
        : number(square / 10000, 2) + " " + words.hectares;
    }
    let wa = Math.round(square / 4);
    const rai = Math.floor(wa / 400);
    wa -= rai * 400;
    const ngan = Math.floor(wa / 100);
    wa -= ngan * 100;
    const parts = [[rai, words.rai], [ngan, words.ngan], [wa, words.wa]];
    const said = parts.filter(([n]) => n).map(([n, unit]) => number(n, 0) + " " + unit);
    return said.join(" ") || "0 " + words.wa;
  }

  function isClosed(corners) {
    return corners.length > 3 && corners[0].equals(corners[corners.length - 1]);
  }

  function sayOf(corners) {
    const length = lengthWords(lengthOf(corners));
    return isClosed(corners) ? length + " · " + areaWords(areaOf(corners.slice(0, -1))) : length;
  }

  function moved(corners) {
    clear();
    if (!corners.length) {
      core.desk.measured("");
      return;
    }
    const text = sayOf(corners);
    label = L.tooltip({ permanent: true, direction: "top", offset: [0, -8], className: "measured" })
      .setLatLng(corners[corners.length - 1]).setContent(text).addTo(map);
    core.desk.measured(text);
  }

  // The line that is done stays until the next one is begun or the tool is put away.
  function done(corners) {
    const closed = corners.length > 2 && !isClosed(corners) ? [...corners, corners[0]] : corners;
    moved(closed);
    kept = L.polyline(closed, { color: "var(--focus)", weight: 3, interactive: false }).addTo(map);
  }

  function clear() {
    [label, kept].forEach((layer) => layer && layer.remove());
    label = kept = null;
  }

  return {
    measure: () => drawing.use("measure", { moved, done }),
    clear, lengthWords, areaWords, areaOf,
  };
};

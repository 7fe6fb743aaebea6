// How a cluster looks: its number, a ring with a part for each state in it, a sign where one is late.
"use strict";

deskParts.cluster = function (core) {
  const { settings, say } = core;
  const order = Object.keys(settings.faces);
  const urgent = ["attention", "overdue"];

  function countsOf(members) {
    const counts = { faces: {}, all: members.length, marked: 0 };
    for (const item of members) {
      counts.faces[item.face] = (counts.faces[item.face] || 0) + 1;
      if (core.marked.size && core.marked.has(item.case_id)) {
        counts.marked += 1;
      }
    }
    return counts;
  }

  // What the ring shows is said too: 36 cases: 20 waiting, 16 overdue. 4 of them are selected.
  function wordsOf(counts) {
    const parts = order
      .filter((face) => counts.faces[face])
      .map((face) => settings.faces[face].word + " " + counts.faces[face]);
    const text = say("cases", counts.all) + ": " + parts.join(", ");
    return counts.marked ? text + ". " + say("marked_among", counts.marked) : text;
  }

  // Parts too small to be seen get a little more than their share. Every second one is hatched,
  // so that neighbours differ by more than their colour.
  function ringOf(counts, side) {
    const middle = side / 2;
    const radius = middle - 3;
    const round = 2 * Math.PI * radius;
    const faces = order.filter((face) => counts.faces[face]);
    const shares = faces.map((face) => Math.max(counts.faces[face] / counts.all, 0.05));
    const total = shares.reduce((sum, share) => sum + share, 0);
    let from = 0;
    const arcs = faces.map((face, n) => {
      const long = (shares[n] / total) * round;
      const gap = faces.length > 1 ? 1.5 : 0;
      const drawn = n % 2 ? hatched(long - gap, round) : Math.max(long - gap, 0.5) + " " + round;
      const arc = '<circle cx="' + middle + '" cy="' + middle + '" r="' + radius
        + '" class="part part-' + face.replace(/_/g, "-") + '" stroke-dasharray="' + drawn
        + '" stroke-dashoffset="' + -from + '"/>';
      from += long;
      return arc;
    });
    return '<svg class="ring" aria-hidden="true" width="' + side + '" height="' + side + '">'
      + '<circle cx="' + middle + '" cy="' + middle + '" r="' + radius + '" class="edge"/>'
      + arcs.join("") + "</svg>";
  }

  function hatched(long, round) {
    const dashes = [];
    let left = Math.max(long, 0.5);
    while (left > 0) {
      const dash = Math.min(3, left);
      dashes.push(dash, Math.min(1.5, Math.max(left - dash, 0)));
      left -= 4.5;
    }
    dashes[dashes.length - 1] += round;
    return dashes.join(" ");
  }

  function iconOf(counts) {
    const n = counts.all;
    const side = n < 10 ? 40 : n < 100 ? 44 : n < 1000 ? 50 : 58;
    const sign = urgent.find((face) => counts.faces[face]);
    const look = sign && settings.faces[sign];
    const badge = look
      ? '<svg class="badge part-' + sign + '" viewBox="0 0 24 24" aria-hidden="true">' + look.icon + "</svg>"
      : "";
    return L.divIcon({
      className: "cluster" + (counts.marked ? " marked" : ""),
      html: ringOf(counts, side) + '<div class="disc">' + core.short(n) + "</div>" + badge,
      iconSize: [side, side],
    });
  }

  return { iconOf, countsOf, wordsOf };
};

// Where cases lie close: how many stand in each square of the screen, in five steps with numbers.
"use strict";

deskParts.heat = function (core) {
  const { map, settings, markers } = core;
  const CELL = 8;
  const REACH = 2;  // cells to each side: a square of 40 pixels
  const STEPS = [[252, 227, 138, 0.55], [249, 184, 74, 0.62], [240, 138, 36, 0.68],
    [209, 87, 27, 0.74], [143, 42, 18, 0.8]];
  const NUMBERS = 12;
  const pane = map.createPane("heat");
  pane.style.zIndex = 470;
  pane.style.pointerEvents = "none";
  const canvas = document.createElement("canvas");
  pane.append(canvas);
  const legend = document.createElement("div");
  legend.className = "heat-legend";
  legend.hidden = true;
  map.getContainer().append(legend);
  let on = false;

  // How many markers stand in each cell of the screen.
  function counted(size) {
    const wide = Math.ceil(size.x / CELL) + 2 * REACH;
    const high = Math.ceil(size.y / CELL) + 2 * REACH;
    const cells = new Uint32Array(wide * high);
    const origin = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
    const scale = core.gathering.scaleAt(map.getZoom());
    markers.all.forEach((item) => {
      const x = Math.floor((item.x * scale - origin.x) / CELL) + REACH;
      const y = Math.floor((item.y * scale - origin.y) / CELL) + REACH;
      if (x >= 0 && y >= 0 && x < wide && y < high) {
        cells[y * wide + x] += 1;
      }
    });
    return { wide, high, cells };
  }

  // The sum of the square around each cell, by a table of sums from the corner.
  function summed({ wide, high, cells }) {
    const sums = new Uint32Array((wide + 1) * (high + 1));
    for (let y = 0; y < high; y += 1) {
      let row = 0;
      for (let x = 0; x < wide; x += 1) {
        row += cells[y * wide + x];
        sums[(y + 1) * (wide + 1) + x + 1] = sums[y * (wide + 1) + x + 1] + row;
      }
    }
    const near = new Uint32Array(wide * high);
    for (let y = 0; y < high; y += 1) {
      const top = Math.max(0, y - REACH) * (wide + 1);
      const low = Math.min(high, y + REACH + 1) * (wide + 1);
      for (let x = 0; x < wide; x += 1) {
        const left = Math.max(0, x - REACH);
        const right = Math.min(wide, x + REACH + 1);
        near[y * wide + x] = sums[low + right] - sums[low + left] - sums[top + right] + sums[top + left];
      }
    }
    return near;
  }

  // Where each step begins: whole numbers that grow evenly in proportion.
  function stepsTo(most) {
    const found = [1];
    for (let n = 1; n < STEPS.length && found[found.length - 1] < most; n += 1) {
      const next = Math.max(found[found.length - 1] + 1, Math.round(Math.pow(most, n / STEPS.length)));
      if (next <= most) {
        found.push(next);
      }
    }
    return found;
  }

  function draw() {
    if (!on) {
      return;
    }
    const size = map.getSize();
    const field = counted(size);
    const near = summed(field);
    const steps = stepsTo(near.reduce((a, b) => Math.max(a, b), 0));
    const colours = steps.map((_, n) => STEPS[Math.round(n * (STEPS.length - 1) / Math.max(1, steps.length - 1))]);
    const small = document.createElement("canvas");
    small.width = field.wide;
    small.height = field.high;
    const image = new ImageData(field.wide, field.high);
    near.forEach((n, at) => {
      if (n) {
        const step = steps.findLastIndex((from) => n >= from);
        const [r, g, b, a] = colours[step];
        image.data.set([r, g, b, 255 * a], at * 4);
      }
    });
    small.getContext("2d").putImageData(image, 0, 0);
    canvas.width = size.x;
    canvas.height = size.y;
    const paint = canvas.getContext("2d");
    paint.imageSmoothingEnabled = true;
    paint.drawImage(small, -REACH * CELL, -REACH * CELL, field.wide * CELL, field.high * CELL);
    printNumbers(paint, field, near);
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    showLegend(steps, colours);
  }

  // The peaks are printed: nobody has to read a colour.
  function printNumbers(paint, { wide }, near) {
    const peaks = [];
    const order = [...near.keys()].filter((at) => near[at] > 1).sort((a, b) => near[b] - near[a]);
    for (const at of order.slice(0, 4000)) {
      const x = (at % wide - REACH + 0.5) * CELL;
      const y = (Math.floor(at / wide) - REACH + 0.5) * CELL;
      if (peaks.length < NUMBERS && peaks.every((p) => Math.hypot(p.x - x, p.y - y) > 90)) {
        peaks.push({ x, y, n: near[at] });
      }
    }
    paint.font = "700 15px Sarabun, sans-serif";
    paint.textAlign = "center";
    paint.textBaseline = "middle";
    paint.lineWidth = 4;
    paint.strokeStyle = "#ffffff";
    paint.fillStyle = "#16211f";
    for (const peak of peaks) {
      paint.strokeText(core.short(peak.n), peak.x, peak.y);
      paint.fillText(core.short(peak.n), peak.x, peak.y);
    }
  }

  function showLegend(steps, colours) {
    const middle = map.getSize().divideBy(2);
    const across = map.distance(
      map.containerPointToLatLng(middle),
      map.containerPointToLatLng(middle.add([CELL * (2 * REACH + 1), 0])),
    );
    const square = across < 1000
      ? Math.round(across) + " " + settings.words.metres
      : (across / 1000).toFixed(1) + " " + settings.words.kilometres;
    const rows = steps.map((from, n) => {
      const [r, g, b, a] = colours[n];
      const to = n + 1 < steps.length ? steps[n + 1] - 1 : null;
      const row = document.createElement("div");
      const box = document.createElement("i");
      box.style.background = "rgba(" + [r, g, b, a].join() + ")";
      row.append(box, to === null ? from + "+" : to > from ? from + "–" + to : String(from));
      return row;
    });
    const head = document.createElement("b");
    head.textContent = (settings.words.in_square || "").replace("{size}", square);
    legend.replaceChildren(head, ...rows);
  }

  function show(wanted) {
    on = wanted;
    legend.hidden = !on;
    pane.style.display = on ? "" : "none";
    map.getContainer().classList.toggle("with-heat", on);
    draw();
  }

  map.on("moveend", draw);
  map.on("resize", draw);
  return { show, draw };
};

// Which markers stand together at a zoom: those of one cell of a grid, joined where discs would touch.
"use strict";

deskParts.gather = function () {
  const CELL = 56;  // pixels
  const TILE = 256;
  const FAR = 67108864;

  function scaleAt(zoom) {
    return TILE * Math.pow(2, zoom);
  }

  // (lon, lat) in degrees as a place in the unit square of web maps; y grows to the south.
  function toWorld(lon, lat) {
    const limited = Math.max(-85.0511287798, Math.min(85.0511287798, lat));
    const y = Math.log(Math.tan(Math.PI / 4 + (limited * Math.PI) / 360));
    return [(lon + 180) / 360, 0.5 - y / (2 * Math.PI)];
  }

  function toLatLng(x, y) {
    const lat = (2 * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - Math.PI / 2) * (180 / Math.PI);
    return L.latLng(lat, x * 360 - 180);
  }

  // Clusters of these items ({x, y}) at a whole zoom. The grid is fixed to the ground, so that
  // moving the map regroups nothing. The time grows with the items alone.
  function gather(items, zoom) {
    const size = scaleAt(zoom) / CELL;
    const cells = new Map();
    for (const item of items) {
      const key = Math.floor(item.x * size) * FAR + Math.floor(item.y * size);
      const cell = cells.get(key);
      if (cell) {
        cell.x += item.x;
        cell.y += item.y;
        cell.members.push(item);
      } else {
        cells.set(key, { key, x: item.x, y: item.y, members: [item] });
      }
    }
    for (const cell of cells.values()) {
      cell.x /= cell.members.length;
      cell.y /= cell.members.length;
    }
    join(cells, size);
    return [...cells.values()];
  }

  // The fullest cells take in neighbours that would cover them.
  function join(cells, size) {
    const near = 0.6 / size;
    const order = [...cells.values()].sort((a, b) => b.members.length - a.members.length || a.key - b.key);
    for (const one of order) {
      if (cells.get(one.key) !== one) {
        continue;
      }
      for (let across = -1; across <= 1; across += 1) {
        for (let down = -1; down <= 1; down += 1) {
          const two = cells.get(one.key + across * FAR + down);
          if (!two || two === one || Math.hypot(one.x - two.x, one.y - two.y) >= near) {
            continue;
          }
          const all = one.members.length + two.members.length;
          one.x = (one.x * one.members.length + two.x * two.members.length) / all;
          one.y = (one.y * one.members.length + two.y * two.members.length) / all;
          one.members = one.members.concat(two.members);
          cells.delete(two.key);
        }
      }
    }
  }

  function onOneSpot(members) {
    return members.every((one) => Math.abs(one.x - members[0].x) < 1e-9 && Math.abs(one.y - members[0].y) < 1e-9);
  }

  return { gather, toWorld, toLatLng, scaleAt, onOneSpot };
};

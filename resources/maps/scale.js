// The scale, with the units of the language in use beside it.
"use strict";

deskParts.scale = function (core) {
  const words = core.settings.words;
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
  new Scale({ imperial: false, maxWidth: 130 }).addTo(core.map);
};

// The parts of the map page, each a function of what they share; each stands in a file of its own.
"use strict";

var deskParts = {};

// On a screen narrower than the map, opens it on Québec, at its centre. Without JavaScript it opens on its left edge.
for (const frame of document.querySelectorAll(".map-frame")) {
  frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
}

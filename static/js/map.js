// On a screen narrower than the map, opens it on Québec, at its centre. Without JavaScript it opens on its left edge.
const centre = () => {
  for (const frame of document.querySelectorAll(".map-frame")) {
    frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
  }
};

centre();
document.addEventListener("refreshed", centre);

// The map: cities and sites as circles, provinces as rings, countries shaded; each opens what happened there.
import { asked, element, link, Opened } from "./map_popup.js";
import { PlaceTable } from "./map_table.js";

const L = window.L;
const box = document.getElementById("map");
const words = box.dataset;
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const compact = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact", maximumFractionDigits: 1 });
const OUTLINES = ["/static/map/world.json", "/static/map/indonesia.json"];
const WORLD = L.latLngBounds([-56, -170], [76, 180]);
const MOST_STEPS = 5;
const SMALLEST = 24;
const NAMES_FROM = 4.5;
const NEAR = 44;
const MOST_REGIONS = 12;
const HASH = /^#(\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/;

const map = L.map(box, {
  attributionControl: false, zoomControl: false, minZoom: 0, maxZoom: 9, zoomSnap: 0.5, maxBoundsViscosity: 0.7,
  maxBounds: [[-80, -215], [86, 215]], zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm,
});
L.control.zoom({ position: "bottomright", zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
map.fitBounds(WORLD);

const table = new PlaceTable(document.getElementById("as-table"));
const told = document.getElementById("told");
const shaded = L.featureGroup().addTo(map);
const marks = L.markerClusterGroup({
  maxClusterRadius: NEAR, showCoverageOnHover: false, animate: !calm, iconCreateFunction: clusterIcon,
  spiderLegPolylineOptions: { className: "map-leg", weight: 1.5, interactive: false },
}).addTo(map);
const countries = new Map();
let byKeyboard = false;
let waiting = null;
let placed = false;

// A circle whose width grows with the logarithm of the number: 1 event, 10, 100 and so on are one step apart.
const width = (number) => Math.round(SMALLEST + 9 * Math.log10(Math.max(number, 1)));

function icon(kind, number, said, name = "") {
  const shown = element("span", "shown", compact.format(number));
  shown.ariaHidden = "true";
  const inside = element("span", "", "", shown, element("span", "hidden", said));
  if (name) {
    const label = element("span", "named", name);
    label.ariaHidden = "true";
    inside.append(label);
  }
  const size = width(number) + (kind === "pin" ? 0 : 8);
  return L.divIcon({ className: `map-mark ${kind}`, html: inside, iconSize: [size, size] });
}

function clusterIcon(cluster) {
  const places = cluster.getAllChildMarkers().map((marker) => marker.options.place);
  const number = places.reduce((sum, place) => sum + place.number, 0);
  const said = words.cluster.replace("{places}", compact.format(places.length)).replace("{n}", compact.format(number));
  return icon("cluster", number, said);
}

const spoken = (place) => [place.name, place.where, place.precision, place.told].filter(Boolean).join(", ");

function openable(layer, place) {
  const opened = new Opened(place, words);
  const maxHeight = Math.min(300, box.clientHeight - 130);
  layer.bindPopup(opened.box, { minWidth: 220, maxWidth: 320, maxHeight, autoPanPadding: [12, 12] });
  layer.on("popupopen", async ({ popup }) => {
    layer.closeTooltip();
    await opened.fill();
    if (!popup.isOpen()) return;
    const focused = opened.box.contains(document.activeElement);
    popup.update(); // takes the content out and puts it in again
    if (focused) opened.box.focus({ preventScroll: true });
  });
  layer.bindTooltip(element("span", "", `${place.name}: ${place.told}`), { sticky: !place.lat, direction: "top" });
}

function addMark(place) {
  const said = spoken(place);
  const shown = icon(place.kind, place.number, said, place.kind === "province" ? place.name : "");
  const marker = L.marker([place.lat, place.lon], { icon: shown, place, riseOnHover: true });
  openable(marker, place);
  return marker;
}

// Shades are those of the legend: 1 event, up to 9, up to 99 and so on. A country is reached with the keyboard too; of one drawn in several features, by the largest.
function shade(place) {
  const features = countries.get(place.code) ?? [];
  const step = place.number === 1 ? 1 : Math.min(MOST_STEPS, Math.floor(Math.log10(place.number)) + 2);
  for (const [number, feature] of features.entries()) {
    L.geoJSON(feature, { style: { className: `map-country shade-${step}`, weight: 1.2 } }).eachLayer((layer) => {
      openable(layer, place);
      shaded.addLayer(layer);
      if (number === 0) reachable(layer.getElement(), layer, place);
    });
  }
  return features.length > 0;
}

function reachable(path, layer, place) {
  path.setAttribute("tabindex", "0");
  path.setAttribute("role", "button");
  path.setAttribute("aria-label", spoken(place));
  path.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    layer.openPopup(layer.getBounds().getCenter());
  });
}

function listed(id, places) {
  const line = document.getElementById(id);
  const shown = places.slice(0, MOST_REGIONS).map((place) => link(place.explore, `${place.name} (${place.told})`));
  const parts = shown.flatMap((one, number) => (number ? [", ", one] : [one]));
  const more = places.length - shown.length;
  line.querySelector("span").replaceChildren(...parts, more > 0 ? ` ${words.moreRegions.replace("{n}", more)}` : "");
  line.hidden = !places.length;
}

function show(view) {
  shaded.clearLayers();
  marks.clearLayers();
  const nations = view.places.filter((place) => place.kind === "country");
  const drawn = nations.map(shade);
  marks.addLayers(view.places.filter((place) => place.lat !== undefined).map(addMark));
  listed("regions", view.places.filter((place) => place.kind === "region"));
  listed("undrawn", nations.filter((_, number) => !drawn[number]));
  document.getElementById("asides").replaceChildren(
    ...view.asides.map((aside) => element("li", "", "", link(aside.explore, aside.words))),
  );
  table.show(view.places);
  told.textContent = view.complete ? view.told : `${view.told} ${words.further}`;
  const none = box.parentElement.querySelector(".map-none");
  none.hidden = Boolean(view.places.length) || !view.complete;
  none.querySelector("strong").textContent = view.told;
  if (!placed && view.places.length) settle();
}

// The first view is what the address says, else all places; after that it is the reader's.
function settle() {
  placed = true;
  if (!fromHash()) everything();
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    history.replaceState(history.state, "", `#${map.getZoom()}/${lat.toFixed(2)}/${lng.toFixed(2)}`);
  });
}

function fromHash() {
  const found = HASH.exec(location.hash);
  if (found) map.setView([Number(found[2]), Number(found[3])], Number(found[1]), { animate: false });
  return Boolean(found);
}

function everything() {
  const bounds = L.latLngBounds([]);
  for (const group of [marks, shaded]) if (group.getLayers().length) bounds.extend(group.getBounds());
  map.fitBounds(bounds.isValid() ? bounds : WORLD, { padding: [28, 28], maxZoom: 6 });
}

async function outlines() {
  const files = await Promise.all(OUTLINES.map(asked));
  const features = files.flatMap((file) => file.features);
  L.geoJSON(features, { interactive: false, style: { className: "map-land", weight: 0.6 } }).addTo(map).bringToBack();
  const size = (feature) => JSON.stringify(feature.geometry).length;
  for (const feature of features) {
    const code = feature.properties.iso;
    if (code) countries.set(code, [...(countries.get(code) ?? []), feature].sort((a, b) => size(b) - size(a)));
  }
}

// The rest of the count comes later; it must not close what the reader has open.
function refresh(view) {
  if (box.querySelector(".leaflet-popup")) waiting = view;
  else show(view);
}

async function load() {
  const [view] = await Promise.all([asked(words.places), outlines()]);
  show(view);
  box.ariaBusy = "false";
  for (const button of document.querySelectorAll("[data-view]")) button.disabled = false;
  if (!view.complete) refresh(await asked(`${words.places}&whole=true`));
}

function failed(error) {
  const again = element("button", "", words.again);
  again.type = "button";
  again.addEventListener("click", () => location.reload());
  told.replaceChildren(`${words.failed} ${error.message} `, again);
  box.ariaBusy = "false";
}

const VIEWS = {
  all: everything,
  home: () => map.fitBounds(L.geoJSON(countries.get("IDN")).getBounds()),
  world: () => map.fitBounds(WORLD),
};
for (const button of document.querySelectorAll("[data-view]")) {
  button.addEventListener("click", () => VIEWS[button.dataset.view]());
}

// Caught on their way down: what is pressed opens popups before the event comes back up.
box.addEventListener("pointerdown", () => { byKeyboard = false; }, true);
box.addEventListener("keydown", (event) => {
  byKeyboard = true;
  if (event.key === "Escape") map.closePopup();
}, true);
map.on("popupopen", ({ popup }) => {
  popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", words.close);
  if (byKeyboard) popup.getContent().focus({ preventScroll: true });
});
map.on("popupclose", ({ popup }) => {
  const source = popup._source?.getElement?.();
  if (byKeyboard) (source?.isConnected ? source : box).focus({ preventScroll: true });
  if (waiting) {
    const view = waiting;
    waiting = null;
    setTimeout(() => refresh(view));
  }
});
marks.on("clusterkeypress", () => box.focus({ preventScroll: true }));
map.on("zoomend", () => box.classList.toggle("map-near", map.getZoom() >= NAMES_FROM));
addEventListener("hashchange", fromHash);
load().catch(failed);

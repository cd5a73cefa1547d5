// Lights the words and the record's cards that belong together, and shows or hides the layers of the text.
const marked = (element) => element.dataset.marks.split(" ");
const byId = new Map();
for (const element of document.querySelectorAll("[data-marks]")) {
  for (const id of marked(element)) {
    if (!byId.has(id)) byId.set(id, []);
    byId.get(id).push(element);
  }
}

// What lies under the pointer, what has the focus, and what was opened last: each is lit until it is let go.
const held = { pointer: [], focus: [], opened: [] };
function hold(how, ids) {
  const before = held[how];
  held[how] = ids;
  const lit = new Set(Object.values(held).flat());
  for (const id of [...before, ...ids]) {
    for (const element of byId.get(id) ?? []) element.classList.toggle("lit", marked(element).some((one) => lit.has(one)));
  }
}

for (const [how, enter, leave] of [["pointer", "mouseover", "mouseout"], ["focus", "focusin", "focusout"]]) {
  const nearest = (event) => event.target.closest("[data-marks]");
  document.addEventListener(enter, (event) => nearest(event) && hold(how, marked(nearest(event))));
  document.addEventListener(leave, (event) => nearest(event) && hold(how, []));
}

const text = document.querySelector(".text");
for (const box of document.querySelectorAll("[data-layers] input")) {
  const apply = () => text?.classList.toggle(`without-${box.name}`, !box.checked);
  box.addEventListener("change", apply);
  apply();
}

// The cards that words lead to: those of the innermost stretch whose layer is shown; several where these are the same.
const shown = (id) => !text.classList.contains(id.startsWith("ev-") ? "without-events" : "without-statements");
function targets(words) {
  for (const stretch of (words.dataset.opens ?? "").split(" ")) {
    const found = stretch.split(",").filter((id) => id && shown(id) && document.getElementById(id)?.matches(".card"));
    if (found.length) return found;
  }
  return [];
}

function show(card) {
  card.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  card.querySelector("a")?.focus({ preventScroll: true });
}

// A click on words leads to their card, another one to the next card of the same words.
let turn = 0;
document.addEventListener("click", (event) => {
  const words = event.target.closest(".text [data-opens]");
  const selecting = window.getSelection().toString() && event.detail !== 2;
  if (selecting || event.target.closest(".card")) return;
  const found = words && text.contains(words) ? targets(words) : [];
  turn = found.length && found.join() === held.opened.join() ? (turn + 1) % found.length : 0;
  hold("opened", found);
  if (found.length) show(document.getElementById(found[turn]));
});

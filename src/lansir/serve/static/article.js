// Lights the words and the record's cards that belong together, and shows or hides the layers of the text.
const marked = (element) => element.dataset.marks.split(" ");
const byId = new Map();
for (const element of document.querySelectorAll("[data-marks]")) {
  for (const id of marked(element)) {
    if (!byId.has(id)) byId.set(id, []);
    byId.get(id).push(element);
  }
}

function light(source, on) {
  for (const id of marked(source)) for (const element of byId.get(id)) element.classList.toggle("lit", on);
}

for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  const nearest = (event) => event.target.closest("[data-marks]");
  document.addEventListener(enter, (event) => nearest(event) && light(nearest(event), true));
  document.addEventListener(leave, (event) => nearest(event) && light(nearest(event), false));
}

const text = document.querySelector(".text");
for (const box of document.querySelectorAll("[data-layers] input")) {
  const apply = () => text?.classList.toggle(`without-${box.name}`, !box.checked);
  box.addEventListener("change", apply);
  apply();
}

// A click on words leads to the card of the innermost event or statement there.
text?.addEventListener("click", (event) => {
  const words = event.target.closest("[data-marks]");
  if (!words || window.getSelection().toString()) return;
  const card = marked(words).reverse().map((id) => document.getElementById(id)).find((found) => found?.matches(".card"));
  if (!card) return;
  card.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  card.querySelector("a")?.focus({ preventScroll: true });
});

// Dropping a file, and saying what is going on while a page is read or stored.
const form = document.querySelector("form[data-drop]");

function busy(element, words) {
  element.setAttribute("aria-busy", "true");
  element.querySelector(".told").textContent = words;
}

// A page that the browser kept for "back" is ready again.
window.addEventListener("pageshow", () => {
  for (const element of document.querySelectorAll("form[aria-busy]")) {
    element.removeAttribute("aria-busy");
    element.querySelector(".told").textContent = "";
  }
});

function told(words) {
  form.querySelector(".told").textContent = words;
}

function drop() {
  const { file, url, text } = form.elements;
  const zone = form.querySelector("[data-zone]");
  const takes = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  let inside = 0;
  const lit = (change) => { inside = Math.max(inside + change, 0); zone.classList.toggle("over", inside > 0); };

  document.addEventListener("dragenter", (event) => takes(event) && lit(1));
  document.addEventListener("dragleave", (event) => takes(event) && lit(-1));
  document.addEventListener("dragover", (event) => takes(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!takes(event)) return;
    event.preventDefault();
    inside = 0;
    lit(0);
    const chosen = new DataTransfer();
    chosen.items.add(event.dataTransfer.files[0]);
    file.files = chosen.files;
    file.dispatchEvent(new Event("change"));
    form.querySelector("button.main").focus();
  });
  const size = () => file.files[0]?.size ?? new Blob([text.value]).size;
  file.addEventListener("change", () => {
    if (!file.files[0]) return;
    told(size() > Number(form.dataset.largest) ? form.dataset.tooLarge : form.dataset.chosen.replace("{name}", file.files[0].name));
  });
  form.addEventListener("submit", (event) => {
    const given = file.files[0] || text.value.trim();
    const refused = !given && !url.value.trim() ? form.dataset.nothing : size() > Number(form.dataset.largest) ? form.dataset.tooLarge : "";
    if (refused || form.hasAttribute("aria-busy")) {
      event.preventDefault();
      if (refused) told(refused);
      if (refused && !given) url.focus();
      return;
    }
    busy(form, given ? form.dataset.reading : form.dataset.fetching);
  });
}

if (form) drop();

for (const storing of document.querySelectorAll("form[data-storing]")) {
  storing.addEventListener("submit", (event) => {
    if (storing.hasAttribute("aria-busy")) event.preventDefault();
    else busy(storing, storing.dataset.storing);
  });
}

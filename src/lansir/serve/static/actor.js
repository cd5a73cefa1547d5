// Shows only those positions whose actor's name holds the words typed; without this script all are shown.
const folded = (words) => words.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase().trim();

for (const sift of document.querySelectorAll("[data-filter]")) {
  const parts = [...document.getElementById(sift.dataset.filter).querySelectorAll("[data-name]")];
  const input = sift.querySelector("input");
  const status = sift.querySelector("[role=status]");
  sift.classList.remove("waiting");
  input.addEventListener("input", () => {
    const sought = folded(input.value);
    const shown = parts.filter((part) => {
      part.hidden = !folded(part.dataset.name).includes(sought);
      return !part.hidden;
    });
    status.textContent = sought ? sift.dataset.told.replace("{n}", shown.length).replace("{all}", parts.length) : "";
  });
}

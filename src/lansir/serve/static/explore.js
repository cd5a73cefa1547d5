// What Explore loads after the results: facets, values of a facet, the menu of formats, the exact number.
async function fragment(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return [...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes];
}

const facets = document.querySelector("[data-facets]");

async function loadFacets(address) {
  facets.setAttribute("aria-busy", "true");
  try {
    facets.replaceChildren(...(await fragment(address)));
    watch(facets);
  } catch {
    const told = document.createElement("p");
    told.className = "note";
    told.textContent = facets.dataset.failed;
    facets.replaceChildren(told);
  }
  facets.removeAttribute("aria-busy");
}

// The one facet that is opened, or of which all values are wanted, takes the place of the one that stands there.
async function loadFacet(group, address) {
  group.setAttribute("aria-busy", "true");
  try {
    const found = (await fragment(address)).find((node) => node.matches?.("details.facet"));
    const hadFocus = group.contains(document.activeElement);
    found.open = true;
    group.replaceWith(found);
    watch(found.parentElement);
    if (hadFocus) found.querySelector("summary").focus();
  } catch {
    group.removeAttribute("aria-busy");
  }
}

function watch(root) {
  for (const group of root.querySelectorAll("details.facet[data-load]")) {
    const address = group.dataset.load;
    group.removeAttribute("data-load");
    group.addEventListener("toggle", () => group.open && loadFacet(group, address), { once: true });
  }
  for (const link of root.querySelectorAll("a[data-more]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      loadFacet(link.closest("details.facet"), link.dataset.more);
    });
  }
  for (const link of root.querySelectorAll("a[data-thorough]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      loadFacets(link.dataset.thorough);
    });
  }
}

if (facets) loadFacets(facets.dataset.facets);
else watch(document);

// Menus close with Escape, with a click elsewhere, and when the focus leaves them.
for (const menu of document.querySelectorAll("details.menu")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
}

// A large file takes a while before the browser hears of it.
function tell(root) {
  const told = root.querySelector("[data-making]");
  if (told) told.textContent = told.dataset.words;
}

for (const form of document.querySelectorAll("form.downloads")) form.addEventListener("submit", () => tell(form));

for (const menu of document.querySelectorAll("details[data-menu]")) {
  const load = async () => {
    const body = menu.querySelector(".menu-body");
    body.setAttribute("aria-busy", "true");
    try {
      body.replaceChildren(...(await fragment(menu.dataset.menu)));
      for (const link of body.querySelectorAll("a[download]")) link.addEventListener("click", () => tell(body));
    } finally {
      body.removeAttribute("aria-busy");
    }
  };
  menu.addEventListener("toggle", load, { once: true });
}

for (const button of document.querySelectorAll("button[data-total]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    const answer = await fetch(button.dataset.total, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const total = await answer.json();
    const words = total.exact ? button.dataset.words : button.dataset.least;
    button.parentElement.textContent = words.replace("{n}", total.number.toLocaleString(document.documentElement.lang));
  });
}

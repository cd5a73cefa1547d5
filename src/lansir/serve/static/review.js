// Makes the form of a decision quicker: modes that fit the type, actors added in place, keys, one decision at a time.
const form = document.querySelector("form[data-deciding]");

function tell(words) {
  form.querySelector(".told").textContent = words;
}

// Fields as they are, without what says who decides and why.
const asked = ["type", "mode", "status", "actors", "recipients", "time", "place", "killed", "injured", "arrested", "displaced", "released", "speaker", "form", "addressee"];
const state = () => JSON.stringify(asked.map((name) => new FormData(form).getAll(name).filter(Boolean)));

function fitModes(type) {
  const modes = form.elements.mode;
  const none = modes.options[0];
  const groups = [...modes.querySelectorAll("optgroup")];
  const fit = () => {
    const chosen = modes.value;
    const fitting = groups.find((group) => group.label === type.value);
    modes.replaceChildren(none, ...(fitting ? [...fitting.children].map((option) => option.cloneNode(true)) : []));
    modes.value = [...modes.options].some((option) => option.value === chosen) ? chosen : "";
    document.getElementById("type-told").textContent = type.selectedOptions[0].dataset.told;
  };
  fit();
  type.addEventListener("change", fit);
  return fit;
}

function addedBy(select) {
  const list = select.closest("fieldset").querySelector("ul");
  select.addEventListener("change", () => {
    const chosen = select.selectedOptions[0];
    if (!chosen.value) return;
    const there = list.querySelector(`input[value="${CSS.escape(chosen.value)}"]`);
    if (there) there.checked = true;
    else list.append(filler(select.dataset.add, chosen));
    select.value = "";
  });
}

function filler(name, chosen) {
  const [item, label, box, words] = ["li", "label", "input", "span"].map((tag) => document.createElement(tag));
  Object.assign(box, { type: "checkbox", name, value: chosen.value, checked: true });
  words.textContent = chosen.textContent;
  label.append(box, " ", words);
  item.append(label);
  item.dataset.added = "";
  return item;
}

function watch() {
  const fit = form.elements.type && form.elements.mode ? fitModes(form.elements.type) : () => {};
  for (const select of form.querySelectorAll("select[data-add]")) addedBy(select);
  const first = state();
  form.addEventListener("reset", () => {
    for (const item of form.querySelectorAll("[data-added]")) item.remove();
    setTimeout(() => { restore(fit); tell(""); });
  });
  const restore = restorer();
  form.addEventListener("submit", (event) => {
    const decision = event.submitter?.value;
    const changed = state() !== first;
    const refused = decision === "confirmed" && changed ? form.dataset.dirty : decision === "corrected" && !changed && !form.querySelector(".fault") ? form.dataset.clean : "";
    if (refused || form.getAttribute("aria-busy")) {
      event.preventDefault();
      if (refused) tell(refused);
      return;
    }
    form.setAttribute("aria-busy", "true");
    tell(form.dataset.saving);
  });
}

// A native reset does not know the options that were put in place of others.
function restorer() {
  const mode = form.elements.mode?.value;
  return (fit) => {
    fit();
    if (mode !== undefined) form.elements.mode.value = mode;
  };
}

if (form) {
  watch();
  // A page that the browser kept for "back" is ready for another decision.
  window.addEventListener("pageshow", () => form.removeAttribute("aria-busy"));
}

// Keys: never while typing in a field, nor with a modifier, and only where they are wanted.
const KEPT = "lansir-review-keys";
const wanted = () => localStorage.getItem(KEPT) !== "off";
const dialog = document.getElementById("keys");
const TYPED = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

function press(target) {
  if (target.dataset.focus) document.querySelector(target.dataset.focus)?.focus();
  else if (target.form && target.type === "submit") target.form.requestSubmit(target);
  else target.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing || dialog?.open) return;
  const typing = event.target.closest?.(TYPED);
  if (typing) {
    if (event.key === "Escape") typing.blur();
    return;
  }
  if (!wanted() && event.key !== "?") return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!target) return;
  event.preventDefault();
  press(target);
});

if (dialog) {
  const box = dialog.querySelector("[data-keys-on]");
  box.checked = wanted();
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  for (const button of document.querySelectorAll("[data-open=keys]")) button.addEventListener("click", () => dialog.showModal());
}

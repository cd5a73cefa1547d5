// The places of the map as a table that can be sorted by each of its columns.
import { element, link } from "./map_popup.js";

const VALUES = {
  place: (place) => place.name,
  precision: (place) => place.precision,
  where: (place) => place.where ?? "",
  number: (place) => place.number,
  latest: (place) => place.latest ?? "",
};
const LARGEST_FIRST = ["number", "latest"];

export class PlaceTable {
  constructor(details) {
    this.details = details;
    this.body = details.querySelector("tbody");
    this.places = [];
    this.by = "number";
    this.down = true;
    const language = document.documentElement.lang;
    this.collator = new Intl.Collator(language, { numeric: true });
    this.number = new Intl.NumberFormat(language);
    details.addEventListener("toggle", () => this.draw());
    details.addEventListener("click", (event) => {
      const button = event.target.closest("[data-sort]");
      if (button) this.sort(button.dataset.sort);
    });
  }

  show(places) {
    this.places = places;
    this.draw();
  }

  sort(by) {
    this.down = by === this.by ? !this.down : LARGEST_FIRST.includes(by);
    this.by = by;
    for (const button of this.details.querySelectorAll("[data-sort]")) {
      const heading = button.closest("th");
      if (button.dataset.sort === by) heading.setAttribute("aria-sort", this.down ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    }
    this.draw();
  }

  draw() {
    if (!this.details.open) return;
    const value = VALUES[this.by];
    const order = (one, other) => {
      const [a, b] = [value(one), value(other)];
      return typeof a === "number" ? a - b : this.collator.compare(a, b);
    };
    const sorted = [...this.places].sort((one, other) => (this.down ? order(other, one) : order(one, other)));
    this.body.replaceChildren(...sorted.map((place) => this.row(place)));
  }

  row(place) {
    const name = element("th", "", "", link(place.explore, place.name));
    name.scope = "row";
    const cells = [place.precision, place.where].map((text) => element("td", "", text));
    const number = element("td", "n", this.number.format(place.number));
    return element("tr", "", "", name, ...cells, number, element("td", "", place.day));
  }
}

// What a place says when it is opened: its numbers, its latest events, and the way to all of them.
export async function asked(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.error?.message ?? answer.statusText);
  return found;
}

export function element(name, className, text, ...inside) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  made.append(...inside);
  return made;
}

export function link(address, text) {
  const made = element("a", "", text);
  made.href = address;
  return made;
}

function line(event) {
  const sentence = element("blockquote", "", event.sentence);
  if (event.language) sentence.lang = event.language;
  const status = element("span", `status ${event.status}`, event.status_told);
  const source = [event.day, event.outlet].filter(Boolean).join(" · ");
  return element("li", "", "", link(event.address, event.type), " ", status, element("p", "note", source), sentence);
}

export class Opened {
  constructor(place, words) {
    this.place = place;
    this.words = words;
    this.latest = element("div", "map-latest", words.finding);
    const about = [place.precision, place.where].filter(Boolean).join(" · ");
    this.box = element("div", "map-opened", "", element("h3", "", place.name), element("p", "note", about));
    this.box.append(element("p", "map-number", place.told));
    if (place.inside) this.box.append(element("p", "note", place.inside));
    this.box.append(this.latest, element("p", "", "", link(place.explore, words.here)));
    this.box.tabIndex = -1;
  }

  async fill() {
    if (this.filled) return;
    this.filled = true;
    try {
      const { events } = await asked(this.place.events);
      const list = element("ol", "", "", ...events.map(line));
      this.latest.replaceChildren(events.length ? list : element("p", "note", this.words.nothingFound));
    } catch (error) {
      this.filled = false;
      this.latest.replaceChildren(element("p", "note", `${this.words.failed} ${error.message}`));
    }
  }
}

"""The source of crew.ipynb; `make.py` beside it runs it."""

# %% [markdown]
# # From store to chart: who asked for the crew?
#
# On 3 March 2031 rebels in the port of Lumar seize a freighter with 22 sailors. Seventeen days later the last of them
# are free. In between, presidents demand, a minister threatens, envoys fly, bombs fall.
#
# **Who asked for the crew to be let go? Who threatened, who refused? What came of it? And how much of the answer
# depends on how one counts?**
#
# The world is invented: twelve outlets in two languages, some 240 pages that come with Lansir. So we know what is
# true in it, and can see where the reading is wrong. `make demo` reads the pages into `lansir-demo.db`; any other
# store will do for your own question.

# %%
import os
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib.pyplot as plt
from IPython.display import Markdown, display

import lansir
from lansir.examples.world import world
from lansir.export.export import export

store = lansir.open(os.environ.get("LANSIR_STORE", "../../lansir-demo.db"))
story = store.stories(limit=1)[0]
rows = list(store.events(f"story:{story.id}").rows())
plt.rcParams.update({"figure.dpi": 80, "axes.spines.top": False, "axes.spines.right": False, "font.size": 9})
BLUE, PALE, ORANGE, GREY = "#1f5a89", "#a9c4d9", "#d9822b", "#8a8a8a"


def table(head: list[str], lines: list[list[object]]) -> None:
    """Show rows; bars and line ends of page text must not break the table."""
    made = [head, ["---"] * len(head), *lines]
    cells = ([" ".join(str(cell).split()).replace("|", "\\|") for cell in line] for line in made)
    display(Markdown("\n".join(f"| {' | '.join(line)} |" for line in cells)))


print(f"{len(store)} articles. The largest story: {story.title!r}")
print(f"{story.articles} articles of {story.outlets} outlets, {story.first_day} to {story.last_day}")
print(f"{len(rows)} events")

# %% [markdown]
#: always story.articles >= 10 and len(rows) >= 50
#: claim len(world()) - 10 <= len(store) <= len(world()) + 10
#: claim story.outlets == 12 and len(rows) > 1000
# One row is one event as *one* article tells it. `rows()` gives plain columns; `pandas.DataFrame(rows)` takes them as
# they are. Nothing here needs pandas.
#
# Most articles are not news of their own. Agencies write, papers copy, shorten and translate:

# %%
kinds = Counter(row["how"] for row in {row["article"]: row for row in rows}.values())
table(["how the article came about", "articles"], [[how, number] for how, number in kinds.most_common()])

# %% [markdown]
#: always sum(kinds.values()) <= story.articles
#: claim kinds["copy"] + kinds["abridged"] + kinds["translation"] > sum(kinds.values()) / 3
# The {story.articles} articles come from {story.origins} **origins** at most, so five papers that print one agency's
# report count as one source. ([Stories](../stories.md) tells how Lansir finds that out, and how often it fails:
# translations that name no source often pass for news of their own.)
#
# ## Who asked for the crew?
#
# We take requests and threats, and keep those whose sentence has both words for the crew and words for letting go, in
# either language. Rows that tell one happening share its `occurrence`.

# %%
CREW = re.compile(r"\b(crew|sailors?|captives?|awak|pelaut|sandera)\b", re.IGNORECASE)
FREE = re.compile(r"\b(free\w*|releas\w+|let go|bebas\w*|\w*bebaskan|\w*lepas(kan)?)\b", re.IGNORECASE)
about_crew: dict[str, list[dict[str, object]]] = defaultdict(list)
for row in store.events(f"story:{story.id} type:REQUEST,THREATEN status:actual").rows():
    if CREW.search(row["sentence"]) and FREE.search(row["sentence"]):
        about_crew[row["occurrence"]].append(row)


def line_of(told: list[dict[str, object]]) -> list[object]:
    """An occurrence in a line: by whom in most tellings, and the sentence that tells it first."""
    first = min(told, key=lambda row: str(row["published"]))
    by = Counter(row["actor"] or "?" for row in told).most_common(1)[0][0]
    return [first["day"], first["type"], by, len(told), first["told_by_origins"], first["sentence"], first["outlet"]]


table(
    ["day", "type", "by", "tellings", "origins", "first told as", "by outlet"],
    sorted((line_of(told) for told in about_crew.values()), key=lambda line: str(line[0])),
)

# %% [markdown]
#: always all(row["type"] in ("REQUEST", "THREATEN") for told in about_crew.values() for row in told)
#: claim any("Velmont" in str(line_of(told)[2]) and line_of(told)[4] >= 3 for told in about_crew.values())
#: claim any("Brandis" in str(line_of(told)[2]) and line_of(told)[1] == "THREATEN" for told in about_crew.values())
#: claim sum("Velmont" in str(line_of(told)[2]) for told in about_crew.values()) >= 3
#: claim max(about_crew.values(), key=lambda told: told[0]["told_by_origins"])[0]["type"] == "THREATEN"
#: claim any("Arunika offers" in str(line_of(told)[5]) for told in about_crew.values())
#: claim any("memerintahkan blokade laut" in str(line_of(told)[5]) for told in about_crew.values())
#: claim any("Dockers" in str(line_of(told)[2]) for told in about_crew.values())
# President Velmont demands the release on 4 March, and several origins say so. The dockers' union asks
# for it during its strike, but with a price: troops out of Petra Hulu. Defence Minister Brandis gives an ultimatum on
# the 14th, which is told more often, and by more origins, than any request.
#
# Faults show at once. Velmont's one demand stands in several rows: Lansir joins with care, and keeps apart what looks
# too different. His demand and Arunika's offer of the same day share a row, so its number of tellings is too high.
# One row is an order of another kind, a blockade of the sea; its sentence merely has the words that we asked for. Read
# the sentences: that is what they are there for.
#
# ## Who asks, who threatens, who refuses?
#
# The same for the whole story and for eight people. `actor:"Clara Mondo"` finds everybody in whose name these words
# stand, so "Pemimpin oposisi Clara Mondo" comes with her.

# %%
PEOPLE = [
    "Dario Velmont", "Clara Mondo", "Ingrid Solheim", "Hasan Malindo", "Ilsa Ferran", "Otto Brandis", "Mira Solane",
    "Tovan Areh",
]  # fmt: skip
ACTS = {"REQUEST": "asks", "THREATEN": "threatens", "REJECT": "refuses"}
acts: dict[tuple[str, str], tuple[int, int]] = {}
for kind in ACTS:
    for name in PEOPLE:
        found = list(store.events(f'story:{story.id} type:{kind} status:actual actor:"{name}"').rows())
        acts[kind, name] = len(found), len({row["occurrence"] for row in found})
as_george = store.events(f'story:{story.id} who:"George Brandis"').count()

figure, axes = plt.subplots(1, 3, figsize=(8, 3), sharey=True)
for axis, (kind, told) in zip(axes, ACTS.items(), strict=True):
    for place, name in enumerate(reversed(PEOPLE)):
        tellings, happenings = acts[kind, name]
        axis.plot([happenings, tellings], [place, place], color=PALE, linewidth=3, zorder=1)
        axis.scatter(tellings, place, facecolor="white", edgecolor=BLUE, zorder=2)
        axis.scatter(happenings, place, color=BLUE, zorder=3)
    axis.set(title=told, xlim=(-1, None), yticks=range(len(PEOPLE)), yticklabels=reversed(PEOPLE))
axes[1].set_xlabel("empty: tellings    full: occurrences that they fall into")
figure.tight_layout()
plt.show()

# %% [markdown]
#: always all(happenings <= tellings for tellings, happenings in acts.values())
#: claim max(PEOPLE, key=lambda name: acts["REQUEST", name][0]) == "Clara Mondo"
#: claim max(PEOPLE, key=lambda name: acts["THREATEN", name][0]) == "Otto Brandis"
#: claim max(PEOPLE, key=lambda name: acts["REJECT", name][0]) == "Ilsa Ferran"
#: claim acts["REJECT", "Ilsa Ferran"][0] > 5 * acts["REJECT", "Ilsa Ferran"][1]
#: claim as_george == 0
#: claim acts["REQUEST", "Ingrid Solheim"][1] <= 3 and acts["REQUEST", "Ingrid Solheim"][0] >= 8
# Clara Mondo is told to ask most often ({acts["REQUEST", "Clara Mondo"][0]} tellings), and hers is another matter:
# she wants the minister's resignation. Ferran refuses most: {acts["REJECT", "Ilsa Ferran"][0]} tellings of hardly
# more than one refusal, that of 14 March to pull troops out of Petra Hulu, which was the rebels' price for the crew.
# A bar chart of tellings would show how loud an act was, not how often it was done.
#
# Why not `actor:Brandis`? A bare surname means whom Lansir's actor table knows by it, and that is George Brandis of
# Australia. A page that never gives the minister's first name may be read so, too (here {as_george} rows). [Your own
# actors](../how-to/own-actors.md) settle that: put the people of your story into a file before you read the pages.
#
# ## Counting in five ways
#
# How many attacks were there? It depends on what is counted:
#
# 1. every row,
# 2. without copies, abridgements and translations (`copies:no` in a query),
# 3. of these, only acts that *happened* (`status:actual`): not planned, requested, imagined or denied,
# 4. occurrences: all tellings of one happening once,
# 5. occurrences that three independent origins tell.

# %%
TYPES = ["ASSAULT", "COERCE", "CONSULT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"]
WAYS = ["every row", "no copies", "happened", "occurrences", "of three origins"]


def ladder(kind: str) -> list[int]:
    """How many events of a type there are, counted in the five ways."""
    every = [row for row in rows if row["type"] == kind]
    own = [row for row in every if row["how"] not in ("copy", "abridged", "translation")]
    happened = [row for row in own if row["status"] == "actual"]
    once = {row["occurrence"]: row["told_by_origins"] or 0 for row in happened}
    return [len(every), len(own), len(happened), len(once), sum(origins >= 3 for origins in once.values())]


counts = {kind: ladder(kind) for kind in TYPES}
figure, axes = plt.subplots(1, len(WAYS), figsize=(8, 2.6), sharey=True)
for step, (axis, way) in enumerate(zip(axes, WAYS, strict=True)):
    values = [counts[kind][step] for kind in reversed(TYPES)]
    bars = axis.barh(range(len(TYPES)), values, color=ORANGE if step == len(WAYS) - 1 else BLUE)
    axis.bar_label(bars, padding=2)
    axis.set(title=way, xticks=[], yticks=range(len(TYPES)), yticklabels=reversed(TYPES))
    axis.set_xlim(0, 1.4 * max(values, default=1) or 1)
    axis.spines["bottom"].set_visible(False)
figure.tight_layout()
plt.show()
attacks = {
    told.key
    for text in world().values()
    for told in text.occurrences
    if (text.story, told.type, told.status) == ("s-sarim", "ASSAULT", "actual")
}
print("Attacks that truly happened in this world:", ", ".join(sorted(key.removeprefix("o-") for key in attacks)))

# %% [markdown]
#: always all(steps == sorted(steps, reverse=True) for steps in counts.values())
#: claim len(attacks) == 3
#: claim len(attacks) <= counts["ASSAULT"][4] <= 8
#: claim counts["ASSAULT"][0] > 40 * counts["ASSAULT"][4]
#: claim counts["ASSAULT"][3] > 10 * len(attacks)
#: claim counts["CONSULT"][2] < counts["CONSULT"][1] and counts["ASSAULT"][0] > counts["CONSULT"][0]
# Each panel has its own scale; look at the numbers. {counts["ASSAULT"][0]} rows tell of assaults. Without copies, and
# without what did not happen, {counts["ASSAULT"][2]} are left, in {counts["ASSAULT"][3]} occurrences; three
# independent origins tell {counts["ASSAULT"][4]}. In this world there were {len(attacks)}: the airstrike, the bomb on
# the bridge, the shelling.
#
# The fourth way still counts too much. Occurrences are cautious, so a happening that is told in many words falls into
# several, and misread acts stand alone. Asking for three origins leaves out most of both. It also leaves out what
# only one reporter saw. For attacks on a capital that is a fair bargain; for a village it is not.
#
# ## The attack that did not happen
#
# Brandis threatened to storm Lumar if the crew was not free by 17 March. How does that look in a chart of attacks by
# day?

# %%
FIRST = date(2031, 3, 1)
DAYS = [(FIRST + timedelta(days=day)).isoformat() for day in range(31)]
assaults = [row for row in rows if row["type"] == "ASSAULT"]
happened = Counter(row["day"] for row in assaults if row["status"] == "actual")
not_so = Counter(row["day"] for row in assaults if row["status"] != "actual")
timeline = [told for day in store.story(story.id).days for told in day.occurrences]
firm = Counter(
    told.day for told in timeline if told.type == "ASSAULT" and told.stage == "happened" and told.origins >= 3
)

figure, (above, below) = plt.subplots(2, 1, figsize=(8, 3.6), sharex=True, height_ratios=[3, 1])
above.bar(range(31), [happened[day] for day in DAYS], color=PALE, label="told as happened")
above.bar(
    range(31), [not_so[day] for day in DAYS], bottom=[happened[day] for day in DAYS], color=ORANGE,
    label="planned, asked for, imagined or denied",
)  # fmt: skip
above.set_ylabel("assault rows")
above.legend(frameon=False)
below.bar(range(31), [firm[day] for day in DAYS], color=BLUE)
below.set(ylabel="occurrences,\nthree origins", xlabel="March 2031", xticks=range(0, 31, 2))
below.set_xticklabels([str(day + 1) for day in range(0, 31, 2)])
below.set_yticks(range(max([1, *firm.values()]) + 1))
figure.tight_layout()
plt.show()

# %% [markdown]
#: always sum(happened.values()) + sum(not_so.values()) == len(assaults)
#: claim sum(not_so[f"2031-03-{day}"] for day in (14, 15, 16, 17)) > sum(not_so.values()) / 3
#: claim all(firm[f"2031-03-{day}"] for day in ("05", "12", "18"))
#: claim not any(firm[f"2031-03-{day}"] for day in ("13", "14", "15", "16"))
#: claim sum(happened[f"2031-03-{day}"] for day in ("08", "10", "15", "21")) > 0
#: claim sum(firm.values()) == 3
# Above, orange gathers around the ultimatum, 14 to 17 March: words about an assault, no assault. Pale blue stands on
# nearly every day, because papers tell old attacks again, and a sentence without a day of its own counts for the day
# of its article. Below, what three origins tell stands on the days of the three attacks, and on no other: the 5th, the
# 12th, the 18th.
#
# ## What came of it
#
# Some occurrences lie ahead when they are told: a plan, a demand, a threat. Lansir looks for what became of them
# later. A link is a guess with a chance.

# %%
ahead = [told for told in timeline if told.stage == "ahead" and told.origins >= 2]
pairs = {(told.sentence, told.came_of_it[0].sentence): (told, told.came_of_it[0]) for told in ahead if told.came_of_it}
links = sorted(pairs.values(), key=lambda pair: (pair[0].day or "", pair[1].day or ""))
figure, axis = plt.subplots(figsize=(8, 0.8 + 0.22 * len(links)))
for number, (told, came) in enumerate(links, 1):
    if told.day and came.day:
        start, end = (int(day[-2:]) for day in (told.day, came.day))
        colour = BLUE if came.kind == "happened" else ORANGE
        axis.plot([start, end], [number, number], color=colour, linewidth=4 * came.strength, alpha=came.strength)
        axis.scatter(end, number, color=colour, s=20)
        axis.text(max(start, end) + 0.4, number, f"{told.type} → {came.type}", va="center", fontsize=8, color=GREY)
axis.set(xlim=(0, 36), ylim=(len(links) + 0.7, 0.3), yticks=range(1, len(links) + 1), xticks=range(1, 32, 3))
axis.set_xlabel("March 2031: from what lay ahead to the dot; blue: it happened, orange: it was refused")
figure.tight_layout()
plt.show()
table(
    ["", "chance", "what lay ahead", "what came of it"],
    [
        [number, f"{came.strength:.0%}", told.sentence, f"{came.kind}: {came.sentence}"]
        for number, (told, came) in enumerate(links, 1)
    ],
)

# %% [markdown]
#: always all(0 < came.strength <= 1 for _, came in links)
#: claim 4 <= len(links) <= 10 and len(ahead) - len(links) >= 5
#: claim any(told.type == "CONSULT" and came.day == "2031-03-28" for told, came in links)
#: claim any("mediate" in told.sentence and came.type == "CONSULT" for told, came in links)
#: claim any("threatened to storm" in told.sentence and came.kind == "refused" for told, came in links)
#: claim any(told.type == "CONSULT" and came.kind == "refused" for told, came in links)
# Some lines are right: the visit announced for the 28th took place, and so did talks after the offer to mediate. The
# assault threatened for the 17th did not, but what is set beside it is wrong: the rejection of a demand on the day of
# the threat, not the truce. Nor are talks refused by a plea to come to them. An act that is its own result is one
# happening read as two. A line that runs backwards in time cannot be right. And a dot stands where most tellings put
# it: a release that only a late review tells stands on the day of that. On this world most of such links are wrong
# ([Results](../results.md)). Take them as a list
# of places to read; do not count them unread. Of {len(ahead)} occurrences that lay ahead and that two origins tell,
# {sum(not told.came_of_it for told in ahead)} have no result at all: nothing came of them, or nothing was found.
#
# ## How far to trust a count
#
# Each row has a confidence, and confidences are fitted so that they mean something: of rows with 70%, about 70 in a
# hundred are right. So their sum estimates how many rows of a count are right.

# %%
kinds_of_act = ["ASSAULT", "REQUEST", "REJECT", "THREATEN"]
expected = {kind: sum(row["confidence"] for row in rows if row["type"] == kind) for kind in kinds_of_act}
table(
    ["type", "rows", "of these right, as expected", "with confidence over 0.66"],
    [
        [
            kind,
            counts[kind][0],
            round(expected[kind]),
            store.events(f"story:{story.id} type:{kind} confidence:>=0.66").count(),
        ]
        for kind in kinds_of_act
    ],
)

# %% [markdown]
#: always all(0 <= expected[kind] <= counts[kind][0] for kind in kinds_of_act)
#: claim expected["REJECT"] / counts["REJECT"][0] < expected["REQUEST"] / counts["REQUEST"][0]
# On annotated news that the model had not seen, about two in three events had the right words and type, and about one
# in three was right as a whole: type, status, actors and recipients ([Results](../results.md)). Among acts that Lansir
# says happened, about one in thirty had not. Rare types, threats among them, are read worse than frequent ones.
#
# What follows for a study:
#
# - Compare large differences, not small ones. Between outlets, days and types the same errors are made.
# - Count occurrences of several origins, or read each sentence; a count of rows measures attention.
# - Say `status:actual`, unless plans and threats are the question.
# - Draw a sample, decide on it ([Correct records](../how-to/correct-records.md)), and report how many were right.
#
# ## The answer
#
# Velmont asked for the crew on 4 March, the dockers' union during its strike. Brandis threatened an
# assault on the 14th, and none came. Ferran refused, on the same day, to pull troops out of Petra Hulu. The truce of
# the 17th promised the release and the withdrawal, and both are told as done. Of {counts["ASSAULT"][0]} rows about
# assaults {counts["ASSAULT"][4]} firm occurrences are left: the three attacks.
#
# ## Take it along
#
# The rows behind these charts, as tables with every sentence, address and date. What a format cannot hold is counted
# in the sidecar.

# %%
with TemporaryDirectory() as folder:
    chosen = store.events(f"story:{story.id} type:REQUEST,THREATEN,REJECT status:actual copies:no")
    written = export(chosen, "csv", f"{folder}/crew")
    names = sorted(path.name for path in Path(folder, "crew").iterdir())
    with Path(folder, "crew", "events.csv").open(encoding="utf-8", newline="") as file:
        columns = file.readline().count(",") + 1
print(", ".join(names), f"- {columns} columns in events.csv")
for loss in written.sidecar.losses:
    print(f"{loss.part}: {loss.told} ({loss.count})")

# %% [markdown]
#: always "events.csv" in names and "datapackage.json" in names
# The same on the command line:
#
# ```sh
# lansir export parquet story:{story.id} type:REQUEST,THREATEN,REJECT status:actual copies:no \
#   --to crew --store lansir-demo.db
# ```
#
# Then go on in [R](../how-to/r.md), [Stata](../how-to/stata.md), [Excel](../how-to/excel.md),
# [Aleph](../how-to/aleph.md) or [a map](../how-to/gis.md).

"""GEXF 1.3: the network of who does what to whom, for Gephi, networkx and igraph.

Edges are directed from actor to recipient and dynamic: their spells are the days on which their acts were going on,
with the number of acts as the attribute `active`. See `linked_network` for what an edge holds.
"""

from collections.abc import Iterable, Iterator
from typing import IO

from lansir._version import __version__
from lansir.export.columns import tables
from lansir.export.format import Loss, Options, Sink, Table
from lansir.export.linked_facts import actor_id, day_of, days
from lansir.export.linked_losses import Losses
from lansir.export.linked_network import Act, Edge, Network, Node, Person, Span, network
from lansir.export.linked_text import one_line, xml_attribute, xml_text
from lansir.query.entries import Entry
from lansir.record import Argument, Event

__all__ = ["Gexf"]

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>{creator}</creator><description>{description}</description></meta>
<graph mode="dynamic" defaultedgetype="directed" idtype="string" timeformat="date" timerepresentation="interval">
"""
DESCRIPTION = "Who does what to whom: an edge holds the acts of one pair that are of one quad class and one status."
NODE = {"type": "string", "named": "boolean", "country": "string", "sector": "string", "wikidata": "string"}
EDGE = {
    "quad": "string",
    "status": "string",
    "acts": "integer",
    "intensity": "double",
    "types": "string",
    "reviewed": "integer",
}
ACTIVE = {"active": "integer"}
"""Attributes with their types; the last is the one that changes with time."""


class Gexf:
    """The exporter "gexf"."""

    name = "gexf"
    title = "GEXF 1.3: network of actors"
    media_type = "application/gexf+xml"
    tables: tuple[Table, ...] = tables("gexf")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write `network.gexf`."""
        losses = Losses()
        with network() as found:
            for entry in entries:
                _count(entry, losses)
                _gather(entry, found, losses)
            with sink.open("network.gexf") as file:
                _write(found, file)
        return losses.losses()


def _count(entry: Entry, losses: Losses) -> None:
    losses.add_rest(entry)
    losses.add_reviews(entry)
    losses.add("statements", 'left out: an edge is an act; "json-ld" has them', len(entry.statements))
    losses.add("evidence", "left out: edges hold numbers of acts, not each act", len(entry.events))
    one_sided = sum(not (event.actors and event.recipients) for event in entry.events)
    losses.add("acts of or upon nobody", "no edge: it needs an actor and a recipient", one_sided)


def _gather(entry: Entry, found: Network, losses: Losses) -> None:
    """Add the acts of one article, and those who take part in them."""
    met: dict[str, Person] = {}
    for event in entry.events:
        span = _dated(entry, event, losses) if event.actors and event.recipients else None
        for source in event.actors:
            for target in event.recipients:
                pair = _person(entry, source), _person(entry, target)
                met.update((one.id, one) for one in pair)
                found.add(
                    Act(
                        *pair,
                        event.type,
                        event.quad,
                        event.status,
                        event.intensity,
                        event.review.state != "machine",
                        span,
                    )
                )
    found.meet(met.values())


def _dated(entry: Entry, event: Event, losses: Losses) -> tuple[str, str] | None:
    """The days of the act, else the day of publication; None where neither is known."""
    span = days(entry, event)
    published = day_of(entry.record.article.published)
    if span is None and published is not None:
        losses.add("acts without a day of their own", "dated on the day of publication")
        return published, published
    if span is None:
        losses.add("acts without any day", "counted in the edge, in none of its spells")
    return span


def _person(entry: Entry, who: Argument) -> Person:
    entity = entry.entity_of(who)
    known = actor_id(entity)
    return Person(
        id=known or entity.id,
        label=one_line(entry.name_of(who)),
        type=entity.type,
        named=known is not None,
        country=entity.country,
        sector=entity.sectors[0] if entity.sectors else None,
        wikidata=entity.wikidata,
    )


def _write(found: Network, file: IO[bytes]) -> None:
    for line in _lines(found):
        file.write(line.encode("utf-8", "replace"))


def _lines(found: Network) -> Iterator[str]:
    yield HEAD.format(creator=xml_text(f"Lansir {__version__}"), description=xml_text(DESCRIPTION))
    yield from _declared("node", "static", NODE)
    yield from _declared("edge", "static", EDGE)
    yield from _declared("edge", "dynamic", ACTIVE)
    yield "<nodes>\n"
    yield from map(_node, found.nodes())
    yield "</nodes>\n<edges>\n"
    for edge in found.edges():
        yield from _edge(edge, found.spans(edge), found.spans(edge))
    yield "</edges>\n</graph>\n</gexf>\n"


def _declared(part: str, mode: str, attributes: dict[str, str]) -> Iterator[str]:
    yield f'<attributes class="{part}" mode="{mode}">\n'
    yield from (f'<attribute id="{name}" title="{name}" type="{kind}"/>\n' for name, kind in attributes.items())
    yield "</attributes>\n"


def _node(node: Node) -> str:
    values = {"type": node.type, "named": "true" if node.named else "false", **node.told}
    label = xml_attribute(values.pop("label", node.id))
    inner = "".join(_value(name, values[name]) for name in NODE if name in values)
    return f"<node id={xml_attribute(node.id)} label={label}><attvalues>{inner}</attvalues></node>\n"


def _edge(edge: Edge, spans: Iterable[Span], again: Iterable[Span]) -> Iterator[str]:
    """The element piece by piece: an edge may have spells for every day of many years."""
    kind = f"{edge.quad}/{edge.status}"
    ends = f"source={xml_attribute(edge.source)} target={xml_attribute(edge.target)}"
    identity = xml_attribute(f"{edge.source}>{edge.target}/{kind}")
    yield f'<edge id={identity} {ends} kind={xml_attribute(kind)} label={xml_attribute(kind)} weight="{edge.acts}">'
    values = {"quad": edge.quad, "status": edge.status, "acts": str(edge.acts), "types": " ".join(edge.types)}
    values["reviewed"] = str(edge.reviewed)
    values["intensity"] = f"{edge.intensity:.4f}"
    yield "<attvalues>" + "".join(_value(name, values[name]) for name in EDGE)
    yield from (
        f'<attvalue for="active" value="{span.acts}" start="{span.first}" end="{span.last}"/>' for span in spans
    )
    yield "</attvalues>"
    yield from _spells(again)
    yield "</edge>\n"


def _spells(spans: Iterable[Span]) -> Iterator[str]:
    begun = False
    for span in spans:
        yield ("" if begun else "<spells>") + f'<spell start="{span.first}" end="{span.last}"/>'
        begun = True
    if begun:
        yield "</spells>"


def _value(name: str, value: str) -> str:
    return f'<attvalue for="{name}" value={xml_attribute(value)}/>'

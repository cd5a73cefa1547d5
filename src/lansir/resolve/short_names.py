"""A bare surname that the table takes for a well-known person, where the article means somebody else who bears it."""

from collections.abc import Iterable, Sequence

from lansir.knowledge import ActorMatch
from lansir.resolve.gazetteer import fold
from lansir.resolve.mentions import MentionWords
from lansir.resolve.name_forms import same_name

__all__ = ["release_short_names"]

SHORT = "short name"


def release_short_names(mentions: Sequence[MentionWords]) -> None:
    """Take a well-known person's match from bare surnames where only another bearer is named in full.

    It stays where the article names the well-known one in full too, or gives a surname the title of somebody in office
    ("President Biden" beside Hunter Biden). The order of the article does not count: headlines have the surname first.
    """
    bearers = _bearers(mentions)
    short = [mention for mention in mentions if _is_short(mention)]
    titled = {
        mention.actor.id for mention in short if mention.actor and mention.title.role and _in_office(mention.actor)
    }
    for mention in short:
        actor = mention.actor
        full = bearers.get(fold(mention.name).split()[-1], [])
        if actor and full and actor.id not in titled and not any(same_name(name, actor.name) for name in full):
            mention.matches, mention.country = [], None


def _bearers(mentions: Iterable[MentionWords]) -> dict[str, list[str]]:
    """The people's names of two words or more by each of their words."""
    found: dict[str, dict[str, None]] = {}
    for mention in mentions:
        words = fold(mention.name).split() if mention.kind == "name" and mention.found.type == "PER" else []
        for word in words if len(words) > 1 else []:
            found.setdefault(word, {})[mention.name] = None
    return {word: list(names) for word, names in found.items()}


def _in_office(actor: ActorMatch) -> bool:
    return bool(actor.role) and "ELI" not in actor.sectors


def _is_short(mention: MentionWords) -> bool:
    actor = mention.actor
    return actor is not None and actor.type == "PER" and SHORT in actor.how and bool(fold(mention.name).split())

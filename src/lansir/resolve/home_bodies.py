"""Bodies that every state has, named without their state: "Kementerian Pertahanan" is not always the one at home.

A paper means its own country's ministry, unless the article tells of other countries and not of that one. Then it is
not settled whose ministry it is, and both stay candidates.
"""

import re
from collections import Counter
from collections.abc import Sequence

from lansir.resolve.mentions import MentionWords
from lansir.resolve.passage import Passage

__all__ = ["settle_home_bodies"]

DATELINE = re.compile(r"\s*(?:\([^)]{1,40}\)\s*)?[,–—-]")
"""What stands behind the place of a dateline; where a report was sent from says little of whom it tells."""
PRESS = "JRN"


def settle_home_bodies(passage: Passage, mentions: Sequence[MentionWords]) -> None:
    """Give bare bodies of a country that the article does not tell of the candidate of the country that it does."""
    bare = [mention for mention in mentions if _is_bare(passage, mention)]
    if not bare:
        return
    told = Counter(
        mention.country for mention in mentions if mention.country and mention not in bare and _tells(passage, mention)
    )
    for mention in bare:
        if told and mention.country not in told:
            _unsettle(passage, mention, told.most_common(1)[0][0])


def _is_bare(passage: Passage, mention: MentionWords) -> bool:
    return (
        mention.kind == "name" and mention.actor is not None and passage.known.is_body(mention.name, passage.language)
    )


def _tells(passage: Passage, mention: MentionWords) -> bool:
    """Whether a mention says which country the article is about: outlets and datelines do not."""
    span = mention.found.span
    if mention.actor and PRESS in mention.actor.sectors:
        return False
    opens = span.start == passage.sentence(span.sentence).start
    return not (opens and mention.found.type == "GPE" and DATELINE.match(passage.text, span.end))


def _unsettle(passage: Passage, mention: MentionWords, country: str) -> None:
    """Let the body of another country be meant as well."""
    try:
        state = passage.known.name_in(country, passage.language)
        other = passage.known.find(f"{mention.name} {state}", passage.language, passage.published, "ORG")
    except KeyError:
        other = []
    mention.matches = [*mention.matches, *other] if other else []
    mention.country = None

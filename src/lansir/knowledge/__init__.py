"""Who the actors of the news are: countries, seats of government, organisations, outlets and people with dated roles.

`knowledge()` loads the tables once; `Knowledge.find` looks a name up, `Knowledge.find_within` a name with a title in
front, `Knowledge.country_of` the country that some words name. The tables are TSV and YAML files beside this module;
`python -m lansir.knowledge.check` checks them, `build_countries` and `build_actors` make the two derived ones.
"""

from lansir.knowledge.entries import Actor, ActorMatch, Role
from lansir.knowledge.lookup import Knowledge, knowledge

__all__ = ["Actor", "ActorMatch", "Knowledge", "Role", "knowledge"]

"""Forgetting: articles, or all that a store holds of a person, with a proof that nothing of it is left.

`forget_person` and `forget_articles` do it and give the `Report`; `plan_person` and `plan_articles` say before what
they would do. `lift_articles` lets forgotten articles be ingested again.
"""

from lansir.forget.doing import forget_articles, forget_person, lift_articles
from lansir.forget.plan import ArticlesPlan, PersonPlan, plan_articles, plan_person
from lansir.forget.proof import Report

__all__ = [
    "ArticlesPlan", "PersonPlan", "Report", "forget_articles", "forget_person", "lift_articles", "plan_articles",
    "plan_person",
]  # fmt: skip

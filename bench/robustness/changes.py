"""All changes, in the order of the table."""

from bench.robustness.countries import country_changes
from bench.robustness.dates import date_changes
from bench.robustness.gender import gender_changes
from bench.robustness.glue import glue_changes
from bench.robustness.letters import letter_changes
from bench.robustness.names import name_changes
from bench.robustness.order import order_changes
from bench.robustness.outlets import outlet_changes
from bench.robustness.quotes import quote_changes
from bench.robustness.subject import Change

__all__ = ["CHANGES"]

CHANGES: tuple[Change, ...] = (
    *letter_changes(),
    *name_changes(),
    *gender_changes(),
    *country_changes(),
    *date_changes(),
    *outlet_changes(),
    *order_changes(),
    *quote_changes(),
    *glue_changes(),
)

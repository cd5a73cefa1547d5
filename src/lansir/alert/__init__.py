"""Saved searches, and what is new, corrected or withdrawn in them since the last look."""

from lansir.alert.looking import look
from lansir.alert.notices import Item, Notice, Report
from lansir.alert.search import Search, load_search
from lansir.alert.state import State, load_state, save_state, state_path

__all__ = [
    "Item", "Notice", "Report", "Search", "State", "load_search", "load_state", "look", "save_state", "state_path",
]  # fmt: skip

"""What people decide on events and statements: confirmed, corrected, rejected, taken back; kept apart and applied."""

from lansir.review.decisions import Verdict, decide, decide_all
from lansir.review.ledger import Decision, State, history, lost

__all__ = ["Decision", "State", "Verdict", "decide", "decide_all", "history", "lost"]

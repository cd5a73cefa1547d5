"""What the tests of faults share: an intake with a reader that is fast, and the command line."""

from tests.doctor.conftest import lansir
from tests.ingest.conftest import press, store, take

__all__ = ["lansir", "press", "store", "take"]

"""The API against its own document: `python -m bench.fuzz.contract --examples N`; needs the package `schemathesis`.

Requests are made from the document that the API serves, sound and unsound ones, and sent in this process. Every answer
has to be of a status, a media type and a shape that the document promises, and none may be a fault. Only that what is
sound is accepted is not asked for: a cursor or a query is more than a string.
"""

import argparse
import importlib
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.fuzz.store_made import made_store
from bench.markdown import table

__all__ = ["main"]

DOCUMENT = "/api/openapi.json"
HEADERS = {"Host": "localhost:8620"}


def main(arguments: list[str] | None = None) -> int:
    """Ask every endpoint, and print how often and what was wrong; 1 where anything was."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz.contract", description=__doc__)
    parser.add_argument("--examples", type=int, default=100, help="requests to each endpoint, sound and unsound alike")
    given = parser.parse_args(arguments)
    try:
        importlib.import_module("schemathesis")
    except ImportError:
        print("bench.fuzz.contract: pip install schemathesis", file=sys.stderr)
        return 1
    logging.disable(logging.CRITICAL)
    began, faults = time.monotonic(), list[str]()
    with made_store() as path:
        asked = _asked(path, given.examples, faults)
    print(table(("endpoint", "requests"), [*sorted(asked.items()), ("all", asked.total())]))
    print(f"\n{time.monotonic() - began:.0f} s, {len(faults)} faults", *faults, sep="\n")
    return int(bool(faults))


def _asked(path: Path, examples: int, faults: list[str]) -> Counter[str]:
    from lansir.serve.app import create_app  # noqa: PLC0415  # takes half a second
    from lansir.serve.settings import Settings  # noqa: PLC0415

    schemathesis: Any = importlib.import_module("schemathesis")
    app = create_app(Settings(path))
    schema = schemathesis.openapi.from_asgi(DOCUMENT, app, headers=HEADERS)
    asked: Counter[str] = Counter()
    for operation in _operations(schema):
        for mode in schemathesis.GenerationMode:
            if fault := _fault(operation, mode, examples, asked):
                faults.append(f"{operation.label}: {fault}")
    return asked


def _operations(schema: Any) -> Iterator[Any]:  # noqa: ANN401
    return (result.ok() for result in schema.get_all_operations())


def _fault(operation: Any, mode: Any, examples: int, asked: Counter[str]) -> str | None:  # noqa: ANN401
    """The first answer of an endpoint that is not as promised, in one line."""
    hypothesis: Any = importlib.import_module("hypothesis")
    checks: Any = importlib.import_module("schemathesis.specs.openapi.checks")

    def ask(case: Any) -> None:  # noqa: ANN401
        asked[operation.label] += 1
        case.call_and_validate(headers=HEADERS, excluded_checks=[checks.positive_data_acceptance])

    quiet = {"deadline": None, "database": None, "suppress_health_check": list(hypothesis.HealthCheck)}
    tried = hypothesis.given(case=operation.as_strategy(generation_mode=mode))(ask)
    try:
        hypothesis.settings(max_examples=examples, **quiet)(tried)()
    except hypothesis.errors.Unsatisfiable:  # there is no unsound request to an endpoint without parameters
        return None
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return " ".join(str(error).split())[:600]
    return None


if __name__ == "__main__":
    sys.exit(main())

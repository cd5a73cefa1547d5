"""Whether the documents still tell what is so: what is generated, what is copied, and what was measured."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator

from release.tree import Tree

__all__ = ["HELD_BY", "model_version", "stale", "uncopied", "unmeasured"]

HELD_BY = (
    "tests/test_docs.py",
    "tests/cli/test_cli_docs.py",
    "tests/cli/test_cli_schema.py",
    "tests/serve/test_api_documents.py",
    "tests/test_readme_record.py",
)
"""The tests that compare documents with what they are generated from or tell of."""
RESULTS = "docs/results.md"
OPEN, CLOSE = "<!-- headline:start -->", "<!-- headline:end -->"
MEASURED = re.compile(r"^`python -m (\S+)[^`]*`,.*?, model ([^\s,]+?)\.(?:\s|$)", re.MULTILINE)
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


def uncopied(tree: Tree) -> Iterator[str]:
    """A line where the README's table is not that of the results."""
    readme, results = (_between(tree.text(page)) for page in ("README.md", RESULTS))
    if results is None or readme != results:
        yield f"README.md: its table is not that of {RESULTS}; run python -m bench.report --readme"


def stale(tree: Tree) -> Iterator[str]:
    """A line for each test of documents that fails."""
    tests = [path for path in HELD_BY if (tree.root / path).exists()]
    if not tests:
        yield f"{', '.join(HELD_BY)}: none of these tests is there; is this a checkout?"
        return
    yield from _failing(tree, tests)


def _between(page: str) -> str | None:
    _, opened, rest = page.partition(OPEN)
    inside, closed, _ = rest.partition(CLOSE)
    return inside if opened and closed else None


def _failing(tree: Tree, tests: list[str]) -> Iterator[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-rfE", "--no-header", "--tb=no", "-p", "no:cacheprovider", *tests]
    quick = {
        **os.environ,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }  # these tests need none
    done = subprocess.run(command, cwd=tree.root, env=quick, capture_output=True, text=True, check=False)
    if done.returncode:
        found = FAILED.findall(done.stdout) or [f"pytest ended with {done.returncode}"]
        yield from (f"documents: {name} fails; bring the documents up to date" for name in found)


def model_version(tree: Tree) -> str:
    """The version of the model that is shipped."""
    return str(json.loads(tree.text("src/lansir/model/model.json"))["version"])


def unmeasured(tree: Tree) -> Iterator[str]:
    """A line for each bench whose figures in the results are of another model than is shipped."""
    shipped, found = model_version(tree), MEASURED.findall(tree.text(RESULTS))
    if not found:
        yield f"{RESULTS}: no figure names a model; run make bench"
    for bench, model in found:
        if model != shipped:
            yield f"{RESULTS}: {bench} was measured with model {model}, and {shipped} is shipped; run make bench"

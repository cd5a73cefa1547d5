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
    "tests/docs",
    "tests/test_hooks.py",
    "tests/test_readme_record.py",
    "tests/bench/test_load_page.py",
    "tests/bench/test_report.py",
    "tests/cli/test_cli_codebook.py",
    "tests/cli/test_cli_docs.py",
    "tests/cli/test_cli_schema.py",
    "tests/determinism/test_determinism_documented.py",
    "tests/evaluate/test_eval_words.py",
    "tests/export/test_columns.py",
    "tests/first_hour",
    "tests/forget/test_cli_forget.py",
    "tests/forget/test_everybody_forgotten.py",
    "tests/forget/test_forget_documented.py",
    "tests/fuzz/test_fuzz_page.py",
    "tests/house/test_public_api.py",
    "tests/knowledge/test_own_actors.py",
    "tests/mcp/test_mcp_tools.py",
    "tests/query/test_query_docs.py",
    "tests/release/test_review_of_locks.py",
    "tests/review/test_docs_review.py",
    "tests/scale/test_lake_docs.py",
    "tests/serve/test_api_documents.py",
)
"""The tests that compare documents with what they are generated from or tell of, but the slow ones among them."""
RESULTS = "docs/results.md"
MEASURED_ON = {
    RESULTS: "run make bench",
    "docs/reliability.md": "measure anew as that page tells",
    "docs/scale.md": "run python -m bench.scale_page",
}
"""The pages with figures of a model, each with what brings them up to date."""
OPEN, CLOSE = "<!-- headline:start -->", "<!-- headline:end -->"
MEASURED = re.compile(r"^`python -m (\S+)[^`]*`,.*?, model ([^\s,;]+?)[.;](?:\s|$)", re.MULTILINE)
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
    """A line for each bench whose figures on a page are of another model than is shipped."""
    shipped = model_version(tree)
    for page, what_to_do in MEASURED_ON.items():
        found = MEASURED.findall(tree.text(page))
        if not found:
            yield f"{page}: no figure names a model; {what_to_do}"
        for bench, model in found:
            if model != shipped:
                yield f"{page}: {bench} was measured with model {model}, and {shipped} is shipped; {what_to_do}"

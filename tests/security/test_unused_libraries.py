"""Libraries that come along with others and can reach a network are never loaded."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import lansir

PACKAGE = Path(lansir.__file__).parent
UNUSED = ("huggingface_hub", "httpx2", "opentelemetry.sdk", "opentelemetry.exporter")
"""What tokenizers and fastapi bring, or would use if it were there."""
DAY = """
import sys
import lansir
from lansir.examples import example_pages
lansir.read(example_pages()[0])
import lansir.serve.app
print("\\n".join(sys.modules))
"""


def test_no_file_of_lansir_imports_them() -> None:
    roots = {name.partition(".")[0] for name in UNUSED}
    importing = re.compile(rf"^\s*(?:import|from) (?:{'|'.join(sorted(roots))})\b", re.MULTILINE)
    found = [path.name for path in PACKAGE.rglob("*.py") if importing.search(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.slow
def test_reading_and_serving_load_none_of_them() -> None:
    done = subprocess.run([sys.executable, "-c", DAY], capture_output=True, text=True, check=True)
    assert "lansir.reader" in done.stdout.split()
    assert set(done.stdout.split()) & set(UNUSED) == set()

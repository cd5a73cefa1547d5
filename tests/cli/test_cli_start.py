"""What answers at once loads little: neither the model's libraries nor those of pages, the desk or the network."""

import os
import subprocess
import sys

import pytest

HEAVY = (
    "charset_normalizer", "duckdb", "fastapi", "httpx", "huggingface_hub", "jinja2", "lansir.knowledge",
    "lansir.reader", "lansir.serve", "lansir.store", "lxml", "mcp", "msgspec", "numpy", "onnxruntime", "openpyxl",
    "opentelemetry", "protego", "py3langid", "pyarrow", "pydantic", "ray", "rich", "sqlite3", "starlette",
    "tokenizers", "uvicorn", "yaml",
)  # fmt: skip
"""What `lansir --help` must not wait for."""
COMMANDS = ("read", "ingest", "serve", "find", "export", "review", "stories", "store", "forget", "doctor", "code")


def loaded(code: str) -> set[str]:
    """The modules in a fresh process after this."""
    told = "\nimport sys; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code + told], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines())


def helping(*arguments: str) -> str:
    """Code that prints a help and goes on."""
    return (
        "import sys\n"
        f"sys.argv = ['lansir', *{list(arguments)!r}, '--help']\n"
        "from lansir.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass"
    )


def test_the_help_loads_nothing_heavy() -> None:
    assert loaded(helping()) & set(HEAVY) == set()


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_nor_does_the_help_of_a_command(command: str) -> None:
    # Typer checks the parameters of a command with pydantic; the list of all commands needs none of it.
    assert loaded(helping(command)) & set(HEAVY) <= {"pydantic"}


def test_importing_lansir_loads_nothing_but_itself() -> None:
    found = loaded("import lansir")
    assert found & set(HEAVY) == set()
    assert {name for name in found if name.startswith("lansir")} == {"lansir", "lansir._version"}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the time of a process is asked of the system")
def test_the_help_takes_less_than_a_third_of_a_second() -> None:
    """Of the processor, at best of five: how long one waits depends on what else the machine does."""
    assert min(processor_time(helping()) for _ in range(5)) < 0.3


def processor_time(code: str) -> float:
    """Seconds that the processor spends on a fresh process with this code."""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_utime + used.ru_stime

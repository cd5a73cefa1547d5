"""`lansir mcp`: over a pipe, as programs start it, and without the package."""

import sys
from pathlib import Path

import anyio
import pytest
import typer
from typer.testing import CliRunner

from lansir.cli.mcp import mcp_command
from lansir.errors import InputError, NotAStore

app = typer.Typer()
app.command()(mcp_command)


@pytest.mark.slow
def test_it_speaks_over_standard_input_and_output(world_path: Path) -> None:
    mcp = pytest.importorskip("mcp")
    program = (
        f"from lansir.cli.mcp import mcp_command; from pathlib import Path; mcp_command(Path({str(world_path)!r}))"
    )
    started = mcp.StdioServerParameters(command=sys.executable, args=["-c", program])

    async def talk() -> tuple[list[str], str]:
        async with mcp.Client(mcp.stdio_client(started)) as client:
            tools = await client.list_tools()
            answer = await client.call_tool("find_events", {"limit": 1})
            return [tool.name for tool in tools.tools], answer.content[0].text

    names, text = anyio.run(talk)
    assert "find_events" in names
    assert '"id":"ev-' in text


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, world_path: Path) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] in ("mcp", "mcp_types")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "lansir.mcp.server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.setitem(sys.modules, "mcp_types", None)
    with pytest.raises(InputError, match=r"pip install 'lansir\[mcp\]'"):
        mcp_command(world_path)


def test_without_a_store_it_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(NotAStore):
        mcp_command(tmp_path / "missing.db")


def test_its_help_loads_nothing_heavy() -> None:
    assert CliRunner().invoke(app, ["--help"]).exit_code == 0

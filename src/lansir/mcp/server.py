"""The server itself: tools over the Model Context Protocol. The package `mcp` is needed in this module alone."""

import logging
from typing import Any

import anyio
import anyio.to_thread
import msgspec
from mcp.server import Server
from mcp.server.context import ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from lansir._version import __version__
from lansir.errors import InputError, LansirError
from lansir.mcp.descriptions import Described, described, instructions
from lansir.mcp.fence import plain, unfenced
from lansir.mcp.tools import TOOLS
from lansir.serve.api.deadline import within
from lansir.store import Store

__all__ = ["make_server", "serve"]

log = logging.getLogger(__name__)
SECONDS = 20.0
LONGEST_MESSAGE = 1000
READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def make_server(store: Store) -> Server[Any]:
    """A server over an open store; calls wait for one another, as they share its connection."""
    turn = anyio.Lock()

    async def list_tools(
        _context: ServerRequestContext[Any, Any], _params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=[_tool(one) for one in described()])

    async def call_tool(_context: ServerRequestContext[Any, Any], params: CallToolRequestParams) -> CallToolResult:
        async with turn:
            return await anyio.to_thread.run_sync(_answer, store, params.name, params.arguments or {})

    return Server(
        "lansir",
        title="Lansir",
        version=__version__,
        instructions=instructions(),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def serve(store: Store) -> None:
    """Serve over standard input and output until the other side closes it."""
    server = make_server(store)

    async def run() -> None:
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    anyio.run(run)


def _tool(told: Described) -> Tool:
    return Tool(
        name=told.name,
        title=told.title,
        description=told.told,
        input_schema=_schema(TOOLS[told.name].arguments),
        annotations=READS,
    )


def _schema(arguments: type[msgspec.Struct]) -> dict[str, Any]:
    _, found = msgspec.json.schema_components([arguments], ref_template="#/$defs/{name}")
    schema = found[arguments.__name__]
    return {name: schema[name] for name in ("type", "properties", "required", "additionalProperties") if name in schema}


def _answer(store: Store, name: str, given: dict[str, Any]) -> CallToolResult:
    """What a tool answers, or why not in one line: errors are told in the answer, so that a model can mend its call."""
    try:
        pieces = _called(store, name, given)
    except KeyError as error:
        return _refused(f"{error.args[0]}: not in this store")
    except (LansirError, TimeoutError) as error:
        return _refused(str(error))
    except OverflowError:
        return _refused("a number in the call is out of range")
    except Exception:
        log.exception("the tool %s failed", name)
        return _refused("Something went wrong here; the server's log says more.")
    return CallToolResult(content=[TextContent(text=piece) for piece in pieces])


def _called(store: Store, name: str, given: dict[str, Any]) -> list[str]:
    tool = TOOLS.get(name)
    if tool is None:
        raise InputError(f"there is no tool {name}; there are {', '.join(TOOLS)}")
    bare = {key: unfenced(value) if isinstance(value, str) else value for key, value in given.items()}
    try:
        asked = msgspec.convert(bare, tool.arguments, strict=False)
    except msgspec.ValidationError as error:
        raise InputError(f"{name}: {error}") from None
    with within(store, SECONDS):
        return tool.call(store, asked)


def _refused(message: str) -> CallToolResult:
    told = " ".join(plain(message).split())[:LONGEST_MESSAGE]
    return CallToolResult(content=[TextContent(text=told)], is_error=True)

"""The HTTP API: what the store holds as JSON under `/api/v1`, its OpenAPI document, and a page about it at `/api`.

| address                                         | what is there                                                 |
|-------------------------------------------------|---------------------------------------------------------------|
| `/api/v1/...`                                   | the endpoints of `endpoints.yaml`; docs/api.md describes them |
| `/api/openapi.json`                             | the same for programs, OpenAPI 3.1                            |
| `/api`                                          | the same for people, with examples of this store              |

The MCP server reads through the functions of this package too.
"""

from typing import TYPE_CHECKING

from lansir.serve.api.endpoints import PREFIX

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["PREFIX", "add_api"]


def add_api(app: "FastAPI") -> None:
    """Add the API, its document and its page to the server."""
    from lansir.serve.api import decisions, exports, overview, routes  # noqa: PLC0415  # not for who only reads

    routes.add_routes(app)
    for module in (exports, decisions, overview):
        app.include_router(module.router)

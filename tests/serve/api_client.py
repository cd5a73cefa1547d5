"""A client of the API, for its tests."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema
from fastapi.testclient import TestClient

from lansir.serve.api import PREFIX, add_api
from lansir.serve.api.openapi import document
from lansir.serve.app import create_app
from lansir.serve.settings import Settings

HOME = "http://localhost:8620"


class Api:
    """The API of a store, as a program meets it."""

    def __init__(self, store: Path, **settings: Any) -> None:  # noqa: ANN401
        app = create_app(Settings(store, **settings))
        if not any(getattr(route, "path", None) == "/api" for route in app.routes):
            add_api(app)
        self.client = TestClient(app, base_url=HOME, raise_server_exceptions=False)

    def get(self, path: str, headers: dict[str, str] | None = None, **query: Any) -> Any:  # noqa: ANN401
        """The response."""
        given = {name: str(value) for name, value in query.items()}
        return self.client.get(f"{PREFIX}/{path}", params=given or None, headers=headers)

    def read(self, path: str, **query: Any) -> Any:  # noqa: ANN401
        """The answer, which must be a success of the shape that the document promises for that path."""
        response = self.get(path, **query)
        assert response.status_code == 200, response.text
        validate(path.partition("?")[0], response.json())
        return response.json()

    def refused(self, path: str, status: int, **query: Any) -> str:  # noqa: ANN401
        """The message of a refusal of that status and of the one shape."""
        response = self.get(path, **query)
        return refusal(response, status)

    def pages(self, path: str, **query: Any) -> list[Any]:  # noqa: ANN401
        """The items of all pages."""
        found, after = [], ""
        while True:
            page = self.read(path, after=after, **query) if after else self.read(path, **query)
            found += page["items"]
            after = page["next"]
            if not after:
                return found


def refusal(response: Any, status: int) -> str:  # noqa: ANN401
    assert response.status_code == status, response.text
    told = response.json()
    schema_of({"$ref": "#/components/schemas/Failure"}).validate(told)
    assert told["error"]["status"] == status
    message: str = told["error"]["message"]
    assert message
    assert "\n" not in message
    return message


def validate(path: str, answer: object) -> None:
    """Check an answer against what the document says of its path."""
    operation = document()["paths"][described_path(path)]["get"]
    schema_of(operation["responses"]["200"]["content"]["application/json"]["schema"]).validate(answer)


def schema_of(schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator({**schema, "components": document()["components"]})


def described_path(path: str) -> str:
    """The path of the document that an address is one of."""
    paths: dict[str, Any] = document()["paths"]
    if f"{PREFIX}/{path}" in paths:
        return f"{PREFIX}/{path}"
    first = path.partition("/")[0]
    return next(known for known in paths if known.startswith(f"{PREFIX}/{first}/{{"))


def escaped(part: str) -> str:
    """A part of a path as an address writes it."""
    return quote(part)

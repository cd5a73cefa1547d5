"""The documents of the API keep up with it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from lansir.serve.api import PREFIX
from lansir.serve.api.endpoints import Endpoint, described, parameter
from lansir.serve.api.openapi import EXPORT, document, document_text, parameters_of, plain_path
from lansir.serve.api.routes import PAGE, ROUTES
from tests.serve.api_client import HOME, Api

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLE = re.compile(r'class="example".*?href="([^"]+)"')


@pytest.fixture(scope="module")
def api(world_path: Path) -> Api:
    return Api(world_path)


def test_every_endpoint_is_described_and_every_description_is_of_one() -> None:
    paths = {plain_path(route.path) for route in ROUTES} | {PAGE, EXPORT, "decisions"}
    assert {endpoint.path for endpoint in described()} == paths
    assert len(described()) == len(paths)


def test_the_published_document_is_the_one_that_is_served(api: Api) -> None:
    published = (DOCS / "openapi.json").read_text(encoding="utf-8")
    assert published == document_text(), "run python -m lansir.serve.api.openapi"
    assert api.client.get("/api/openapi.json").json() == json.loads(published)


def test_every_reference_of_the_document_leads_somewhere() -> None:
    text = document_text()
    names = set(re.findall(r'"#/components/schemas/([^"]+)"', text))
    assert names <= document()["components"]["schemas"].keys()
    operations = [one["operationId"] for path in document()["paths"].values() for one in path.values()]
    assert len(operations) == len(set(operations))


def test_every_parameter_is_told_of_in_both_languages() -> None:
    for endpoint in described():
        for one in parameters_of(endpoint) if endpoint.method == "GET" else []:
            assert parameter(one.name).en
            assert parameter(one.name).id


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_page_shows_every_endpoint_and_its_examples_work(api: Api, language: str) -> None:
    page = api.client.get("/api", headers={"accept": "text/html", "accept-language": language}).text
    assert f'<html lang="{language}"' in page
    for endpoint in described():
        assert f"{PREFIX}/{endpoint.path}" in page
    links = [link.replace("&amp;", "&") for link in EXAMPLE.findall(page)]
    assert len(links) == len(described()) - 1
    for link in links:
        if EXPORT.partition("{")[0] not in link:
            assert api.client.get(link).status_code == 200, link


def test_the_page_of_an_empty_store_has_no_dead_examples(tmp_path: Path) -> None:
    from lansir.store import Store

    Store(tmp_path / "empty.db", write=True).close()
    empty = Api(tmp_path / "empty.db")
    page = empty.client.get("/api", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert "{event}" not in page.text
    assert empty.read("events")["items"] == []
    assert empty.read("stories")["total"] == {"number": 0, "exact": True}


def test_the_guide_names_every_endpoint_and_parameter() -> None:
    guide = (DOCS / "api.md").read_text(encoding="utf-8")
    for endpoint in described():
        assert f"`{endpoint.method} {PREFIX}/{endpoint.path}`" in guide
        for one in parameters_of(endpoint) if endpoint.method == "GET" else []:
            assert f"`{one.name}`" in guide


def test_no_document_names_another_server() -> None:
    assert HOME not in document_text()


LIMITED = [one for one in described() if one.method == "GET" and "limit" in {had.name for had in parameters_of(one)}]


@pytest.mark.parametrize("endpoint", LIMITED, ids=lambda one: one.path)
def test_the_documented_limit_is_taken_and_one_more_is_refused(api: Api, endpoint: Endpoint) -> None:
    known = {one.name: one for one in parameters_of(endpoint)}
    most = known["limit"].schema["maximum"]
    given: dict[str, Any] = {"name": "harbour"} if "name" in known else {}
    path = re.sub(r"\{\w+\}", "none", endpoint.path)
    assert api.get(path, limit=most, **given).status_code in (200, 404)
    for wrong in (most + 1, 0, "many"):
        told = api.refused(path, 400, limit=wrong, **given)
        assert f"from 1 to {most}" in told
        assert ("after" in told) == ("after" in known)

"""What others made is shipped with its notice, and how our own texts were made is told the same everywhere."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CARD = "src/lansir/model/MODEL_CARD.md"
MIT = "src/lansir/serve/static/vendor/leaflet.markercluster-1.5.3/LICENSE"
"""The same licence, as another holder gives it."""


def words_of(path: str) -> str:
    """A page's words, without the marks of quotations and the ends of lines."""
    return " ".join((ROOT / path).read_text(encoding="utf-8").replace("\n>", "\n").split())


def test_the_card_has_the_notice_of_the_base_encoder_whole() -> None:
    told, begins = words_of(CARD), "Permission is hereby granted, free of charge"
    assert "multilingual-e5-small (MIT, © Microsoft Corporation" in told
    head, _, body = told.partition(begins)
    assert head.endswith("The MIT License (MIT) Copyright (c) Microsoft Corporation ")
    assert body.startswith(words_of(MIT).partition(begins)[2])


@pytest.mark.parametrize(
    "notice", [CARD, *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "src").rglob("NOTICE*")))]
)
def test_every_notice_goes_into_the_wheel(notice: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(fnmatch(notice, pattern) for pattern in project["license-files"])


@pytest.mark.parametrize("page", [CARD, "training/annotated/README.md", "docs/data-statement.md"])
def test_how_our_own_texts_were_made_is_told(page: str) -> None:
    assert "with the help of a language model" in words_of(page)
    assert "CC BY-SA 4.0" in words_of(page)


def test_the_licence_of_what_only_generators_run_is_told() -> None:
    (row,) = (line for line in (ROOT / "docs/dependencies.md").read_text("utf-8").splitlines() if "`pycountry`" in line)
    assert "LGPL 2.1" in row

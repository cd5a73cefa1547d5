"""What is installed to run Lansir was looked at: each version, its licence, and what is known against it."""

import importlib.metadata
from email.message import Message
from itertools import chain

import msgspec
import pytest

from release.locks import RUNTIME, locks, pins, stale
from release.review import PAGE, Package, Review, meanings, review, table, unreviewed, with_table
from release.tree import Tree
from tests.release.conftest import FILES, Fake

GOOD = Package(versions=["1.5"], licence="MIT", upstream="A", released="2026-01")


def held(package: Package) -> Review:
    return msgspec.structs.replace(review(), packages={"alpha": package})


def metadata(**fields: str) -> Message:
    message = Message()
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    return message


class TestThisProject:
    def test_every_version_is_reviewed_and_nothing_speaks_against_it(self, tree: Tree) -> None:
        assert list(unreviewed(tree, review())) == []

    def test_the_locks_hold_what_is_asked_for_with_hashes_and_agree(self, tree: Tree) -> None:
        assert {RUNTIME, "requirements-dev.lock", "requirements-release.lock"} <= locks(tree).keys()
        assert list(stale(tree)) == []

    @pytest.mark.parametrize("name", sorted(review().packages))
    def test_the_licence_is_the_one_that_the_package_states(self, name: str) -> None:
        try:
            stated = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            pytest.skip("it is for other machines")
        assert review().packages[name].licence in meanings(stated, review())

    def test_the_page_has_the_table(self, tree: Tree) -> None:
        page = tree.text(PAGE)
        assert page == with_table(page, table(tree, review())), "run python -m release.review --write"

    def test_the_page_on_reliability_counts_them(self, tree: Tree) -> None:
        every, runtime = locks(tree), pins(tree.text(RUNTIME))
        page = tree.text("docs/reliability.md")
        of_all, of_runtime = ({pin.name for pin in found} for found in (chain.from_iterable(every.values()), runtime))
        assert f"{len(every)} locks; {len(runtime)} pins of {len(of_runtime)} packages at run time" in page
        assert f"{len(of_all)} packages of all locks" in page

    def test_who_makes_what_lansir_names_itself_is_told(self, tree: Tree) -> None:
        direct = [one for one in pins(tree.text(RUNTIME)) if "lansir" in one.via]
        assert len(direct) > 15
        assert [pin.name for pin in direct if not review().packages[pin.name].upstream] == []
        assert [pin.name for pin in direct if not review().packages[pin.name].released] == []


class TestRefusals:
    def test_a_version_that_nobody_looked_at(self, fake: Fake) -> None:
        (said,) = unreviewed(fake(), held(msgspec.structs.replace(GOOD, versions=["1.4"])))
        assert said.startswith("requirements.lock: nobody reviewed alpha 1.5; ")

    def test_a_licence_that_is_not_taken(self, fake: Fake) -> None:
        (said,) = unreviewed(fake(), held(msgspec.structs.replace(GOOD, licence="MIT AND AGPL-3.0-only")))
        assert said.startswith("alpha: AGPL-3.0-only is none of the licences")

    def test_a_version_with_a_known_advisory(self, fake: Fake) -> None:
        package = msgspec.structs.replace(GOOD, advisory="CVE-2026-1", fixed="1.10")
        first, second = unreviewed(fake(), held(package))
        assert first == "requirements.lock: alpha 1.5 has CVE-2026-1, mended in 1.10; run make lock"
        assert second == "pyproject.toml: alpha>=1 lets in versions with CVE-2026-1; ask for alpha>=1.10"

    def test_a_review_of_what_is_gone(self, fake: Fake) -> None:
        two = msgspec.structs.replace(review(), packages={"alpha": GOOD, "omega": GOOD})
        assert list(unreviewed(fake(), two)) == [
            "release/review.yaml: omega is no longer in requirements.lock; take it out"
        ]

    def test_all_is_well(self, fake: Fake) -> None:
        package = msgspec.structs.replace(GOOD, advisory="CVE-2026-1", fixed="1.0")
        assert list(unreviewed(fake({"pyproject.toml": FILES["pyproject.toml"]}), held(package))) == []


class TestMeanings:
    def test_an_expression_goes_before_older_words(self) -> None:
        assert meanings(metadata(License_Expression="MIT", Classifier="License :: BSD License"), review()) == {"MIT"}

    def test_a_classifier_may_mean_several(self) -> None:
        told = metadata(Classifier="License :: OSI Approved :: BSD License", License="see file")
        assert meanings(told, review()) == {"BSD-2-Clause", "BSD-3-Clause"}

    def test_unknown_words_mean_themselves(self) -> None:
        assert meanings(metadata(License="Beerware"), review()) == {"Beerware"}

    def test_nothing_stated_means_nothing(self) -> None:
        assert meanings(metadata(), review()) == set()

"""What a wheel holds beside Lansir's own code: the model, tables made from others' work, libraries of the desk."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import PurePosixPath

import msgspec

from release.documents import model_version
from release.tree import Tree

__all__ = ["Material", "Materials", "Origin", "covered", "data_files", "licences", "materials", "unclaimed"]


class Origin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What something was made from."""

    name: str
    type: str
    licence: str
    version: str = ""
    purl: str = ""


class Material(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"made_from": "from"}):
    """One thing of one origin and licence; `files` are patterns from the tree's root, `notice` a file in the wheel."""

    name: str
    type: str
    licence: str
    about: str
    notice: str
    files: list[str]
    version: str = ""
    purl: str = ""
    made_from: list[Origin] = []


class Materials(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of them, and the folders whose files have to be of one of them."""

    folders: list[str]
    materials: list[Material]


def materials(tree: Tree) -> Materials:
    """What the file says, with the version of the model that is shipped."""
    text = files("release").joinpath("materials.yaml").read_text(encoding="utf-8")
    return msgspec.yaml.decode(text.replace("{model}", model_version(tree)), type=Materials)


def data_files(tree: Tree) -> list[str]:
    """The files of the package that are no code and nothing that Python left behind, from the tree's root, by name."""
    found = (path for path in (tree.root / "src" / "lansir").rglob("*") if path.suffix not in {".py", ".pyc"})
    return sorted(path.relative_to(tree.root).as_posix() for path in found if path.is_file())


def covered(path: str, material: Material) -> bool:
    """Whether a file is of a material; a star does not go past a slash."""
    return any(PurePosixPath(path).match(pattern) for pattern in material.files)


def unclaimed(tree: Tree, held: Materials) -> Iterator[str]:
    """A line for each file that is of no material although its folder has to be, or of several."""
    for path in data_files(tree):
        owners = [one.name for one in held.materials if covered(path, one)]
        if len(owners) != 1 and any(path.startswith(f"{folder}/") for folder in held.folders):
            yield f"{path}: of {' and '.join(owners) or 'no material'}; name it once in release/materials.yaml"


def licences(held: Materials) -> set[str]:
    """The licences of everything in a wheel, Lansir's own among them."""
    named = {"Apache-2.0", *(part for one in held.materials for part in one.licence.split(" AND "))}
    return named | {
        part for one in held.materials for origin in one.made_from for part in origin.licence.split(" AND ")
    }

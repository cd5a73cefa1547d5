"""The bill of materials of a release, in CycloneDX 1.6: `python -m release.sbom [--out FILE] [--tools DIR]`.

It lists what `requirements.lock` pins, with the digests of all files that the pin allows, and what the wheel itself
holds of others: the model, tables and libraries, each with its licence and the digests of its files. The same commit
gives the same bytes: the date is the commit's, and the serial number is made from the content.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lansir.errors import LansirError
from release.archives import tool
from release.locks import RUNTIME, Pin, pins
from release.materials import Material, Origin, covered, data_files, licences, materials
from release.review import Review, review
from release.tree import Tree
from release.versions import version_of

__all__ = ["bill", "invalid", "written"]

PROJECT = "lansir"
ABOUT = "Reads news pages, Indonesian and English, and keeps a sourced record of who did and said what."
Part = dict[str, Any]


def bill(tree: Tree, epoch: int) -> Part:
    """The whole bill of a tree; `epoch` is its date, in seconds since 1970. InputError where a file is missing."""
    pinned, held, known, files = pins(tree.text(RUNTIME)), materials(tree), review(), data_files(tree)
    own = {**_component(PROJECT, "application", version_of(tree), sorted(licences(held))), "description": ABOUT}
    of_materials = [_material(tree, one, files) for one in held.materials]
    whole: Part = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "lifecycles": [{"phase": "build"}],
            "component": own,
        },
        "components": [*(_package(pin, known) for pin in pinned), *of_materials],
        "dependencies": _dependencies(own["bom-ref"], pinned, [one["bom-ref"] for one in of_materials]),
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(whole, sort_keys=True))
    return {**whole, "serialNumber": f"urn:uuid:{serial}"}


def written(whole: Part) -> str:
    """The bill as the text of its file."""
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def invalid(path: Path, tools: Path) -> list[str]:
    """What CycloneDX's own schema has against a bill; nothing where it is valid."""
    command = [str(tool(tools, "python")), str(Path(__file__).with_name("schema_check.py")), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = (done.stdout.strip() or done.stderr.strip()).splitlines() or ["it said nothing"]
    return [f"{path.name}: {told[0]}"] if done.returncode else []


def _component(name: str, kind: str, version: str, licence: list[str]) -> Part:
    purl = f"pkg:pypi/{name}@{version}"
    expression = [{"expression": " AND ".join(licence)}] if licence else []
    return {"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl, "licenses": expression}


def _package(pin: Pin, held: Review) -> Part:
    known = held.packages.get(pin.name)
    part = _component(pin.name, "library", pin.version, [known.licence] if known else [])
    part["hashes"] = [{"alg": "SHA-256", "content": one} for one in sorted(pin.hashes)]
    if pin.marker:
        part["properties"] = [{"name": "lansir:where", "value": pin.marker}]
    return part


def _material(tree: Tree, one: Material, files: list[str]) -> Part:
    part: Part = {"type": one.type, "bom-ref": f"lansir:{one.name}", "name": one.name, "version": one.version}
    part |= {"description": one.about, "licenses": [{"expression": one.licence}], "purl": one.purl}
    part["components"] = [_file(tree, path) for path in files if covered(path, one)]
    if one.made_from:
        part["pedigree"] = {"ancestors": [_origin(origin) for origin in one.made_from]}
    part["properties"] = [{"name": "lansir:notice", "value": one.notice}]
    return {key: value for key, value in part.items() if value}


def _origin(one: Origin) -> Part:
    part = {"type": one.type, "name": one.name, "version": one.version, "purl": one.purl}
    return {**{key: value for key, value in part.items() if value}, "licenses": [{"expression": one.licence}]}


def _file(tree: Tree, path: str) -> Part:
    digest = hashlib.sha256((tree.root / path).read_bytes()).hexdigest()
    name = path.removeprefix("src/")
    return {"type": "file", "bom-ref": f"file:{name}", "name": name, "hashes": [{"alg": "SHA-256", "content": digest}]}


def _dependencies(own: str, pinned: list[Pin], parts: list[str]) -> list[Part]:
    """Who needs whom, as the lock says it; a name that comes in two versions is needed in both."""
    named = [(f"pkg:pypi/{pin.name}@{pin.version}", pin) for pin in pinned]
    needs = {own: sorted([*parts, *(ref for ref, pin in named if PROJECT in pin.via)])}
    for ref, pin in named:
        needs[ref] = sorted(other for other, one in named if pin.name in one.via)
    return [{"ref": ref, "dependsOn": others} for ref, others in [*needs.items(), *((ref, []) for ref in parts)]]


def main(arguments: list[str] | None = None) -> int:
    """Write the bill of this tree and check it; 1 where it is not valid, 2 where it cannot be made."""
    parser = argparse.ArgumentParser(prog="python -m release.sbom", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--out", type=Path, help="the file to write; else dist/lansir-VERSION.cdx.json")
    parser.add_argument("--tools", type=Path, default=Path("build/release"), help="where the tools are installed")
    options, tree = parser.parse_args(arguments), Tree(Path.cwd())
    try:
        out = options.out or Path("dist") / f"{PROJECT}-{version_of(tree)}.cdx.json"
        whole = bill(tree, tree.epoch())
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(written(whole), encoding="utf-8")
        found = invalid(out, options.tools)
    except (LansirError, OSError) as error:
        print(f"release.sbom: {error}", file=sys.stderr)
        return 2
    print(*found or [f"{out}: {len(whole['components'])} components, valid CycloneDX 1.6"], sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

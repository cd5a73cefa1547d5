"""What the code can say of how something was found has words in every language: its texts are looked through.

A text that is no reason stands in `not_reasons.yaml`; whoever writes a new one puts it there, or its words into
`words/LANGUAGE/reasons.yaml`.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
import pytest

import lansir
from lansir.words.loading import catalogues, table
from lansir.words.reasons import ReasonWords
from lansir.words.roles import RoleWords
from lansir.words.templates import template

SOURCE = Path(lansir.__file__).parent
MAKES = re.compile(r"(?<!class )\b(?:Reason|with_reason|ActorMatch|match_actor)\(")
"""Calls by which a module outside of `resolve` shows that it says how something was found, or why not."""
FURTHER = ("store/decided/applying.py",)
WORDS = re.compile(r"[a-z]{2,} [a-z]|[a-z]{2,}: |^ ?[a-z]{3,} | [a-z]{3,} ?$|^, [a-z]|[a-z]; |; [a-z]")
"""What a piece of a sentence has, and a key or a code has not."""
OTHERS = [language for language in catalogues() if language != "en"]


@cache
def modules() -> dict[str, ast.Module]:
    """The modules that make reasons."""
    files = {path.relative_to(SOURCE).as_posix(): path.read_text("utf-8") for path in SOURCE.rglob("*.py")}
    chosen = [name for name, code in files.items() if name.startswith("resolve/") or MAKES.search(code)]
    return {name: ast.parse(files[name]) for name in [*chosen, *FURTHER]}


def texts(tree: ast.Module) -> Iterator[str]:
    """Texts of a module that it may say of what it reads: no docstrings, errors, patterns and lists of names."""
    passed = {id(part) for node in ast.walk(tree) if is_no_reason(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node.value


def is_no_reason(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re"
    if isinstance(node, ast.Assign):
        return any(isinstance(one, ast.Name) and one.id == "__all__" for one in node.targets)
    return isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def pieces(text: str) -> Iterator[str]:
    """The parts of a text that a reason sets apart by semicolons, as far as they are words."""
    if WORDS.search(text):
        yield from (part for part in (one.strip("; ") for one in text.split("; ")) if re.search("[a-z]{2}", part))


@cache
def exempt() -> dict[str, list[str]]:
    """Texts that are no reasons, by module; of a module without texts none is one."""
    return msgspec.yaml.decode(Path(__file__).with_name("not_reasons.yaml").read_bytes(), type=dict[str, list[str]])


@cache
def known(language: str) -> str:
    """All English that has words in a language, one below the other."""
    words, roles = table(language, "reasons", ReasonWords), table(language, "roles", RoleWords)
    english = [piece for one in (*words.patterns, *roles.around) for piece in template(one, "").pieces]
    return "\n".join([*english, *(term for terms in words.terms.values() for term in terms)])


@cache
def said() -> list[tuple[str, str]]:
    """Each piece of a reason with the module that says it."""
    return [
        (module, one)
        for module, tree in modules().items()
        if exempt().get(module) != []
        for text in texts(tree)
        if text not in exempt().get(module, [])
        for one in pieces(text)
    ]


@pytest.mark.parametrize("language", OTHERS)
def test_whatever_the_code_says_of_how_it_reads_has_words(language: str) -> None:
    unknown = [f"{module}: {piece!r}" for module, piece in said() if piece not in known(language)]
    assert unknown == [], "no words in words/LANGUAGE/reasons.yaml, nor listed in not_reasons.yaml"


def test_what_is_said_to_be_no_reason_stands_in_the_code() -> None:
    gone = [
        f"{module}: {text!r}"
        for module, listed in exempt().items()
        for text in listed or [""]
        if module not in modules() or (text and text not in texts(modules()[module]))
    ]
    assert gone == []


def test_the_modules_that_read_are_looked_through() -> None:
    looked_at = {module for module, _ in said()}
    assert {"resolve/links.py", "resolve/time_rules.py", "knowledge/countries.py", "reader.py"} <= looked_at
    assert len(said()) > 200


def test_a_reason_without_words_is_found() -> None:
    tree = ast.parse('"""Doc of it."""\ndef f(x: str) -> str:\n    return f"{x}; guessed from the weather"\n')
    assert [piece for text in texts(tree) for piece in pieces(text)] == ["guessed from the weather"]
    assert "guessed from the weather" not in known("id")

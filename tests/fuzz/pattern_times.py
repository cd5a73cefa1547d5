"""Every regular expression that Lansir compiles, against long input made to slow it: prints those that are not linear.

Run as a program of its own: it watches `re` from before Lansir is imported, so patterns that are made in functions are
caught too, as far as reading the example pages makes them. Times are those of the processor, so a busy machine does not
matter.
"""

import contextlib
import importlib
import json
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

SHORT, LONG = 1_000, 4_000
SUSPICIOUS = 0.004
"""Seconds that a linear pattern does not need for a long input: a microsecond a character is much."""
LINEAR = 8.0
"""How much longer four times the input may take: four times where it is linear, sixteen times where it is quadratic."""
SCANNING = ("search", "finditer", "findall", "split", "sub", "subn")
FOUND: dict[tuple[Any, int], str] = {}
COMPILE: Callable[..., re.Pattern[Any]] = re._compile  # type: ignore[attr-defined]
ALWAYS = (*"aA1.,-:\"'(<>/&=\\ \t\né年", "aA", "a1", "a ", "1.", "1,", "a-", "A. ", " \n", "(a", "Aa ")


def watched(pattern: Any, flags: Any) -> re.Pattern[Any]:  # noqa: ANN401
    """Compile as `re` does, and note the pattern where a module of Lansir asked."""
    compiled = COMPILE(pattern, flags)
    frame: Any = sys._getframe(1)
    for _ in range(6):
        if frame is not None and "/lansir/" in frame.f_code.co_filename:
            FOUND.setdefault((compiled.pattern, compiled.flags), frame.f_code.co_filename.rpartition("/lansir/")[2])
            break
        frame = frame and frame.f_back
    return compiled


def use_lansir() -> None:
    """Import every module, and read the example pages, in both languages."""
    import lansir
    from lansir.examples import example_pages

    for module in pkgutil.walk_packages(lansir.__path__, "lansir."):
        if "build_" not in module.name and not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):  # what needs a library that is not there
                importlib.import_module(module.name)
    for path in example_pages():
        lansir.read(path)


def attacks(pattern: str) -> Iterator[tuple[str, str]]:
    """Short and long repetitions of the pattern's own characters and words, and of what most patterns look for."""
    words = re.findall(r"[A-Za-z0-9]+|[^\sA-Za-z0-9\\]", pattern)[:24]
    pairs = [f"{one}{other}" for one, other in pairwise(words)]
    for part in dict.fromkeys([*ALWAYS, *words, *(f"{word} " for word in words[:12]), *pairs[:12]]):
        for end in ("", "\x01"):
            short, long = ((part * (size // len(part) + 1))[:size] + end for size in (SHORT, LONG))
            yield short, long


def seconds(use: Callable[[Any], Any], text: Any) -> float:  # noqa: ANN401
    """How long the processor works at it, the shorter of two times."""
    times = []
    for _ in range(2):
        began = time.process_time()
        use(text)
        times.append(time.process_time() - began)
    return min(times)


def slow(pattern: Any, flags: int, methods: set[str]) -> tuple[float, str] | None:  # noqa: ANN401
    """The first attack that takes more than linear time, with the seconds that its long form takes."""
    compiled = COMPILE(pattern, flags & ~re.UNICODE if isinstance(pattern, bytes) else flags)
    uses: list[Callable[[Any], Any]] = [compiled.match, compiled.fullmatch]
    if not methods or methods & set(SCANNING):
        uses = [lambda text: sum(1 for _ in compiled.finditer(text))]
    told = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    for short, long in attacks(told):
        given = (short.encode(), long.encode()) if isinstance(pattern, bytes) else (short, long)
        for use in uses:
            took = seconds(use, given[1])
            if took > SUSPICIOUS and took > seconds(use, given[0]) * LINEAR:
                return round(took, 3), short[:20]
    return None


def methods_of(pattern: Any, names: dict[Any, set[str]], sources: str) -> set[str]:  # noqa: ANN401
    """By which methods the package uses the pattern; empty where it has no name of its own."""
    found: set[str] = set()
    for name in names.get(pattern, ()):
        found |= set(re.findall(rf"\b{re.escape(name)}\.(\w+)\(", sources))
        if re.search(
            rf"\b{re.escape(name)}\b(?!\s*[.=:])",
            re.sub(rf"(?m)^.*\b{re.escape(name)}\b.*(?:=|import).*$", "", sources),
        ):
            found.add("search")  # it is handed on: anything may be done with it
    return found


def names_of_patterns() -> dict[Any, set[str]]:
    """The names that patterns have in modules of Lansir."""
    names: dict[Any, set[str]] = {}
    for module_name, module in list(sys.modules.items()):
        if module_name.partition(".")[0] == "lansir":
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern):
                    names.setdefault(value.pattern, set()).add(name)
    return names


def main() -> None:
    """Print how many patterns there are, and those that are not linear."""
    re._compile = watched  # type: ignore[attr-defined]
    use_lansir()
    re._compile = COMPILE  # type: ignore[attr-defined]
    import lansir

    root = Path(lansir.__file__).parent
    sources = "\n".join(path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.py")))
    names, found = names_of_patterns(), []
    for (pattern, flags), place in sorted(FOUND.items(), key=lambda one: (one[1], str(one[0]))):
        if worst := slow(pattern, flags, methods_of(pattern, names, sources)):
            found.append({"place": place, "pattern": str(pattern), "seconds": worst[0], "text": worst[1]})
            print(found[-1]["place"], worst, str(pattern)[:100], file=sys.stderr, flush=True)
    print(json.dumps({"patterns": len(FOUND), "slow": found}))


if __name__ == "__main__":
    main()

"""What MkDocs needs to make a site of these pages, as `mkdocs.yml` asks for it.

The pages are written to be read in the repository, and on the site the same links have to hold. So pages that lie
outside of docs/ (`extra.outside`) are added, other files of the repository that a page links to are added as text, and
what Markdown of repositories allows (lists without a blank line before, two blanks to a level) is written out.
Notebooks are made pages by `notebooks/pages.py`.
"""

import re
from importlib import import_module
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath
from typing import Any

__all__ = ["on_config", "on_files", "on_page_markdown", "on_post_page", "repository_path", "site_path", "written_out"]

ROOT = Path(__file__).parents[1]
LINK = re.compile(r"""(\]\(|(?:src|href)=")(?!\w+:|[#/])([^)\s#"]+)""")
BADGE = re.compile(r"\[?!\[[^\]]*\]\(https?:[^)]*\)(?:\]\([^)]*\))?")
"""A picture of another site, with the link around it: on a repository's first page, never on the site."""
FENCE = re.compile(r"^ *(```+|~~~+)")
ITEM = re.compile(r"^(?:[-*+]|1\.) ")
"""What begins a list right behind a paragraph, after CommonMark."""


def repository_path(page: str, link: str) -> str:
    """The path from the root of the repository of what a page, itself so named, links to."""
    return normpath(str(PurePosixPath(page).parent / link))


def site_path(path: str, outside: dict[str, str]) -> str:
    """Where the site has a file of the repository; both as paths with slashes."""
    if path in outside:
        return outside[path]
    inside = path.removeprefix("docs/")
    if inside == path:
        return f"repository/{path}.txt"
    return inside.removesuffix(".ipynb") + ".md" if inside.endswith(".ipynb") else inside


def written_out(text: str) -> str:
    """Markdown of a repository, as Python-Markdown takes it: four blanks to a level, a blank line before lists."""
    lines: list[str] = []
    fence, before = "", ""
    for given in text.splitlines():
        line, mark = given, FENCE.match(given)
        if mark and (not fence or line.strip() == fence):
            fence = "" if fence else mark[1]
        elif not fence:
            line = " " * (len(given) - len(given.lstrip(" "))) + given
            if ITEM.match(line) and before and not ITEM.match(before) and not before.startswith(" "):
                lines.append("")
        lines.append(line)
        before = line
    return "\n".join(lines) + "\n"


def _relinked(text: str, page: str, outside: dict[str, str]) -> str:
    """The links of a page of the repository, to where the site has what they lead to."""

    def link(match: re.Match[str]) -> str:
        target = repository_path(page, match[2])
        if not (ROOT / target).is_file():
            return match[0]
        start = str(PurePosixPath(site_path(page, outside)).parent)
        return match[1] + relpath(site_path(target, outside), start)

    return LINK.sub(link, text)


def on_config(config: Any) -> Any:  # noqa: ANN401 - MkDocs is there only where the site is built
    """Keep where each page of the site lies in the repository, and name headings as repositories do."""
    config.mdx_configs["toc"]["slugify"] = import_module("pymdownx.slugs").slugify(case="lower")
    config.extra["at"] = {there: here for here, there in config.extra["outside"].items()}
    return config


def on_files(files: Any, config: Any) -> Any:  # noqa: ANN401
    """Add the pages outside of docs/, the sign of the desk, and every other file that a page links to."""
    generated = import_module("mkdocs.structure.files").File.generated
    outside: dict[str, str] = config.extra["outside"]
    pages = [f"docs/{file.src_uri}" for file in files.documentation_pages() if file.abs_src_path] + list(outside)
    for here, there in outside.items():
        files.append(generated(config, there, abs_src_path=str(ROOT / here)))
    files.append(generated(config, config.theme["logo"], abs_src_path=str(ROOT / config.extra["sign"])))
    for path in sorted({path for page in pages for path in _linked(page)} - set(outside)):
        if not path.startswith("docs/") and (ROOT / path).is_file():
            files.append(generated(config, site_path(path, outside), abs_src_path=str(ROOT / path)))
    return files


def _linked(page: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return [repository_path(page, match[2]) for match in LINK.finditer(text)]


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:  # noqa: ANN401
    """The page with the links of the site."""
    at = config.extra["at"].get(page.file.src_uri, f"docs/{page.file.src_uri}")
    return written_out(_relinked(BADGE.sub("", markdown), at, config.extra["outside"]))


def on_post_page(output: str, page: Any, config: Any) -> str:  # noqa: ANN401
    """Say of the pages in Indonesian that they are."""
    if page.file.src_uri not in config.extra["indonesian"]:
        return output
    return output.replace('<html lang="en"', '<html lang="id"', 1)

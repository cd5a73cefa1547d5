"""Makes pages of the site of notebooks: their text, code and outputs as Markdown, their pictures as files.

A hook of MkDocs (`mkdocs.yml`). The notebooks are shown as they were run (`make.py`), never run anew.
"""

import json
from base64 import b64decode
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

__all__ = ["on_files", "page_of"]


def page_of(notebook: Path) -> tuple[str, dict[str, bytes]]:
    """A notebook as Markdown, and its pictures by name; the notebook itself is linked under the title."""
    held = json.loads(notebook.read_bytes())
    pieces: list[str] = []
    pictures: dict[str, bytes] = {}
    for cell in held["cells"]:
        text = "".join(cell["source"])
        pieces.append(text if cell["cell_type"] == "markdown" else f"```python\n{text}\n```")
        for output in cell.get("outputs", ()):
            name = f"{notebook.stem}-{len(pictures) + 1}.png"
            shown, picture = _output(output, name)
            pictures |= {name: picture} if picture else {}
            pieces.append(shown)
    title, _, first = pieces[0].partition("\n")
    link = f"[Download the notebook]({notebook.name}) (Jupyter)."
    return "\n\n".join([title, link, first, *pieces[1:]]) + "\n", pictures


def _output(output: dict[str, Any], name: str) -> tuple[str, bytes | None]:
    """What a cell put out, as Markdown; a picture under the name given."""
    data = output.get("data", {})
    if "image/png" in data:
        return f"![A chart, drawn by the code above]({name})", b64decode("".join(data["image/png"]))
    if "text/markdown" in data:
        return "".join(data["text/markdown"]), None
    return "```text\n" + "".join(output.get("text") or data.get("text/plain", "")).rstrip() + "\n```", None


def on_files(files: Any, config: Any) -> Any:  # noqa: ANN401 - MkDocs is there only where the site is built
    """Add a page for each notebook, beside it."""
    generated = import_module("mkdocs.structure.files").File.generated
    for file in [file for file in files if file.src_uri.endswith(".ipynb")]:
        text, pictures = page_of(Path(file.abs_src_path))
        folder = PurePosixPath(file.src_uri).parent
        files.append(generated(config, file.src_uri.removesuffix(".ipynb") + ".md", content=text))
        for name, picture in pictures.items():
            files.append(generated(config, str(folder / name), content=picture))
    return files

"""The columns of each format, from its data file `columns/<format>.yaml`: a list of tables.

```yaml
- name: events                # the stem of the file
  rows: one row an event
  columns:
    - {name: event_id, type: text, told: the event's id}
```
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

import msgspec

from lansir.errors import DataFileError
from lansir.export.format import Table

__all__ = ["decoded_tables", "tables"]


@cache
def tables(name: str) -> tuple[Table, ...]:
    """The tables of the file `columns/<name>.yaml`; DataFileError where it is missing or breaks its schema."""
    path = files("lansir.export") / "columns" / f"{name}.yaml"
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise DataFileError(f"export/columns/{name}.yaml is missing: every format says its columns there") from None
    return decoded_tables(data, f"export/columns/{name}.yaml")


def decoded_tables(data: bytes, where: str) -> tuple[Table, ...]:
    """The tables of such a file; DataFileError, with `where` in it, where it breaks the schema.

    An exporter that comes from elsewhere reads its own file with it.
    """
    try:
        found = msgspec.yaml.decode(data, type=tuple[Table, ...])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"{where}: {error}") from None
    for fault in _faults(found):
        raise DataFileError(f"{where}: {fault}")
    return found


def _faults(found: tuple[Table, ...]) -> Iterator[str]:
    if not found:
        yield "no table in it"
    yield from (f"table {name} stands twice" for name in _twice(table.name for table in found))
    for table in found:
        if not table.name or not table.rows or not table.columns:
            yield f"table {table.name or '?'}: name, rows and columns must not be empty"
        yield from (f"{table.name}.{name} stands twice" for name in _twice(column.name for column in table.columns))
        for column in table.columns:
            if not column.name or not column.told.strip() or "\n" in column.told:
                yield f"{table.name}.{column.name or '?'}: a name and one line of what is told there are needed"


def _twice(names: Iterable[str]) -> list[str]:
    listed = list(names)
    return sorted({name for name in listed if listed.count(name) > 1})

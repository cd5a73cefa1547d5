"""Whether a bill of materials is valid CycloneDX: `build/release/bin/python release/schema_check.py FILE`.

It runs in the environment of the release tools, where CycloneDX's own schema is, and imports nothing of Lansir.
"""

import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator


def main() -> int:
    """1 and what is wrong where the file is not valid."""
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(Path(sys.argv[1]).read_text(encoding="utf-8"))
    print("valid CycloneDX 1.6" if fault is None else f"{sys.argv[1]}: {str(fault)[:500]}")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())

"""Run every benchmark and print one table. Figures are ratios of one run."""

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
NAMES = (
    "pdf",
    "ground",
    "render",
    "idle",
    "line",
    "compare",
    "dossiers",
    "sources",
    "record",
    "fault_campaign",
    "resources",
    "model",
    "search",
)


def main() -> None:
    """Print a table of every benchmark, or of the ones named."""
    for name in sys.argv[1:] or NAMES:
        for label, value in importlib.import_module(name).run():
            sys.stdout.write(f"{label:60} {value:>12}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

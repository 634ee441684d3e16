"""The demo's line in a folder of the caller's, without clearing it: made to be killed.

Arguments: the folder, and the address of a demo server that outlives the run.
"""

import sys
from dataclasses import replace
from pathlib import Path

from briefing.bootstrap import Places, one_run_at_a_time, open_line
from briefing.config import load
from briefing.demo.server import DEMO_NOW, demo_sources
from briefing.domain.source import Scope
from briefing.language.written import danish_day
from briefing.pipeline.line import Order
from briefing.pipeline.printing import print_all
from briefing.pipeline.run import run


def main() -> None:
    """One pass over everything, and the PDF beside each Word file."""
    folder, address = Path(sys.argv[1]), sys.argv[2]
    config = Path(__file__).resolve().parents[1] / "sources.yaml"
    settings = replace(load(config), sources=demo_sources(address))
    places = Places(config, folder / "data", folder / "output")
    with (
        one_run_at_a_time(places.data),
        open_line(places, settings=settings, clock=lambda: DEMO_NOW) as line,
    ):
        run(line, Order(Scope(danish_day(DEMO_NOW), everything=True)))
        print_all(line)


if __name__ == "__main__":
    main()

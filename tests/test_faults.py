"""Killed over and over while sources and mail fail: at the end all is as it was."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_ten_kills_lose_nothing_and_double_nothing() -> None:
    """Store, record, files and mails equal those of a run that nothing disturbed."""
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        from fault_campaign import campaign  # noqa: PLC0415 - it lies beside the benchmarks
    finally:
        sys.path.remove(str(ROOT / "bench"))
    found = campaign(proposals=7, kills=10, seed=7)
    assert [] == found.problems
    assert 10 == found.kills.total()
    assert found.mails
    assert found.entries
    assert sum(found.faults.values()) > found.faults["fine"]

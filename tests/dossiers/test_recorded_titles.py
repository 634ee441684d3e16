"""Titles as ministries really write them, from a year of many bills that are alike.

Bills as introduced stand for drafts and bills as passed for bills: the Folketing often
changes the title on the way. Recorded by others and not part of the project.
"""

import csv
import re
from datetime import date, timedelta
from pathlib import Path

from briefing.domain.proposal import ProposalKind
from briefing.dossiers import Facts, dossiers

FILE = "dk/retsinformation/retsinformation_search_export_metadata_2022-04.csv"
KINDS = {
    "Lovforslag som fremsat": ProposalKind.DRAFT_BILL,
    "Lovforslag som vedtaget": ProposalKind.BILL,
}


def recorded(path: Path) -> dict[str, Facts]:
    """The facts by the bill's number, session and kind of text."""
    with path.open(encoding="latin-1") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter=";")
                if row["DokumentType"] in KINDS]  # fmt: skip
    found = {}
    for row in rows:
        kind = KINDS[row["DokumentType"]]
        day = date(2020, 10, 1) + timedelta(45 * (kind is ProposalKind.BILL))
        number = "".join(row["Nummer"].split())
        ref = f"dk/test/{row['År']}/{number}/{kind}"
        title = re.sub(r"[\x00-\x1f]", "", row["Titel"])
        found[ref] = Facts(ref, kind, title, begins=day)
    return found


def test_titles_of_a_year_are_joined_by_number_alone(shared: Path) -> None:
    """No bill is taken for another; three of four are found."""
    known = recorded(shared / "captures" / FILE)
    joined = [each.refs for each in dossiers(known.values(), ()) if len(each.refs) > 1]
    numbers = [{ref.rpartition("/")[0] for ref in refs} for refs in joined]
    assert [] == [each for each in numbers if len(each) > 1]
    passed = [ref for ref in known if ref.endswith("/bill")]
    there = [ref for ref in passed if ref.replace("/bill", "/draft_bill") in known]
    assert len(joined) >= 0.75 * len(there) > 30

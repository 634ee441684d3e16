"""Identifiers: one key for all ways of writing, and what a text says of them."""

import pytest
from dossier_facts import day, known
from pydantic import TypeAdapter

from briefing.dossiers import Facts
from briefing.dossiers.identifiers import key_of, named_in, number_year, root_of


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("COM(2024) 123", "com 2024/123"),
        ("CELEX 52024PC0123", "com 2024/123"),
        ("CELEX 52024PC0123(01)", "com 2024/123"),
        ("DIR 2023/970", "eu 2023/970"),
        ("CELEX 32023L0970", "eu 2023/970"),
        ("REG 2024/1689", "eu 2024/1689"),
        ("2024/0258(COD)", "procedure 2024/258"),
        ("2024/0258(CNS)", "procedure 2024/258"),
        ("LOV 357/2026", "lov 357/2026"),
        ("L 86 A/20251", "l 86 a/20251"),
        ("ELI eli/lta/2026/357", "eli lta/2026/357"),
        ("IP/25/1907", "ip 25/1907"),
        ("Ares(2026)7014840", "ares 2026)7014840"),
        ("PLAN/2026/1655", "plan 2026/1655"),
        ("DG EMPL", ""),
        ("A20260140130", ""),
        ("2026-1234", ""),
        ("", ""),
    ],
)
def test_one_key_for_each_identifier(written: str, key: str) -> None:
    """However it is written; what is no identifier of a matter has none."""
    assert key == key_of(written)


def test_parts_and_years() -> None:
    """A part of a bill leads to the bill; the year of an act's number is found."""
    assert "l 86/20251" == root_of("l 86 a/20251")
    assert "l 86/20251" == root_of("l 86/20251")
    assert [2026, 2026, 2023, 0] == [
        number_year(each)
        for each in ("lov 357/2026", "eli lta/2026/357", "eu 2023/970", "l 7/20251")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lovforslaget gennemfører direktiv (EU) 2023/970.", [("eu 2023/970", True)]),
        ("(Implementering af direktiv (EU) 2023/970)", [("eu 2023/970", True)]),
        ("De regler, der gennemfører direktiv (EU) 2023/970", [("eu 2023/970", False)]),
        ("Bekendtgørelsen udmønter lov nr. 357 af 3. marts 2026",
         [("lov 357/2026", True)]),
        ("Udstedes i medfør af § 3, jf. lov nr. 357 af 3. marts 2026", []),
        ("Gennemfører direktiv (EU) 2023/970, som ændrer direktiv 2006/54/EF",
         [("eu 2023/970", True)]),
        ("Om ændring af direktiv 2004/37/EF", []),
        ("Se COM(2024) 123 og IP/25/1907, 2024/0258(COD)",
         [("com 2024/123", False), ("ip 25/1907", False),
          ("procedure 2024/258", False)]),
        ("Behandlet som L 115 (folketingsåret 2025-26)", [("l 115/20251", False)]),
        ("L 86 B (2025-26, 2. samling)", [("l 86 b/20252", False)]),
        ("L 115 (2025-29)", []),
        ("L 115 uden samling", []),
        ("lov nr. 7 uden år", []),
    ],
)  # fmt: skip
def test_what_a_text_says_of_what_it_names(
    text: str, expected: list[tuple[str, bool]]
) -> None:
    """What it carries out, what it only names, and what it rests on, left out."""
    assert sorted(expected) == sorted(named_in(text))


def test_the_record_of_a_danish_proposal_names_union_acts_only() -> None:
    """A directive in the record of a bill is not what the bill is."""
    found = known("20251/L1", "bill", ids=("L 1/20251", "DIR 2023/970", "LBK 5/2025"))
    assert ("L 1/20251",) == found.identities
    assert ("eu 2023/970", "lbk 5/2025") == found.mentions


def test_the_first_day_of_a_proposal() -> None:
    """Introduced, else published; of an initiative the first step, not the window."""
    assert (
        day("2026-01-02")
        == known(
            "1", "bill", introduced_on=day("2026-01-02"), published_on=day("2026-03-01")
        ).begins
    )
    assert known("1", "bill").begins is None


def test_facts_can_be_kept_as_json() -> None:
    """What is written and read back is the same."""
    adapter = TypeAdapter(Facts)
    given = known("20251/L1", "bill", "Titel", ids=("L 1/20251", "DIR 2023/970"),
                  introduced_on=day("2026-01-02"))  # fmt: skip
    assert given == adapter.validate_json(adapter.dump_json(given))

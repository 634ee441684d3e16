"""The acts that a bill changes: asked for when needed, kept, shown, looked at again."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from test_run import CONFIG, ROOT, START, FakeSite, ToySource, World, bill
from typer.testing import CliRunner

from briefing.adapters.database import open_database
from briefing.adapters.processes import here
from briefing.assessment.embedded import EmbeddedAnalyst
from briefing.cli.app import app
from briefing.config import parse
from briefing.demo.laws import lexdania_act
from briefing.domain.assessment import DraftAssessment
from briefing.domain.document import Document
from briefing.domain.profile import Profile
from briefing.domain.proposal import PRIMARY_KINDS, DocumentKind, Proposal
from briefing.errors import Unreachable
from briefing.pipeline.collecting import gather, standing
from briefing.pipeline.library import acts_of, library
from briefing.pipeline.line import Line
from briefing.pipeline.run import bring_through
from briefing.pipeline.state import input_hash

LIBRARY = "http://law.example"
WITH_LIBRARY = CONFIG.replace(
    "profiles:",
    f'  retsinformation: {{base_url: "{LIBRARY}", document_origins: ["{LIBRARY}"]}}\n'
    "profiles:",
)
BILL = bill(7, "Forslag til lov om ændring af lov om arbejdsmiljø")
TEXT = """<html><body><p>Forslag til</p><p>Lov om ændring af lov om arbejdsmiljø</p>
<h2>§ 1</h2><p>I lov om arbejdsmiljø, jf. lovbekendtgørelse nr. 9 af 6. januar 2025,
som ændret ved § 4 i lov nr. 77 af 1. maj 2026, foretages følgende ændringer:</p>
<p>1. I § 1 ændres »3 dage« til: »5 dage«.</p><p>2. § 2 ophæves.</p>
<h2>§ 2</h2><p>Loven træder i kraft den 1. juli 2027.</p>{appendix}</body></html>"""
APPENDIX = """<h1>Bilag 1 Lovforslaget sammenholdt med gældende lov</h1><table><tr>
<td>§ 1. Svar gives inden 3 dage.</td><td>1. I § 1 ændres »3 dage« til: »5 dage«.</td>
</tr></table>"""
ACT = lexdania_act(
    "# Lov om arbejdsmiljø\n\n§ 1. Svar gives inden 3 dage.\n\n§ 2. Bøde.", "2025", "9"
)
LATER = """<Dokument id="x"><DokumentIndhold><AendringCentreretParagraf>
<Explicatus>§ 4</Explicatus><Exitus><Linea><Char>I lov om arbejdsmiljø, jf.
lovbekendtgørelse nr. 9 af 6. januar 2025, foretages følgende ændring:</Char></Linea>
</Exitus><AendringsNummer><Explicatus>1.</Explicatus><Aendring><AendringDefinition>
<Exitus><Linea><Char>§ 2 affattes således:</Char></Linea></Exitus></AendringDefinition>
<AendringAktion><AendringNyTekst><Paragraf><Explicatus>§ 2.</Explicatus><Stk><Exitus>
<Linea><Char>Ny bøde.</Char></Linea></Exitus></Stk></Paragraf></AendringNyTekst>
</AendringAktion></Aendring></AendringsNummer></AendringCentreretParagraf>
</DokumentIndhold></Dokument>"""
ADDRESSES = (
    f"{LIBRARY}/eli/lta/2025/9/xml",
    f"{LIBRARY}/eli/lta/2026/77/xml",
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A bill without an appendix, and a library with the acts that it names."""
    moment = [START]
    pages: dict[str, bytes | Exception] = {
        BILL.url: TEXT.format(appendix="").encode(),
        ADDRESSES[0]: ACT,
        ADDRESSES[1]: LATER.encode(),
    }
    site, source = FakeSite(pages), ToySource([BILL])
    store = open_database(tmp_path / "data")
    store.save_proposal(BILL, START)
    line = Line(
        settings=parse(WITH_LIBRARY, ROOT / "sources.yaml"),
        store=store,
        fetcher=site,
        sources={"toy": source},
        analyst=EmbeddedAnalyst(),
        analyst_id="embedded",
        compute=here,
        clock=lambda: moment[0],
        output=tmp_path / "output",
        templates=ROOT / "templates",
    )
    yield World(line, source, site, moment)
    store.close()


def through(world: World) -> dict[str, Any]:
    """The record of the briefing that bringing the bill through writes."""
    outcome = bring_through(world.line, BILL.ref, always=["lef"])
    assert not outcome.error
    path = world.line.output / outcome.written[0]
    found: dict[str, Any] = json.loads(path.with_suffix(".json").read_text())
    return found


def test_the_act_and_its_later_change_are_fetched_kept_and_shown(world: World) -> None:
    """Paragraph 1 is worked out; 2, which the later act changes, is held back."""
    record = through(world)
    assert set(ADDRESSES) < set(world.site.asked)
    (act,) = record["law"]
    first, second = act["paragraphs"]
    assert ["§ 1. Svar gives inden 5 dage."] == first["proposed"]
    assert second["proposed"] is None
    assert "LOV 77/2026" in second["not_applied"][0]["why"]
    assert {"eli/lta/2025/9", "eli/lta/2026/77"} < {
        d["key"] for d in record["documents"]
    }
    assert "LOV 77/2026 (§ 4)" in " ".join(act["warnings"])


def test_the_analyst_is_not_given_the_acts(world: World) -> None:
    """They are long, and nothing in them is proposed; they are listed all the same."""
    seen: list[DocumentKind] = []

    @dataclass(frozen=True)
    class Watched:
        """The embedded analyst, watched."""

        def analyse(
            self, proposal: Proposal, documents: tuple[Document, ...], profile: Profile
        ) -> DraftAssessment:
            """Its answer, and what it was given."""
            seen.extend(each.kind for each in documents)
            return EmbeddedAnalyst().analyse(proposal, documents, profile)

    world.line = replace(world.line, analyst=Watched())
    record = through(world)
    assert DocumentKind.BILL_TEXT in seen
    assert DocumentKind.ACT_IN_FORCE not in seen
    assert "eli/lta/2025/9" in {each["key"] for each in record["documents"]}


def test_nothing_is_fetched_twice_and_the_assessment_stays_the_same(
    world: World,
) -> None:
    """A second pass asks for nothing, and sees what the first one saw."""
    through(world)
    asked = len(world.site.asked)
    again = bring_through(world.line, BILL.ref, always=["lef"])
    assert again.written == ()
    assert len(world.site.asked) == asked
    judged = world.line.store.judged(BILL.ref, "lef")
    assert judged is not None
    profile = world.line.settings.profiles["lef"]
    documents = standing(world.line, BILL)
    assert judged.assessment.input_hash == input_hash(
        world.line, BILL, documents, profile
    )


def test_an_act_that_cannot_be_had_is_told_and_not_passed_over(world: World) -> None:
    """The briefing is written, says what is missing, and works nothing out."""
    world.site.pages[ADDRESSES[0]] = Unreachable("x", ADDRESSES[0], "no answer")
    record = through(world)
    (act,) = record["law"]
    assert {"no_text"} == {
        each["reason"] for one in act["paragraphs"] for each in one["not_applied"]
    }
    missing = {d["key"]: d["error"] for d in record["documents"] if d["error"]}
    assert {"eli/lta/2025/9": "Unreachable"} == missing


def test_a_bill_with_its_own_appendix_needs_no_act(world: World) -> None:
    """Only the bill is asked for."""
    world.site.pages[BILL.url] = TEXT.format(appendix=APPENDIX).encode()
    (act,) = through(world)["law"]
    assert world.site.asked == [BILL.url]
    assert "appendix" == act["origin"]
    assert ["§ 1. Svar gives inden 5 dage."] == act["paragraphs"][0]["proposed"]


def test_what_is_confidential_leads_to_no_request(world: World) -> None:
    """The acts a draft changes would tell what it is about."""
    through(world)
    documents = standing(world.line, BILL)
    secret = replace(BILL, confidential=True)
    assert acts_of(world.line, BILL, documents) != ()
    assert acts_of(world.line, secret, documents) == ()


def test_the_library_is_found_by_source_or_by_address() -> None:
    """The source of that name or reader first, else one that has its address."""
    place = ROOT / "sources.yaml"
    found = library(parse(WITH_LIBRARY, place))
    assert found is not None
    assert found.id == "retsinformation"
    assert library(parse(CONFIG, place)) is None
    address = CONFIG.replace(
        "every: 1h", f'every: 1h, addresses: {{retsinformation: "{LIBRARY}"}}'
    )
    by_address = library(parse(address, place))
    assert by_address is not None
    assert by_address.id == "toy"


def test_the_command_shows_today_and_proposed(world: World, tmp_path: Path) -> None:
    """In Danish for people, the same as JSON for machines; nothing is fetched."""
    through(world)
    asked = len(world.site.asked)
    config = tmp_path / "sources.yaml"
    config.write_text(WITH_LIBRARY.replace("toy: {", "toy: {reader: feed, "))
    places = ["--config", str(config), "--data", str(tmp_path / "data")]
    shown = CliRunner().invoke(app, [*places, "law", BILL.ref])
    assert shown.exit_code == 0, shown.output
    for expected in (
        "§ 1: lov om arbejdsmiljø (LBK 9/2025)",
        "Ifølge lovforslaget er loven senere ændret ved LOV 77/2026 (§ 4)",
        "§ 1. Svar gives inden 3 dage.",
        "§ 1. Svar gives inden 5 dage.",
        "Lovforslaget (§ 1, nr. 2):",
        "§ 2 ophæves.",
    ):
        assert expected in shown.stdout
    machine = CliRunner().invoke(app, [*places, "law", BILL.ref, "--json"])
    law = json.loads(machine.stdout)["law"]
    assert ["§ 1", "§ 2"] == [each["place"] for each in law[0]["paragraphs"]]
    file = tmp_path / "law.docx"
    written = CliRunner().invoke(app, [*places, "law", BILL.ref, "--word", str(file)])
    assert written.exit_code == 0, written.output
    assert file.read_bytes().startswith(b"PK")
    nowhere = str(tmp_path / "no folder" / "law.docx")
    refused = CliRunner().invoke(app, [*places, "law", BILL.ref, "--word", nowhere])
    assert refused.exit_code == 2
    assert "kan ikke skrives" in " ".join(refused.output.split())
    assert len(world.site.asked) == asked


def test_the_command_says_when_the_acts_were_never_asked_for(
    world: World, tmp_path: Path
) -> None:
    """The bill was read, but it was not relevant enough to fetch the acts."""
    gather(world.line, BILL, PRIMARY_KINDS, eager=False)
    assert world.site.asked == [BILL.url]
    config = tmp_path / "sources.yaml"
    config.write_text(WITH_LIBRARY.replace("toy: {", "toy: {reader: feed, "))
    places = ["--config", str(config), "--data", str(tmp_path / "data")]
    shown = CliRunner().invoke(app, [*places, "law", BILL.ref])
    assert "Love, som forslaget ændrer, er ikke hentet." in shown.stdout
    assert "Lovens tekst foreligger ikke" in shown.stdout


def test_the_command_says_when_there_is_nothing(world: World, tmp_path: Path) -> None:
    """A proposal whose text was never fetched is not said to change nothing."""
    assert world.site.asked == []
    config = tmp_path / "sources.yaml"
    config.write_text(WITH_LIBRARY.replace("toy: {", "toy: {reader: feed, "))
    places = ["--config", str(config), "--data", str(tmp_path / "data")]
    shown = CliRunner().invoke(app, [*places, "law", BILL.ref])
    assert shown.exit_code == 0, shown.output
    assert f"briefing brief {BILL.ref}" in " ".join(shown.stdout.split())

"""The line with fakes at our own ports: a fake site, a real store, real rendering."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import docx
import pytest

from briefing.adapters.database import open_database
from briefing.adapters.processes import here
from briefing.assessment.embedded import EmbeddedAnalyst
from briefing.config import parse
from briefing.domain.assessment import DraftAssessment
from briefing.domain.document import Document
from briefing.domain.ports import Answer
from briefing.domain.profile import Profile
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.domain.source import (
    Cursor,
    Listing,
    Page,
    Request,
    Scope,
    SourceConfig,
)
from briefing.errors import AnalysisError, Blocked, UnexpectedlyEmpty, Unreachable
from briefing.pipeline.collecting import standing
from briefing.pipeline.line import Line, Order, RunReport
from briefing.pipeline.run import run
from briefing.pipeline.state import input_hash

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SITE = "http://site.example"
CONFIG = f"""\
sources:
  toy: {{base_url: "{SITE}", document_origins: ["{SITE}"], every: 1h}}
profiles:
  lef:
    organisation: Lønmodtagernes Eksempelforbund
    perspective: employees
    documents: [notat]
    committees: [Beskæftigelsesudvalget]
    ministries: [Beskæftigelsesministeriet]
    topics: [{{name: Arbejdsmiljø, words: [arbejdsmiljø], weight: 3}}]
run: {{concurrency: 2}}
"""
BILL_HTML = """<html><body>
<p>Forslag til</p><h1>Lov om ændring af lov om arbejdsmiljø</h1>
<h2>§ 1</h2><p>Arbejdsgiveren skal hvert år gennemgå arbejdsmiljøet med de ansatte.
Overtrædelse straffes med bøde.</p>
<h2>§ 2</h2><p>Loven træder i kraft den 1. juli 2027.</p>
<h2>Bemærkninger til lovforslaget</h2><h3>1. Indledning</h3>
<p>Formålet med lovforslaget er at styrke det psykiske arbejdsmiljø.</p>
</body></html>"""


def bill(number: int, title: str, **changes: object) -> Proposal:
    """A bill of the toy source with one HTML document."""
    url = f"{SITE}/L{number}.html"
    proposal = Proposal(
        ref=f"dk/toy/20261/L{number}",
        source="toy",
        kind=ProposalKind.BILL,
        native_kind="Lovforslag",
        title=title,
        stage=Stage.INTRODUCED,
        native_status="Fremsat",
        url=url,
        number=f"L {number}",
        session="20261",
        ministry="Beskæftigelsesministeriet",
        deadlines=(Deadline(DeadlineKind.CONSULTATION, date(2026, 12, 14), "Frist"),),
        documents=(DocumentRef("1", "Lovtekst", DocumentKind.BILL_TEXT, (url,)),),
    )
    return replace(proposal, **changes)  # type: ignore[arg-type]  # field names vary


WORK_BILL = bill(1, "Forslag til lov om ændring af lov om arbejdsmiljø")
FISH_BILL = bill(2, "Forslag til lov om fiskeri", ministry="Fødevareministeriet")


@dataclass
class ToySource:
    """A source whose one page lists whatever the test says."""

    proposals: list[Proposal]
    id: str = "toy"
    may_be_empty: bool = False

    def requests(
        self, config: SourceConfig, cursor: Cursor, scope: Scope
    ) -> Iterable[Request]:
        """One page."""
        del cursor, scope
        return [Request(f"{config.base_url}/list", "list")]

    def parse(self, config: SourceConfig, page: Page) -> Listing:
        """Every proposal at once."""
        del page
        if not self.proposals:
            raise UnexpectedlyEmpty(config.id, "the list is empty")
        return Listing(tuple(self.proposals), listed=len(self.proposals))

    def merge(self, cursor: Cursor, moved: Cursor) -> Cursor:
        """No cursor."""
        return {**cursor, **moved}


@dataclass
class FakeSite:
    """A fetcher over pages in memory; an exception instead of bytes is raised."""

    pages: dict[str, bytes | Exception]
    asked: list[str] = field(default_factory=list)

    def _get(self, url: str) -> Answer:
        self.asked.append(url)
        page = self.pages[url]
        if isinstance(page, Exception):
            raise page
        return Answer(page, "text/html; charset=utf-8", url)

    def listing(self, source: SourceConfig, request: Request) -> Answer:
        """A page of the listing."""
        del source
        return self._get(request.url)

    def document(self, source: SourceConfig, url: str) -> Answer:
        """A document."""
        del source
        return self._get(url)

    def address(self, url: str) -> Answer:
        """An address a person gave."""
        return self._get(url)


@dataclass
class World:
    """A line with a clock that tests move and a site that tests change."""

    line: Line
    source: ToySource
    site: FakeSite
    moment: list[datetime]

    def run(self, *, everything: bool = False, since: date | None = None) -> RunReport:
        """One pass."""
        today = self.moment[0].date()
        scope = Scope(today, everything=everything, since=since)
        return run(self.line, Order(scope))

    def later(self, **by: float) -> None:
        """Move the clock."""
        self.moment[0] += timedelta(**by)

    def files(self) -> Mapping[str, float]:
        """What lies in the output folder, with the time it was written."""
        output = self.line.output
        return {
            str(path.relative_to(output)): path.stat().st_mtime_ns
            for path in output.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A relevant bill and one on fishing, at nine in the morning."""
    moment = [START]
    source = ToySource([WORK_BILL, FISH_BILL])
    site = FakeSite(
        {
            f"{SITE}/list": b"",
            WORK_BILL.url: BILL_HTML.encode(),
            FISH_BILL.url: b"<html><body><p>Om fiskeri i fjorde.</p></body></html>",
        }
    )
    store = open_database(tmp_path / "data")
    line = Line(
        settings=parse(CONFIG, ROOT / "sources.yaml"),
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


def test_a_relevant_bill_gets_a_briefing_and_the_rest_a_row(world: World) -> None:
    """The bill on the working environment is written about; the fishing one listed."""
    report = world.run()
    assert report.complete
    assert report.sources[0].new == (WORK_BILL.ref, FISH_BILL.ref)
    stem = "lef/dk/toy/20261/L1/2026-11-23_L1_notat_da_v1_UDKAST"
    assert set(world.files()) == {f"{stem}.docx", f"{stem}.json"}
    assert world.line.store.relevance(FISH_BILL.ref)["lef"].score < 40


def test_the_briefing_says_what_the_bill_says(world: World) -> None:
    """Every quotation in the JSON stands in the document it cites."""
    world.run()
    path = next(world.line.output.rglob("*.json"))
    record = json.loads(path.read_text())
    assert record["points"]
    html = " ".join(BILL_HTML.replace("\n", " ").split())
    quotes = [
        citation["quote"]
        for point in record["points"]
        for citation in point["citations"]
        if citation["document"] == "1"
    ]
    assert quotes
    assert [quote for quote in quotes if quote not in html] == []
    text = "\n".join(
        each.text for each in docx.Document(path.with_suffix(".docx")).paragraphs
    )
    assert "Lønmodtagernes Eksempelforbund" in text or "arbejdsmiljø" in text


def test_a_second_run_writes_nothing_and_asks_only_what_is_due(world: World) -> None:
    """Nothing new: no file is touched, no document is asked for."""
    world.run()
    before = world.files()
    world.later(hours=2)
    world.site.asked.clear()
    report = world.run()
    assert world.files() == before
    assert world.site.asked == [f"{SITE}/list"]
    assert report.items == ()


def test_a_run_before_the_source_is_due_asks_nothing(world: World) -> None:
    """A source is read every hour, not every time somebody runs the program."""
    world.run()
    world.site.asked.clear()
    world.later(minutes=10)
    world.run()
    assert world.site.asked == []


def test_one_changed_bill_becomes_one_new_version(world: World) -> None:
    """Version 2 is a new file beside version 1; nothing else moves."""
    world.run()
    before = world.files()
    world.source.proposals[0] = replace(WORK_BILL, native_status="1. behandlet")
    world.later(hours=2)
    report = world.run()
    assert report.sources[0].changed == (WORK_BILL.ref,)
    new = set(world.files()) - set(before)
    assert {Path(each).name.split("_")[4] for each in new} == {"v2"}
    assert {name: world.files()[name] for name in before} == before


def test_a_changed_document_becomes_a_new_version(world: World) -> None:
    """Documents of an unfinished, relevant bill are looked at again each day."""
    world.run()
    world.site.pages[WORK_BILL.url] = BILL_HTML.replace("2027", "2028").encode()
    world.later(days=1, hours=1)
    world.run()
    judged = world.line.store.judged(WORK_BILL.ref, "lef")
    assert judged is not None
    assert judged.assessment.version == 2
    assert judged.documents[0].version == 2


def test_a_document_that_is_refused_is_named_and_asked_for_a_day_later(
    world: World,
) -> None:
    """The briefing is made from what there is; the document comes when it can."""
    world.site.pages[WORK_BILL.url] = Blocked("toy", WORK_BILL.url, "403")
    report = world.run()
    assert report.complete
    assert report.items[0].missing == 1
    record = json.loads(next(world.line.output.rglob("*.json")).read_text())
    assert record["documents"][0]["error"] == "Blocked"
    world.site.asked.clear()
    world.later(hours=2)
    world.run()
    assert WORK_BILL.url not in world.site.asked
    world.site.pages[WORK_BILL.url] = BILL_HTML.encode()
    world.later(days=1)
    world.run()
    judged = world.line.store.judged(WORK_BILL.ref, "lef")
    assert judged is not None
    assert (judged.assessment.version, judged.documents[0].error) == (2, "")


def test_a_source_that_fails_is_said_so_and_loses_nothing(world: World) -> None:
    """The failure is kept with a count; the store stays; the next try is later."""
    world.run()
    world.source.proposals.clear()
    world.later(hours=2)
    report = world.run()
    assert not report.complete
    assert report.sources[0].error == "UnexpectedlyEmpty"
    assert len(world.line.store.refs()) == 2
    assert world.line.store.source_state("toy").errors == 1
    world.site.pages[f"{SITE}/list"] = Unreachable("toy", SITE, "down")
    world.later(hours=2)
    assert world.run().sources[0].error == "Unreachable"
    assert world.line.store.source_state("toy").errors == 2


def test_a_source_that_breaks_is_kept_as_a_failure(world: World) -> None:
    """A fault in a source's own code stops that source and nothing else."""
    world.source.proposals.append(None)  # type: ignore[arg-type]  # what a fault gives
    report = world.run()
    assert report.sources[0].error == "ParseError"
    assert world.line.store.source_state("toy").errors == 1


class BrokenAnalyst:
    """An analyst that fails on the first bill it meets."""

    def analyse(
        self, proposal: Proposal, documents: tuple[Document, ...], profile: Profile
    ) -> DraftAssessment:
        """Never an answer."""
        del proposal, documents, profile
        raise AnalysisError("no answer")


def test_a_failing_item_is_kept_with_its_reason_and_tried_again(world: World) -> None:
    """Reason, count and next try stand on the item; later it succeeds."""
    broken = replace(world.line, analyst=BrokenAnalyst())
    report = run(broken, Order(Scope(START.date())))
    assert [each.error for each in report.items] == ["AnalysisError"]
    progress = world.line.store.progress(WORK_BILL.ref)
    assert (progress.tries, progress.error) == (1, "AnalysisError")
    world.later(minutes=5)
    assert world.run().items == ()
    world.later(minutes=15)
    assert len(world.run().items[0].written) == 1
    assert world.line.store.progress(WORK_BILL.ref).error == ""


def test_finished_cases_wait_for_all(world: World) -> None:
    """A case that ended is listed at once and briefed when everything is asked for."""
    world.source.proposals[0] = replace(WORK_BILL, stage=Stage.ROYAL_ASSENT)
    assert world.run().items == ()
    assert WORK_BILL.ref in world.line.store.refs()
    assert len(world.run(everything=True).items[0].written) == 1


def test_a_file_that_was_lost_is_written_again_under_its_name(world: World) -> None:
    """A briefing removed from the folder comes back as the same version."""
    world.run()
    path = next(world.line.output.rglob("*.docx"))
    path.unlink()
    world.run(everything=True)
    assert path.exists()
    assert len(list(world.line.output.rglob("*.docx"))) == 1


def test_a_new_part_of_a_case_is_told_in_the_briefing_of_the_other(
    world: World,
) -> None:
    """When the law that a bill became is read, the bill's briefing names it, once."""
    world.source.proposals[0] = replace(
        WORK_BILL, other_identifiers=("LOV 357/2027", "L 1/20261")
    )
    world.run()
    world.source.proposals.append(
        replace(
            FISH_BILL,
            ref="dk/toy/LOV357",
            kind=ProposalKind.ADOPTED_ACT,
            stage=Stage.PUBLISHED,
            number="LOV 357/2027",
            title="Lov om ændring af lov om arbejdsmiljø",
            published_on=date(2027, 4, 20),
            other_identifiers=("LOV 357/2027",),
        )
    )
    world.later(hours=2)
    world.run()
    record = json.loads(
        next(world.line.output.rglob("*_L1_notat_da_v2_UDKAST.json")).read_text()
    )
    assert ["dk/toy/LOV357"] == [each["ref"] for each in record["related"]]
    assert {"dk/toy/LOV357", WORK_BILL.ref} >= {
        each["ref"] for each in record["milestones"]
    }
    assert record["milestones"]
    before = world.files()
    world.later(hours=2)
    world.run()
    assert before == world.files()


def test_what_a_killed_run_had_found_is_joined_by_the_next(world: World) -> None:
    """Kept, and the run ended: the next one joins it, though no source is due."""
    act = "LOV 357/2027"
    world.source.proposals[0] = replace(WORK_BILL, other_identifiers=(act, "L 1/20261"))
    world.run()
    law = replace(
        FISH_BILL,
        ref="dk/toy/LOV357",
        kind=ProposalKind.ADOPTED_ACT,
        number=act,
        title="Lov om ændring af lov om arbejdsmiljø",
        other_identifiers=(act,),
    )
    world.line.store.save_proposal(law, world.moment[0])
    assert () == world.run().sources
    assert {law.ref, WORK_BILL.ref} == set(world.line.store.dossier(law.ref).refs)


def zipped(**files: str) -> bytes:
    """A zip file of HTML pages, by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as found:
        for name, text in files.items():
            found.writestr(f"{name}.html", text)
    return stream.getvalue()


def only_archive(body: bytes, world: World) -> None:
    """The bill's one document is an archive."""
    (ref,) = WORK_BILL.documents
    archive = replace(ref, key="alle", kind=DocumentKind.DRAFT_TEXT, native_kind="zip")
    world.source.proposals[0] = replace(WORK_BILL, documents=(archive,))
    world.site.pages[WORK_BILL.url] = body


def test_the_files_of_an_archive_are_documents(world: World) -> None:
    """Each is read as what it is called, and cited by its own name."""
    only_archive(zipped(Udkast=BILL_HTML, Høringsliste="<p>FH og DA</p>"), world)
    world.run()
    record = json.loads(next(world.line.output.rglob("*.json")).read_text())
    assert ["Udkast.html", "Høringsliste.html"] == [
        each["title"] for each in record["documents"] if each["key"] != "record"
    ]
    assert {"alle/Udkast.html", "record"} >= {
        citation["document"]
        for point in record["points"]
        for citation in point["citations"]
    }
    assert record["points"]
    before = world.files()
    world.later(hours=2)
    world.run()
    assert before == world.files()


def test_what_rests_on_an_archive_can_be_approved(world: World) -> None:
    """What stands in the store is what the assessment was made from."""
    only_archive(zipped(Udkast=BILL_HTML, Høringsliste="<p>FH og DA</p>"), world)
    world.run()
    line = world.line
    proposal = line.store.proposal(WORK_BILL.ref)
    profile = line.settings.profiles["lef"]
    judged = line.store.judged(proposal.ref, profile.id)
    assert judged is not None
    now = input_hash(line, proposal, standing(line, proposal), profile)
    assert judged.assessment.input_hash == now


def test_what_no_briefing_depends_on_makes_no_approval_stale(world: World) -> None:
    """Templates of overviews do not; the organisation's words for its matters do."""
    world.run()
    line = world.line
    proposal = line.store.proposal(WORK_BILL.ref)
    documents = standing(line, proposal)
    profile = line.settings.profiles["lef"]
    before = input_hash(line, proposal, documents, profile)
    other = replace(profile, daily_template="vores.docx", trend_template="vores.docx")
    assert before == input_hash(line, proposal, documents, other)
    wider = replace(profile, names=(*profile.names, "Et andet navn"))
    assert before != input_hash(line, proposal, documents, wider)


def test_an_archive_that_cannot_be_opened_is_named(world: World) -> None:
    """The briefing says which file it was and why."""
    body = zipped(Udkast=BILL_HTML)
    only_archive(body.replace(b"<p>", b"<q>", 1), world)
    world.run()
    record = json.loads(next(world.line.output.rglob("*.json")).read_text())
    assert "DocumentError" == record["documents"][0]["error"]


def test_a_document_without_an_address_is_listed_and_no_failure(world: World) -> None:
    """Such as the response of a private person: it is not asked for."""
    silent = DocumentRef("x", "Svar", DocumentKind.CONSULTATION_RESPONSE, ())
    world.source.proposals[0] = replace(
        WORK_BILL, documents=(*WORK_BILL.documents, silent)
    )
    report = world.run()
    assert report.complete
    assert 0 == report.items[0].missing

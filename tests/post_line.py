"""A line with recipients, a clock that tests move, and a mail server that is a fake."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from briefing.adapters.database import open_database
from briefing.adapters.processes import here
from briefing.assessment.embedded import EmbeddedAnalyst
from briefing.config import parse
from briefing.domain.delivery import Recipient
from briefing.domain.ports import Answer
from briefing.domain.profile import Reason, Relevance
from briefing.domain.proposal import Proposal, ProposalKind, Stage
from briefing.domain.review import Decision
from briefing.domain.run import Alert
from briefing.domain.source import Request, SourceConfig
from briefing.domain.store import SourceState
from briefing.errors import MailNotSent, NotFound
from briefing.pipeline.approving import approve_now
from briefing.pipeline.briefs import brief, write
from briefing.pipeline.collecting import standing
from briefing.pipeline.line import Line
from briefing.pipeline.outgoing import SendReport, Ways, send_due
from briefing.review import decide

ROOT = Path(__file__).resolve().parents[1]
CONFIG = """\
sources:
  toy: {base_url: "http://x.example"}
profiles:
  lef:
    organisation: Lønmodtagernes Eksempelforbund
    perspective: employees
    threshold: 40
    topics:
      - {name: Arbejdstid, words: [arbejdstid]}
    recipients:
      - {name: Anne Berg, address: anne@lef.example, role: policy_officer}
      - {name: Carla Æbelø, address: carla@lef.example, role: board}
      - {name: Sekretariatet, address: post@lef.example, role: secretariat}
      - {name: Drift, address: drift@lef.example, role: operator}
delivery: {host: mail.example, from_address: briefing@lef.example}
"""
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
BILL = Proposal(
    ref="dk/toy/L1",
    source="toy",
    kind=ProposalKind.BILL,
    native_kind="Lovforslag",
    title="Forslag til lov om vagter <b>& andet</b>",
    stage=Stage.INTRODUCED,
    native_status="",
    url="https://toy.example/L1?a=1&b=2",
    number="L 1",
)


class NoSite:
    """A network that has nothing."""

    def listing(self, source: SourceConfig, request: Request) -> Answer:
        """Nothing."""
        raise NotFound(source.id, request.url, "404")

    def document(self, source: SourceConfig, url: str) -> Answer:
        """Nothing."""
        raise NotFound(source.id, url, "404")

    def address(self, url: str) -> Answer:
        """Nothing."""
        raise NotFound("toy", url, "404")


@dataclass
class Postbox:
    """A mailer that keeps what it is given; `failing` is raised instead."""

    sent: list[tuple[str, bytes]] = field(default_factory=list)
    failing: Exception | None = None
    tries: int = 0

    def send(self, message: bytes, sender: str, to: str) -> str:
        """Keep the message, or fail."""
        assert sender == "briefing@lef.example"
        self.tries += 1
        if self.failing is not None:
            raise self.failing
        self.sent.append((to, message))
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to an address, parsed."""
        return [
            message_from_bytes(body, _class=EmailMessage, policy=default)  # type: ignore[arg-type]  # typeshed's policy
            for to, body in self.sent
            if to == address
        ]

    @property
    def addresses(self) -> list[str]:
        """Who got something, in order."""
        return [to for to, _body in self.sent]


DOWN = MailNotSent("connection refused", is_down=True)


class Office:
    """A store, a clock, recipients and a postbox."""

    def __init__(self, folder: Path, config: str = CONFIG) -> None:
        self.now = MONDAY
        self.store = open_database(folder / "data")
        self.box = Postbox()
        self.line = Line(
            settings=parse(config, ROOT / "sources.yaml"),
            store=self.store,
            fetcher=NoSite(),
            sources={},
            analyst=EmbeddedAnalyst(),
            analyst_id="embedded",
            compute=here,
            clock=lambda: self.now,
            output=folder / "output",
            templates=ROOT / "templates",
        )
        self.store.save_source_failure(SourceState("toy", read_at=MONDAY))

    def keep(
        self,
        proposal: Proposal,
        score: int = 80,
        *,
        ago: float = 1.0,
        reasons: tuple[str, ...] = ("I titlen om »Arbejdstid«: vagter.",),
    ) -> None:
        """A proposal with its relevance, seen so many hours ago."""
        self.store.save_proposal(proposal, self.now - timedelta(hours=ago))
        found = Relevance(score, tuple(Reason(each, 10) for each in reasons))
        self.store.save_relevance(proposal.ref, "lef", found)

    def send(self, *alarms: str, dry: bool = False) -> SendReport:
        """One pass."""
        several = tuple(Alert(each, each) for each in alarms)
        return send_due(self.line, Ways(self.box), alarms=several, dry=dry)

    def approve(self, proposal: Proposal = BILL, score: int = 80) -> None:
        """A briefing on the proposal, written and approved by Anne Berg."""
        profile = self.line.settings.profiles["lef"]
        self.keep(proposal, score)
        documents = standing(self.line, proposal)
        brief(self.line, proposal, documents, profile, Relevance(score))
        judged = self.store.judged(proposal.ref, "lef")
        assert judged is not None
        review = decide(judged, Decision.APPROVED, by="Anne Berg", at=self.now)
        approved = approve_now(self.line, judged, review)
        self.store.save_review(review)
        write(self.line, judged, approved)

    def recipients(self, *several: Recipient) -> None:
        """From now on these are the recipients."""
        settings = replace(self.line.settings, recipients=several)
        self.line = replace(self.line, settings=settings)

"""A serving instance in a town of its own: real servers on loopback, a clock to move.

The sources are the demo's stand-in server over few examples whose days and files tests
change; the mail server is a real one that can be taken away. A restart opens the store
anew, as another process would.
"""

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from threading import Event
from typing import Any

from smtp_server import Post, free_port, post_office

from briefing.adapters.database import open_database
from briefing.adapters.http import HttpFetcher
from briefing.adapters.mail import SmtpMailer, SmtpServer
from briefing.adapters.processes import here
from briefing.assessment.embedded import EmbeddedAnalyst
from briefing.bootstrap import Places, archive_of, one_run_at_a_time
from briefing.config import Settings, parse
from briefing.demo.markup import Example, examples
from briefing.demo.server import DemoServer, Site, demo_sources
from briefing.demo.stand import Reply
from briefing.domain.run import Run
from briefing.language.written import COPENHAGEN
from briefing.pipeline.condition import Pulse, Service
from briefing.pipeline.line import Line
from briefing.pipeline.outgoing import Ways
from briefing.pipeline.shift import Shift, Tools
from briefing.sources.base import find_sources

ROOT = Path(__file__).resolve().parents[1]
CONFIG = """\
sources:
  hoeringsportalen: {base_url: "http://127.0.0.1:1", every: 3h}
profiles:
  lef:
    organisation: Lønmodtagernes Eksempelforbund
    perspective: employees
    documents: [notat]
    ministries: [Beskæftigelsesministeriet, Arbejdstilsynet]
    topics:
      - {name: Arbejde, weight: 3, words: [platformsarbejde, arbejdsmiljø, arbejdsskade,
          løn, kræftfremkaldende, ansættelse, lønmodtager]}
    recipients:
      - {name: Anne Berg, address: anne@lef.example, role: policy_officer}
      - {name: Drift, address: drift@lef.example, role: operator}
delivery: {host: 127.0.0.1, security: none, from_address: briefing@lef.example}
run: {pdf: none, recheck_documents: 1d}
serve: {min_free_mb: 0}
"""
DOWN = Reply(b"gone", "text/plain", 503)


class Killed(BaseException):
    """The process ends here, whatever it was doing."""


@dataclass
class Village:
    """What the stand-in server answers: which examples, and what is out of order.

    `down` are beginnings of paths that answer 503; `swapped` are files that another
    has been put in the place of.
    """

    base_url: str
    known: list[Example] = field(default_factory=list)
    down: set[str] = field(default_factory=set)
    swapped: dict[str, Path] = field(default_factory=dict)

    def answer(self, method: str, target: str, headers: dict[str, str]) -> Reply:
        """The answer to a request."""
        if any(target.startswith(each) for each in self.down):
            return DOWN
        reply = Site(self.base_url, self.known).answer(method, target, headers)
        for part, path in self.swapped.items():
            if part in target and reply.status == 200:
                return replace(reply, body=path.read_bytes())
        return reply


@dataclass
class Postman:
    """A mailer whose server can be taken away, and which can be killed at a letter."""

    post: Post
    is_down: bool = False
    kill_at: int = 0

    def send(self, message: bytes, sender: str, to: str) -> str:
        """Hand in the message at the real server, or at a port nobody listens on."""
        if self.kill_at:
            self.kill_at -= 1
            if not self.kill_at:
                raise Killed
        port = free_port() if self.is_down else self.post.port
        server = SmtpServer("127.0.0.1", port, security="none", timeout=5)
        return SmtpMailer(server).send(message, sender, to)


class Town:
    """The instance, the servers around it, and the clock."""

    def __init__(
        self, folder: Path, base_url: str, village: Village, post: Post
    ) -> None:
        self.folder, self.village, self.base_url = folder, village, base_url
        self.postman, self.post = Postman(post), post
        self.now = datetime(2027, 3, 8, 6, 0, tzinfo=COPENHAGEN)
        self.compute: Callable[..., Any] = here
        self.sources = ("hoeringsportalen",)
        self.config = CONFIG
        self.change: Callable[[Settings], Settings] = lambda found: found
        self.wanted: Callable[[], bool] = lambda: False
        self.last_backup: Callable[[], datetime | None] = lambda: None
        self.stop = Event()
        self.start()

    def start(self) -> None:
        """Open the store and begin a shift, as a process does that starts."""
        found = parse(self.config, ROOT / "sources.yaml")
        demo = demo_sources(self.base_url)
        every = found.sources["hoeringsportalen"].every
        settings = self.change(
            replace(
                found, sources={e: replace(demo[e], every=every) for e in self.sources}
            )
        )
        self.store = open_database(self.folder / "data")
        self.fetcher = HttpFetcher(attempts=2, pause=0.001)
        known = find_sources()
        self.line = Line(
            settings=settings,
            store=self.store,
            fetcher=self.fetcher,
            sources={each: known[each] for each in self.sources},
            analyst=EmbeddedAnalyst(),
            analyst_id="embedded",
            compute=self._compute,
            clock=lambda: self.now,
            output=self.folder / "output",
            templates=ROOT / "templates",
        )
        data = self.folder / "data"
        places = Places(ROOT / "sources.yaml", data, self.folder / "output")
        self.service = Service(self.line, data, Pulse(), self._last_backup)
        self.shift = Shift(
            self.service,
            Tools(
                archive=archive_of(self.line, places),
                ways=Ways(self.postman),
                alone=lambda: self.alone(data),
                wanted=self._is_wanted,
                back_up=self.back_up,
                stop=self.stop,
            ),
        )

    def _compute(self, *given: Any, **named: Any) -> Any:
        return self.compute(*given, **named)

    def _last_backup(self) -> datetime | None:
        return self.last_backup()

    def _is_wanted(self) -> bool:
        return self.wanted()

    def alone(self, data: Path) -> AbstractContextManager[None]:
        """Hold the store as the program does."""
        return one_run_at_a_time(data)

    def back_up(self, folder: Path) -> Path:
        """No backups here."""
        raise AssertionError(folder)

    def end(self) -> None:
        """End without a word to the store, as a killed process does."""
        self.fetcher.close()
        self.store.close()

    def restart(self) -> None:
        """End and start anew."""
        self.end()
        self.start()

    def at(self, day: date, hour: int, minute: int = 0) -> Run | None:
        """A tick at a moment in Denmark."""
        self.now = datetime.combine(day, time(hour, minute), COPENHAGEN)
        return self.shift.tick()

    def subjects(self, address: str) -> list[str]:
        """The subjects of what the server took for an address, in order."""
        pairs = zip(self.post.mails, self.post.to, strict=True)
        return [str(mail["Subject"]) for mail, to in pairs if to == address]

    def brief(self, day: date) -> dict[str, Any] | None:
        """The daily brief of a day as JSON; None where none was written."""
        folder = self.folder / "output" / "lef" / "dagens-overblik"
        path = folder / f"{day}_dagens-overblik_da.json"
        return json.loads(path.read_text()) if path.exists() else None


def hearing(slug: str, published: date, deadline: date) -> Example:
    """An example consultation with days of its own, and its draft as the only file."""
    (found,) = [each for each in examples() if each.slug == slug]
    case = copy.deepcopy(found.case)
    files = [each for each in case["documents"] if each.get("file") == "text.md"]
    case |= {"published": published, "deadline": deadline, "documents": files}
    return replace(found, case=case)


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    """Everything running; ended at the end."""
    with DemoServer() as server, post_office(Post()) as post:
        village = Village(server.base_url)
        server._server.site = village  # type: ignore[assignment]  # answers as a Site does
        found = Town(folder, server.base_url, village, post)
        try:
            yield found
        finally:
            found.end()

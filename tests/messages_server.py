"""A server on loopback that speaks the Messages API, with scripted answers.

Real HTTP in the documented wire format: structured output, tools, counting, caching,
errors with their headers, streams, message batches. What a server of one's own does
silently can be switched on: ignoring structured output or tools, dropping document
blocks, not counting, knowing no batches, being late.
Run as a program, `python tests/messages_server.py 8098`, it plays a model that answers
from the passages it is sent, for trying the product by hand.
"""

import json
import re
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

LETTERS_PER_TOKEN = 3
PASSAGE = re.compile(r"^\[(\d+)\](?: \([^)]*\))? (.*)$", re.MULTILINE)
NUMBERED = re.compile(r"^(\d+)\. ", re.MULTILINE)
NATIVE, TOOL = "native", "tool"
MISSING = (
    b'{"type": "error", "error": {"type": "not_found_error", "message": "no batch"}}'
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the server got it: its body, and the text in it."""

    body: Mapping[str, Any]

    @property
    def system(self) -> str:
        """The instructions."""
        return "\n".join(each["text"] for each in self.body["system"])

    @property
    def text(self) -> str:
        """What the user says; document blocks are dropped, as such servers do."""
        return "\n".join(
            each["text"]
            for message in self.body["messages"]
            for each in message["content"]
            if each["type"] == "text"
        )

    @property
    def passages(self) -> dict[int, str]:
        """The numbered passages that were sent."""
        return {int(number): text for number, text in PASSAGE.findall(self.text)}

    @property
    def is_probe(self) -> bool:
        """Whether it only finds out how answers can be had."""
        return "capital of Denmark" in self.text


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: the value a form asks for, or plain text, and how it ended."""

    value: Any = None
    text: str = ""
    stop: str = "end_turn"


@dataclass(frozen=True, slots=True)
class Fault:
    """What comes instead of an answer: a status with headers, or an odd body."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    endless: bool = False
    cut: bool = False


Script = Callable[[Asked], Said]


def nothing(_asked: Asked) -> Said:
    """A model that has nothing to say."""
    return Said({"statements": [], "verdicts": []})


@dataclass
class Batch:
    """Questions handed in together: `lost` names results that are none.

    It stays under way for `polls` looks.
    """

    id: str
    requests: list[dict[str, Any]]
    polls: int = 0
    lost: dict[str, str] = field(default_factory=dict)
    cancelled: bool = False

    @property
    def ended(self) -> bool:
        """Whether its results are there."""
        return self.polls <= 0


@dataclass
class MessagesServer:
    """The server; `faults` come first, one a request, then what `script` says."""

    script: Script = nothing
    honours: Sequence[str] = (NATIVE, TOOL)
    counts: bool = True
    port: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    faults: deque[Fault] = field(default_factory=deque)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    cached: set[str] = field(default_factory=set)
    seconds: float = 0.0
    batches: bool = True
    batched: dict[str, Batch] = field(default_factory=dict)
    at_once: int = 0
    most_at_once: int = 0
    polls: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        """Listen on a free port of loopback."""
        handler = type("Handler", (_Handler,), {"stand": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def base_url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def questions(self) -> list[Asked]:
        """What was asked, the probes left out."""
        found = [Asked(body) for body in self.bodies]
        return [each for each in found if not each.is_probe]

    def told(self, batch: Batch) -> dict[str, Any]:
        """What is said of a batch."""
        counts = dict.fromkeys(
            ("processing", "succeeded", "errored", "canceled", "expired"), 0
        )
        for each in batch.requests:
            fate = batch.lost.get(each["custom_id"], "succeeded")
            counts[fate if batch.ended else "processing"] += 1
        path = f"{self.base_url}/v1/messages/batches/{batch.id}/results"
        return {
            "id": batch.id,
            "type": "message_batch",
            "processing_status": "ended" if batch.ended else "in_progress",
            "request_counts": counts,
            "created_at": datetime.now(UTC).isoformat(),
            "expires_at": (datetime.now(UTC) + timedelta(days=1)).isoformat(),
            "ended_at": None,
            "archived_at": None,
            "cancel_initiated_at": None,
            "results_url": path if batch.ended else None,
        }

    def results(self, batch: Batch) -> bytes:
        """The results of a batch, one a line, in another order than it was asked."""
        lines = []
        for each in reversed(batch.requests):
            fate = batch.lost.get(each["custom_id"], "succeeded")
            result: dict[str, Any] = {"type": fate}
            if fate == "succeeded":
                result["message"] = self.answer(each["params"])
            elif fate == "errored":
                problem = {"type": "api_error", "message": "Internal server error"}
                result["error"] = {"type": "error", "error": problem}
            lines.append(json.dumps({"custom_id": each["custom_id"], "result": result}))
        return "\n".join(lines).encode()

    def answer(self, body: dict[str, Any]) -> dict[str, Any]:
        """The message for a request."""
        asked = Asked(body)
        if asked.is_probe:
            said = Said({"q7_place": "København", "q7_sure": True})
            plain = Said(text="The capital of Denmark is Copenhagen.")
        else:
            said = plain = self.script(asked)
        return {
            "id": "msg_stand_in",
            "type": "message",
            "role": "assistant",
            "model": body["model"],
            "content": self._content(body, said, plain),
            "stop_reason": said.stop,
            "stop_sequence": None,
            "usage": self._usage(body),
        }

    def _content(
        self, body: Mapping[str, Any], said: Said, plain: Said
    ) -> list[dict[str, Any]]:
        if said.text:
            return [{"type": "text", "text": said.text}]
        text = {"type": "text", "text": json.dumps(said.value, ensure_ascii=False)}
        if "format" in body.get("output_config", {}):
            return [text] if NATIVE in self.honours else _plain(plain)
        if "tools" in body:
            used = {"type": "tool_use", "id": "toolu_1", "name": "answer"}
            used["input"] = said.value
            return [used] if TOOL in self.honours else _plain(plain)
        return [
            {"type": "text", "text": f"Her er svaret:\n```json\n{text['text']}\n```"}
        ]

    def _usage(self, body: Mapping[str, Any]) -> dict[str, int]:
        """Tokens by length; a marked beginning is written once, then read."""
        whole = len(json.dumps(body, ensure_ascii=False)) // LETTERS_PER_TOKEN
        marked = [
            each["text"]
            for message in body["messages"]
            for each in message["content"]
            if "cache_control" in each
        ]
        kept = sum(map(len, marked)) // LETTERS_PER_TOKEN
        key = json.dumps([body["model"], body["system"], marked])
        read = kept if marked and key in self.cached else 0
        self.cached.add(key)
        return {
            "input_tokens": max(1, whole - kept),
            "cache_creation_input_tokens": kept - read,
            "cache_read_input_tokens": read,
            "output_tokens": 50,
        }


def _plain(said: Said) -> list[dict[str, Any]]:
    """What a server says that knows nothing of forms."""
    text = said.text or json.dumps(said.value, ensure_ascii=False)
    return [{"type": "text", "text": text}]


def _pieces(index: int, block: dict[str, Any]) -> list[dict[str, Any]]:
    """A block as the events of a stream, its content in two pieces."""
    if block["type"] == "tool_use":
        text, empty = json.dumps(block["input"]), {**block, "input": {}}
        name, kind = "partial_json", "input_json_delta"
    else:
        text, empty = block["text"], {"type": "text", "text": ""}
        name, kind = "text", "text_delta"
    half = len(text) // 2
    deltas = [
        {"type": "content_block_delta", "index": index,
         "delta": {"type": kind, name: piece}}
        for piece in (text[:half], text[half:])
    ]  # fmt: skip
    start = {"type": "content_block_start", "index": index, "content_block": empty}
    return [start, *deltas, {"type": "content_block_stop", "index": index}]


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    stand: MessagesServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Count, or answer, or fail as scripted."""
        length = int(self.headers["content-length"] or 0)
        body = json.loads(self.rfile.read(length) or b"{}")
        self.stand.keys.add(self.headers.get("authorization", ""))
        if self.path.endswith("/count_tokens"):
            if not self.stand.counts:
                return self._send(404, {}, b'{"detail": "Not Found"}')
            tokens = len(json.dumps(body)) // LETTERS_PER_TOKEN
            return self._send(200, {}, json.dumps({"input_tokens": tokens}).encode())
        if "/batches" in self.path:
            return self._batch(body)
        with self.stand.lock:
            self.stand.bodies.append(body)
            self.stand.at_once += 1
            most = max(self.stand.most_at_once, self.stand.at_once)
            self.stand.most_at_once = most
        if not Asked(body).is_probe:
            time.sleep(self.stand.seconds)
        with self.stand.lock:
            self.stand.at_once -= 1
        if self.stand.faults:
            return self._fail(self.stand.faults.popleft())
        message = self.stand.answer(body)
        if body.get("stream"):
            return self._stream(message)
        answer = json.dumps(message, ensure_ascii=False).encode()
        return self._send(200, self.stand.headers, answer)

    def do_GET(self) -> None:
        """Tell of batches, or give their results."""
        self._batch({})

    def _batch(self, body: dict[str, Any]) -> None:
        """Take questions together, tell of them, give their results, cancel them."""
        found = re.search(
            r"/messages/batches(?:/(\w+))?(?:/(results|cancel))?", self.path
        )
        if found is None or not self.stand.batches:
            return self._send(404, {}, b'{"detail": "Not Found"}')
        if self.stand.faults:
            return self._fail(self.stand.faults.popleft())
        name, what = found.groups()
        if name is None and body:
            name = f"msgbatch_{len(self.stand.batched) + 1}"
            self.stand.batched[name] = Batch(name, body["requests"], self.stand.polls)
        if name is None:
            data = [self.stand.told(each) for each in self.stand.batched.values()]
            page = {"data": data, "has_more": False, "first_id": None, "last_id": None}
            return self._send(200, {}, json.dumps(page).encode())
        batch = self.stand.batched.get(name)
        if batch is None:
            return self._send(404, {}, MISSING)
        if what == "results":
            return self._send(200, {}, self.stand.results(batch))
        if what == "cancel":
            batch.polls = 0
            for each in batch.requests:
                batch.lost.setdefault(each["custom_id"], "canceled")
        answer = self.stand.told(batch)
        batch.polls -= 1
        return self._send(200, {}, json.dumps(answer).encode())

    def _stream(self, message: dict[str, Any]) -> None:
        """The message as server-sent events, in pieces; broken off where it is cut."""
        usage = {**message["usage"], "output_tokens": 1}
        begun = {**message, "content": [], "stop_reason": None, "usage": usage}
        events: list[dict[str, Any]] = [{"type": "message_start", "message": begun}]
        for index, block in enumerate(message["content"]):
            events += _pieces(index, block)
        ending = {"stop_reason": message["stop_reason"], "stop_sequence": None}
        events.append({"type": "message_delta", "delta": ending,
                       "usage": {"output_tokens": 50}})  # fmt: skip
        events.append({"type": "message_stop"})
        if message["stop_reason"] == "broken":
            error = {"type": "overloaded_error", "message": "Overloaded"}
            events[3:] = [{"type": "error", "error": error}]
        body = "".join(
            f"event: {each['type']}\ndata: {json.dumps(each)}\n\n" for each in events
        )
        self._send(200, {"content-type": "text/event-stream"}, body.encode())

    def _fail(self, fault: Fault) -> None:
        if fault.endless:
            return self._trickle()
        body = (
            fault.body
            or json.dumps(
                {
                    "type": "error",
                    "error": {"type": "overloaded", "message": "busy"},
                }
            ).encode()
        )
        if fault.cut:
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", "1000")
            self.end_headers()
            self.wfile.write(b'{"id": "msg_')
            self.close_connection = True
            return None
        return self._send(fault.status, fault.headers, body)

    def _trickle(self) -> None:
        """An answer that goes on for as long as somebody listens."""
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.close_connection = True
        try:
            while True:
                self.wfile.write(b" " * 1000)
                time.sleep(0.001)
        except OSError:
            return

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        if "content-type" not in headers:
            self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""


def from_passages(asked: Asked) -> Said:
    """A model that restates duties, rights and dates of the passages it was sent."""
    if "unclear" in json.dumps(asked.body):
        number, text = next(
            ((n, t) for n, t in asked.passages.items() if "skal" in t), (0, "")
        )
        relevant = "relevant" if text else "unclear"
        return Said({"relevant": relevant, "passage": number, "quote": text})
    if "supported" in json.dumps(asked.body):
        numbers = [int(each) for each in NUMBERED.findall(asked.text)]
        return Said({"verdicts": [{"number": n, "supported": "yes"} for n in numbers]})
    kinds = re.findall(r"kind »(\w+)«", asked.text)
    found = [
        (number, text)
        for number, text in asked.passages.items()
        if re.search(r"\b(?:skal|har ret til|træder i kraft)\b", text)
        and 60 < len(text) < 400
    ]
    return Said(
        {
            "statements": [
                _statement(kind, *found[at])
                for kind in dict.fromkeys(kinds)
                if kind not in {"absent", "question", "position", "scenario"}
                for at in range(min(2, len(found)))
            ]
        }
    )


LEADS = {
    "conclusion": "Efter teksten gælder, at",
    "change": "Det foreslås, at",
    "affected": "Det gælder efter forslaget, at",
    "risk": "Efter loven skal det gælde, at",
    "opportunity": "Det gælder efter loven, at",
    "attention": "Efter forslaget gælder, at",
    "conflict": "Efter reglerne gælder, at",
    "agreement": "Det gælder efter reglerne, at",
    "eu": "Efter lovforslaget gælder, at",
    "response": "Det gælder efter teksten, at",
    "plain": "Det betyder, at",
}
"""So that no two kinds say the same, which would be printed once."""


def _statement(kind: str, number: int, text: str) -> dict[str, Any]:
    plain = re.sub(r"^(?:§ \d+(?: \w)?\.|Stk\. \d+\.|\d+\))\s*", "", text)
    lead = LEADS.get(kind, "Efter teksten gælder det, at")
    return {
        "kind": kind,
        "text": f"{lead} {plain[:1].lower()}{plain[1:]}",
        "evidence": [{"passage": number, "quote": text}],
        "party": "both",
        "dimension": "workers_rights",
        "horizon": "short",
        "proposed": plain if kind == "change" else "",
    }


if __name__ == "__main__":
    with MessagesServer(from_passages, port=int(sys.argv[1])) as running:
        sys.stdout.write(f"{running.base_url}\n")
        sys.stdout.flush()
        threading.Event().wait()

"""A server on loopback that speaks the Messages API, with scripted answers.

Real HTTP in the documented wire format: structured output, tools, counting, caching,
errors with their headers. What a server of one's own does silently can be switched on:
ignoring structured output or tools, dropping document blocks, not counting.
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
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

LETTERS_PER_TOKEN = 3
PASSAGE = re.compile(r"^\[(\d+)\](?: \([^)]*\))? (.*)$", re.MULTILINE)
NUMBERED = re.compile(r"^(\d+)\. ", re.MULTILINE)
NATIVE, TOOL = "native", "tool"


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


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    stand: MessagesServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Count, or answer, or fail as scripted."""
        length = int(self.headers["content-length"])
        body = json.loads(self.rfile.read(length))
        self.stand.keys.add(self.headers.get("authorization", ""))
        if self.path.endswith("/count_tokens"):
            if not self.stand.counts:
                return self._send(404, {}, b'{"detail": "Not Found"}')
            tokens = len(json.dumps(body)) // LETTERS_PER_TOKEN
            return self._send(200, {}, json.dumps({"input_tokens": tokens}).encode())
        self.stand.bodies.append(body)
        if self.stand.faults:
            return self._fail(self.stand.faults.popleft())
        answer = json.dumps(self.stand.answer(body), ensure_ascii=False).encode()
        return self._send(200, self.stand.headers, answer)

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


def _statement(kind: str, number: int, text: str) -> dict[str, Any]:
    plain = re.sub(r"^(?:§ \d+(?: \w)?\.|Stk\. \d+\.|\d+\))\s*", "", text)
    said = f"Efter teksten gælder, at {plain[:1].lower()}{plain[1:]}"
    return {
        "kind": kind,
        "text": said if kind != "plain" else f"Det betyder: {plain}",
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

"""A letter as a whole mail message: headers, plain text, HTML, files."""

import hashlib
import re
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from mimetypes import guess_type

from briefing.domain.delivery import Parcel
from briefing.language.written import COPENHAGEN


def message_id(key: str, sender: str) -> str:
    """The same for the same delivery, however often it is made."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"<{digest}@{sender.rpartition('@')[2]}>"


def message(
    parcel: Parcel, sender: tuple[str, str], at: datetime, text: str, html: str
) -> bytes:
    """The message as it goes over the wire; `sender` is a name and an address."""
    name, address = sender
    found = EmailMessage(policy=SMTP)
    found["From"] = _address(name, address)
    found["To"] = _address(parcel.to.name, parcel.to.address)
    found["Subject"] = parcel.letter.subject
    found["Date"] = format_datetime(at.astimezone(COPENHAGEN))
    found["Message-ID"] = message_id(parcel.key, address)
    found["Auto-Submitted"] = "auto-generated"
    found["List-Unsubscribe"] = f"<mailto:{address}?subject=Afmeld>"
    found.set_content(text, cte="quoted-printable")
    found.add_alternative(html, subtype="html", cte="quoted-printable")
    for each in parcel.attachments:
        kind = guess_type(each.name)[0] or _KINDS.get(each.name.rpartition(".")[2])
        main, _, sub = (kind or "application/octet-stream").partition("/")
        found.add_attachment(each.body, maintype=main, subtype=sub, filename=each.name)
    return found.as_bytes()


_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
}


def _address(name: str, address: str) -> Address:
    user, _, domain = address.rpartition("@")
    plain = " ".join(name.split())
    return Address(plain, username=user, domain=domain)


_MESSAGE_ID = re.compile(r"<[0-9a-f]{32}@[^>\s]+>")


def bounce_of(mail: bytes) -> tuple[str, frozenset[str]]:
    """The words of the server in a bounce, and the Message-IDs that it names."""
    found = message_from_bytes(mail, policy=SMTP)
    words = [
        str(value)
        for part in found.walk()
        for name, value in part.items()
        if name.casefold() in {"diagnostic-code", "status"}
    ]
    words.sort(key=len, reverse=True)
    text = mail.decode(errors="replace")
    said = words[0] if words else str(found.get("Subject", ""))
    return " ".join(said.split()), frozenset(_MESSAGE_ID.findall(text))

"""The example cases as rows of oda.ft.dk.

Ids are made from the case's place in the list; every value a reader sees comes from
the case file. `opdateringsdato` is Danish time without a zone, as on the wire.
"""

from datetime import date
from typing import Any
from zlib import crc32

from briefing.demo.markup import Example
from briefing.demo.odata import Relation, Row

SESSION = "20261"
PERIOD = 170
BILL = "Forslag som fremsat"
SPEECH = "Fremsættelsestale"
_LOOKUPS = {
    "Sagstype": "type",
    "Sagsstatus": "status",
    "Sagskategori": "kategori",
    "Sagstrinstype": "type",
    "Sagstrinsstatus": "status",
    "SagAktørRolle": "rolle",
    "SagDokumentRolle": "rolle",
    "Dokumenttype": "type",
    "Dokumentkategori": "kategori",
    "Dokumentstatus": "status",
    "Aktørtype": "type",
    "Emneordstype": "type",
    "Afstemningstype": "type",
}
_ONE = """
Sag.typeid=Sagstype Sag.statusid=Sagsstatus Sag.kategoriid=Sagskategori
Sag.periodeid=Periode Sagstrin.sagid=Sag Sagstrin.typeid=Sagstrinstype
Sagstrin.statusid=Sagstrinsstatus SagAktør.sagid=Sag SagAktør.aktørid=Aktør
SagAktør.rolleid=SagAktørRolle SagDokument.sagid=Sag SagDokument.dokumentid=Dokument
SagDokument.rolleid=SagDokumentRolle SagstrinDokument.sagstrinid=Sagstrin
SagstrinDokument.dokumentid=Dokument Dokument.typeid=Dokumenttype
Dokument.kategoriid=Dokumentkategori Dokument.statusid=Dokumentstatus
Fil.dokumentid=Dokument Aktør.typeid=Aktørtype EmneordSag.sagid=Sag
EmneordSag.emneordid=Emneord Emneord.typeid=Emneordstype
Afstemning.sagstrinid=Sagstrin Afstemning.typeid=Afstemningstype
"""
_KINDS = {
    "L": ("Lovforslag", "lovforslag"),
    "B": ("Beslutningsforslag", "beslutningsforslag"),
    "F": ("Forespørgsel", "forespoergsel"),
    "R": ("Redegørelse", "redegorelse"),
}


def relations() -> dict[str, dict[str, Relation]]:
    """Every relation in both directions, named as on the wire."""
    found: dict[str, dict[str, Relation]] = {}
    for each in _ONE.split():
        left, target = each.split("=")
        source, key = left.split(".")
        found.setdefault(source, {})[target] = Relation(target, key)
        found.setdefault(target, {})[source] = Relation(source, key, many=True)
    return found


class Tables:
    """The rows of all example cases."""

    def __init__(self, files_url: str) -> None:
        self._files_url = files_url
        self.rows: dict[str, list[Row]] = {
            name: []
            for name in (
                *_LOOKUPS,
                *("Sag", "Sagstrin", "SagAktør", "SagDokument", "SagstrinDokument"),
                *("Dokument", "Fil", "Aktør", "Periode", "Emneord", "EmneordSag"),
                "Afstemning",
            )
        }
        self._known: dict[tuple[str, str], int] = {}
        self._add(
            "Periode",
            date(2026, 10, 6),
            id=PERIOD,
            kode=SESSION,
            type="samling",
            titel="2026-27",
            startdato="2026-10-06T00:00:00",
            slutdato="2027-10-05T00:00:00",
        )

    def _add(self, entity: str, day: date, **row: Any) -> int:
        stamp = f"{day.isoformat()}T10:{row['id'] % 60:02}:{row['id'] * 7 % 60:02}.5"
        self.rows[entity].append({**row, "opdateringsdato": stamp})
        return int(row["id"])

    def _lookup(self, entity: str, text: str | None) -> int | None:
        if text is None:
            return None
        if (entity, text) not in self._known:
            number = 1 + crc32(f"{entity}{text}".encode()) % 9000
            self._known[entity, text] = number
            self._add(entity, date(2014, 9, 26), id=number, **{_LOOKUPS[entity]: text})
        return self._known[entity, text]

    def add(self, example: Example, number: int) -> None:
        """Every row of one case."""
        case, case_id = example.case, 110_000 + number
        first = min(step["date"] for step in case["steps"])
        prefix, digits = case["number"].split()
        self._add(
            "Sag",
            first,
            id=case_id,
            titel=case["title"],
            titelkort=case["short_title"],
            typeid=self._lookup("Sagstype", _KINDS[prefix][0]),
            statusid=self._lookup("Sagsstatus", case["status"]),
            kategoriid=self._lookup("Sagskategori", case["category"]),
            nummer=case["number"],
            nummerprefix=prefix,
            nummernumerisk=digits,
            nummerpostfix="",
            resume=case.get("resume") or "",
            offentlighedskode="O",
            periodeid=PERIOD,
            lovnummer=None,
            lovnummerdato=None,
            retsinformationsurl=None,
            afgørelse=None,
            afgørelsesdato=None,
            afgørelsesresultatkode=None,
            paragraf="",
            statsbudgetsag=False,
            fremsatundersagid=None,
            deltundersagid=None,
        )
        self._actors(case, case_id, first)
        self._steps(case, case_id)
        self._documents(example, case_id)
        for position, word in enumerate(case.get("keywords", ())):
            self._keyword(case_id, position, word, first)

    def _actors(self, case: dict[str, Any], case_id: int, day: date) -> None:
        actors = [
            (case["ministry"], "Ministerområde", "Ministerområde"),
            (case["minister"], "Ministertitel", "Minister"),
            (case.get("committee"), "Udvalg", "Henvist til"),
        ]
        for position, (name, kind, role) in enumerate(actors):
            if name:
                self._add(
                    "SagAktør",
                    day,
                    id=case_id * 100 + position,
                    sagid=case_id,
                    aktørid=self._actor(name, kind),
                    rolleid=self._lookup("SagAktørRolle", role),
                )

    def _actor(self, name: str, kind: str) -> int:
        if ("Aktør", name) not in self._known:
            number = 1 + crc32(name.encode()) % 90_000
            self._known["Aktør", name] = number
            self._add(
                "Aktør",
                date(2026, 10, 6),
                id=number,
                typeid=self._lookup("Aktørtype", kind),
                navn=name,
                gruppenavnkort=None,
                fornavn=None,
                efternavn=None,
                biografi="",
                periodeid=PERIOD if kind == "Udvalg" else None,
                startdato=None,
                slutdato=None,
            )
        return self._known["Aktør", name]

    def _steps(self, case: dict[str, Any], case_id: int) -> None:
        for position, step in enumerate(case["steps"]):
            self._add(
                "Sagstrin",
                min(step["date"], date(2026, 11, 20)),
                id=case_id * 100 + position,
                titel=step["title"],
                dato=f"{step['date'].isoformat()}T00:00:00",
                sagid=case_id,
                typeid=self._lookup("Sagstrinstype", step["type"]),
                statusid=self._lookup("Sagstrinsstatus", step["status"]),
                folketingstidendeurl="",
                folketingstidende="",
                folketingstidendesidenummer="",
            )
            for number, vote in enumerate(step.get("votes", ())):
                self._vote(vote, step["date"], case_id * 100 + position, number)

    def _vote(self, vote: dict[str, Any], day: date, step: int, number: int) -> None:
        self._add(
            "Afstemning",
            day,
            id=step * 10 + number,
            nummer=number + 1,
            konklusion=vote["conclusion"],
            vedtaget=vote["adopted"],
            kommentar=None,
            typeid=self._lookup("Afstemningstype", vote["type"]),
            sagstrinid=step,
        )

    def _documents(self, example: Example, case_id: int) -> None:
        """Each document with its file, on the case and on the step it belongs to."""
        for position, document in enumerate(example.case["documents"]):
            number, day = case_id * 10 + position, document["date"]
            moment = f"{day.isoformat()}T00:00:00"
            self._add(
                "Dokument",
                day,
                id=number,
                titel=document["title"],
                dato=moment,
                frigivelsesdato=moment,
                typeid=self._lookup("Dokumenttype", document["type"]),
                kategoriid=self._lookup("Dokumentkategori", document["category"]),
                statusid=self._lookup("Dokumentstatus", "Endeligt"),
                offentlighedskode="O",
            )
            self._add(
                "Fil",
                day,
                id=2_000_000 + number,
                dokumentid=number,
                titel=document["title"],
                versionsdato=moment,
                filurl=f"{self._files_url}/{file_path(example, position)}",
                variantkode="P",
                format=document["format"].upper(),
            )
            self._add(
                "SagDokument",
                day,
                id=number,
                sagid=case_id,
                dokumentid=number,
                bilagsnummer=None,
                frigivelsesdato=moment,
                rolleid=self._lookup("SagDokumentRolle", "Hovedtilknytning"),
            )
            step = _step_of(example.case, document)
            if step is not None:
                self._add(
                    "SagstrinDokument",
                    day,
                    id=number,
                    sagstrinid=case_id * 100 + step,
                    dokumentid=number,
                )

    def _keyword(self, case_id: int, position: int, word: str, day: date) -> None:
        number = 1 + crc32(word.encode()) % 90_000
        if ("Emneord", word) not in self._known:
            self._known["Emneord", word] = number
            kind = self._lookup("Emneordstype", "Sagsområde")
            self._add("Emneord", day, id=number, emneord=word, typeid=kind)
        self._add(
            "EmneordSag",
            day,
            id=case_id * 100 + position,
            emneordid=number,
            sagid=case_id,
        )


def accession(example: Example) -> str:
    """The number of a bill at retsinformation: `202612L00052` for L 52."""
    return f"{SESSION}2L{int(example.case['number'].split()[1]):05}"


def _step_of(case: dict[str, Any], document: dict[str, Any]) -> int | None:
    """The position of the step that a document stands on as well, if any."""
    ending = {BILL: "som fremsat", SPEECH: "Fremsættelse"}.get(document["category"])
    for position, step in enumerate(case["steps"]):
        if ending and step["type"].endswith(ending):
            return position
    return None


def is_printed(document: dict[str, Any]) -> bool:
    """Whether a document is one of the Folketing's own prints, not a paper."""
    return document["category"] in (BILL, SPEECH)


def file_path(example: Example, position: int) -> str:
    """The path of a document below the file server, in the Folketing's own form."""
    document = example.case["documents"][position]
    prefix, digits = example.case["number"].split()
    slug = f"{prefix}{digits}".lower()
    folder = _KINDS[prefix][1]
    place = f"samling/{SESSION}/{folder}/{slug}"
    if is_printed(document):
        ending = "som_fremsat" if document["category"] == BILL else "fremsaettelsestale"
        return f"ripdf/{place}/{SESSION}_{slug}_{ending}.pdf"
    return f"{place}/bilag/{position}/{3_200_000 + position}.pdf"

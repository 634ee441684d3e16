"""The demo's OData: it answers as oda.ft.dk does, and refuses what it cannot read."""

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from briefing.demo.odata import PAGE, BadQuery, Relation, Row, Service


def stamped(**row: object) -> Row:
    """A row with the stamp that every row has."""
    return {"opdateringsdato": "2026-11-20T10:00:00", **row}


@pytest.fixture
def service() -> Service:
    """Two cases, the first with more steps than a page holds."""
    steps = [
        stamped(
            id=number,
            sagid=1,
            titel=f"trin {number}",
            opdateringsdato=f"2026-11-{1 + number % 20:02}T09:00:00.5",
        )
        for number in range(1, 251)
    ]
    return Service(
        "http://oda.example/api",
        {
            "Sag": [
                stamped(id=1, titel="Lov om 'løn'", typeid=3, lovnummer=None),
                stamped(id=2, titel="Beslutning", typeid=5, lovnummer="512"),
            ],
            "Sagstype": [
                stamped(id=3, type="Lovforslag"),
                stamped(id=5, type="Beslutningsforslag"),
            ],
            "Sagstrin": steps,
        },
        {
            "Sag": {
                "Sagstype": Relation("Sagstype", "typeid"),
                "Sagstrin": Relation("Sagstrin", "sagid", many=True),
            },
            "Sagstrin": {"Sag": Relation("Sag", "sagid")},
            "Sagstype": {"Sag": Relation("Sag", "typeid", many=True)},
        },
    )


def ids(service: Service, entity: str, **options: str) -> list[int]:
    """The ids that a collection answers, options without their dollar sign."""
    answer = service.answer(entity, {f"${key}": each for key, each in options.items()})
    assert answer is not None
    return [row["id"] for row in answer["value"]]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("Sagstype/type eq 'Lovforslag'", [1]),
        ("(Sagstype/type eq 'Lovforslag' or id eq 2) and id gt 1", [2]),
        ("id eq 2 or id eq 1 and id eq 2", [2]),
        ("titel eq 'Lov om ''løn'''", [1]),
        ("lovnummer eq null", [1]),
        ("lovnummer ne null", [2]),
        ("lovnummer gt '100'", [2]),
        ("opdateringsdato ge datetime'2026-11-20T10:00:00.000'", [1, 2]),
        ("opdateringsdato gt datetime'2026-11-20T10:00:00'", []),
        ("id lt 0", []),
    ],
)
def test_a_filter_chooses_rows(
    service: Service, condition: str, expected: list[int]
) -> None:
    """Comparisons, text through a relation, brackets, null, doubled quotes, dates."""
    assert expected == ids(service, "Sag", filter=condition)


@pytest.mark.parametrize(
    "options",
    [
        {"$filter": "id eq"},
        {"$filter": "(id eq 1"},
        {"$filter": "id eq 1 id"},
        {"$filter": "substringof('x', titel)"},
        {"$filter": "nosuch eq 1"},
        {"$filter": "Nosuch/type eq 'x'"},
        {"$filter": "id gt 'x'"},
        {"$filter": "opdateringsdato gt datetime'yesterday'"},
        {"$filter": ";"},
        {"$filter": ""},
        {"$expand": "Nosuch"},
        {"$orderby": "nosuch"},
        {"$skip": "-1"},
        {"$top": "many"},
    ],
)
def test_what_is_not_understood_is_refused(
    service: Service, options: dict[str, str]
) -> None:
    """Never everything for a question that makes no sense."""
    with pytest.raises(BadQuery):
        service.answer("Sag", options)


def test_pages_hold_a_hundred_and_lead_to_the_next(service: Service) -> None:
    """Following the links gives every row once, the question kept."""
    options = {
        "$filter": "Sag/id eq 1 and id gt 20",
        "$orderby": "opdateringsdato desc,id",
        "$inlinecount": "allpages",
    }
    found: list[int] = []
    sizes = []
    following: str | None = "first"
    while following:
        answer = service.answer("Sagstrin", options)
        assert answer is not None
        assert answer["odata.count"] == "230"
        sizes.append(len(answer["value"]))
        found += [row["id"] for row in answer["value"]]
        following = answer.get("odata.nextLink")
        options = dict(parse_qsl(urlsplit(following or "").query))
    assert [PAGE, PAGE, 30] == sizes
    assert set(range(21, 251)) == set(found)
    assert len(found) == len(set(found))


def test_rows_are_ordered_by_each_key_in_turn(service: Service) -> None:
    """Downwards by stamp, upwards by id within it."""
    answer = service.answer(
        "Sagstrin", {"$orderby": "opdateringsdato desc,id", "$top": "3"}
    )
    assert answer is not None
    assert [19, 39, 59] == [row["id"] for row in answer["value"]]
    assert "odata.nextLink" not in answer


def test_a_limit_above_a_page_goes_on_with_the_rest(service: Service) -> None:
    """`$top=150` gives a page, and a link to the fifty after it."""
    answer = service.answer("Sagstrin", {"$top": "150"})
    assert answer is not None
    link = unquote(answer["odata.nextLink"])
    assert "http://oda.example/api/Sagstrin?$top=50&$skip=100" == link


def test_expanded_rows_stand_inside_and_selection_keeps_the_rest_out(
    service: Service,
) -> None:
    """One row or many by the relation; only the columns asked for."""
    answer = service.answer(
        "Sag", {"$expand": "Sagstype", "$select": "id,Sagstype/type", "$top": "1"}
    )
    assert answer is not None
    assert [{"id": 1, "Sagstype": {"type": "Lovforslag"}}] == answer["value"]
    whole = service.answer("Sag(2)", {"$expand": "Sagstrin,Sagstype/Sag"})
    assert whole is not None
    assert whole["Sagstrin"] == []
    assert [2] == [row["id"] for row in whole["Sagstype"]["Sag"]]
    assert "http://oda.example/api/$metadata#Sag/@Element" == whole["odata.metadata"]


@pytest.mark.parametrize("path", ["Sag(99)", "Nosuch", "Sag/Sagstrin", "", "$metadata"])
def test_what_does_not_exist_is_nothing(service: Service, path: str) -> None:
    """The server makes a 404 of it."""
    assert service.answer(path, {}) is None

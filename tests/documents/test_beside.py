"""A bill beside the law in force: from its appendix, or from the act."""

from pathlib import Path

import pytest

from briefing.documents.law.beside import acts_named, beside, eli_path
from briefing.documents.read import read
from briefing.domain.document import Document
from briefing.domain.law import AmendedAct, LawOrigin, Obstacle
from briefing.domain.proposal import DocumentKind

CAPTURES = Path(__file__).resolve().parents[2] / "../shared/captures/dk/retsinformation"

BILL = """\
<p>Forslag til</p><p>Lov om ændring af lov om vagt og lov om chefer</p>
<p>§ 1</p>
<p>I lov om vagt, jf. lovbekendtgørelse nr. 9 af 6. januar 2025{later}, foretages
følgende ændringer:</p>
<p>1. I § 1, stk. 1, ændres »3 dage« til: »5 dage«.</p>
<p>2. § 2, stk. 2, ophæves.</p><p>Stk. 3 bliver herefter stk. 2.</p>
<p>3. Efter § 2 indsættes:</p><p>»§ 2 a. En vagt har ret til hvile.«</p>
<p>§ 2</p>
<p>I lov om chefer, jf. lovbekendtgørelse nr. 10 af 6. januar 2025, foretages
følgende ændring:</p>
<p>1. I § 1 ændres »fri« til: »ferie«.</p>
<p>§ 3</p><p>Loven træder i kraft den 1. juli 2027.</p>
<h1>Bemærkninger til lovforslaget</h1><p>Lovforslaget er vigtigt.</p>
{appendix}
"""
TABLE = """\
<h1>Bilag 1 Lovforslaget sammenholdt med gældende lov</h1><table>
<tr><td>Gældende formulering</td><td>Lovforslaget</td></tr>
<tr><td></td><td>§ 1 I lov om vagt, jf. lovbekendtgørelse nr. 9 af 6. januar 2025,
foretages følgende ændringer:</td></tr>
<tr><td>§ 1. Svar gives inden 3 dage. Stk. 2. – – –</td>
<td>1. I § 1, stk. 1, ændres »3 dage« til: »5 dage«.</td></tr>
<tr><td>§ 2. – – – Stk. 2. Vagten noteres. Stk. 3. Bogen gemmes.</td>
<td>2. § 2, stk. 2, ophæves. Stk. 3 bliver herefter stk. 2.</td></tr>
<tr><td>§ 1. En chef har fri om natten.</td>
<td>1. I § 1 ændres »fri« til: »ferie«.</td></tr></table>
"""
IN_TURN = """\
<h1>Bilag 1 Lovforslaget sammenholdt med gældende lov</h1>
<p>§ 1. Svar gives inden 3 dage.</p><p>Stk. 2. Mere.</p>
<p>1. I § 1, stk. 1, ændres »3 dage« til: »5 dage«.</p>
<p>§ 2. Om bogen.</p><p>Stk. 2. Vagten noteres.</p><p>Stk. 3. Bogen gemmes.</p>
<p>2. § 2, stk. 2, ophæves.</p><p>Stk. 3 bliver herefter stk. 2.</p>
<p>3. Efter § 2 indsættes:</p><p>»§ 2 a. En vagt har ret til hvile.«</p>
<p>§ 1. En chef har fri om natten.</p>
<p>1. I § 1 ændres »fri« til: »ferie«.</p>
"""
ACT = """\
<p>§ 1. Svar gives inden 3 dage.</p><p>Stk. 2. Svaret er skriftligt.</p>
<p>§ 2. Om bogen.</p><p>Stk. 2. Vagten noteres.</p><p>Stk. 3. Bogen gemmes.</p>
<p>§ 3. Loven træder i kraft den 1. juli 2020.</p>
"""
LATER = """\
<p>§ 4</p><p>I lov om vagt, jf. lovbekendtgørelse nr. 9 af 6. januar 2025, foretages
følgende ændring:</p><p>1. I § {place}, stk. 2, ændres »er« til: »skal være«.</p>
<p>§ 5</p><p>I lov om både, jf. lovbekendtgørelse nr. 11 af 6. januar 2025, foretages
følgende ændring:</p><p>1. I § 1 ændres »er« til: »skal være«.</p>
"""
SINCE = ", som ændret ved § 4 i lov nr. 77 af 1. maj 2026"


def document(html: str, key: str = "bill") -> Document:
    """A page as a document with its reading."""
    kind = DocumentKind.BILL_TEXT if key == "bill" else DocumentKind.ACT_IN_FORCE
    reading = read(html.encode(), "text/html", "x.html", kind)
    return Document(key, key, kind, "", reading=reading)


def bill(appendix: str = "", later: str = "") -> Document:
    """The invented bill, with or without its appendix."""
    return document(BILL.format(appendix=appendix, later=later))


def shown(acts: tuple[AmendedAct, ...]) -> dict[str, tuple[str, ...]]:
    """The proposed lines by the bill's paragraph and the act's."""
    return {
        f"{act.named.article} {each.place}": each.proposed
        for act in acts
        for each in act.paragraphs
    }


def test_an_appendix_in_two_columns() -> None:
    """Each act's paragraphs are its own, also where both have a first one."""
    found = beside(bill(TABLE), ())
    assert [LawOrigin.APPENDIX] * 2 == [each.origin for each in found]
    assert {
        "§ 1 § 1": ("§ 1. Svar gives inden 5 dage.", "Stk. 2. – – –"),
        "§ 1 § 2": ("§ 2. – – –", "Stk. 2. Bogen gemmes."),
        "§ 1 § 2 a": ("§ 2 a. En vagt har ret til hvile.",),
        "§ 2 § 1": ("§ 1. En chef har ferie om natten.",),
    } == shown(found)
    assert acts_named(bill(TABLE).reading) == ()  # type: ignore[arg-type] # it is read


def test_an_appendix_whose_columns_are_lost() -> None:
    """The law and the instructions come in turn, and are told apart."""
    found = shown(beside(bill(IN_TURN), ()))
    assert found["§ 1 § 1"] == ("§ 1. Svar gives inden 5 dage.", "Stk. 2. Mere.")
    assert found["§ 1 § 2"] == ("§ 2. Om bogen.", "Stk. 2. Bogen gemmes.")
    assert found["§ 1 § 2 a"] == ("§ 2 a. En vagt har ret til hvile.",)
    assert found["§ 2 § 1"] == ("§ 1. En chef har ferie om natten.",)


def test_an_appendix_whose_columns_run_into_each_other() -> None:
    """No text is made of it."""
    mixed = IN_TURN.replace(
        "<p>§ 1. Svar gives inden 3 dage.</p>",
        "<p>§ 1. Svar gives 1. I § 1, stk. 1, ændres »3 dage« til: »5 dage«. inden</p>",
    )
    found = beside(bill(mixed), ())
    assert [LawOrigin.NONE] * 2 == [each.origin for each in found]


def test_an_appendix_of_something_else_is_none() -> None:
    """A table that shows none of the bill's instructions gives no text."""
    other = TABLE.replace("ændres »", "erstattes »").replace("ophæves", "bortfalder")
    other = other.replace("foretages følgende ændringer", "ændres således")
    found = beside(bill(other), ())
    assert [LawOrigin.NONE] * 2 == [each.origin for each in found]


def test_the_act_in_force_where_there_is_no_appendix() -> None:
    """The act is named by its number; without its text only what is new is shown."""
    named = acts_named(bill().reading)  # type: ignore[arg-type] # it is read
    assert ["LBK 9/2025", "LBK 10/2025"] == [each.identifier for each in named]
    found = beside(bill(), (document(ACT, "eli/lta/2025/9"),))
    assert [LawOrigin.ACT, LawOrigin.NONE] == [each.origin for each in found]
    assert shown(found)["§ 1 § 1"] == (
        "§ 1. Svar gives inden 5 dage.",
        "Stk. 2. Svaret er skriftligt.",
    )
    missing = found[1].paragraphs[0]
    assert [Obstacle.NO_TEXT] == [each.obstacle for each in missing.hindered]


@pytest.mark.parametrize(
    ("place", "held_back"), [("1", ["§ 1"]), ("2", ["§ 2"]), ("7", [])]
)
def test_later_acts_hold_back_the_paragraphs_they_change(
    place: str, held_back: list[str]
) -> None:
    """What a later act changes is not worked out on the older text; the rest is."""
    later = document(LATER.format(place=place), "eli/lta/2026/77")
    act = document(ACT, "eli/lta/2025/9")
    found = beside(bill(later=SINCE), (act, later))[0]
    assert held_back == [
        each.place
        for each in found.paragraphs
        if any(one.obstacle is Obstacle.CHANGED_SINCE for one in each.hindered)
    ]
    assert all(
        each.is_applied for each in found.paragraphs if each.place not in held_back
    )
    assert all(each.today for each in found.paragraphs if each.hindered)


def test_a_later_act_that_cannot_be_read_holds_back_all_but_what_is_new() -> None:
    """Nobody knows what it changed."""
    found = beside(bill(later=SINCE), (document(ACT, "eli/lta/2025/9"),))[0]
    assert found.unread == ("LOV 77/2026",)
    assert [False, False, True] == [each.is_applied for each in found.paragraphs]
    assert {Obstacle.SINCE_UNKNOWN} == {
        one.obstacle for each in found.paragraphs for one in each.hindered
    }


def test_what_a_consolidation_says_of_its_own_text() -> None:
    """What is not in force yet, or not taken in, is passed on; nothing else is."""
    told = (
        "Den bekendtgjorte lovtekst vedrørende § 2, stk. 2, træder i kraft den 1. juli "
        "2026."
    )
    missing = "Ændringerne i lov nr. 5 af 2. januar 2026 er ikke indarbejdet."
    head = (
        f"<p>Herved bekendtgøres lov om vagt, jf. lov nr. 7. {told}</p><p>{missing}</p>"
    )
    found = beside(bill(), (document(head + ACT, "eli/lta/2025/9"),))[0]
    assert (told, missing) == found.caveats
    assert all(each.is_applied for each in found.paragraphs)


def test_a_bill_that_amends_nothing() -> None:
    """An act of its own has nothing beside it."""
    own = document("<p>§ 1</p><p>Loven gælder.</p><p>§ 2</p><p>Den er ny.</p>")
    assert beside(own, ()) == ()
    assert beside(Document("bill", "", DocumentKind.BILL_TEXT, ""), ()) == ()


def test_the_address_follows_from_number_and_year() -> None:
    """As the site lays its addresses out; nothing without both."""
    assert eli_path("LBK 1108/2025") == "eli/lta/2025/1108"
    assert eli_path("") == ""
    assert eli_path("lov nr. 7") == ""


def test_a_real_amending_act_is_understood() -> None:
    """Every instruction of a recorded act; without the acts only what is new shows."""
    path = CAPTURES / "lta_2023-1547.lexdania.xml"
    if not path.exists():
        pytest.skip("the recorded acts are not here")
    reading = read(path.read_bytes(), "text/xml", "xml", DocumentKind.BILL_TEXT)
    found = beside(
        Document("bill", "", DocumentKind.BILL_TEXT, "", reading=reading), ()
    )
    obstacles = [
        one.obstacle
        for act in found
        for each in act.paragraphs
        for one in each.hindered
    ]
    assert {Obstacle.NO_TEXT} == set(obstacles)
    new = [each.place for act in found for each in act.paragraphs if each.is_applied]
    assert ["§ 53 a", "§ 36 c", "§ 2 c"] == new

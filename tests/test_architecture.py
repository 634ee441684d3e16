"""The house rules that no linter checks by itself."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "briefing"
MODULE_LINES = 400
FUNCTION_LINES = 50
OWNERS = {
    "httpx": {"adapters/http.py"},
    "sqlalchemy": {"adapters/database", "adapters/migrations"},
    "docxtpl": {"rendering/word.py"},
    "typer": {"cli"},
    "feedparser": {"sources"},
    "pypdfium2": {"documents"},
    "pdfplumber": {"documents"},
    "alembic": {"adapters/database", "adapters/migrations"},
    "anthropic": {"adapters/claude"},
    "httpx2": {"adapters/claude"},
    "smtplib": {"adapters/mail.py"},
    "apscheduler": {"scheduler.py"},
    "warcio": {"archive/warc.py"},
    "bagit": {"archive/bag.py"},
    "openpyxl": {"archive/sheet.py"},
    "starlette": {"web"},
    "uvicorn": {"web/server.py"},
    "prometheus_client": {"web/metrics.py"},
}


def modules() -> list[Path]:
    """Every module of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def written() -> list[Path]:
    """The modules people write; migrations are lists of tables."""
    return [path for path in modules() if "migrations" not in path.parts]


def imports(path: Path) -> Iterator[str]:
    """The top-level packages that a module imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (each.name.split(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", sorted(OWNERS))
def test_a_package_has_one_owner(package: str) -> None:
    """Each third-party package is imported in its own room only."""
    users = {
        str(path.relative_to(PACKAGE)) for path in modules() if package in imports(path)
    }
    strangers = {
        user for user in users if not any(user.startswith(o) for o in OWNERS[package])
    }
    assert strangers == set()


def test_imports_point_one_way() -> None:
    """The layers of the design hold."""
    program = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run(
        [program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout


def test_modules_stay_short() -> None:
    """A module that passes the budget becomes a folder."""
    lengths = {path.name: len(path.read_text().splitlines()) for path in written()}
    assert {name for name, lines in lengths.items() if lines > MODULE_LINES} == set()


def test_functions_stay_short() -> None:
    """No function is longer than a screen."""
    long = {
        f"{path.name}:{node.name}"
        for path in written()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.lineno > FUNCTION_LINES
    }
    assert long == set()


def test_the_architecture_page_names_every_room() -> None:
    """docs/architecture.md matches the folders."""
    page = (ROOT / "docs" / "architecture.md").read_text()
    rooms = {each.name for each in PACKAGE.iterdir() if not each.name.startswith("_")}
    assert {room for room in rooms if room not in page} == set()


def test_every_key_of_the_configuration_is_documented() -> None:
    """docs/configuration.md names every key that sources.yaml may hold."""
    from briefing import config  # noqa: PLC0415 - only this test needs it
    from briefing.config import people  # noqa: PLC0415 - only this test needs it

    page = (ROOT / "docs" / "configuration.md").read_text()
    sections = (
        config.SourceSection,
        config.ProfileSection,
        config.TopicSection,
        config.RunSection,
        config.ModelSection,
        config.OneModelSection,
        config.BudgetSection,
        config.ArchiveSection,
        people.RecipientSection,
        people.FollowsSection,
        people.WebhookSection,
        people.FolderSection,
        people.FeedsSection,
        people.DeliverySection,
        config.ServeSection,
    )
    keys = {key for section in sections for key in section.model_fields}
    assert {key for key in keys if f"`{key}`" not in page} == set()


def test_every_command_is_in_the_readme() -> None:
    """The README names every command and option that people type."""
    from briefing.cli.app import app  # noqa: PLC0415 - only this test needs it

    readme = (ROOT / "README.md").read_text()
    names = {each.name for each in app.registered_commands}
    names |= {each.name for each in app.registered_groups}
    assert {name for name in names if f"briefing {name}" not in readme} == set()


def test_decisions_are_short() -> None:
    """Each choice between libraries is told in three lines."""
    text = (ROOT / "docs" / "decisions.md").read_text()
    entries = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert entries
    assert {
        entry.splitlines()[0]
        for entry in entries
        if len([each for each in entry.splitlines()[1:] if each.strip()]) > 3
    } == set()


def test_every_test_file_has_a_name_of_its_own() -> None:
    """Two test modules of one name are one module to Python, and one is not run."""
    names = [path.name for path in (ROOT / "tests").rglob("*.py")]
    assert sorted(set(names)) == sorted(names)

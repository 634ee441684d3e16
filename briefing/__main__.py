"""`python -m briefing` and the `briefing` command."""

from briefing.cli.app import app


def main() -> None:
    """Run the command line."""
    app(prog_name="briefing")


if __name__ == "__main__":
    main()

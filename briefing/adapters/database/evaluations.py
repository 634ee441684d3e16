"""The table of evaluations; it only grows."""

from sqlalchemy import Column, Integer, String, Table, Text, insert, select

from briefing.adapters.database.base import Connected
from briefing.adapters.database.codec import dump, load
from briefing.adapters.database.schema import Moment, metadata
from briefing.domain.evaluation import Evaluation

evaluations = Table(
    "evaluations",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False, index=True),
    Column("analyst", String(60), nullable=False),
    Column("model", String(200), nullable=False),
    Column("data", Text, nullable=False),
)


class EvaluationTables(Connected):
    """Reading and writing `evaluations`."""

    def save_evaluation(self, evaluation: Evaluation) -> None:
        """Keep one."""
        values = {
            "at": evaluation.at,
            "analyst": evaluation.analyst,
            "model": evaluation.model,
            "data": dump(evaluation),
        }
        with self.writing_to() as connection:
            connection.execute(insert(evaluations), values)

    def evaluations(self) -> tuple[Evaluation, ...]:
        """All of them, the oldest first."""
        query = select(evaluations.c.data).order_by(evaluations.c.id)
        with self.reading_from() as connection:
            return tuple(
                load(Evaluation, row.data) for row in connection.execute(query)
            )

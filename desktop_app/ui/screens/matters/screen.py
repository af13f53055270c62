"""The list of matters: its columns and where it leads."""

from typing import Any

from desktop_app.ui.listed.page import ListPage
from desktop_app.ui.screens.matters.presenter import MattersPresenter
from desktop_app.ui.stage import Stage
from desktop_app.ui.widgets.table import Column


class MattersScreen(ListPage):
    """Filters by class, and the table of what is open."""

    scope = "matters"
    columns = (
        Column("column_matter", 176, 0, "badge"),
        Column("column_number", 224, 0, "strong"),
        Column("column_applicant", 170, 0.2),
        Column("column_sentence", 330, 1),
        Column("column_owner", 130, 0, "muted"),
        Column("column_age", 130),
    )
    age_column = 5

    def __init__(self, stage: Stage, chosen: str = "", **properties: Any) -> None:
        """Build the list; `chosen` is the matter that was left for it."""
        self._stage = stage
        super().__init__(chosen, **properties)

    def presenter(self) -> MattersPresenter:
        """Make the one who thinks of matters."""
        return MattersPresenter(self._stage, self.render)

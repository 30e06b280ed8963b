"""The desk of an adjudicator: a journal of codings and the pages between it and the keys."""

from surveykit.coding.ledger import Ledger, history_of
from surveykit.coding.settling.machine import Settling
from surveykit.tui.coding.finding import Finding
from surveykit.tui.coding.guide import Guide
from surveykit.tui.keys.choosing import Choosing
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Page
from surveykit.tui.settling.adjudication import Adjudication
from surveykit.tui.settling.board import Agreement, Board
from surveykit.tui.settling.leaf import Leaf, surroundings
from surveykit.tui.settling.queue import Queue
from surveykit.tui.spoken import LANGUAGES
from surveykit.tui.stack import Stack
from surveykit.tui.words import say


class SettlingDesk(Stack):
    """An adjudicator with the answers that coders differ in."""

    def __init__(
        self,
        ledger: Ledger,
        by: str,
        *,
        language: str = "",
        agreement: Agreement | None = None,
        manner: Manner | None = None,
    ) -> None:
        """Begin with the first answer that is not settled.

        Args:
            ledger: where codings are read and settlements are written.
            by: who settles.
            language: the language to speak; the frame's first that the program speaks, by default.
            agreement: says how far the coders agree.
            manner: the settings of the adjudicator.

        Raises:
            DataError: SK932, no answer was judged by two coders.
            DataError: SK892, there is no coding frame.
            StoreError: the store cannot be read.
        """
        super().__init__(manner or Manner())
        self._ledger, self._by, self._agreement = ledger, by, agreement
        self._frame = ledger.frame()
        spoken = (each for each in (language, *self._frame.languages) if each in LANGUAGES)
        self.page = Adjudication(
            self._read,
            lambda acts: self._ledger.write(history_of(by), by, acts),
            self.manner,
            next(spoken, "en"),
            {
                "find_code": self._finding,
                "about_code": self._guide,
                "context": self._context,
                "answers": self._queue,
                "figures": self._figures,
            },
        )
        self.pages = [self.page]
        if self.manner.wrong():
            self.pages.append(Choosing(self.page, self.manner))

    def _read(self, agreeing: bool) -> Settling:  # noqa: FBT001 - whether to confirm what coders agree in
        return Settling.of(self._ledger.codings(), self._frame, self._by, agreeing=agreeing)

    def _queue(self, page: Adjudication) -> Page:
        return Queue(page.settling, self.manner, page.language)

    def _finding(self, page: Adjudication) -> Page:
        return Finding(self._frame, page.judgement, page.language, self.manner)

    def _guide(self, page: Adjudication) -> Page:
        return Guide(self._frame, page.code, page.judgement, page.language, self.manner)

    def _context(self, page: Adjudication) -> Page:
        found = page.settling.found
        unit = page.settling.codings.units[found.unit] if found else None
        title = f"{say(page.language, 'closed_answers')} · {unit.case if unit else ''}"
        return Leaf(
            title,
            lambda width: surroundings(unit, page.language, width) if unit else [],
            self.manner,
            page.language,
        )

    def _figures(self, page: Adjudication) -> Page:
        title = self._frame.title.into(page.language)
        return Board(title, self._ledger.codings(), self._by, self._agreement, self.manner, page.language)

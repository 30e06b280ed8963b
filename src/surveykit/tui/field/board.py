"""The page on the fieldwork: how the cases stand, kept up to date while it is looked at."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from surveykit.fieldwork.progress import Progress
from surveykit.problems import SurveykitError
from surveykit.tui.draft import shortened
from surveykit.tui.field import figures
from surveykit.tui.journal import Clock, now
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Context, Line, Move, Piece, paragraph, spread, tabs
from surveykit.tui.scrolled import Scrolled
from surveykit.tui.words import say

EVERY = timedelta(seconds=2)  # so often the store is looked at again
ROOMY = 60  # cells; on a narrower screen the day is left out
VIEWS = ("field_overview", "field_outcomes", "field_strata", "field_interviewers", "field_quotas", "field_days")


class Board(Scrolled):
    """The figures of the fieldwork, one view at a time."""

    context: Context = "reading"

    def __init__(
        self, title: str, language: str, look: Callable[[], Progress], manner: Manner, clock: Clock = now
    ) -> None:
        """Show what `look` finds, again and again.

        Raises:
            SurveykitError: it cannot look even once.
        """
        self.language = language
        self.message = ""
        self._title, self._look, self._manner, self._clock = title, look, manner, clock
        self._progress = look()
        self._seen = clock()
        self.view = 0
        self._top, self._height = 0, 1

    def say(self, word: str, **values: object) -> str:
        """A text of the program."""
        return say(self.language, word, **values)

    def actions(self) -> Sequence[str]:
        """Help, settings, and away."""
        return ("escape", "help", "palette", "settings", "leave")

    def about(self, width: int) -> Sequence[Line]:
        """What the page shows."""
        return paragraph(self.say("about_field"), width)

    def press(self, key: str, sign: str | None) -> Move:
        """Another view, other lines, or away."""
        if key in {"escape", "leave", "q"} or sign in {"q", "Q"}:
            return Back()
        by = {"up": -1, "down": 1, "pageup": 1 - self._height, "pagedown": self._height - 1}.get(key)
        turn = {"left": -1, "right": 1, "tab": 1, "shift+tab": -1, "enter": 1}.get(key)
        if by is not None:
            self._top += by
        elif turn is not None:
            self._show((self.view + turn) % len(self.views))
        elif sign is not None and sign.isdigit() and 0 < int(sign) <= len(self.views):
            self._show(int(sign) - 1)
        elif key == "home":
            self._top = 0
        return None

    @property
    def views(self) -> Sequence[str]:
        """The views there is something to be seen in."""
        found = self._progress
        full: Mapping[str, object] = {
            "field_strata": found.strata,
            "field_interviewers": found.interviewers,
            "field_quotas": found.quotas,
            "field_days": found.days,
        }
        return [view for view in VIEWS if full.get(view, True)]

    def tick(self) -> bool:
        """Look again when it is time; there is never more to do at once."""
        at = self._clock()
        if timedelta() <= at - self._seen < EVERY:
            return False
        self._seen = at
        try:
            self._progress, self.message = self._look(), ""
        except SurveykitError as refusal:
            problem = refusal.problems[0]
            self.message = f"{problem.rule.code} {problem.what}. {problem.hint}"
        self.view = min(self.view, len(self.views) - 1)
        return False

    def head(self, width: int) -> Sequence[Line]:
        """The survey, the moment, and the views with the one that is shown."""
        at = self._seen.strftime("%Y-%m-%d %H:%M:%S UTC" if width >= ROOMY else "%H:%M")
        title = shortened(f"{self.say('field')}: {self._title}", width - len(at) - 4)
        words = [f"{n} {self.say(view)}" for n, view in enumerate(self.views, 1)]
        return [
            spread((Piece(f" {title}", "bar"),), (Piece(f"{at} ", "bar"),), width, "bar"),
            tabs(words, self.view, width),
        ]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """As much of the view as fits, from where it was scrolled to."""
        lines = [(), *self._lines(width)]
        below: list[Line] = []
        if self.message:
            below = [(), (Piece(f" {shortened(self.message, width - 2)}", "failed"),)]
        elif self._progress.damaged:
            said = self.say("field_damaged", n=len(self._progress.damaged), first=self._progress.damaged[0])
            below = [(), (Piece(f" {shortened(said, width - 2)}", "soft"),)]
        self._height = max(height - len(below), 1)
        self._top = min(max(self._top, 0), max(len(lines) - self._height, 0))
        shown = lines[self._top : self._top + self._height]
        return [*shown, *([()] * (self._height - len(shown)) if below else []), *below]

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        hint = Piece(f" ← → {self.say('field_views')} ", "bar")
        return [
            (hint, *self._manner.foot("reading", ("help", "escape"), self.language, max(width - len(hint.text), 1)))
        ]

    def _show(self, view: int) -> None:
        self.view, self._top = view, 0

    def _lines(self, width: int) -> list[Line]:
        found, language = self._progress, self.language
        if not found.whole.cases:
            return [(Piece(" "), *line) for line in paragraph(self.say("field_none"), width - 2)]
        match self.views[self.view]:
            case "field_outcomes":
                return figures.outcomes(found, language, width)
            case "field_strata":
                return figures.strata(found, language, width)
            case "field_interviewers":
                return figures.interviewers(found, language, width)
            case "field_quotas":
                return figures.quotas(found, language, width)
            case "field_days":
                return figures.days(found, language, width)
            case _:
                return figures.overview(found, language, width)

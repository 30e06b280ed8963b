"""Pages that are only read: they scroll, and nothing is typed or chosen on them."""

from surveykit.tui.lines import Back


class Scrolled:
    """A page that is only read."""

    _top: int  # the first line in sight

    def paste(self, words: str) -> None:
        """Nothing to type here."""

    def wheel(self, by: int) -> None:
        """Scroll."""
        self._top += by

    def click(self, x: int, y: int) -> None:
        """Nothing to choose here."""

    def back(self, left: Back) -> None:
        """Nothing was changed above."""

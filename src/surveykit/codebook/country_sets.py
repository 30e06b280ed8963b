"""Groups of countries whose members change on a day, such as the European Union."""

from surveykit.codebook.codelist import CodeValue, Frozen


class Period(Frozen):
    """The members of a group from one day to another, both included; an end left out is open."""

    since: str | None = None  # ISO date
    until: str | None = None
    members: tuple[CodeValue, ...]

    def holds(self, day: str) -> bool:
        """Whether a day, an ISO date, lies in the period."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class CountrySet(Frozen):
    """A named group of countries; which ones, depends on the day.

    Example:
        >>> eu = CountrySet(
        ...     name="EU",
        ...     periods=(Period(until="2004-04-30", members=("SE",)), Period(since="2004-05-01", members=("SE", "PL"))),
        ... )
        >>> "PL" in eu.on("2004-04-30"), "PL" in eu.on("2004-05-01")
        (False, True)
    """

    name: str
    periods: tuple[Period, ...]

    def on(self, day: str) -> frozenset[CodeValue]:
        """The members on a day, an ISO date; none where no period holds it."""
        return next((frozenset(period.members) for period in self.periods if period.holds(day)), frozenset())

"""Nouns after numbers: 1 case, 2 cases; 1 анкета, 2 анкеты, 5 анкет."""


class Counted(int):
    """A whole number that knows the noun after it: `{n} {n:case|cases}`.

    Two forms are for one and for more, as in English, Norwegian and Italian; three are for one, few and
    many, as in Russian.

    Example:
        >>> ["{n} {n:case|cases}".format(n=Counted(n)) for n in (0, 1, 2)]
        ['0 cases', '1 case', '2 cases']
        >>> ["{n} {n:анкета|анкеты|анкет}".format(n=Counted(n)) for n in (1, 2, 5, 11, 21, 814)]
        ['1 анкета', '2 анкеты', '5 анкет', '11 анкет', '21 анкета', '814 анкет']
    """

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        """The form of the noun; the number itself where no forms are given."""
        forms = spec.split("|")
        if len(forms) == 1:
            return int.__format__(self, spec)
        if len(forms) == 2:
            return forms[self != 1]
        last, teen = self % 10, 11 <= self % 100 <= 14
        return forms[2 if teen or last not in {1, 2, 3, 4} else 0 if last == 1 else 1]

"""The codebook as one web page that needs nothing but itself: searched, filtered, printed, read aloud."""

from collections.abc import Iterator
from html import escape

from surveykit.render.codebook.entry import Writer
from surveykit.render.codebook.style import SCRIPT, STYLE, policy
from surveykit.reports.codebook.model import Book, Checked, Part, anchor_of
from surveykit.reports.codebook.words import word
from surveykit.text import Text

OWN = ("sk.tools", "sk.variables", "sk.contents", "sk.checks", "sk.q")
LANGUAGE_NAMES = {
    "en": "English", "nb": "norsk", "nn": "nynorsk", "no": "norsk", "it": "italiano", "ru": "русский", "de": "Deutsch",
    "fr": "français", "nl": "Nederlands", "sv": "svenska", "da": "dansk", "fi": "suomi", "es": "español",
    "pt": "português", "pl": "polski", "uk": "українська",
}  # fmt: skip


def render(book: Book) -> bytes:
    """A book as one HTML file in UTF-8."""
    page = _Page(book)
    return page.html(script=True).encode()


def printed(book: Book) -> str:
    """The page for paper: in one language, without what only a screen can do."""
    return _Page(book, switch=False).html(script=False)


class _Page:
    """The frame of the page: head, tools, contents, sections, checks."""

    def __init__(self, book: Book, *, switch: bool = True) -> None:
        self.book = book
        self.language = book.language
        self.languages = book.languages if switch and len(book.languages) > 1 else ()
        self.anchors, self.own = _anchors(book)
        self.writer = Writer(self.language, self.languages, self.anchors, book.waves, book.n)
        self.sections = list(_sections(book))

    def word(self, key: str) -> str:
        return escape(word(key, self.language))

    def text(self, text: Text) -> str:
        return self.writer.text(text)

    def html(self, *, script: bool) -> str:
        """The whole page."""
        style = STYLE + "".join(self._switching())
        title = escape(self.book.title.into(self.language))
        guard = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(style))}">\n' if script else ""
        tools = "".join(self._tools()) if script else ""
        contents = "".join(self._contents()) if script else ""
        skip = f'<a class="skip" href="#sk.variables">{self.word("skip")}</a>\n' if script else ""
        main = "".join([*self._switch(), tools, *self._parts(), *self._checks()])
        return (
            f'<!doctype html>\n<html lang="{escape(self.language)}">\n<head>\n<meta charset="utf-8">\n{guard}'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n{skip}"
            f'<header>\n<h1>{self.text(self.book.title)}</h1>\n<p class="soft">{escape(self.book.subtitle)}</p>\n'
            f'{"".join(self._about())}</header>\n<div class="frame">\n{contents}'
            f'<main id="sk.variables" tabindex="-1">\n{main}</main>\n</div>\n'
            f"{f'<script>{SCRIPT}</script>' if script else ''}\n</body>\n</html>\n"
        )

    def _about(self) -> Iterator[str]:
        yield from (f'<p class="note">{escape(note)}</p>\n' for note in self.book.notes)
        if self.book.provenance:
            pairs = "".join(f"<dt>{escape(term)}</dt><dd>{escape(said)}</dd>" for term, said in self.book.provenance)
            yield f"<dl>{pairs}</dl>\n"

    def _switching(self) -> Iterator[str]:
        """The rules by which the switch shows the texts of one language; it needs no script."""
        for one in self.languages:
            name = anchor_of(one)
            yield f"body:has(#sk\\.l-{name}:checked) .l:not(.l-{name}){{display:none}}\n"

    def _switch(self) -> Iterator[str]:
        if not self.languages:
            return
        yield f'<fieldset class="langs"><legend>{self.word("language")}</legend>'
        for one in (*self.languages, ""):
            said = LANGUAGE_NAMES.get(one, one) if one else word("every", self.language)
            lang = f' lang="{escape(one)}"' if one else ""
            ticked = " checked" if one == self.language else ""
            mark = f"sk.l-{anchor_of(one)}" if one else "sk.l"
            yield f'<label{lang}><input type="radio" name="language" id="{mark}"{ticked}>{escape(said)}</label>'
        yield "</fieldset>\n"

    def _tools(self) -> Iterator[str]:
        shown, none = self.word("shown"), self.word("none_shown")
        yield f'<div class="tools" id="sk.tools" role="search" aria-label="{self.word("filters")}" hidden '
        yield f'data-shown="{shown}" data-none="{none}">\n'
        yield f'<div class="f wider"><label for="sk.q">{self.word("search")}</label>'
        yield f'<input type="search" id="sk.q" autocomplete="off" placeholder="{self.word("search_hint")}"></div>\n'
        options = [(str(place), title) for place, title in enumerate(self._titles())]
        yield self._select("s", "section", options)
        kinds = dict.fromkeys(entry.kind for entry in self.book.entries)
        yield self._select("k", "type", [(kind, word(kind, self.language)) for kind in kinds])
        if self.book.n is not None:
            yield f'<label><input type="checkbox" name="m">{self.word("with_missing")}</label>\n'
        if any(entry.gaps for entry in self.book.entries):
            yield f'<label><input type="checkbox" name="g">{self.word("with_gaps")}</label>\n'
        yield f'<button type="button">{self.word("clear")}</button>\n<p class="soft" role="status"></p>\n</div>\n'

    def _select(self, name: str, key: str, options: list[tuple[str, str]]) -> str:
        listed = "".join(f'<option value="{escape(value)}">{escape(said)}</option>' for value, said in options)
        every = f'<option value="">{self.word("every")}</option>'
        return (
            f'<div class="f"><label for="sk.{name}">{self.word(key)}</label>'
            f'<select id="sk.{name}" name="{name}">{every}{listed}</select></div>\n'
        )

    def _titles(self) -> list[str]:
        return [part.title.into(self.language) for part in self.book.parts]

    def _contents(self) -> Iterator[str]:
        title = self.word("contents")
        yield f'<nav aria-label="{title}" id="sk.contents">\n<details open><summary>{title}</summary>\n'
        yield '<ul class="top">\n'
        for place, part in enumerate(self.book.parts):
            said = escape(part.title.into(self.language))
            yield f'<li><details class="s"><summary>{said}</summary>\n'
            yield f'<ul><li><a href="#{self.sections[place]}">{said}</a></li>\n'
            for at, entry in enumerate(part.entries):
                anchor, label = self.own[place, at], entry.label.into(self.language)
                name = f"<code>{escape(entry.name)}</code> {escape(label)}"
                yield f'<li><a class="n" data-v href="#{anchor}">{name}</a></li>\n'
            yield "</ul></details></li>\n"
        if self.book.checks:
            yield f'<li><a href="#sk.checks">{self.word("checks")}</a></li>\n'
        yield "</ul>\n</details>\n</nav>\n"

    def _parts(self) -> Iterator[str]:
        table = ""
        for place, part in enumerate(self.book.parts):
            said = part.table.into(self.language)
            if said != table:
                table = said
                yield f'<p class="soft">{self.word("linked")}: {escape(said)}</p>\n'
            yield from self._part(part, place)

    def _part(self, part: Part, place: int) -> Iterator[str]:
        anchor = self.sections[place]
        yield f'<section class="part" aria-labelledby="{anchor}">\n<h2 id="{anchor}">{self.text(part.title)}</h2>\n'
        for at, entry in enumerate(part.entries):
            yield from self.writer.entry(entry, place, self.own[place, at])
        yield "</section>\n"

    def _checks(self) -> Iterator[str]:
        if not self.book.checks:
            return
        yield f'<section aria-labelledby="sk.checks">\n<h2 id="sk.checks">{self.word("checks")}</h2>\n'
        for check in self.book.checks:
            yield from self._check(check)
        yield "</section>\n"

    def _check(self, check: Checked) -> Iterator[str]:
        yield f'<article id="{self.anchors[check.anchor]}">\n<h3><code>{escape(check.id)}</code> '
        yield f"{self.text(check.message)}</h3>\n<dl>"
        facts = {
            "type": self.word(check.severity),
            "rule": f'{escape(check.words)} <code class="rule">{escape(check.rule)}</code>',
        }
        if check.by:
            facts["shared_by"] = self.writer.links((check.by,))
        if check.names:
            facts["reads"] = self.writer.links(check.names)
        yield "".join(f"<dt>{self.word(key)}</dt><dd>{said}</dd>" for key, said in facts.items())
        yield "</dl>\n</article>\n"


def _anchors(book: Book) -> tuple[dict[str, str], dict[tuple[int, int], str]]:
    """Ids, none twice and none that the page itself has: for each name, and for each entry by its part and place.

    A variable that stands in several tables, such as the case in a roster, is linked where it stands first.
    """
    taken = {*OWN, *(f"sk.{letter}" for letter in "sklmg"), *_sections(book)}
    found: dict[str, str] = {}

    def given(name: str) -> str:
        wanted, number = anchor_of(name) or "-", 2
        anchor = wanted
        while anchor in taken:
            anchor, number = f"{wanted}-{number}", number + 1
        taken.add(anchor)
        found.setdefault(name, anchor)
        return anchor

    places = [(p, at, entry) for p, part in enumerate(book.parts) for at, entry in enumerate(part.entries)]
    own = {(p, at): given(entry.name) for p, at, entry in places}
    for name in [*(member for _, _, entry in places for member in entry.members), *(c.anchor for c in book.checks)]:
        if name not in found:
            given(name)
    return found, own


def _sections(book: Book) -> Iterator[str]:
    return (f"sk.s{place}" for place, _ in enumerate(book.parts))

"""One variable of the codebook page: head, wording, facts with their links, codes with bars, chart, waves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from surveykit.render.cell import GAP, number
from surveykit.render.codebook.charts import bar, chart
from surveykit.reports.codebook.model import Coded, Entry, Fact, WaveRow, anchor_of
from surveykit.reports.codebook.page import bin_words
from surveykit.reports.codebook.words import word
from surveykit.reports.descriptives import figures
from surveykit.stats.describe import Numbers
from surveykit.stats.outline import Outline, Texts
from surveykit.text import Text


@dataclass(frozen=True)
class Writer:
    """Writes entries in one language, with the texts of the others for the switch."""

    language: str
    languages: tuple[str, ...]  # those one can switch between; none where there is no switch
    anchors: Mapping[str, str]
    waves: tuple[str, ...]
    n: int | None

    def word(self, key: str) -> str:
        """A word of the page as HTML."""
        return escape(word(key, self.language))

    def text(self, text: Text) -> str:
        """A text in the language of the page; in each of its languages where one can switch."""
        spoken: dict[str, list[str]] = {}
        for one in self.languages:
            spoken.setdefault(text.into(one), []).append(one)
        if len(spoken) < 2:
            return escape(text.into(self.language))
        return "".join(
            f'<span class="l {" ".join(f"l-{anchor_of(one)}" for one in ones)}" lang="{escape(ones[0])}">'
            f"{escape(said)}</span>"
            for said, ones in spoken.items()
        )

    def links(self, names: tuple[str, ...], prefix: str = "") -> str:
        """Names as links to where they stand on the page."""
        linked = []
        for name in names:
            anchor = self.anchors.get(prefix + name)
            said = f"<code>{escape(name)}</code>"
            linked.append(f'<a href="#{escape(anchor)}">{said}</a>' if anchor else said)
        return ", ".join(linked)

    def entry(self, entry: Entry, part: int, anchor: str) -> Iterator[str]:
        """A variable or set of columns, in the part of this number and under this id."""
        flags = f'data-s="{part}" data-k="{entry.kind}"'
        flags += " data-m" if entry.missing else ""
        flags += " data-g" if entry.gaps else ""
        yield f'<article class="v" id="{escape(anchor)}" {flags}>\n'
        yield f"<h3><code>{escape(entry.name)}</code> {self.text(entry.label)}</h3>\n"
        if entry.wording:
            yield f'<p class="q">{self.text(entry.wording)}</p>\n'
        yield f"<dl>{''.join(map(self._fact, entry.facts))}</dl>\n"
        if entry.codes:
            yield from self._codes(entry)
        if entry.numbers is not None or entry.outline is not None:
            yield '<div class="pair">\n'
            yield from self._numbers(entry)
            yield from self._outline(entry)
            yield "</div>\n"
        if entry.waves:
            yield from self._waves(entry)
        yield "</article>\n"

    def _fact(self, fact: Fact) -> str:
        said = escape(fact.said)
        links = self.links(fact.names) or self.links(fact.checks, "check-")
        if links:
            said = f"{said} ({links})" if said else links
        if fact.code and fact.code != fact.said:
            said += f' <code class="rule">{escape(fact.code)}</code>'
        note = ' class="note"' if fact.key == "notes" else ""
        return f"<dt>{escape(fact.term)}</dt><dd{note}>{said}</dd>"

    def _codes(self, entry: Entry) -> Iterator[str]:
        """The codes, and apart from them the missing ones, with counts, shares and bars where there are data."""
        counted = any(one.n is not None for one in entry.codes)
        columned = any(one.column for one in entry.codes)
        heads = [("code", True), ("label", True)]
        heads += [("column", True)] if columned else []
        heads += [("n", False), ("percent_all", False), ("valid_percent", False)] if counted else []
        cells = "".join(f'<th scope="col"{" class=t" if text else ""}>{self.word(key)}</th>' for key, text in heads)
        cells += f'<th scope="col" class=t><span class=sr>{self.word("bar")}</span></th>' if counted else ""
        caption = f"<caption class=sr>{escape(entry.name)}: {self.word('values')}</caption>"
        yield f"<table>{caption}<thead><tr>{cells}</tr></thead>\n"
        for missing in (False, True):
            rows = [
                self._code(one, counted=counted, columned=columned) for one in entry.codes if one.missing == missing
            ]
            if rows:
                yield f"<tbody{' class=m' if missing else ''}>{''.join(rows)}</tbody>\n"
        yield "</table>\n"

    def _code(self, one: Coded, *, counted: bool, columned: bool) -> str:
        label = self.text(one.label)
        label += f' <em class="note">{self.word("undeclared")}</em>' if one.undeclared else ""
        anchor = f' id="{escape(self.anchors[one.column])}"' if one.column in self.anchors else ""
        cells = f'<th scope="row" class=t>{escape(one.code) or GAP}</th><td class=t>{label}</td>'
        cells += f"<td class=t>{f'<code>{escape(one.column)}</code>' if one.column else ''}</td>" if columned else ""
        if counted:
            valid = "" if one.valid is None else number(one.valid, 1)
            n, share = ("", "") if one.n is None else (str(one.n), number(one.percent or 0.0, 1))
            cells += f"<td>{n}</td><td>{share}</td><td>{valid}</td>"
            cells += f"<td>{bar(one.percent or 0.0, missing=one.missing) if one.n is not None else ''}</td>"
        return f"<tr{anchor}>{cells}</tr>\n"

    def _numbers(self, entry: Entry) -> Iterator[str]:
        numbers = entry.numbers
        if numbers is None:
            return
        rows = "".join(
            f'<tr><th scope="row" class=t>{self.word(key)}</th><td>{said}</td></tr>\n'
            for key, said in _spread(entry, numbers)
        )
        yield f"<table><caption>{self.word('summary')}</caption><tbody>{rows}</tbody></table>\n"

    def _outline(self, entry: Entry) -> Iterator[str]:
        outline = entry.outline
        if isinstance(outline, Texts):
            yield from self._texts(outline)
        elif isinstance(outline, Outline):
            rows = "".join(
                f'<tr><th scope="row" class=t>{escape(bin_words(outline, place, self.language))}</th>'
                f"<td>{one.n}</td></tr>"
                for place, one in enumerate(outline.bins)
                if one.n
            )
            head = f'<tr><th scope="col" class=t>{self.word("values")}</th><th scope="col">{self.word("n")}</th></tr>'
            yield f"<figure>{chart(outline, entry.name, self.language)}\n"
            yield f'<figcaption><details class="more"><summary>{self.word("chart_numbers")}</summary>'
            yield f"<table><thead>{head}</thead><tbody>{rows}</tbody></table></details></figcaption></figure>\n"

    def _texts(self, texts: Texts) -> Iterator[str]:
        pairs = {"different": str(texts.different), "lengths": " – ".join(map(str, texts.lengths))}
        rows = "".join(
            f'<tr><th scope="row" class=t>{self.word(key)}</th><td>{said}</td></tr>' for key, said in pairs.items()
        )
        yield f"<table><caption>{self.word('summary')}</caption><tbody>{rows}</tbody></table>\n"
        if texts.frequent:
            head = f'<tr><th scope="col" class=t>{self.word("text")}</th><th scope="col">{self.word("n")}</th>'
            head += f'<th scope="col" class=t><span class=sr>{self.word("bar")}</span></th></tr>'
            rows = "".join(
                f'<tr><th scope="row" class=t>{escape(str(count.value))}</th><td>{count.n}</td>'
                f"<td>{bar(100 * count.n / self.n if self.n else 0.0)}</td></tr>"
                for count in texts.frequent
            )
            caption = f"<caption>{self.word('frequent')}</caption>"
            yield f"<table>{caption}<thead>{head}</thead><tbody>{rows}</tbody></table>\n"

    def _waves(self, entry: Entry) -> Iterator[str]:
        heads = "".join(f'<th scope="col">{escape(said)}</th>' for said in self.waves)
        rows = "".join(map(self._wave, entry.waves))
        about = f"{escape(entry.name)}: {self.word('waves')}"
        yield f'<div class="wide" tabindex="0" role="group" aria-label="{about}"><table>'
        yield f"<caption>{self.word('waves')}</caption><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody>"
        yield "</table></div>\n"

    def _wave(self, row: WaveRow) -> str:
        decimals = {"count": 0, "percent": 1, "number": None}[row.kind]
        sign = " %" if row.kind == "percent" else ""
        cells = "".join(
            f"<td>{GAP if cell is None else number(cell, figures(cell) if decimals is None else decimals) + sign}</td>"
            for cell in row.cells
        )
        return f'<tr><th scope="row" class=t>{self.text(row.label)}</th>{cells}</tr>\n'


def _spread(entry: Entry, numbers: Numbers) -> Iterator[tuple[str, str]]:
    """Mean, standard deviation and order statistics, rounded as tables print them."""
    yield "valid", str(entry.valid)
    yield "missing_cases", str(entry.missing)
    for key, value in (("mean", numbers.mean), ("sd", numbers.sd)):
        if value is not None:
            yield key, number(value, figures(value))
    for key in ("minimum", "lower", "median", "upper", "maximum"):
        yield key, number(getattr(numbers, key))

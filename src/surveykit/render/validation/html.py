"""The validation as one page that needs nothing but itself: by rule, the worst first, to be filtered and searched.

Without scripts everything is shown. Each rule has an anchor, `rule-` and its id and variable, that other pages link to.
"""

import json
from collections.abc import Iterable, Iterator
from html import escape

from surveykit.quality.baseline import Known
from surveykit.quality.findings import Finding, Group
from surveykit.render.html import STYLE
from surveykit.render.validation.script import SCRIPT
from surveykit.reports.validation.model import Validated, case_of, expected, severity_of, shown, shown_of, summary
from surveykit.reports.validation.words import word

OWN_STYLE = """
.filters { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: end; margin: 1rem 0; padding: .8rem;
  border: 1px solid var(--rule); border-radius: .4rem; }
.filters label { display: grid; gap: .2rem; font-size: .875rem; color: var(--soft); flex: 1 1 11rem; }
.filters select, .filters input, .filters button { font: inherit; color: var(--ink); background: var(--page);
  border: 1px solid var(--rule); border-radius: .3rem; padding: .35rem .5rem; width: 100%; min-height: 2.4rem; }
.filters button { flex: 0 1 auto; width: auto; cursor: pointer; } .filters output { flex: 1 0 100%; }
:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; }
section.rule { border-top: 1px solid var(--rule); padding-top: .2rem; scroll-margin-top: 1rem; }
section.rule h3 { margin: 1rem 0 .3rem; overflow-wrap: anywhere; } section.rule p { margin: .3rem 0; }
.tag { font-size: .8125rem; font-weight: 600; border: 1px solid currentcolor; border-radius: .3rem;
  padding: .05rem .4rem; white-space: nowrap; } .tag.hard { color: var(--warn); }
td.text, th.text { max-width: 34rem; overflow-wrap: break-word; } td.long { min-width: 13rem; }
tr.known > * { color: var(--soft); }
[hidden] { display: none !important; } summary { cursor: pointer; font-weight: 600; margin: 2rem 0 .6rem; }
@media print { .filters, .back { display: none !important; } section.rule { break-inside: auto; } }
"""
COUNTS = ("failed", "new", "known", "undetermined", "passed")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def render(made: Validated) -> bytes:
    """A validation as one HTML file in UTF-8."""
    language = made.language
    title = escape(word("validation", language, title=made.title))
    failing, ids = made.failing, _ids(made.failing)
    body = [f'<h1 id="top">{title}</h1>\n<p>{escape(summary(made))}</p>']
    if failing:
        body += [_filters(made), *_list(made, ids), f"<h2>{escape(word('fails', language))}</h2>"]
        body += [_section(group, ids[group.key], made) for group in failing]
    else:
        body.append(f"<p>{escape(word('nothing', language))}</p>")
    body += [*_gone(made.gone, language), *_all(made)]
    return (
        f'<!doctype html>\n<html lang="{escape(language or "en")}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}{OWN_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"{chr(10).join(body)}\n</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
    ).encode("utf-8", "replace")


def _ids(groups: Iterable[Group]) -> dict[str, str]:
    """An anchor for every rule; of two that would share one, the second has a number."""
    ids: dict[str, str] = {}
    taken: dict[str, int] = {}
    for group in groups:
        taken[group.anchor] = number = taken.get(group.anchor, 0) + 1
        ids[group.key] = group.anchor if number == 1 else f"{group.anchor}-{number}"
    return ids


def _filters(made: Validated) -> str:
    """The form that narrows the page; it is hidden until the script runs."""
    language, failing = made.language, made.failing
    named = sum(len(shown_of(group)) for group in failing)
    kinds = dict.fromkeys(severity_of(group, language) for group in failing)
    fields = "".join(
        _choice(name, word(name, language), options, language)
        for name, options in (
            ("severity", kinds),
            ("variable", sorted({group.variable for group in failing})),
            ("rule", sorted({group.id for group in failing})),
        )
    )
    told = escape(json.dumps(word("rules_shown", language, rules=len(failing), cases=named), ensure_ascii=False))
    return (
        f'<form class="filters" role="search" aria-label="{escape(word("filter", language))}" hidden>{fields}'
        f'<label>{escape(word("search", language))}<input type="search" name="words"></label>'
        f'<button type="reset">{escape(word("clear", language))}</button>'
        f'<output aria-live="polite" data-told="{told}"></output></form>'
    )


def _choice(name: str, heading: str, options: Iterable[str], language: str) -> str:
    listed = "".join(f'<option value="{escape(option)}">{escape(option)}</option>' for option in options)
    every = f'<option value="">{escape(word("all", language))}</option>'
    return f'<label>{escape(heading)}<select name="{name}">{every}{listed}</select></label>'


def _list(made: Validated, ids: dict[str, str]) -> Iterator[str]:
    """The rules that are broken, with their counts and a link to the cases."""
    language = made.language
    keys = ["severity", "variable", "rule", *(["new", "known"] if made.baseline else ["failed"])]
    keys += ["what", "undetermined", "passed"]
    rows = []
    for group in made.failing:
        link = f'<a href="#{escape(ids[group.key])}">{escape(group.id)}</a>'
        failed = [group.new_failed, *([group.known_failed] if made.baseline else [])]
        cells = f'<td class="text">{_tag(group, language)}</td><td class="text">{escape(group.variable)}</td>'
        cells += f'<th scope="row" class="text">{link}</th>{"".join(f"<td>{count}</td>" for count in failed)}'
        cells += f'<td class="text long">{escape(group.what)}</td><td>{group.undetermined}</td><td>{group.passed}</td>'
        rows.append(f"<tr{_data(group, language)}>{cells}</tr>")
    yield _table(word("by_rule", language), keys, rows, language)
    yield f'<p class="note">{escape(word("why_undetermined", language))}</p>'


def _section(group: Group, anchor: str, made: Validated) -> str:
    """One rule: what fails, what must hold, and the cases."""
    language = made.language
    found = shown_of(group)
    rows = [_row(finding, made, known=place >= len(group.new)) for place, finding in enumerate(found)]
    keys = ["case", "variable", "value", "others", *(["status"] if made.baseline else [])]
    named = len(found)
    key = "shown" if group.unit == "cases" else "clusters_shown"
    short = f"{word(key, language, n=named, total=group.failed)} " if named < group.failed else ""
    heading = f"{escape(group.variable)}: {escape(group.id)}. {escape(group.what)}"
    return (
        f'<section class="rule" id="{escape(anchor)}"{_data(group, language)}>'
        f"<h3>{heading}</h3>\n<p>{_tag(group, language)} {escape(expected(group, made))}</p>\n"
        f"{_table(heading, keys, rows, language, hide=True)}\n"
        f'<p class="note">{escape(short)}{escape(group.rule.code)}: {escape(group.rule.mend)} '
        f'<a class="back" href="#top">{escape(word("back", language))}</a></p></section>'
    )


def _row(finding: Finding, made: Validated, *, known: bool) -> str:
    language = made.language
    case = case_of(finding, language)
    cells = [finding.variable, shown(finding.value) or word("blank", language), finding.beside]
    cells += [word("known_one" if known else "new_one", language)] if made.baseline else []
    told = "".join(f'<td class="text">{escape(cell)}</td>' for cell in cells)
    css = ' class="known"' if known else ""
    return f'<tr{css}><th scope="row" class="text">{escape(case)}</th>{told}</tr>'


def _gone(gone: tuple[Known, ...], language: str) -> Iterator[str]:
    """What is known and no longer there."""
    if not gone:
        return
    yield f"<h2>{escape(word('gone_title', language))}</h2>"
    rows = [
        "<tr>"
        + "".join(
            f'<td class="text">{escape(cell)}</td>' for cell in (k.rule, k.case, k.variable, k.value or "", k.reason)
        )
        + "</tr>"
        for k in gone
    ]
    title = word("gone", language, n=len(gone))
    yield _table(title, ["rule", "case", "variable", "value", "reason"], rows, language)


def _all(made: Validated) -> Iterator[str]:
    """Every test that was made, folded away."""
    language = made.language
    rows = []
    for group in made.groups:
        if group.unit != "problems":
            cells = (severity_of(group, language), group.variable, group.id, group.what)
            counts = (group.failed, group.undetermined, group.passed)
            told = "".join(f'<td class="text">{escape(cell)}</td>' for cell in cells)
            rows.append(f"<tr>{told}{''.join(f'<td>{count}</td>' for count in counts)}</tr>")
    keys = ["severity", "variable", "rule", "what", "failed", "undetermined", "passed"]
    title = word("made", language)
    yield f"<details><summary>{escape(word('all_tests', language))} ({len(rows)})</summary>"
    yield f"{_table(title, keys, rows, language)}</details>"


def _table(title: str, keys: list[str], rows: list[str], language: str, *, hide: bool = False) -> str:
    """A table in a box that scrolls; `hide` leaves its title to those who cannot see the heading above it."""
    css = ' class="text"'
    head = "".join(f'<th scope="col"{"" if key in COUNTS else css}>{escape(word(key, language))}</th>' for key in keys)
    caption = "" if hide else f"<caption>{escape(title)}</caption>"
    label = title if hide else escape(title)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{label}"><table>{caption}'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{chr(10).join(rows)}\n</tbody></table></div>"
    )


def _tag(group: Group, language: str) -> str:
    css = "hard" if group.severity == "error" else "soft"
    return f'<span class="tag {css}">{escape(severity_of(group, language))}</span>'


def _data(group: Group, language: str) -> str:
    values = {"severity": severity_of(group, language), "variable": group.variable, "rule": group.id}
    return "".join(f' data-{name}="{escape(value)}"' for name, value in values.items())

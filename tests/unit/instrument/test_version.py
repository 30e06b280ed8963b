"""Versions compared: each change with its verdict, its rule and its place, as tables of old and new."""

import re
from pathlib import Path

import pytest

from surveykit.codebook.comparing.likeness import alike, spoken_alike
from surveykit.instrument.file import loaded
from surveykit.instrument.version.change import worst
from surveykit.instrument.version.compare import compare
from surveykit.source import parsed
from surveykit.text import Text

ROOT = Path(__file__).resolve().parents[3]
HEAD = """\
instrument: x
title: T
languages: [en]
lists:
  yesno: {1: Yes, 0: No}
  kind: {1: Clients, 2: Suppliers, 3: Others}
  land: {NO: Norway, SE: Sweden}
register: [{id: size, codes: yesno}, {id: area, format: decimal, unit: ha}]
sections:
- id: A
  title: S
  questions:
  - {id: first, type: single, codes: yesno, text: The first question of all}
  - {id: n, type: number, range: 0..100, text: How many are there}
"""
S, R, L = "safe", "recode", "loses"


def changes(old: str, new: str) -> list[str]:
    """The changes as words: verdict, rule, what it is about."""
    found = compare(loaded(old), loaded(new))
    return [f"{change.verdict} {change.rule.code} {change.about}" for change in found]


def asked(*questions: str) -> str:
    return HEAD + "".join(f"  - {question}\n" for question in questions)


Q = "{id: q, type: single, codes: kind, text: What is it}"
QUESTIONS = {
    "added": ("", Q, f"{S} SK281 q"),
    "removed": (Q, "", f"{L} SK280 q"),
    "a note added or removed": ("{id: a, type: note, text: Read this}", "{id: b, type: note, text: And that}", ""),
    "renamed, the same wording": (Q, Q.replace("id: q", "id: r"), f"{R} SK282 r"),
    "renamed and corrected": (
        Q, Q.replace("id: q", "id: r").replace("What is it", "What is it?"), f"{R} SK282 r; {S} SK288 r"),
    "another question under another name": (
        Q, "{id: r, type: single, codes: land, text: Where does he come from}", f"{S} SK281 r; {L} SK280 q"),
    "single to multiple": (Q, Q.replace("single", "multiple"), f"{R} SK283 q"),
    "multiple to single": (Q.replace("single", "multiple"), Q, f"{L} SK283 q"),
    "multiple to ranking": (Q.replace("single", "multiple"), Q.replace("single", "ranking"), f"{R} SK283 q"),
    "number to text": ("{id: q, type: number, range: 0.., text: t}", "{id: q, type: text, text: t}", f"{S} SK283 q"),
    "text to number": ("{id: q, type: text, text: t}", "{id: q, type: number, range: 0.., text: t}", f"{L} SK283 q"),
    "text to open": ("{id: q, type: text, text: t}", "{id: q, type: open, text: t}", f"{S} SK283 q"),
    "open to text": ("{id: q, type: open, text: t}", "{id: q, type: text, text: t}", f"{R} SK283 q"),
    "date to number": ("{id: q, type: date, text: t}", "{id: q, type: number, range: 0.., text: t}", f"{L} SK283 q"),
    "number to amount": (
        "{id: q, type: number, range: 0.., text: t}",
        "{id: q, type: amount, currency: NOK, range: 0.., text: t}", f"{R} SK283 q"),
    "scale to number": (
        "{id: q, type: scale, range: 1..5, labels: {1: low, 5: high}, text: t}",
        "{id: q, type: number, range: 1..5, text: t}", f"{S} SK283 q"),
    "range narrowed": (
        "{id: q, type: number, range: 0..100, text: t}", "{id: q, type: number, range: 0..50, text: t}", f"{R} SK285 q"),
    "range widened": (
        "{id: q, type: number, range: 0..100, text: t}", "{id: q, type: number, range: 0.., text: t}", f"{S} SK285 q"),
    "range shifted": (
        "{id: q, type: number, range: 0..100, text: t}", "{id: q, type: number, range: 5..500, text: t}", f"{R} SK285 q"),
    "days narrowed": (
        "{id: q, type: date, range: 1990-01-01.., text: t}", "{id: q, type: date, range: 1990-01-02.., text: t}",
        f"{R} SK285 q"),
    "days widened": (
        "{id: q, type: date, range: 1990-01-01.., text: t}", "{id: q, type: date, text: t}", f"{S} SK285 q"),
    "another scale": (
        "{id: q, type: scale, range: 1..5, labels: {1: low, 5: high}, text: t}",
        "{id: q, type: scale, range: 1..7, labels: {1: low, 7: high}, text: t}", f"{R} SK285 q"),
    "steps relabelled": (
        "{id: q, type: scale, range: 1..5, labels: {1: low, 5: high}, text: t}",
        "{id: q, type: scale, range: 1..5, labels: {1: high, 5: low}, text: t}", f"{R} SK284 q; {R} SK284 q"),
    "longest text shortened": (
        "{id: q, type: text, text: t}", "{id: q, type: text, max: 20, text: t}", f"{R} SK285 q"),
    "more choices asked for": (
        Q.replace("single", "multiple"), Q.replace("single", "multiple").replace("text", "min: 1, text"), f"{R} SK285 q"),
    "fewer choices allowed": (
        Q.replace("single", "multiple"), Q.replace("single", "multiple").replace("text", "max: 2, text"), f"{R} SK285 q"),
    "a choice goes alone": (
        Q.replace("single", "multiple"), Q.replace("single", "multiple").replace("text", "exclusive: [3], text"),
        f"{R} SK285 q"),
    "fewer decimals": (
        "{id: q, type: number, format: decimal, range: 0.., text: t}",
        "{id: q, type: number, format: decimal, decimals: 1, range: 0.., text: t}", f"{R} SK285 q"),
    "integer to decimal": (
        "{id: q, type: number, range: 0.., text: t}", "{id: q, type: number, format: decimal, range: 0.., text: t}",
        f"{S} SK285 q; {S} SK288 q"),
    "another unit": (
        "{id: q, type: number, unit: NOK, range: 0.., text: t}",
        "{id: q, type: number, unit: 1000 NOK, range: 0.., text: t}", f"{R} SK288 q"),
    "another currency, and in thousands": (
        "{id: q, type: amount, currency: NOK, range: 0.., text: t}",
        "{id: q, type: amount, currency: EUR, in: thousands, range: 0.., text: t}", f"{R} SK288 q; {R} SK288 q"),
    "a duration in hours": (
        "{id: q, type: duration, text: t}", "{id: q, type: duration, unit: hours, text: t}", f"{R} SK288 q"),
    "ordinal now": (Q, Q.replace("text", "measure: ordinal, text"), f"{S} SK288 q"),
    "a role": (Q, Q.replace("text", "role: stratum, text"), f"{S} SK288 q"),
    "wording corrected": (Q, Q.replace("What is it", "What is it?"), f"{S} SK288 q"),
    "another wording": (Q, Q.replace("What is it", "Whom does the firm belong to"), f"{R} SK288 q"),
    "label and help": (Q, Q.replace("text:", "label: l, help: h, text:"), f"{S} SK288 q"),
    "required": (Q, Q.replace("text", "required: true, text"), f"{R} SK285 q"),
    "not required": (Q.replace("text", "required: true, text"), Q, f"{S} SK285 q"),
    "softly required": (Q, Q.replace("text", "required: soft, text"), f"{S} SK285 q; {S} SK287 q_required"),
    "fewer empties": (Q, Q.replace("text", "empties: [refused], text"), f"{R} SK285 q"),
    "more empties": (Q.replace("text", "empties: [refused], text"), Q, f"{S} SK285 q"),
    "asked of fewer": (Q, Q.replace("text", "relevance: first = 1, text"), f"{R} SK286 q"),
    "asked of more": (Q.replace("text", "relevance: first = 1, text"), Q, f"{S} SK286 q"),
    "asked of others": (
        Q.replace("text", "relevance: first = 1, text"), Q.replace("text", "relevance: first = 0, text"), f"{R} SK286 q"),
    "the same in other words": (
        Q.replace("text", "relevance: n > 5 and first = 1, text"),
        Q.replace("text", "relevance: not (first = 0) and not n <= 5, text"), f"{S} SK286 q"),
    "asked in doubt": (
        Q.replace("text", "relevance: first = 1, text"),
        Q.replace("text", "relevance: first = 1, when_unknown: ask, text"), f"{S} SK286 q"),
    "not asked in doubt": (
        Q.replace("text", "relevance: first = 1, when_unknown: ask, text"),
        Q.replace("text", "relevance: first = 1, text"), f"{R} SK286 q"),
    "another else value": (
        Q.replace("text", "relevance: first = 1, text"),
        Q.replace("text", "relevance: first = 1, else: 3, text"), f"{R} SK286 q"),
    "a soft check": (Q, Q.replace("text", "checks: [{id: c, severity: soft, rule: q != 3, message: m}], text"), f"{S} SK287 c"),
    "a hard check": (Q, Q.replace("text", "checks: [{id: c, rule: q != 3, message: m}], text"), f"{R} SK287 c"),
    "a check gone": (Q.replace("text", "checks: [{id: c, rule: q != 3, message: m}], text"), Q, f"{S} SK287 c"),
    "a check made hard": (
        Q.replace("text", "checks: [{id: c, severity: soft, rule: q != 3, message: m}], text"),
        Q.replace("text", "checks: [{id: c, rule: q != 3, message: m}], text"), f"{R} SK287 c"),
    "a check made soft": (
        Q.replace("text", "checks: [{id: c, rule: q != 3, message: m}], text"),
        Q.replace("text", "checks: [{id: c, severity: soft, rule: q != 3, message: m}], text"), f"{S} SK287 c"),
    "a stricter rule": (
        Q.replace("text", "checks: [{id: c, rule: n < 50, message: m}], text"),
        Q.replace("text", "checks: [{id: c, rule: n < 40, message: m}], text"), f"{R} SK287 c"),
    "a looser rule": (
        Q.replace("text", "checks: [{id: c, rule: n < 50, message: m}], text"),
        Q.replace("text", "checks: [{id: c, rule: n < 60, message: m}], text"), f"{S} SK287 c"),
    "another message": (
        Q.replace("text", "checks: [{id: c, rule: n < 50, message: m}], text"),
        Q.replace("text", "checks: [{id: c, rule: n < 50, message: m!}], text"), f"{S} SK287 c"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), QUESTIONS.values(), ids=QUESTIONS)
def test_questions(old, new, expected):
    found = changes(asked(*filter(None, [old])), asked(*filter(None, [new])))
    assert "; ".join(found) == expected


def test_there_are_enough_rows():
    assert len(QUESTIONS) + len(PARTS) > 80


USING = asked(
    Q,
    "{id: r, type: multiple, codes: kind, text: Which of these}",
    "{id: w, type: single, codes: land, text: Where is it}",
)
KIND = "kind: {1: Clients, 2: Suppliers, 3: Others}"
ROSTER = """\
- id: R
  title: R
  roster: {row: i, count: n}
  questions:
  - {id: part, type: number, range: 0..9, text: How large is this part}
"""
PARTS = {
    "a code gone": ("1: Clients, 2: Suppliers, 3: Others", "1: Clients, 2: Suppliers", f"{L} SK284 kind"),
    "a code new": ("3: Others}", "3: Others, 4: The state}", f"{S} SK284 kind"),
    "a code with another number": ("3: Others}", "9: Others}", f"{R} SK284 kind; {S} SK284 kind"),
    "a code retired": (
        "land: {NO: Norway, SE: Sweden}", "land: {NO: Norway}\nretired: {land: {SE: Sweden}}", f"{S} SK284 land"),
    "a label translated": ("2: Suppliers", "2: {en: Suppliers, nb: Leverandører}", f"{S} SK284 kind"),
    "a label corrected": ("2: Suppliers", "2: Supplier firms", f"{S} SK284 kind"),
    "another label": ("2: Suppliers", "2: Banks", f"{R} SK284 kind"),
    "labels swapped": ("1: Yes, 0: No", "1: No, 0: Yes", f"{R} SK284 yesno; {R} SK284 yesno"),
    "another order of codes": ("1: Clients, 2: Suppliers", "2: Suppliers, 1: Clients", f"{S} SK284 kind"),
    "a list nobody uses": ("  yesno:", "  spare: {1: a, 2: b}\n  yesno:", f"{S} SK284 spare"),
    "a list of another name": (KIND, KIND + "\n  sort: {1: Clients, 2: Suppliers, 3: Others}", f"{S} SK284 sort"),
    "missing codes": ("title: T", "title: T\nmissing: {refused: -97}", f"{R} SK288 refused"),
    "a language": ("[en]", "[en, nb]", f"{S} SK288 nb"),
    "title and version": ("title: T", 'title: Another\nversion: "2"', f"{S} SK288 version; {S} SK288 title"),
    "another instrument": ("instrument: x", "instrument: y", f"{R} SK288 instrument"),
    "a register variable gone": ("[{id: size, codes: yesno}, ", "[", f"{L} SK280 size"),
    "a register variable new": ("register: [", "register: [{id: extra}, ", f"{S} SK281 extra"),
    "a register variable in another unit": ("unit: ha", "unit: acres", f"{R} SK288 area"),
    "a computed variable new": ("sections:", "computed: [{id: c, formula: n * 2}]\nsections:", f"{S} SK281 c"),
    "a quota": ("sections:", "quotas: [{id: k, condition: n = 1, most: 5}]\nsections:", f"{S} SK287 k"),
    "a completion rule": (
        "sections:", "completion: {rules: [{id: e, rule: n > 1, message: m}]}\nsections:", f"{R} SK287 e"),
    "completing asks for less": ("sections:", "completion: {unanswered: warn}\nsections:", f"{S} SK287 unanswered"),
    "cluster rules": (
        "sections:",
        "clusters: [{id: g, by: area, checks: [{id: gc, rule: all_equal(n), message: m}]}]\nsections:", f"{R} SK287 g"),
    "rounds": ("sections:", "rounds: {variable: size, key: area, order: [1, 0]}\nsections:", f"{S} SK286 rounds"),
    "reasons for changes": ("sections:", "reason_for_change: always\nsections:", f"{S} SK285 reason_for_change"),
    "sections shuffled": ("sections:", "order: random\nsections:", f"{S} SK286 order"),
    "a section of fewer": ("  title: S\n", "  title: S\n  relevance: size = 1\n", f"{R} SK286 A"),
    "a section's title": ("  title: S\n", "  title: Other\n", f"{S} SK288 A"),
    "another order of questions": (
        "  - {id: first, type: single, codes: yesno, text: The first question of all}\n"
        "  - {id: n, type: number, range: 0..100, text: How many are there}\n",
        "  - {id: n, type: number, range: 0..100, text: How many are there}\n"
        "  - {id: first, type: single, codes: yesno, text: The first question of all}\n", f"{S} SK286 n"),
}  # fmt: skip


@pytest.mark.parametrize(("was", "now", "expected"), PARTS.values(), ids=PARTS)
def test_parts(was, now, expected):
    assert USING.count(was) == 1 or was in {"title: T", "  title: S\n", "unit: ha"}
    new = USING.replace(was, now, 1)
    if "sort:" in now:
        new = new.replace("codes: kind", "codes: sort")
        expected = ""
    assert "; ".join(changes(USING, new)) == expected


ROSTERS = {
    "a roster new": ("", ROSTER, f"{S} SK281 R; {S} SK281 part"),
    "a roster gone": (ROSTER, "", f"{L} SK280 R; {L} SK280 part"),
    "a roster of questions that were not": (
        ROSTER.replace("  roster: {row: i, count: n}\n", ""), ROSTER, f"{R} SK286 part"),
    "no roster any more": (ROSTER, ROSTER.replace("  roster: {row: i, count: n}\n", ""), f"{L} SK286 part"),
    "other rows": (ROSTER, ROSTER.replace("count: n", "count: n + 1"), f"{R} SK286 R"),
    "rows made in another way": (ROSTER, ROSTER.replace("count: n", "each: land"), f"{L} SK286 R"),
    "rows of another name": (ROSTER, ROSTER.replace("row: i", "row: j"), f"{R} SK286 R"),
    "fewer rows": (ROSTER, ROSTER.replace("count: n", "count: n, most: 10"), f"{L} SK286 R"),
    "more rows": (ROSTER, ROSTER.replace("count: n", "count: n, most: 100"), f"{S} SK286 R"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), ROSTERS.values(), ids=ROSTERS)
def test_rosters(old, new, expected):
    assert "; ".join(changes(USING + old, USING + new)) == expected


def test_what_nobody_is_asked_any_more_is_shown_by_answers():
    old = asked(Q.replace("text", "relevance: first = 1, text"))
    new = asked(Q.replace("text", "relevance: first = 1 and n > 40, text"))
    (change,) = compare(loaded(old), loaded(new))
    assert re.search(r"not asked any more, for example where (first = 1, n = \d+|n = \d+, first = 1)$", change.what)


def test_a_condition_that_reads_what_is_gone_is_decided_by_the_answers_of_before():
    gone = "{id: g, type: single, codes: yesno, text: Something that goes away}"
    old = asked(gone, Q.replace("text", "relevance: g = 1, text"))
    found = compare(loaded(old), loaded(asked(Q.replace("text", "relevance: first = 1, text"))))
    (change,) = [change for change in found if change.about == "q"]
    assert "not asked any more, for example where first = 0, g = 1" in change.what


def test_a_condition_that_makes_sense_in_neither_version_is_not_decided():
    gone = "{id: g, type: single, codes: yesno, text: Something that goes away}"
    fresh = "{id: h, type: number, range: 0..9, text: An altogether different matter}"
    old, new = (
        asked(gone, Q.replace("text", "relevance: g = 1, text")),
        asked(fresh, Q.replace("text", "relevance: h = 1, text")),
    )
    (change,) = [change for change in compare(loaded(old), loaded(new)) if change.about == "q"]
    assert change.verdict == R
    assert "not decided" in change.what


def test_places_are_those_of_the_file_that_has_it():
    old, new = USING, USING.replace("1: Clients, 2: Suppliers, 3: Others", "1: Clients, 2: Suppliers, 4: New")
    sources = parsed(old, "old.yaml"), parsed(new, "new.yaml")
    told = [str(change.problem(*sources)).splitlines() for change in compare(loaded(old), loaded(new))]
    assert told[0][0] == "old.yaml:6:36: SK284 loses data: code 3 'Others' of 'kind' (used in 'q', 'r') is gone"
    assert told[0][1].strip() == "hint: keep what it meant: `retired: {kind: {3: Others}}`"
    assert told[1][0] == "new.yaml:6:39: SK284 note: safe: code 4 'New' of 'kind' (used in 'q', 'r') is new"


def test_the_gravest_verdict_counts():
    assert worst(()) == "safe"
    found = compare(loaded(USING), loaded(USING.replace("3: Others", "3: Banks").replace("SE: Sweden", "DK: Denmark")))
    assert worst(found) == "loses"
    assert worst(change for change in found if change.about == "kind") == "recode"


@pytest.mark.parametrize(
    "file", [*(ROOT / "instruments").glob("*.yaml"), ROOT / "tests" / "pilot" / "firm.yaml"], ids=lambda f: f.stem
)
def test_a_version_compared_with_itself_differs_in_nothing(file):
    from surveykit.instrument.file import load

    form = load(file)
    assert compare(form, form) == ()


@pytest.mark.parametrize(
    ("old", "new", "translated", "same"),
    [
        ("Yes", "yes ", True, True),
        ("Yes", {"en": "Yes", "nb": "Ja"}, True, True),
        ({"en": "Yes", "nb": "Ja"}, {"en": "Yes"}, True, True),
        ({"en": "Yes", "nb": "Ja"}, {"en": "Yes", "nb": "Nei"}, False, False),
        ("Other firms", "Other firm", False, True),
        ("Yes", "No", False, False),
        ("", "Persons", True, True),
        ({"en": "Yes"}, {"nb": "Ja"}, False, False),
    ],
)
def test_likeness(old, new, translated, same):
    assert (spoken_alike(Text(old), Text(new)), alike(Text(old), Text(new))) == (translated, same)

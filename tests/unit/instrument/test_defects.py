"""Broken instruments, one defect each: the piece of YAML beside `line:column rule` of all that is found.

The lines before each piece are those of HEAD, so that the piece begins in line 11. An instrument that is sound but for
its defect is found fault with there and nowhere else, whatever is asked for.
"""

import re
import sys
from pathlib import Path

import pytest

from surveykit.instrument.file import inspect

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "docs"))
import make_reference

HEAD = """\
instrument: x
title: T
languages: [en]
lists:
  yesno: {1: Yes, 0: No}
sections:
- id: A
  title: S
  questions:
  - {id: e, type: single, codes: yesno, text: Export?}
"""

SHAPE = {
    "an unknown kind": ("  - {id: q, type: singel, codes: yesno, text: t}", ["11:19 SK013"]),
    "an unknown key": ("  - {id: q, type: note, txt: t, text: t}", ["11:25 SK010"]),
    "a key that lacks": ("  - {id: q, type: note}", ["11:5 SK011"]),
    "a range that is none": ("  - {id: q, type: number, range: many, text: t}", ["11:34 SK012"]),
    "a key that stands twice": ("  - {id: q, type: note, text: t, text: u}", ["11:34 SK002"]),
    "an alias": ("  - {id: q, type: note, text: &t t, label: *t}", ["11:31 SK003"]),
    "a bracket left open": ("  - {id: q, type: note, text: t", ["12:1 SK001"]),
}

EXPRESSIONS = {
    "an unknown question": ("  - {id: q, type: note, text: t, relevance: f = 1}", ["11:45 SK110"]),
    "two signs": ("  - {id: q, type: note, text: t, relevance: 'e > > 1 and ('}", ["11:50 SK101"]),
    "an XLSForm reference": ("  - {id: q, type: note, text: t, relevance: '${e} == 1'}", ["11:46 SK101"]),
    "an unknown function": ("  - {id: q, type: note, text: t, relevance: frobnicate(e)}", ["11:45 SK104"]),
    "text and number added": (
        "  - {id: n, type: text, text: t}\n  - {id: q, type: note, text: t, relevance: n + 1 > 2}",
        ["12:45 SK111"],
    ),
    "a text that is no choice": ("  - {id: q, type: note, text: t, relevance: e = 'maybe'}", ["11:49 SK112"]),
    "a code that is no choice": ("  - {id: q, type: note, text: t, relevance: e = 2}", ["11:49 SK112"]),
    "the code of an empty answer": ("  - {id: q, type: note, text: t, relevance: e = -7}", ["11:49 SK112"]),
    "a state misspelt": ("  - {id: q, type: note, text: t, relevance: e is refusd}", ["11:45 SK113"]),
    "too many arguments": (
        "  - {id: n, type: number, range: 0.., text: t}\n"
        "  - {id: q, type: note, text: t, relevance: 'round(n, 1, 2) > 3'}",
        ["12:46 SK114"],
    ),
    "only constants": ("  - {id: q, type: note, text: t, relevance: '1 = 1 and e = 1'}", ["11:46 SK115"]),
    "a variable of a roster without a row": (
        "- id: B\n  title: S\n  roster: {row: r, count: 2}\n  questions:\n  - {id: s, type: number, range: 0.., text: t}\n"
        "- id: C\n  title: S\n  questions:\n  - {id: q, type: note, text: t, relevance: s > 1}",
        ["19:45 SK116"],
    ),
    "too long an expression": (
        "  - {id: n, type: number, range: 0.., text: t}\n"
        f"  - {{id: q, type: note, text: t, relevance: '{'n > 1 or ' * 230}n = 0'}}",
        ["12:46 SK102"],
    ),
    "too deep an expression": (
        f"  - {{id: q, type: note, text: t, relevance: '{'(' * 70}e = 1{')' * 70}'}}",
        ["11:106 SK103"],
    ),
    "too large for a table": (
        "  - {id: n, type: number, range: 0.., text: t}\n"
        f"  - {{id: q, type: note, text: t, relevance: '{'round(' * 15}n{')' * 15} > 3'}}",
        ["12:46 SK105"],
    ),
    "a number for a condition": ("  - {id: q, type: note, text: t, relevance: e + 1}", ["11:45 SK212"]),
    "a condition in capitals": ("  - {id: q, type: note, text: t, relevance: E = 1}", ["11:45 SK110"]),
    "a chain of comparisons": (
        "  - {id: n, type: number, range: 0.., text: t}\n  - {id: q, type: note, text: t, relevance: '1 < n < 5'}",
        ["12:52 SK101"],
    ),
}

PARTS = {
    "two questions of a name": ("  - {id: E, type: note, text: t}", ["11:10 SK201"]),
    "a choice's column is taken": (
        "  - {id: m, type: multiple, codes: yesno, text: t}\n  - {id: m_1, type: note, text: t}",
        ["12:10 SK201"],
    ),
    "an unknown list": ("  - {id: q, type: single, codes: yesnoo, text: t}", ["11:34 SK202"]),
    "a range over missing codes": ("  - {id: q, type: number, range: -100..100, text: t}", ["11:34 SK204"]),
    "no range at all": ("  - {id: q, type: number, text: t}", ["11:5 SK204"]),
    "an else value for everybody": ("  - {id: q, type: single, codes: yesno, else: 0, text: t}", ["11:5 SK205"]),
    "an else value that is no code": (
        "  - {id: q, type: single, codes: yesno, relevance: e = 1, else: 3, text: t}",
        ["11:65 SK205"],
    ),
    "an else value out of range": (
        "  - {id: q, type: number, range: 1..9, relevance: e = 1, else: 0, text: t}",
        ["11:64 SK205"],
    ),
    "more choices asked for than there are": (
        "  - {id: q, type: multiple, codes: yesno, min: 3, text: t}",
        ["11:48 SK208"],
    ),
    "a circle of two": (
        "  - {id: p, type: single, codes: yesno, text: t, relevance: q = 1}\n"
        "  - {id: q, type: single, codes: yesno, text: t, relevance: p = 1}",
        ["11:61 SK210"],
    ),
    "a circle of formulas": ("computed:\n- {id: k, formula: m + 1}\n- {id: m, formula: k + 1}", ["12:20 SK210"]),
    "a later question": (
        "  - {id: p, type: single, codes: yesno, text: t, relevance: q = 1}\n"
        "  - {id: q, type: single, codes: yesno, text: t}",
        ["11:61 SK211"],
    ),
    "a later question behind a formula": (
        "  - {id: p, type: note, text: t, relevance: k = 1}\n  - {id: q, type: single, codes: yesno, text: t}\n"
        "computed:\n- {id: k, formula: q}",
        ["11:45 SK211"],
    ),
    "an exclusive choice that is none": (
        "  - {id: q, type: multiple, codes: yesno, exclusive: [9], text: t}",
        ["11:54 SK253"],
    ),
    "an unknown question after among": (
        "  - {id: q, type: single, codes: yesno, among: f, text: t}",
        ["11:48 SK254"],
    ),
    "columns of a plain list": (
        "  - {id: q, type: single, codes: yesno, where: {region: e}, text: t}",
        ["11:57 SK255"],
    ),
    "a roster within none": (
        "- id: B\n  title: S\n  within: A\n  questions:\n  - {id: q, type: note, text: t}",
        ["13:11 SK256"],
    ),
    "a round that is none": (
        "  - {id: q, type: note, text: t, rounds: [2009]}",
        ["11:43 SK257"],
    ),
    "an end of a scale without words": (
        "  - {id: q, type: scale, range: 1..7, labels: {1: low}, text: t}",
        ["11:47 SK258"],
    ),
    "a label off the scale": (
        "  - {id: q, type: scale, range: 1..7, labels: {1: low, 7: high, 9: more}, text: t}",
        ["11:68 SK258"],
    ),
    "a default of several choices": (
        "  - {id: q, type: multiple, codes: yesno, default: '1', text: t}",
        ["11:52 SK260"],
    ),
    "the round before where there is none": (
        "  - {id: q, type: note, text: t, relevance: previous(e) = 1}",
        ["11:45 SK261"],
    ),
}

REACH = {
    "a number below and above": (
        "  - {id: n, type: number, range: 0..100, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: n < 10 and n > 50}",
        ["12:45 SK220"],
    ),
    "beyond the range": (
        "  - {id: n, type: number, range: 0..100, text: t}\n  - {id: q, type: note, text: t, relevance: n > 100}",
        ["12:45 SK220"],
    ),
    "between whole numbers": (
        "  - {id: n, type: number, range: 0..100, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: n > 5 and n < 6}",
        ["12:45 SK220"],
    ),
    "two answers to one question": ("  - {id: q, type: note, text: t, relevance: e = 1 and e = 0}", ["11:45 SK220"]),
    "an answer and none": ("  - {id: q, type: note, text: t, relevance: e = 1 and e is missing}", ["11:45 SK220"]),
    "empty where it must be answered": (
        "  - {id: p, type: single, codes: yesno, required: true, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: p is refused}",
        ["12:45 SK220"],
    ),
    "more ticked than may be": (
        "  - {id: m, type: multiple, codes: yesno, max: 1, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: 1 in m and 0 in m}",
        ["12:45 SK220"],
    ),
    "what goes alone beside another": (
        "  - {id: m, type: multiple, codes: yesno, exclusive: [0], text: t}\n"
        "  - {id: q, type: note, text: t, relevance: 1 in m and 0 in m}",
        ["12:45 SK220"],
    ),
    "a sum no answers have": (
        "  - {id: a, type: number, format: percent, text: t}\n  - {id: b, type: number, format: percent, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: a + b > 200}",
        ["13:45 SK220"],
    ),
    "larger and smaller than another": (
        "  - {id: a, type: number, range: 0..9, text: t}\n  - {id: b, type: number, range: 0..9, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: a > b and a < b}",
        ["13:45 SK220"],
    ),
    "a count that cannot be": (
        "  - {id: a, type: single, codes: yesno, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: 'count(e = 1, a = 1) > 2'}",
        ["12:45 SK220"],
    ),
    "a computed code that never comes": (
        "  - {id: q, type: note, text: t, relevance: k = 3}\ncomputed:\n- {id: k, formula: if e = 1 then 2 else 1}",
        ["11:45 SK220"],
    ),
    "a day outside its range": (
        "  - {id: d, type: date, range: 2004-01-01..2006-12-31, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: year(d) > 2006}",
        ["12:45 SK220"],
    ),
    "longer than it can be": (
        "  - {id: n, type: text, max: 10, text: t}\n  - {id: q, type: note, text: t, relevance: length(n) > 10}",
        ["12:45 SK220"],
    ),
    "true only where it is unknown": (
        "  - {id: q, type: note, text: t, relevance: '(e = 1) != (e = 1)'}",
        ["11:45 SK220"],
    ),
    "a section nobody is asked": (
        "- id: B\n  title: S\n  relevance: e = 1 and e = 0\n  questions:\n"
        "  - {id: p, type: single, codes: yesno, text: t}\n  - {id: q, type: note, text: t, relevance: p = 1}",
        ["13:14 SK220"],
    ),
    "against its section": (
        "- id: B\n  title: S\n  relevance: e = 1\n  questions:\n  - {id: q, type: note, text: t, relevance: e = 0}",
        ["15:45 SK221"],
    ),
    "against the question it reads": (
        "  - {id: p, type: single, codes: yesno, text: t, relevance: e = 1}\n"
        "  - {id: q, type: note, text: t, relevance: p = 1 and e = 0}",
        ["12:45 SK221"],
    ),
    "against a question further back": (
        "  - {id: a, type: single, codes: yesno, text: t, relevance: e = 1}\n"
        "  - {id: b, type: single, codes: yesno, text: t, relevance: a = 1}\n"
        "  - {id: c, type: single, codes: yesno, text: t, relevance: b = 1}\n"
        "  - {id: q, type: note, text: t, relevance: c = 1 and e = 0}",
        ["14:45 SK221"],
    ),
    "of two filters that exclude each other": (
        "  - {id: a, type: single, codes: yesno, text: t, relevance: e = 1}\n"
        "  - {id: b, type: single, codes: yesno, text: t, relevance: e = 0}\n"
        "  - {id: q, type: note, text: t, relevance: a = 1 and b = 1}",
        ["13:45 SK221"],
    ),
    "of an else value": (
        "  - {id: p, type: single, codes: yesno, text: t, relevance: e = 1, else: 0}\n"
        "  - {id: q, type: note, text: t, relevance: p = 1 and e = 0}",
        ["12:45 SK221"],
    ),
    "an answer a hard check refuses": (
        "  - id: y\n    type: number\n    range: 1800..2009\n    text: t\n    checks: [{id: C, rule: y <= 2006, message: m}]\n"
        "  - {id: q, type: note, text: t, relevance: y > 2006}",
        ["16:45 SK220"],
    ),
    "more rows than there can be": (
        "- id: B\n  title: S\n  roster: {row: r, count: 3}\n  questions:\n"
        "  - {id: q, type: note, text: t, relevance: r > 3}",
        ["15:45 SK221"],
    ),
    "a row of a choice that is not ticked": (
        "  - {id: m, type: multiple, codes: yesno, text: t}\n"
        "- id: B\n  title: S\n  roster: {row: r, each: m}\n  questions:\n"
        "  - {id: q, type: note, text: t, relevance: r = 1 and 0 in m and not (1 in m)}",
        ["16:45 SK221"],
    ),
    "a battery against its section": (
        "- id: B\n  title: S\n  relevance: e = 1\n  questions:\n  - id: b\n    type: battery\n    text: t\n"
        "    relevance: e = 0\n    codes: yesno\n    items: [{id: i, text: i}, {id: j, text: j}]",
        ["18:16 SK221"],
    ),
    "a line of a battery": (
        "  - id: b\n    type: battery\n    text: t\n    relevance: e = 1\n    codes: yesno\n"
        "    items: [{id: i, text: i}, {id: j, text: j, relevance: e = 0}]",
        ["16:59 SK221"],
    ),
    "a check within the range": (
        "  - id: q\n    type: number\n    range: 0..120\n    text: t\n    checks: [{id: C, rule: q <= 150, message: m}]",
        ["15:28 SK222"],
    ),
    "a check the other way round": (
        "  - id: q\n    type: number\n    range: 0..120\n    text: t\n    checks: [{id: C, rule: q > 120, message: m}]",
        ["15:28 SK223"],
    ),
    "a check that says what the relevance says": (
        "  - id: q\n    type: number\n    range: 0..9\n    text: t\n    relevance: e = 1\n"
        "    checks: [{id: C, rule: e = 1 or q > 5, message: m}]",
        ["16:28 SK222"],
    ),
    "a check that contradicts the relevance": (
        "  - id: q\n    type: number\n    range: 0..9\n    text: t\n    relevance: e = 1\n"
        "    checks: [{id: C, rule: e = 0 and q < 5, message: m}]",
        ["16:28 SK223"],
    ),
    "a soft check behind a hard one": (
        "  - id: q\n    type: number\n    range: 0..1000\n    text: t\n    checks:\n"
        "    - {id: C, rule: q <= 100, message: m}\n    - {id: D, severity: soft, rule: q <= 500, message: m}",
        ["17:37 SK222"],
    ),
    "two hard checks that exclude each other": (
        "  - id: q\n    type: number\n    range: 0..1000\n    text: t\n    checks:\n"
        "    - {id: C, rule: q <= 100, message: m}\n    - {id: D, rule: q > 100, message: m}",
        ["16:21 SK223"],
    ),
    "a check on two who never meet": (
        "  - {id: a, type: number, range: 0..9, text: t, relevance: e = 1}\n"
        "  - id: b\n    type: number\n    range: 0..9\n    text: t\n    relevance: e = 0\n"
        "    checks: [{id: C, rule: a < b, message: m}]",
        ["17:28 SK224"],
    ),
    "a check only imported data break": (
        "  - {id: a, type: number, range: 0..9, text: t, relevance: e = 1}\n"
        "  - id: q\n    type: note\n    text: t\n    checks: [{id: C, rule: not (e = 0 and a > 0), message: m}]",
        ["15:28 SK229"],
    ),
    "a total that cannot be reached": (
        "  - id: c\n    type: constant_sum\n    text: t\n    total: 100\n    range: 0..40\n"
        "    items: [{id: i, text: i}, {id: j, text: j}]",
        ["16:31 SK223"],
    ),
    "a dead part": (
        "  - {id: n, type: number, range: 0..100, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: n > 500 or e = 1}",
        ["12:45 SK225"],
    ),
    "a list that overlaps": (
        "  - {id: n, type: number, range: 0..100, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: 'n in [1..9, 20, 5..15]'}",
        ["12:46 SK241"],
    ),
    "groups that overlap": (
        "  - {id: n, type: number, range: 0..100, text: t}\n"
        "computed:\n- {id: k, formula: if n < 50 then 1 else if n < 10 then 2 else 3}",
        ["13:45 SK225"],
    ),
    "an else value never taken": (
        "  - {id: q, type: single, codes: yesno, relevance: e is answered or e is missing, else: 0, text: t}",
        ["11:89 SK228"],
    ),
    "a quota nobody counts towards": (
        "quotas: [{id: k, condition: e = 1 and e = 0, most: 5}]",
        ["11:29 SK220"],
    ),
    "a rule of completion that says nothing": (
        "completion: {rules: [{id: k, rule: e = 1 or e != 1, message: m}]}",
        ["11:36 SK222"],
    ),
    "too many numbers for a decision": (
        "  - {id: a, type: number, range: 1..99999, text: t}\n  - {id: b, type: number, range: 1..99999, text: t}\n"
        "  - {id: c, type: number, range: 1..99999, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: a * a * a + b * b * b = c * c * c}",
        ["14:45 SK226"],
    ),
}

TEXTS = {
    "a translation that lacks": ("  - {id: q, type: note, text: {nb: t, en: ''}}", ["11:31 SK206", "11:31 SK207"]),
    "a language misspelt": ("  - {id: q, type: note, text: {en: t, nn: t}}", ["11:31 SK207"]),
    "a question without words": ("  - {id: q, type: text, text: ''}", ["11:31 SK234"]),
    "labels that are the same": (
        "  - {id: q, type: scale, range: 1..3, labels: {1: Low, 2: low, 3: High}, text: t}",
        ["11:59 SK230"],
    ),
    "an unknown variable in braces": ("  - {id: q, type: note, text: 'Of the {f} people'}", ["11:40 SK110"]),
    "an expression in braces that cannot be read": (
        "  - {id: q, type: note, text: 'Of {e + } people'}",
        ["11:40 SK101"],
    ),
    "an answer shown before it is given": (
        "  - {id: p, type: note, text: 'Of the {n} people'}\n  - {id: n, type: number, range: 0.., text: t}",
        ["11:40 SK232"],
    ),
    "an answer shown before it is given, by a formula": (
        "  - {id: p, type: note, text: 'Of the {k} people'}\n  - {id: n, type: number, range: 0.., text: t}\n"
        "computed: [{id: k, formula: n * 2}]",
        ["11:40 SK232"],
    ),
    "a title that shows an answer of its section": (
        "- id: B\n  title: 'The {n} people'\n  questions:\n  - {id: n, type: number, range: 0.., text: t}",
        ["12:16 SK232"],
    ),
    "a brace left open": ("  - {id: q, type: note, text: 'Of the {e people'}", ["11:39 SK239"]),
    "two things with and/or": (
        "  - {id: q, type: single, codes: yesno, text: 'Does the firm export and/or import?'}",
        ["11:47 SK237"],
    ),
    "two questions in one": (
        "  - {id: q, type: single, codes: yesno, text: 'Does the firm export and does it import?'}",
        ["11:47 SK237"],
    ),
    "two things rated": (
        "  - {id: q, type: single, codes: yesno, text: 'Are you satisfied with the price and the quality?'}",
        ["11:47 SK237"],
    ),
    "a long question": (
        f"  - {{id: q, type: single, codes: yesno, label: l, text: 'Did the firm export {'to it ' * 24}?'}}",
        ["11:57 SK238"],
    ),
    "a long label": (
        f"  - {{id: q, type: single, codes: yesno, text: t, label: {'long ' * 17}}}",
        ["11:57 SK235"],
    ),
    "a word of a statistical package": (
        "  - {id: with, type: single, codes: yesno, text: t}",
        ["11:10 SK236", "11:10 SK236"],
    ),
    "a column with a long name": (
        "  - {id: partners_in_network_contracts_1, type: multiple, codes: yesno, text: t}",
        ["11:10 SK236"],
    ),
}

WHOLE = {
    "a list without codes": ("""\
instrument: x
title: T
languages: [en]
lists:
  none: {}
sections:
- id: A
  title: S
  questions:
  - {id: q, type: single, codes: none, text: t}
""", ["5:9 SK203"]),
    "numbers and texts as codes": ("""\
instrument: x
title: T
languages: [en]
lists:
  mixed: {1: Yes, b: No}
sections:
- id: A
  title: S
  questions:
  - {id: q, type: single, codes: mixed, text: t}
""", ["5:10 SK209"]),
    "codes that differ in capitals": ("""\
instrument: x
title: T
languages: [en]
lists:
  size: {a: Small, A: Big}
sections:
- id: A
  title: S
  questions:
  - {id: q, type: single, codes: size, text: t}
""", ["5:9 SK209"]),
    "a code with a blank where several are typed": ("""\
instrument: x
title: T
languages: [en]
lists:
  region: {north: North, south east: South-east}
sections:
- id: A
  title: S
  questions:
  - {id: q, type: multiple, codes: region, text: t}
""", ["5:38 SK209"]),
    "a code that means an empty answer": ("""\
instrument: x
title: T
languages: [en]
lists:
  yesno: {1: Yes, 0: No, -9: Unknown}
sections:
- id: A
  title: S
  questions:
  - {id: q, type: single, codes: yesno, text: t}
""", ["5:30 SK204"]),
    "the same label, in one language of two": ("""\
instrument: x
title: {en: T, nb: T}
languages: [en, nb]
lists:
  size:
    1: {en: Small, nb: Liten}
    2: {en: Big, nb: Stor}
    3: {en: Huge, nb: ' stor '}
sections:
- id: A
  title: {en: S, nb: S}
  questions:
  - {id: q, type: single, codes: size, text: {en: t, nb: t}}
""", ["8:8 SK230"]),
    "a list nobody uses": ("""\
instrument: x
title: T
languages: [en]
lists:
  yesno: {1: Yes, 0: No}
  yesnoo: {1: Yes, 0: No, 2: Perhaps}
sections:
- id: A
  title: S
  questions:
  - {id: q, type: single, codes: yesno, text: t}
""", ["6:3 SK231"]),
    "a table nobody uses": ("""\
instrument: x
title: T
languages: [en]
tables:
  country: {code: c, label: l, rows: [[NO, Norway], [SE, Sweden]]}
sections:
- id: A
  title: S
  questions:
  - {id: q, type: text, text: t}
""", ["5:3 SK231"]),
    "a table that is not there": ("""\
instrument: x
title: T
languages: [en]
tables:
  country: {file: none.csv, code: c, label: l}
sections:
- id: A
  title: S
  questions:
  - {id: q, type: single, codes: country, text: t}
""", ["5:19 SK250"]),
    "a code that stands twice in a table": ("""\
instrument: x
title: T
languages: [en]
tables:
  country: {code: c, label: l, rows: [[NO, Norway], [NO, Sweden]]}
sections:
- id: A
  title: S
  questions:
  - {id: q, type: single, codes: country, text: t}
""", ["5:53 SK252"]),
    "a row of a table with a cell too few": ("""\
instrument: x
title: T
languages: [en]
tables:
  country: {code: c, label: l, columns: [region], rows: [[NO, Norway, north], [SE, Sweden]]}
sections:
- id: A
  title: S
  questions:
  - {id: q, type: single, codes: country, text: t}
""", ["5:79 SK240"]),
    "a heading a table has not": ("""\
instrument: x
title: T
languages: [en]
tables:
  country: {file: countries.csv, code: iso, label: name}
sections:
- id: A
  title: S
  questions:
  - {id: q, type: single, codes: country, text: t}
""", ["5:40 SK251"]),
    "a fill in one language of two": ("""\
instrument: x
title: {en: T, nb: T}
languages: [en, nb]
sections:
- id: A
  title: {en: S, nb: S}
  questions:
  - {id: n, type: number, range: 0.., text: {en: How many?, nb: Hvor mange?}}
  - id: q
    type: note
    text:
      en: Of the {n} people
      nb: Av menneskene
""", ["13:11 SK233"]),
    "other fills in one language than in the other": ("""\
instrument: x
title: {en: T, nb: T}
languages: [en, nb]
sections:
- id: A
  title: {en: S, nb: S}
  questions:
  - {id: n, type: number, range: 0.., text: {en: How many?, nb: Hvor mange?}}
  - {id: m, type: number, range: 0.., text: {en: How many?, nb: Hvor mange?}}
  - id: q
    type: note
    text:
      en: Of the {n} people
      nb: Av de {m} menneskene
""", ["13:11 SK233", "14:11 SK233"]),
    "of two rounds at once": ("""\
instrument: x
title: T
languages: [en]
lists:
  year: {2005: First, 2009: Second}
register:
- {id: round, codes: year}
- {id: firm}
rounds: {variable: round, key: firm, order: [2005, 2009]}
sections:
- id: A
  title: S
  rounds: [2005]
  questions:
  - {id: p, type: text, text: t}
  - {id: q, type: text, text: t, rounds: [2009]}
""", ["16:5 SK221"]),
    "a code with a point as a row": ("""\
instrument: x
title: T
languages: [en]
lists:
  grade: {1.5: Half, 2: Whole}
sections:
- id: A
  title: S
  roster: {row: r, each: grade}
  questions:
  - {id: q, type: text, text: t}
""", ["9:26 SK259"]),
    "a rule about one case of a cluster": ("""\
instrument: x
title: T
languages: [en]
register:
- {id: contract}
sections:
- id: A
  title: S
  questions:
  - {id: n, type: number, range: 0.., text: t}
clusters:
- id: k
  by: contract
  checks: [{id: C, rule: n > 3, message: m}]
""", ["14:26 SK116"]),
    "a cluster by a variable that is not there": ("""\
instrument: x
title: T
languages: [en]
register:
- {id: contract}
sections:
- id: A
  title: S
  questions:
  - {id: n, type: number, range: 0.., text: t}
clusters:
- id: k
  by: contracts
  checks: [{id: C, rule: all_equal(n), message: m}]
""", ["13:7 SK110"]),
}  # fmt: skip

CASES = {
    **{name: (HEAD + text + "\n", expected) for group in (SHAPE, EXPRESSIONS, PARTS, REACH, TEXTS) for name, (text, expected) in group.items()},
    **WHOLE,
}  # fmt: skip
PYXFORM_CAUGHT = ["an unknown question", "two questions of a name", "an unknown list", "an unknown kind"]
PYXFORM_MISSED = [
    "two signs",
    "an XLSForm reference",
    "an unknown function",
    "text and number added",
    "a text that is no choice",
    "a circle of formulas",
    "a later question",
]
OF_OTHER_COMMANDS = "SK280"  # from here on: versions, fmt, new and simulate


def found_in(text: str, folder: Path) -> list[str]:
    """What check says of a text, with all there is to say."""
    (folder / "countries.csv").write_text("iso2,name\nNO,Norway\nSE,Sweden\n", encoding="utf-8")
    file = folder / "x.yaml"
    file.write_text(text, encoding="utf-8")
    return [f"{p.place.line}:{p.place.column} {p.rule.code}" for p in inspect(file, explain=True).problems]


def test_before_the_defects_nothing_is_wrong(tmp_path):
    assert found_in(HEAD, tmp_path) == []


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_defect_is_found_where_it_is_and_nothing_else(tmp_path, text, expected):
    assert found_in(text, tmp_path) == expected


def test_there_are_many_and_the_eleven_a_form_converter_was_tried_with():
    assert len(CASES) >= 100
    assert len({*PYXFORM_CAUGHT, *PYXFORM_MISSED} & CASES.keys()) == 11


def test_every_rule_about_expressions_and_instruments_has_its_defect():
    told = {code for _, expected in CASES.values() for code in re.findall(r"SK\d{3}", " ".join(expected))}
    wanted = {rule.code for rule in make_reference.rules() if "SK1" <= rule.code < OF_OTHER_COMMANDS}
    assert wanted - told == set()

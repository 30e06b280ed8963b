"""Verdicts on what differs between two versions, waves or files: the words and rules all comparisons share."""

from typing import Literal

from surveykit.problems import Rule, Severity

Verdict = Literal["safe", "recode", "loses"]
"""Nothing is to be done; data must be looked at or recoded; or data is lost that no recoding brings back."""

WORDS: dict[Verdict, str] = {"safe": "safe", "recode": "needs recode", "loses": "loses data"}
WEIGHT: dict[Verdict, int] = {"safe": 0, "recode": 1, "loses": 2}
SEVERITY: dict[Verdict, Severity] = {"safe": "note", "recode": "warning", "loses": "error"}

GONE = Rule(
    "SK280",
    "A question, variable or roster is gone",
    "Its answers have no place in the new version; old cases keep them only in the old one.",
    "question `fax` stands in the old version and not in the new one",
    "Keep it, with a relevance that asks it of nobody new; or export the old cases first.",
)
NEW = Rule(
    "SK281",
    "A question, variable or roster is new",
    "Cases of the old version have no answer to it.",
    "question `website` stands in the new version only",
    "Nothing to do; say in the codebook from when on it was asked.",
)
RENAMED = Rule(
    "SK282",
    "A question has another name",
    "The same question under two names is two columns, each half empty.",
    "`staff` with the wording and the type that `employees` had",
    "Rename the column of the old cases; or keep the old name.",
)
TYPE = Rule(
    "SK283",
    "A question has another type",
    "What the old answers look like is not what the new question stores.",
    "`type: multiple` where it was `type: single`",
    "Recode the old answers as the message says; or give the new question a new name.",
)
CODES = Rule(
    "SK284",
    "The choices differ",
    "A code that is gone has no label; a code that means something else is counted as what it is not.",
    "code 9 stands in the list `partner` of the old version only",
    "Keep codes that were used under `retired`; give a new meaning a new code.",
)
LIMITS = Rule(
    "SK285",
    "What may be answered differs",
    "Old answers may lie outside what the new version allows.",
    "`range: 0..500` where it was `range: 0..1000`",
    "Validate the old cases against the new version, and correct or recode what it finds.",
)
ROUTING = Rule(
    "SK286",
    "Other people are asked",
    "Who was asked before may not be asked now, and the other way round; the shares are of different groups.",
    "`relevance: export = 1 and size > 50` where it was `relevance: export = 1`",
    "Compare only those whom both versions ask.",
)
CHECKED = Rule(
    "SK287",
    "Checks differ",
    "Old answers may break what is checked now.",
    "a hard check that was not there, or was soft",
    "Validate the old cases against the new version.",
)
MEANING = Rule(
    "SK288",
    "Words or meanings differ",
    "The same number may say something else: another unit, another question, another reason for an empty answer.",
    "`unit: 1000 NOK` where it was `unit: NOK`",
    "Recode the old values; where only the wording is better, there is nothing to do.",
)

"""Refusals: what an answer, a remark or the end of an interview can be refused for."""

from surveykit.problems import Rule

OFF_ROUTE = Rule(
    "SK460",
    "The question is not asked here",
    "An answer to a question that is not asked would contradict the routing.",
    "answering the country of the parent of a firm that is no affiliate",
    "Change the answer that decides whether it is asked.",
)
REQUIRED = Rule(
    "SK461",
    "The question must have a value",
    "The instrument says that this one cannot stay empty.",
    "an interview completed without the industry",
    "Answer it.",
)
IS_MISSING_CODE = Rule(
    "SK462",
    "The number is the code of an empty answer",
    "Typed as a number it would be read as no answer later.",
    "`-9` typed into a number",
    "Use the key for the empty answer meant.",
)
BROKEN = Rule(
    "SK463",
    "A check of the instrument is broken",
    "The instrument says that a sound answer obeys this rule.",
    "shares of turnover that add up to 120 %",
    "Correct an answer; a soft check may be accepted with a remark.",
)
UNANSWERED = Rule(
    "SK464",
    "Questions stand unanswered",
    "Later nobody could tell why: was it not asked, not known, or overlooked?",
    "an interview completed with a question passed over",
    "Answer them, or say why they are empty.",
)
CLOSED = Rule(
    "SK466",
    "The interview is completed",
    "What was closed as sound is not changed in passing.",
    "answering a question of a completed interview",
    "Open it again first.",
)
NOT_ACCEPTABLE = Rule(
    "SK467",
    "Only a soft check that is broken can be accepted",
    "A hard check has no exception, and a check that holds needs none.",
    "accepting shares of turnover that add up to 120 %",
    "Correct an answer.",
)
REMARK_EMPTY = Rule(
    "SK465",
    "A soft check is accepted with a remark",
    "The remark tells whoever reads the data why the unlikely answer is right.",
    "accepting an unlikely turnover without a word",
    "Write why the answer is right.",
)


NEEDS_REASON = Rule(
    "SK470",
    "A stored answer is changed with a reason",
    "Whoever reads the data must know why the answer is another than it was.",
    "changing the number of employees of a completed interview without a word",
    "Write why the answer is changed.",
)
QUOTA_FULL = Rule(
    "SK471",
    "The quota is full",
    "As many interviews of this sort as were wanted are completed.",
    "the 51st small firm where 50 were wanted",
    "Go on to another case; where the quota only warns, the interview may be completed all the same.",
)
INCOMPLETE = Rule(
    "SK472",
    "A rule for completed interviews is broken",
    "The instrument says what an interview must have before it is closed.",
    "an interview completed although the interviewer wrote no name",
    "Correct an answer; where the rule only warns, the interview may be completed all the same.",
)
APART = Rule(
    "SK474",
    "Cases that belong together contradict each other",
    "What is said of one contract in one interview must fit what is said of it in the others.",
    "two firms of one contract, one saying it has 4 nodes and the other 6",
    "Look at the other cases too: what is wrong may stand in one of them. This one may be completed all the same.",
)
NOT_OFFERED = Rule(
    "SK473",
    "The answer is not among the choices any more",
    "Another answer, on which the choices depend, was changed.",
    "a region of Norway where the country was changed to Sweden",
    "Answer the question again.",
)

"""Suggestions for 10,000 answers after 500 codings, beside the logistic regression of scikit-learn on the same words.

    python benchmarks/suggest.py

The answers are made up: 40 codes, each with words of its own among words that mean nothing. Ours counts everything: to
prepare the adviser, and to ask it for each answer, with the reasons. The peer is fitted once and scores all answers at
once, without reasons; it is left out where scikit-learn is not installed. Then what a single call takes where 100,000
answers were judged before: to be advised, and to learn. All times are of the processor, so that other work on the
machine does not count.
"""

import random
import time
from importlib.util import find_spec
from statistics import median

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Coding, Codings, codings_of
from surveykit.coding.unit import Unit
from surveykit.suggest.adviser import adviser_of

CODES = [f"C{number:02}" for number in range(40)]
FRAME = CodingFrame.model_validate(
    {
        "frame": "bench",
        "title": "Bench",
        "languages": ["en"],
        "codes": {code: {"label": code, "keywords": [f"word{code}*"]} for code in CODES},
    }
)


def made(answers: int, seed: int = 1) -> tuple[list[Unit], list[tuple[str, ...]]]:
    """Answers of about twelve words and the codes they have, of which some are much more frequent."""
    chance = random.Random(seed)  # noqa: S311 - made up
    letters = "abcdefghijklmnoprstuvæøå"
    invented = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(4000)]
    own = {code: chance.sample(invented, 12) for code in CODES}
    units, given = [], []
    for number in range(answers):
        codes = {*chance.choices(CODES, [1 / (1 + place) for place in range(len(CODES))], k=chance.randint(1, 3))}
        words = [word for code in sorted(codes) for word in chance.sample(own[code], 2)] + chance.choices(invented, k=8)
        chance.shuffle(words)
        units.append(Unit(str(number), "q", " ".join(words)))
        given.append(tuple(sorted(codes)))
    return units, given


def coded(units: list[Unit], given: list[tuple[str, ...]], judged: int) -> Codings:
    held = [Coding(unit.id, "ida", codes=codes) for unit, codes in zip(units[:judged], given, strict=False)]
    return codings_of(units, held)


def peer(texts: list[str], given: list[tuple[str, ...]], judged: int) -> list[list[int]]:
    """The five likeliest codes of each text by one logistic regression a code."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_union

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    parts = TfidfVectorizer(ngram_range=(3, 4), analyzer="char_wb", sublinear_tf=True)
    table = make_union(words, parts).fit(texts[:judged])
    has = np.array([[code in codes for code in CODES] for codes in given[:judged]])
    model = OneVsRestClassifier(LogisticRegression(C=10, max_iter=200)).fit(table.transform(texts[:judged]), has)
    scores = model.predict_proba(table.transform(texts))
    return np.argsort(-scores, axis=1)[:, :5].tolist()


def right(first: list[list[str]], given: list[tuple[str, ...]], many: int) -> float:
    """The share of answers of which one of the first codes is right."""
    return sum(any(code in codes for code in one[:many]) for one, codes in zip(first, given, strict=True)) / len(given)


def main() -> None:
    units, given = made(10_500)
    start = time.process_time()
    adviser = adviser_of(coded(units, given, 500), FRAME, "ida")
    prepared = time.process_time()
    said = [[one.code for one in adviser.advice(unit)] for unit in units[500:]]
    done = time.process_time()
    hits = f"first {right(said, given[500:], 1):.1%}, five {right(said, given[500:], 5):.1%}"
    spent = f"{done - start:.2f} s ({prepared - start:.2f} s to prepare)"
    print(f"surveykit: 10,000 answers after 500 codings {spent}, {hits}")
    if find_spec("sklearn"):
        start = time.process_time()
        places = peer([unit.text for unit in units], given, 500)[500:]
        spent = time.process_time() - start
        theirs = [[CODES[place] for place in one] for one in places]
        hits = f"first {right(theirs, given[500:], 1):.1%}, five {right(theirs, given[500:], 5):.1%}"
        print(f"scikit-learn, logistic regression: {spent:.2f} s, {hits}")
    units, given = made(100_300)
    start = time.process_time()
    adviser = adviser_of(coded(units, given, 100_000), FRAME, "ida")
    prepared = time.process_time() - start
    asked, learned = [], []
    for unit, codes in zip(units[100_000:], given[100_000:], strict=True):
        start = time.process_time()
        adviser.advice(unit)
        told = time.process_time()
        adviser.learn(unit, Coding(unit.id, "ida", codes=codes))
        asked.append(told - start)
        learned.append(time.process_time() - told)
    for what, times in (("advice", asked), ("learn", learned)):
        print(f"{what} at 100,000 codings: median {1000 * median(times):.1f} ms, longest {1000 * max(times):.1f} ms")
    print(f"prepared for 100,000 codings in {prepared:.1f} s")


if __name__ == "__main__":
    main()

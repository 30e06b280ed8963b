"""Whatever the scores: no column and no variable is taken twice, and no two would rather have each other."""

import pyarrow as pa
from hypothesis import assume, given
from hypothesis import strategies as st

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.matching.apply import apply
from surveykit.matching.candidates import Candidate
from surveykit.matching.likeness import plain
from surveykit.matching.multiple import choices_of
from surveykit.matching.propose import propose
from surveykit.matching.settle import AHEAD, LEAST, settled
from surveykit.matching.values import counts_of, is_empty
from surveykit.text import Text

COLUMNS, TAKERS = [f"c{n}" for n in range(6)], [f"t{n}" for n in range(6)]
PAIRS = st.dictionaries(
    st.tuples(st.sampled_from(COLUMNS), st.sampled_from(TAKERS)), st.floats(0.5, 1).map(lambda x: round(x, 2))
)


@given(PAIRS)
def test_what_is_settled_is_stable(pairs):
    every = [Candidate(taker, (column,), "similarity", score) for (column, taker), score in pairs.items()]
    result = settled(every, COLUMNS, TAKERS)
    of_column = {one.columns[0]: one for one in result.chosen}
    of_taker = {one.taker: one for one in result.chosen}
    assert len(of_column) == len(of_taker) == len(result.chosen)
    assert all(one.score >= LEAST - 0.05 for one in result.chosen)
    open_ = {side for one in result.contested for side in (one.columns[0], one.taker)}
    for one in every:
        if one.score < LEAST or {one.columns[0], one.taker} & open_:
            continue
        rivals = [other.score for other in (of_column.get(one.columns[0]), of_taker.get(one.taker)) if other]
        assert rivals, "a pair that nothing stands against was not matched"
        assert max(rivals) >= one.score


@given(PAIRS)
def test_a_pair_is_only_taken_where_it_is_ahead(pairs):
    every = [Candidate(taker, (column,), "similarity", score) for (column, taker), score in pairs.items()]
    result = settled(every, COLUMNS, TAKERS)
    chosen = [one for one in result.chosen if one.found != "position"]
    for at, one in enumerate(chosen):
        gone = {side for earlier in chosen[:at] for side in (earlier.columns[0], earlier.taker)}
        near = [o for o in every if o is not one and (o.columns == one.columns or o.taker == one.taker)]
        near = [o for o in near if not {o.columns[0], o.taker} & gone and o.score >= LEAST]
        blocked = {side for o in result.contested for side in (o.columns[0], o.taker)}
        near = [o for o in near if not {o.columns[0], o.taker} & blocked]
        assert all(other.score <= one.score - AHEAD + 1e-9 for other in near)


WORDS = st.permutations(["price", "terms", "Asia", "più di uno", "10 or more", "other", "R&D", "нет", "x-ray"])


@given(WORDS, st.lists(st.integers(1, 3), min_size=2, max_size=4), st.data(), st.sampled_from([";", ",", "/", "|"]))
def test_answers_joined_by_a_separator_come_apart_again(words, lengths, data, sign):
    """Also where a label holds the separator, as long as no part of a label is a part of another."""
    starts = [sum(lengths[:at]) for at in range(len(lengths))]
    labels = [f"{sign} ".join(words[start : start + n]) for start, n in zip(starts, lengths, strict=True)]
    labels = [label for label in labels if label]
    variables = tuple(Variable(name=f"q_{n}", label=Text(label)) for n, label in enumerate(labels))
    choice = tuple(range(len(labels)))
    question = ResponseSet(name="q", variables=tuple(v.name for v in variables), choices=choice)
    choices = choices_of(question, Codebook(variables=variables, sets=(question,)))
    ticked = data.draw(st.lists(st.sampled_from(choice), min_size=1, unique=True))
    chosen, unknown = choices.named_in(f"{sign} ".join(labels[number] for number in ticked), sign)
    assert (list(chosen), unknown) == (ticked, ())


LABELS = st.lists(
    st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=3, max_size=12), min_size=2, max_size=6
)


@given(st.data(), st.dictionaries(st.sampled_from(["en", "nb", "it", "ru"]), LABELS, min_size=1), st.booleans())
def test_labels_in_any_language_come_back_as_the_codes_they_stand_for(data, languages, texts):
    """What one exports with labels and imports again has the same codes, whatever codes and labels are."""
    count = min(map(len, languages.values()))
    plains = [[plain(label) for label in labels[:count]] for labels in languages.values()]
    assume(all(len(set(said)) == count and all(said) for said in plains))
    every = [word for said in plains for word in said]
    same = {word: {said.index(word) for said in plains if word in said} for word in every}
    assume(all(len(places) == 1 for places in same.values()))
    values = st.text("abc", min_size=1, max_size=2) if texts else st.integers(-5, 40)
    codes = data.draw(st.lists(values, min_size=count, max_size=count, unique=True))
    assume(not set(every) & {plain(str(code)) for code in codes} and not any(map(is_empty, every)))
    listed = [
        Code(value=code, label=Text({language: labels[at] for language, labels in languages.items()}))
        for at, code in enumerate(codes)
    ]
    variable = Variable(name="q", label=Text("Question"), type="text" if texts else "number", codes="q")
    target = Codebook(variables=(variable,), lists={"q": CodeList(name="q", codes=tuple(listed))})
    language = data.draw(st.sampled_from(sorted(languages)))
    sent = data.draw(st.lists(st.sampled_from(listed), min_size=1, max_size=8))
    cells = [code.label.into(language) for code in sent]
    heading = Variable(name="c", label=Text("Question"), type="text")
    found = Dataset(Codebook(variables=(heading,)), pa.table({"c": pa.array(cells, pa.string())}))
    mapping = propose(found.codebook, target, counts_of(found))
    result, problems = apply(found, mapping, target)
    assert result.arrow().column("q").to_pylist() == [code.value for code in sent]
    assert [problem for problem in problems if problem.severity == "error"] == []

"""Protection of tables: personal variables left out, pseudonyms in the place of ids."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import ClusterRule, Codebook, Consistency, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Origin, Range, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.protection import pseudonym, pseudonymous, without_personal
from surveykit.problems import DataError

KEY = bytes(range(32))
CODES = CodeList(name="town", codes=(Code(value=1, label="Bergen"),))
PEOPLE = Codebook(
    variables=(
        Variable(name="case", type="text", role="id"),
        Variable(name="orgnr", role="key", personal=True, decimals=0, missing=standard_missing("number")),
        Variable(name="name", type="text", personal=True),
        Variable(name="town", codes="town", personal=True),
        Variable(name="a", personal=True),
        Variable(name="b"),
        Variable(name="size", origin=Origin(relevance="a = 1")),
        Variable(name="double", origin=Origin(kind="computed", formula="2 * size")),
    ),
    lists={"town": CODES},
    sets=(ResponseSet(name="ab", variables=("a", "b"), choices=(1, 2)),),
    checks=(
        Consistency(id="c1", variable="size", rule="size > 0"),
        Consistency(id="c2", variable="size", rule="size > town"),
        Consistency(id="c3", variable="a", rule="b = 1"),
        Consistency(id="c4", variable="size", rule="1 in ab"),
        Consistency(id="c5", variable="size", rule="size > 0", relevance="a = 1"),
    ),
    clusters=(
        ClusterRule(id="k1", by="orgnr", rule="sum(size) > 0"),
        ClusterRule(id="k2", by="b", rule="sum(size) > 0"),
    ),
)
TABLE = pa.table(
    {
        "case": ["3", "1", "2"],
        "orgnr": [900, -9, None],
        "name": ["Å", "B", "C"],
        "town": [1, 1, 1],
        "a": [1, 0, 1],
        "b": [1, 0, 1],
        "size": [5, 6, 7],
        "double": [10, 12, 14],
    }
)


@pytest.fixture
def people():
    return Dataset(PEOPLE, TABLE)


def test_what_is_personal_is_gone_with_all_that_reads_it(people):
    found, gone = without_personal(people)
    assert gone == ("orgnr", "name", "town", "a")
    assert found.codebook.names == ("case", "b", "size", "double")
    assert found.codebook.lists == {}
    assert found.codebook.sets == ()
    assert [check.id for check in found.codebook.checks] == ["c1"]
    assert [rule.id for rule in found.codebook.clusters] == ["k2"]
    assert found.codebook["size"].origin.elsewhere
    assert not found.codebook["double"].origin.elsewhere


def test_a_table_without_anything_personal_is_the_same(people):
    found, _ = without_personal(people)
    assert without_personal(found) == (found, ())


def test_pseudonyms_stand_for_ids_and_keys_and_in_their_order(people):
    found = pseudonymous(people, KEY)
    rows = found.arrow().to_pylist()
    assert [row["case"] for row in rows] == sorted(pseudonym(case, KEY) for case in "123")
    assert {row["case"]: row["size"] for row in rows} == {
        pseudonym(c, KEY): s for c, s in zip("312", (5, 6, 7), strict=True)
    }
    assert {row["size"]: row["orgnr"] for row in rows} == {5: pseudonym(900, KEY), 6: "-9", 7: None}
    variable = found.codebook["orgnr"]
    assert (variable.type, variable.decimals, variable.personal, variable.emptiness.reason("-9")) == (
        "text",
        None,
        False,
        "no_answer",
    )


def test_a_pseudonymous_key_is_kept_and_the_rest_that_is_personal_is_not(people):
    found, gone = without_personal(pseudonymous(people, KEY))
    assert gone == ("name", "town", "a")
    assert "orgnr" in found.codebook


def test_the_same_key_gives_the_same_pseudonym_in_every_table(people):
    rows = Codebook(variables=(Variable(name="case", type="text"), Variable(name="row"), Variable(name="share")))
    linked = pseudonymous(Dataset(rows, pa.table({"case": ["3", "1"], "row": [1, 1], "share": [5, 6]})), KEY, ("case",))
    assert set(linked.arrow().column("case").to_pylist()) <= set(
        pseudonymous(people, KEY).arrow().column("case").to_pylist()
    )
    assert pseudonymous(people, b"another").arrow() != pseudonymous(people, KEY).arrow()


def test_a_number_and_its_text_are_the_same_id():
    assert pseudonym(7, KEY) == pseudonym(7.0, KEY) == pseudonym("7", KEY) != pseudonym("07", KEY)


def test_pseudonyms_are_those_of_hmac_sha256():
    """RFC 4231, test case 2: the digest begins 5bdcc146bf60754e6a04."""
    from base64 import b32encode

    digest = bytes.fromhex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    assert pseudonym("what do ya want for nothing?", b"Jefe") == f"p{b32encode(digest).decode().lower()[:15]}"


def test_a_table_without_ids_is_refused():
    plain = Dataset(Codebook(variables=(Variable(name="firm"),)), pa.table({"firm": [1]}))
    with pytest.raises(DataError, match="SK861"):
        pseudonymous(plain, KEY)


def test_ranges_and_lists_of_a_key_go_with_its_numbers():
    variable = Variable(name="k", role="key", range=Range(low=1), codes="town", formats={"spss": "F8.2"})
    found = pseudonymous(Dataset(Codebook(variables=(variable,), lists={"town": CODES}), pa.table({"k": [1, 1]})), KEY)
    assert (found.codebook["k"].range, found.codebook["k"].codes, found.codebook["k"].formats) == (None, None, {})
    assert found.codebook.lists == {}
    assert len(set(found.arrow().column("k").to_pylist())) == 1


def test_what_compares_an_id_with_something_is_gone_and_what_only_groups_by_it_stays():
    codebook = PEOPLE.model_copy(
        update={
            "checks": (
                Consistency(id="c1", variable="size", rule="size > 0"),
                Consistency(id="c2", variable="orgnr", rule="orgnr > 800"),
                Consistency(id="c3", variable="size", rule="size > 0", relevance="orgnr > 800"),
            ),
            "clusters": (
                ClusterRule(id="k1", by="orgnr", rule="sum(size) > 0"),
                ClusterRule(id="k2", by="b", rule="all_equal(orgnr)"),
            ),
        }
    )
    found = pseudonymous(Dataset(codebook, TABLE), KEY).codebook
    assert [check.id for check in found.checks] == ["c1"]
    assert [rule.id for rule in found.clusters] == ["k1"]

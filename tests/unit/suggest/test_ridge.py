"""The ranker is the same whether answers come at once or one by one, and forgets as if it had never known."""

import numpy as np
import pytest

from surveykit.suggest.grams import WIDE, Grams
from surveykit.suggest.ridge import PENALTY, Ridge

TEXTS = [
    "Abbiamo venduto per la prima volta a un cliente estero.",
    "Abbiamo partecipato insieme a una fiera internazionale.",
    "Vi har fått nye kunder i utlandet.",
    "Вышли на новый рынок благодаря партнёрам.",
    "Non è cambiato nulla.",
    "Una fiera, e poi un cliente estero.",
    "Ingen endring.",
    "Ничего не изменилось.",
]
GIVEN = np.array([[1, 0, 0], [0, 1, 0], [1, 0, 0], [1, 0, 0], [0, 0, 1], [1, 1, 0], [0, 0, 1], [0, 0, 1]], float)
VECTORS = [Grams(TEXTS).vector(text) for text in TEXTS]


def fitted(vectors, given):
    ridge = Ridge(3)
    ridge.fit(vectors, given)
    return ridge


def same(one, other):
    np.testing.assert_allclose(one.weights, other.weights, atol=1e-12)
    np.testing.assert_allclose(one.constant, other.constant, atol=1e-12)


def test_scores_solve_the_equation_of_ridge_regression():
    dense = np.zeros((len(TEXTS), 2 * WIDE))
    for row, vector in zip(dense, VECTORS, strict=True):
        row[vector.places] = vector.weights
    kernel = dense @ dense.T + 1
    expected = kernel @ np.linalg.solve(kernel + PENALTY * np.eye(len(TEXTS)), GIVEN)
    ridge = fitted(VECTORS, GIVEN)
    np.testing.assert_allclose([ridge.scores(vector) for vector in VECTORS], expected, atol=1e-12)


@pytest.mark.parametrize("at_once", range(len(TEXTS)))
def test_one_by_one_is_the_same_as_all_at_once(at_once):
    ridge = fitted(VECTORS[:at_once], GIVEN[:at_once])
    for vector, given in zip(VECTORS[at_once:], GIVEN[at_once:], strict=True):
        ridge.add(vector, given)
    same(ridge, fitted(VECTORS, GIVEN))


@pytest.mark.parametrize("place", [0, 3, 5])
def test_what_is_replaced_leaves_nothing_behind(place):
    ridge = fitted(VECTORS[:6], GIVEN[:6])
    kept = [0, 1, 2, 3, 4, 5]
    for new in (6, 7):
        ridge.replace(place, VECTORS[new], GIVEN[new])
        kept[place] = new
        place = (place + 1) % 6
    same(ridge, fitted([VECTORS[at] for at in kept], GIVEN[kept]))
    ridge.judge(2, GIVEN[0])
    ridge.add(VECTORS[0], GIVEN[1])
    given = np.vstack([GIVEN[kept], GIVEN[1]])
    given[2] = GIVEN[0]
    same(ridge, fitted([*(VECTORS[at] for at in kept), VECTORS[0]], given))


@pytest.mark.parametrize("place", [0, 3, 5])
def test_what_is_dropped_leaves_nothing_behind(place):
    ridge = fitted(VECTORS[:6], GIVEN[:6])
    ridge.drop(place)
    kept = [0, 1, 2, 3, 4, 5]
    kept[place] = 5
    same(ridge, fitted([VECTORS[at] for at in kept[:5]], GIVEN[kept[:5]]))
    ridge.add(VECTORS[6], GIVEN[6])
    ridge.judge(1, GIVEN[7])
    given = GIVEN[[*kept[:5], 6]]
    given[1] = GIVEN[7]
    same(ridge, fitted([VECTORS[at] for at in (*kept[:5], 6)], given))
    for _ in range(6):
        ridge.drop(0)
    same(ridge, Ridge(3))


def test_a_new_judgement_takes_the_place_of_the_old():
    ridge = fitted(VECTORS, 1 - GIVEN)
    for row, given in enumerate(GIVEN):
        ridge.judge(row, given)
    same(ridge, fitted(VECTORS, GIVEN))


def test_more_answers_than_there_was_room_for():
    grams = Grams(TEXTS)
    vectors = [grams.vector(f"{text} {number}") for number in range(40) for text in TEXTS]
    given = np.vstack([GIVEN] * 40)
    ridge = Ridge(3)
    for vector, codes in zip(vectors, given, strict=True):
        ridge.add(vector, codes)
    same(ridge, fitted(vectors, given))


def test_an_answer_without_words_has_no_length():
    vector = Grams([]).vector("?!")
    assert not len(vector.places)
    assert [*fitted(VECTORS, GIVEN).scores(vector)] == [*fitted(VECTORS, GIVEN).constant]


def test_half_of_a_vector_are_words_and_half_their_parts():
    vector = Grams(TEXTS).vector("tre ord til")
    words = vector.places < WIDE
    assert np.sum(vector.weights[words] ** 2) == pytest.approx(0.5)
    assert np.sum(vector.weights[~words] ** 2) == pytest.approx(0.5)

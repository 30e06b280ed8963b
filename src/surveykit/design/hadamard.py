"""Hadamard matrices: rows of signs of which any two agree as often as they differ, so that half samples balance.

Source: Sylvester (1867); Paley (1933), On orthogonal matrices, J. Mathematics and Physics 12, 311-320.
"""

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def hadamard(least: int) -> "NDArray[np.int8]":
    """The smallest matrix of at least so many rows that can be made here; all signs of its first row are plus."""
    order = max(2, least)
    return next(made for size in count(order) if (made := _of_order(size)) is not None)


def _of_order(order: int) -> "NDArray[np.int8] | None":
    import numpy as np

    if order == 1:
        return np.ones((1, 1), dtype=np.int8)
    if order % 2 or (order > 2 and order % 4):
        return None
    half = _of_order(order // 2)
    if half is not None:
        return np.block([[half, half], [half, -half]])
    return _paley(order)


def _paley(order: int) -> "NDArray[np.int8] | None":
    """From the squares among remainders: order - 1 a prime, or half the order less one."""
    import numpy as np

    if _prime(order - 1):
        made = np.ones((order, order), dtype=np.int8)
        made[1:, 1:] = _residues(order - 1) - np.eye(order - 1, dtype=np.int8)
    elif _prime(order // 2 - 1) and (order // 2 - 1) % 4 == 1:
        core = np.ones((order // 2, order // 2), dtype=np.int8)
        core[1:, 1:] = _residues(order // 2 - 1)
        core[0, 0] = 0
        signs, plain = np.array([[1, 1], [1, -1]]), np.array([[1, -1], [-1, -1]])
        made = (np.kron(core, signs) + np.kron(np.eye(order // 2), plain)).astype(np.int8)
    else:
        return None
    return np.asarray(made * made[0])


def _residues(prime: int) -> "NDArray[np.int8]":
    """Whether the difference of row and column is a square among remainders: 1 or -1, and 0 on the diagonal."""
    import numpy as np

    squares = np.full(prime, -1, dtype=np.int8)
    squares[np.arange(1, prime) ** 2 % prime] = 1
    squares[0] = 0
    places = np.arange(prime)
    return np.asarray(squares[(places[:, None] - places) % prime])


def _prime(number: int) -> bool:
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))

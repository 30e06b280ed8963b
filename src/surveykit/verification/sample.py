"""The sample of forms that are keyed twice: the same forms whenever and wherever it is drawn."""

from hashlib import sha256


def sampled(case: str, one_in: int, seed: int = 0) -> bool:
    """Whether a form is among those keyed twice, of which there are one in `one_in`.

    The draw depends on the case and the seed alone, so that every machine draws the same forms, in any order, and a
    form that comes later changes nothing for the others. A keyer who does not know the seed cannot tell which.

    Raises:
        ValueError: `one_in` is below 1.

    Example:
        >>> [case for case in map(str, range(1, 40)) if sampled(case, 10)]
        ['5', '25']
        >>> all(sampled(case, 1) for case in ("7", "8"))
        True
    """
    if one_in < 1:
        msg = f"one in {one_in} is no sample"
        raise ValueError(msg)
    return int.from_bytes(sha256(f"{seed}:{case}".encode()).digest()[:8]) % one_in == 0

"""Firms that innovate and export, with what else makes both likelier."""

from collections.abc import Callable

import numpy as np
import pytest


def drawn(n: int = 600, rho: float = 0.5, effect: float = 0.8, seed: int = 3) -> dict[str, np.ndarray]:
    """Firms that innovate, and export the more often where they do; what else tells of one tells of the other."""
    dice = np.random.default_rng(seed)
    size, help_, age = dice.normal(size=n), dice.integers(0, 2, n), np.round(dice.normal(size=n), 2)
    first = dice.normal(size=n)
    second = rho * first + np.sqrt(1 - rho**2) * dice.normal(size=n)
    inno = (-0.3 + 0.4 * size + 0.9 * help_ + first > 0).astype(float)
    export = (-0.4 + effect * inno + 0.5 * size - 0.3 * age + second > 0).astype(float)
    return {
        "inno": inno,
        "export": export,
        "size": size,
        "help": help_.astype(float),
        "age": age,
        "w": np.round(dice.uniform(0.5, 3, n), 2),
        "region": dice.integers(1, 31, n).astype(float),
    }


@pytest.fixture(scope="session")
def innovators() -> Callable[..., dict[str, np.ndarray]]:
    return drawn

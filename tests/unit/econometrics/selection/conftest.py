"""Workers whose wage is seen of those who work alone, and whose errors are correlated."""

from collections.abc import Callable

import numpy as np
import pytest


def made(n: int = 500, seed: int = 3, rho: float = 0.6, own: float = -0.5) -> dict[str, np.ndarray]:
    """Columns of workers; `own` is how much children, which the wage does not know of, tell of who works."""
    random = np.random.default_rng(seed)
    age = random.normal(4, 1, n)
    woman = random.integers(0, 2, n).astype(float)
    children = random.poisson(0.8, n).astype(float)
    choice = random.normal(size=n)
    error = rho * choice + np.sqrt(1 - rho**2) * random.normal(size=n)
    works = (0.2 + 0.3 * age - 0.5 * woman + own * children + choice > 0.5).astype(float)
    wage = 1 + 2 * age - 0.5 * woman + 1.5 * error
    return {
        "age": age,
        "woman": woman,
        "children": children,
        "works": works,
        "wage": np.where(works == 1, wage, np.nan),
        "high": np.where(works == 1, (wage > 9).astype(float), np.nan),
        "village": random.integers(1, 31, n).astype(float),
        "weight": np.round(random.uniform(0.5, 2, n), 2),
    }


@pytest.fixture
def workers() -> Callable[..., dict[str, np.ndarray]]:
    return made

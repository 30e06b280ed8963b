"""A recursive bivariate probit with 25 regressors, beside the same by Owen's T and numerical slopes, and two probits.

    python benchmarks/models.py [CASES ...]

The peer is written the way it is usually done: the bivariate normal by Owen's T, maximised by BFGS with differences for
slopes from three correlations, standard errors from what BFGS thinks of the curvature. It is timed where that takes
minutes at the most. statsmodels has no bivariate probit; its two probits apart are what any program does first. All
run in this process, in turn; whole processes of ours are timed too. Python, numpy and scipy are the same for all.
"""

import subprocess
import sys
import time
from math import atanh, tanh

SIZES = (814, 100_000)
MOST_OF_PEER = 5_000  # cases
EFFECT, RHO = 0.9, -0.4
TERMS = [f"x{at}" for at in range(22)]
FORMULAS = ("d ~ " + " + ".join([*TERMS, "z1", "z2"]), "y ~ d + " + " + ".join([*TERMS, "z3"]))


def drawn(n: int):
    """Cases with 25 regressors in each equation, numbers and dummies, and a cause with correlated errors."""
    import numpy as np

    dice = np.random.default_rng(814)
    x = np.column_stack([dice.normal(size=(n, 11)), dice.uniform(size=(n, 11)) < 0.3]).astype(float)
    z = dice.normal(size=(n, 3))
    first = dice.normal(size=n)
    second = RHO * first + np.sqrt(1 - RHO**2) * dice.normal(size=n)
    slopes = np.linspace(-0.3, 0.3, 22)
    d = (x @ slopes + 0.6 * z[:, 0] + 0.4 * z[:, 1] - 0.2 + first > 0).astype(float)
    y = (x @ slopes[::-1] + EFFECT * d + 0.3 * z[:, 2] - 0.5 + second > 0).astype(float)
    return {"d": d, "y": y} | dict(zip(TERMS, x.T, strict=True)) | {f"z{at}": z[:, at - 1] for at in (1, 2, 3)}


def dataset(columns):
    """The same as a dataset."""
    import pyarrow as pa

    from surveykit.codebook.codebook import Codebook
    from surveykit.codebook.variable import Variable
    from surveykit.dataset.dataset import Dataset

    variables = tuple(Variable(name=name, type="number", measure="scale") for name in columns)
    return Dataset(Codebook(name="drawn", variables=variables), pa.table(columns))


def matrices(columns):
    """Constants and regressors of the two equations."""
    import numpy as np

    one = np.ones(len(columns["d"]))
    first = [one, *(columns[name] for name in [*TERMS, "z1", "z2"])]
    return np.column_stack(first), np.column_stack([one, columns["d"], *(columns[name] for name in [*TERMS, "z3"])])


def chance(h, k, r):
    """The bivariate normal by Owen's T."""
    import numpy as np
    from scipy.special import ndtr, owens_t

    h, k = (np.where(np.abs(x) < 1e-12, 1e-12, x) for x in (h, k))
    s = np.sqrt(1 - r * r)
    apart = np.where(h * k > 0, 0, 0.5)
    corners = owens_t(h, (k - r * h) / (h * s)) + owens_t(k, (h - r * k) / (k * s))
    return np.clip((ndtr(h) + ndtr(k)) / 2 - corners - apart, 1e-300, 1)


def peer(columns):
    """The log-likelihood and theta that BFGS with differences finds from three correlations."""
    import numpy as np
    from scipy.optimize import minimize

    first, second = matrices(columns)
    apart, size = two_probits(columns)[1], first.shape[1]
    sign1, sign2 = 2 * columns["d"] - 1, 2 * columns["y"] - 1

    def minus(theta):
        r = np.tanh(theta[-1])
        return -np.log(
            chance(sign1 * (first @ theta[:size]), sign2 * (second @ theta[size:-1]), sign1 * sign2 * r)
        ).sum()

    found = [minimize(minus, [*apart, a], method="BFGS", options={"gtol": 1e-4}) for a in (0.0, -0.4, 0.4)]
    best = min(found, key=lambda one: one.fun)
    return -best.fun, best.x


def two_probits(columns):
    """The two probits of statsmodels apart."""
    import numpy as np
    from statsmodels.discrete.discrete_model import Probit

    pairs = zip((columns["d"], columns["y"]), matrices(columns), strict=True)
    fits = [Probit(y, x).fit(disp=0) for y, x in pairs]
    return sum(one.llf for one in fits), np.concatenate([one.params for one in fits])


def ours(data):
    """The fit here, with all it tells."""
    from surveykit.econometrics.joint.biprobit import biprobit

    return biprobit(data, FORMULAS)


def timed(what, *arguments):
    """What a call gives, with wall and processor seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    found = what(*arguments)
    return found, time.perf_counter() - wall, time.process_time() - processor


def alone(n: int) -> None:
    """One fit, for a process by itself."""
    print(ours(dataset(drawn(n))).loglik)


def one_size(n: int) -> None:
    """Print what one number of cases takes."""
    columns = drawn(n)
    data = dataset(columns)
    start = time.perf_counter()
    subprocess.run([sys.executable, __file__, "--alone", str(n)], check=True, stdout=subprocess.DEVNULL)
    print(f"{n:,} cases, whole process (starting, drawing the cases, fitting): {time.perf_counter() - start:.2f} s")
    ours(data)
    fit, wall, processor = timed(ours, data)
    print(f"  biprobit: {wall:.2f} s, {processor:.2f} s of processor; log-likelihood {fit.loglik:.6f}")
    rho, effect = fit["rho"], fit["y", "d"]
    print(f"  rho {rho.value:.3f} ({rho.se:.3f}) of {RHO}, effect {effect.value:.3f} ({effect.se:.3f}) of {EFFECT}")
    try:
        (apart, _), wall_apart, processor_apart = timed(two_probits, columns)
    except ImportError:
        print("  statsmodels is not here, which the peer begins with: pip install statsmodels")
        return
    print(f"  statsmodels, two probits: {wall_apart:.2f} s, {processor_apart:.2f} s of processor; {apart:.6f}")
    if n <= MOST_OF_PEER:
        (loglik, theta), wall_peer, processor_peer = timed(peer, columns)
        print(f"  Owen's T and BFGS: {wall_peer:.2f} s, {processor_peer:.2f} s of processor; {loglik:.6f}")
        print(f"    rho {tanh(theta[-1]):.3f}; {wall_peer / wall:.0f} times as long by the clock, ", end="")
        print(f"{processor_peer / processor:.0f} times by processor; atanh rho differs by ", end="")
        print(f"{abs(theta[-1] - atanh(rho.value)):.0e}")


def main(*sizes: int) -> None:
    """Print seconds and ratios of each size."""
    for n in sizes or SIZES:
        one_size(n)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--alone"]:
        alone(int(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:]))

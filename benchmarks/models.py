"""Models beside statsmodels; a recursive bivariate probit beside the same written the usual way. Goals are told.

    python benchmarks/models.py [CASES ...]

Of the bivariate probit, with 25 regressors in each equation, statsmodels has none. The peer is written the way it is
usually done: the bivariate normal by Owen's T, maximised by BFGS with differences for slopes from three correlations,
standard errors from what BFGS thinks of the curvature. With many cases a few of its likelihoods are timed, and
multiplied by how many it took with few cases. Models with selection, which statsmodels has not either, and marginal
effects are timed by themselves. All run in this process, in turn, and are compared by processor time, which a busy
machine lengthens less; whole processes of ours are timed too.
"""

import os
import subprocess
import sys
import time
from math import atanh

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # threads that wait for each other count as work
SIZES = (814, 100_000)
MOST_OF_PEER, FEW = 5_000, 20  # cases; of more, likelihoods that are timed
GOALS = {814: 2, 100_000: 60}  # seconds, of a whole process that fits the recursive bivariate probit
TIMES = 10  # that the usual way is to take as long
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
    index = x @ slopes[::-1] + EFFECT * d + 0.3 * z[:, 2] - 0.5 + second
    y, amount = (index > 0).astype(float), np.where(d == 1, index, np.nan)  # seen of some alone
    branch = np.digitize(index, [-1.5, 0.0, 1.5]).astype(float)
    return (
        {"d": d, "y": y, "index": index, "amount": amount, "branch": branch}
        | dict(zip(TERMS, x.T, strict=True))
        | {f"z{at}": z[:, at - 1] for at in (1, 2, 3)}
    )


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


def minus(columns):
    """What the peer minimises: less the log-likelihood, of theta."""
    import numpy as np

    first, second = matrices(columns)
    size = first.shape[1]
    sign1, sign2 = 2 * columns["d"] - 1, 2 * columns["y"] - 1

    def of(theta):
        h, k = sign1 * (first @ theta[:size]), sign2 * (second @ theta[size:-1])
        return -np.log(chance(h, k, sign1 * sign2 * np.tanh(theta[-1]))).sum()

    return of


def peer(columns):
    """The log-likelihood and theta that BFGS with differences finds from three correlations, and in how many looks."""
    from scipy.optimize import minimize

    of, apart = minus(columns), two_probits(columns)[1]
    found = [minimize(of, [*apart, a], method="BFGS", options={"gtol": 1e-4}) for a in (0.0, -0.4, 0.4)]
    best = min(found, key=lambda one: one.fun)
    return -best.fun, best.x, sum(one.nfev for one in found)


def looks(columns, many: int) -> None:
    """So many looks at the likelihood, as the peer takes them."""
    of, theta = minus(columns), [*two_probits(columns)[1], 0.1]
    for _ in range(many):
        of(theta)


def two_probits(columns):
    """The two probits of statsmodels apart."""
    import numpy as np
    from statsmodels.discrete.discrete_model import Probit

    pairs = zip((columns["d"], columns["y"]), matrices(columns), strict=True)
    fits = [Probit(y, x).fit(disp=0) for y, x in pairs]
    return sum(one.llf for one in fits), np.concatenate([one.params for one in fits])


def beside(columns, data) -> None:
    """Print what models take that statsmodels has too, and how far the likelihoods differ."""
    from statsmodels.api import OLS, Logit, MNLogit, Probit

    from surveykit.econometrics import fit

    _, x = matrices(columns)
    right = FORMULAS[1].split("~")[1]
    peers = {"ols": (OLS, "index"), "logit": (Logit, "y"), "probit": (Probit, "y"), "multinomial": (MNLogit, "branch")}
    for kind, (model, outcome) in peers.items():
        formula = f"{outcome} ~{right}"
        fit(data, kind, [formula])
        found, _, mine = timed(fit, data, kind, [formula])
        known, _, theirs = timed(lambda: model(columns[outcome], x).fit(**({} if model is OLS else {"disp": 0})))  # noqa: B023
        print(f"  {kind}: {mine:.3f} s of processor, statsmodels {theirs:.3f}, ", end="")
        print(f"log-likelihoods differ by {abs(found.loglik / known.llf - 1):.0e} of it")


def by_themselves(data, fitted) -> None:
    """Print what models with selection take, and marginal effects."""
    from surveykit.econometrics import fit
    from surveykit.econometrics.margins.margins import margins

    terms = " + ".join([*TERMS, "z3"])
    probit = fit(data, "probit", FORMULAS[1:])
    what = {
        "heckman, maximum likelihood": lambda: fit(data, "heckman", [f"amount ~ {terms}", FORMULAS[0]]),
        "heckman, two steps": lambda: fit(data, "heckman", [f"amount ~ {terms}", FORMULAS[0]], method="two-step"),
        "heckprobit": lambda: fit(data, "heckprobit", [f"y ~ {terms}", FORMULAS[0]]),
        "average marginal effects of the probit": lambda: margins(probit),
        "of the biprobit, direct, indirect and total": lambda: margins(fitted),
    }
    for name, call in what.items():
        print(f"  {name}: {timed(call)[2]:.3f} s of processor")


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
    """One fit, for a process by itself; prints what the whole process took of the processor."""
    ours(dataset(drawn(n)))
    print(time.process_time())


def whole(n: int) -> tuple[float, float]:
    """Wall and processor seconds of a process that draws the cases and fits them."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, __file__, "--alone", str(n)], check=True, capture_output=True, text=True)
    return time.perf_counter() - start, float(done.stdout)


def one_size(n: int, looked: int) -> int:
    """Print what one number of cases takes; gives at how many places the peer looks, as before where it is not run."""
    columns = drawn(n)
    data = dataset(columns)
    goal = f" (goal: {GOALS[n]} s)" if n in GOALS else ""
    wall, processor = whole(n)
    print(f"{n:,} cases, biprobit, whole process: {wall:.2f} s{goal}, {processor:.2f} s of processor")
    ours(data)
    fit, wall, mine = timed(ours, data)
    rho, effect = fit["rho"], fit["y", "d"]
    print(f"  biprobit: {wall:.2f} s, {mine:.2f} s of processor; log-likelihood {fit.loglik:.6f}")
    print(f"  rho {rho.value:.3f} ({rho.se:.3f}) of {RHO}, effect {effect.value:.3f} ({effect.se:.3f}) of {EFFECT}")
    (apart, _), wall, two = timed(two_probits, columns)
    print(f"  statsmodels, two probits apart: {wall:.2f} s, {two:.2f} s of processor; {apart:.6f}")
    if n <= MOST_OF_PEER:
        (loglik, theta, looked), wall, theirs = timed(peer, columns)
        print(f"  Owen's T and BFGS: {wall:.2f} s, {theirs:.2f} s of processor; {loglik:.6f}, ", end="")
        print(f"atanh rho differs by {abs(theta[-1] - atanh(rho.value)):.0e}")
    elif looked:
        theirs = two + (timed(looks, columns, FEW)[2] - two) / FEW * looked
        print(f"  Owen's T and BFGS: {theirs:.0f} s of processor, of {looked:,} likelihoods of which {FEW} were timed")
    if looked:
        print(f"  that is {theirs / mine:.0f} times as long (goal: {TIMES})")
    beside(columns, data)
    by_themselves(data, fit)
    return looked


def main(*sizes: int) -> None:
    """Print seconds and ratios of each size."""
    looked = 0
    for n in sizes or SIZES:
        looked = one_size(n, looked)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--alone"]:
        alone(int(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:]))

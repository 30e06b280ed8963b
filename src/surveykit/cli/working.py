"""A worker of `surveykit run`: commands as they are typed, one after the other in one process."""

import gc
import os
from collections.abc import Sequence

BEGIN = ("-c", "from surveykit.cli.working import work; work()")
"""What begins a worker, after the name of Python."""


def work() -> None:
    """Do steps until the run is gone."""
    from surveykit.study.work import serve

    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(100_000, 50, 50)
    serve(called)


def called(arguments: Sequence[str]) -> int:
    """Run one command, and give its exit code; what was wrong goes to standard error."""
    from surveykit.cli import surveykit
    from surveykit.cli.boundary import guarded

    return guarded(surveykit, list(arguments))

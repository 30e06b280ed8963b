"""Asks a question so many times within one process, and says what each took after the first: the warm times."""

import json
import resource
import sys
import time


def again(question, times):
    found = []
    for _ in range(times):
        before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        answer = question()
        after = resource.getrusage(resource.RUSAGE_SELF)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        found.append((time.perf_counter() - start, cpu))
    print(str(answer)[:2000], file=sys.stderr)
    print(json.dumps(found[1:]))

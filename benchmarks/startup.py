"""Start-up: `surveykit --help` beside a bare `import typer`, and `check` of the Norwegian instrument; whole processes.

python benchmarks/startup.py [RUNS]
"""

import resource
import subprocess
import sys
from pathlib import Path
from statistics import median

FORM = Path(__file__).resolve().parent.parent / "instruments" / "norwegian-sis.yaml"
COMMANDS = {
    "import typer": ["-c", "import typer"],
    "surveykit --help": ["-m", "surveykit", "--help"],
    "surveykit check": ["-m", "surveykit", "check", str(FORM)],
}


def cpu_seconds(arguments: list[str]) -> float:
    """Processor time of one run, user and system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Run the commands in turn and print the medians."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs + 1):
        for name, arguments in COMMANDS.items():
            times[name].append(cpu_seconds(arguments))
    bare = median(times["import typer"][1:])
    for name, seconds in times.items():
        middle = median(seconds[1:])
        print(f"{name:20} {1000 * middle:7.1f} ms of CPU   {middle / bare:5.2f} x a bare import of typer")


if __name__ == "__main__":
    main()

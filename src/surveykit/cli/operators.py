"""`surveykit operators`: what interviewers and keyers did, and what verification found of it."""

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.cli.options import FORMAT, OUTPUT


@click.command("operators", short_help="Work and errors of interviewers and keyers.")
@click.argument("target", metavar="STORE")
@OUTPUT
@FORMAT
def command(target: str, output: str | None, form: str) -> int:
    """Tell what each operator did in STORE: interviews, keystrokes and hours, answers changed, interviews sent back.

    Where forms were keyed twice, the error rates of operators and questions follow, with Cohen's kappa.
    """
    from surveykit.cli.kept import kept
    from surveykit.cli.output import deliver
    from surveykit.interview.plan import plan_of
    from surveykit.paradata.work import work_of
    from surveykit.reports.conduct.operators import operators, summary
    from surveykit.verification.entries import keyed_twice

    found = kept(target)
    tell(found.problems)
    work = work_of(found.journals.items())
    plans = {key: plan_of(instrument) for key, instrument in found.instruments.items()}
    verified = keyed_twice(found.journals, plans)
    title = found.title
    deliver(operators(work, verified, title, tuple(found.sections)), output, form)
    if output is not None:
        click.echo(f"{title}: {summary(work, verified)}", err=True)
    return FINDINGS if found.problems else CLEAN

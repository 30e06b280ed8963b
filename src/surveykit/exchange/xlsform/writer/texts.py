"""Texts of an instrument in a form: one column a language, with earlier answers shown in them."""

from dataclasses import dataclass, field

from surveykit.exchange.ids import Ids
from surveykit.exchange.xlsform.writer.leftover import cell_of
from surveykit.exchange.xlsform.writer.sheets import Row, Sheets, language_name
from surveykit.exchange.xlsform.xpath.emit import Form
from surveykit.exchange.xlsform.xpath.pieces import Unwritable
from surveykit.expr.parse import parse
from surveykit.expr.syntax import Name
from surveykit.instrument.fill import Blank, parts_of
from surveykit.problems import DefinitionError
from surveykit.text import Text


@dataclass
class Texts:
    """The languages of an instrument, and the calculations that say in words what a text shows."""

    languages: tuple[str, ...]
    form: Form
    sheets: Sheets
    ids: Ids
    shown: dict[tuple[str, str], str] = field(default_factory=dict)  # expression and roster -> name of the calculation

    def columns(self, heading: str, text: Text, roster: str = "", name: str = "") -> Row:
        """A text as cells, one a language; the rows it needs are added to the survey before."""
        if not text:
            return {}
        return {
            f"{heading}::{language_name(language)}": self.words(text.into(language), roster, name)
            for language in self.languages
        }

    def words(self, said: str, roster: str, name: str) -> str:
        """One text; `{x}` becomes `${x}`."""
        runs: list[str | Blank] = []
        for part in parts_of(said):
            if isinstance(part, str) and runs and isinstance(runs[-1], str):
                runs[-1] += part
            else:
                runs.append(part)
        if any(isinstance(run, str) and "${" in run for run in runs):
            self.sheets.lose(
                "`${` stands in a text and would be taken for an answer to be shown; a blank parts it", name
            )
        return "".join(
            self.fill(run.expression, roster, name) if isinstance(run, Blank) else run.replace("${", "$ {")
            for run in runs
        )

    def fill(self, expression: str, roster: str, name: str) -> str:
        """What shows the value of an expression: the question itself, or a calculation."""
        try:
            node = parse(expression)
            symbol = self.form.symbols.get(node.name) if isinstance(node, Name) else None
            if isinstance(node, Name) and symbol is not None and symbol.type == "set":
                self.sheets.lose(f"the text shows the codes ticked in '{node.name}', not their labels", name)
                return f"${{{node.name}}}"
            if isinstance(node, Name) and symbol is not None and symbol.codes is None:
                return self.form.value(expression, roster=roster)
            calculation = self.form.value(expression, roster=roster)
            if isinstance(node, Name):
                calculation = f"jr:choice-name({calculation}, '${{{node.name}}}')"
        except (Unwritable, DefinitionError) as refusal:
            self.sheets.lose(f"the text cannot show `{expression}`: {refusal}", name)
            return "…"
        key = (expression, roster)
        if key not in self.shown:
            self.shown[key] = self.ids.fresh("shown")
            row = {"type": "calculate", "name": self.shown[key], "calculation": calculation}
            self.sheets.survey.append(row | cell_of({"shows": expression}))
        return f"${{{self.shown[key]}}}"

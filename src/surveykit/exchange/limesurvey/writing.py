"""What all questions of LimeSurvey share on their way into ours: texts in their languages, answers shown, limits."""

import re
from typing import Final

from surveykit.exchange.draft.form import Data, Fills, Form, Origin, replaced
from surveykit.exchange.limesurvey.attributes import range_of
from surveykit.exchange.limesurvey.logic import Logic
from surveykit.exchange.limesurvey.names import Named, Names
from surveykit.exchange.limesurvey.structure import Question, Texts
from surveykit.exchange.logic.parse import Untranslatable

FILL: Final = re.compile(r"\{(?!\s)([^{}\n]+)(?<!\s)\}")


class Writer:
    """Writes texts and limits into a draft; knows the names and the logic."""

    def __init__(self, form: Form, names: Names) -> None:
        """Know the draft and the names."""
        self.form, self.names, self.logic = form, names, Logic(names)
        self.languages = names.survey.languages
        self.fills = Fills(FILL, self._shown)

    def _shown(self, match: re.Match[str]) -> str | None:
        try:
            return self.logic.formula(match.group(1).removesuffix(".shown"))[0]
        except Untranslatable:
            return None

    def worded(self, holder: Data, key: str, texts: Texts, origin: Origin, notes: list[str]) -> None:
        """A text in its languages."""
        origins = {language: replaced(origin, text) for language, text in texts.items() if language in self.languages}
        self.form.translated(holder, key, origins, notes, self.fills)

    def begun(self, named: Named, kind: str, notes: list[str]) -> Data:
        """The keys every question begins with."""
        question = named.question
        made: Data = {"id": named.id, "type": kind}
        self.worded(made, "text", question.texts, question.origin("text", ""), notes)
        made.setdefault("text", question.code)
        self.worded(made, "help", question.help, question.origin("help", ""), notes)
        return made

    def numeric(self, named: Named, notes: list[str]) -> Data:
        """What limits a number."""
        question = named.question
        whole = question.attribute("num_value_int_only") == "1"
        made: Data = {} if whole else {"format": "decimal"}
        if question.attribute("slider_layout") == "1":
            found = range_of(self.form, question, "slider_min", "slider_max", notes)
            made |= {"range": found.get("range") or "0..100"}
        else:
            made |= range_of(self.form, question, "min_num_value_n", "max_num_value_n", notes)
        unit = self.form.said(question.attributes.get("suffix", {}))
        return made | ({"unit": unit} if unit else {})

    def keep_attribute(self, question: Question, name: str, notes: list[str]) -> None:
        """Keep an attribute as a note."""
        self.form.keep(notes, question.origin(name, question.attribute(name)), "our language has nothing like it here")

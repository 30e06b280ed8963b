"""surveykit: survey instruments, field data entry, codebooks and tables from one readable YAML file.

The names below are the public face. Each is loaded when it is first used, so that importing surveykit costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from surveykit.agreement.agree import agree
    from surveykit.agreement.intraclass import intraclass
    from surveykit.cleaning.apply import apply as correct
    from surveykit.cleaning.correction import Correction
    from surveykit.codebook.codebook import Codebook
    from surveykit.codebook.codelist import Code, CodeList
    from surveykit.codebook.frames.file import load as load_frame
    from surveykit.codebook.frames.frame import CodingFrame
    from surveykit.codebook.frames.keywords import matches as find_keywords
    from surveykit.codebook.search import look_for
    from surveykit.codebook.variable import Variable
    from surveykit.coding.acts import CODINGS
    from surveykit.coding.consistency import consistency as same_words
    from surveykit.coding.disagreement import comparisons as compare_coders
    from surveykit.coding.ledger import Ledger as CodingLedger
    from surveykit.coding.retrieval.quotes import quotes as find_quotes
    from surveykit.dataset.combine import conform, stack
    from surveykit.dataset.dataset import Dataset
    from surveykit.dataset.elsewhere import Elsewhere
    from surveykit.dataset.panel import with_previous
    from surveykit.ddi.read import codebook_in as read_ddi
    from surveykit.ddi.write import text_of as ddi_of
    from surveykit.derive.compute import compute
    from surveykit.derive.resolve import resolve
    from surveykit.derive.typology.classify import classify
    from surveykit.derive.typology.file import load as load_typology
    from surveykit.design.design import Design, Stage
    from surveykit.design.file import load as load_design
    from surveykit.disclosure.risk import risk as disclosure_risk
    from surveykit.econometrics.binary.binary import logit, probit
    from surveykit.econometrics.categories.multinomial import multinomial
    from surveykit.econometrics.categories.ordered import ordered
    from surveykit.econometrics.hypotheses import likelihood_ratio, wald
    from surveykit.econometrics.joint.biprobit import biprobit
    from surveykit.econometrics.margins.margins import margins
    from surveykit.econometrics.margins.treatment import treatment_effects
    from surveykit.econometrics.ols import ols
    from surveykit.econometrics.selection.heckman import heckman
    from surveykit.econometrics.selection.heckprobit import heckprobit
    from surveykit.engine import open as open_engine
    from surveykit.exchange.codings.read import read as read_codings
    from surveykit.exchange.codings.write import write as write_codings
    from surveykit.exchange.refi.project import read as read_project
    from surveykit.exchange.refi.project import write as write_project
    from surveykit.expr.check import check as check_expression
    from surveykit.expr.parse import parse as parse_expression
    from surveykit.formats import into_parquet, preview, read, write
    from surveykit.instrument.file import inspect as inspect_instrument
    from surveykit.instrument.file import load as load_instrument
    from surveykit.instrument.instrument import Instrument
    from surveykit.instrument.project import codebook_of
    from surveykit.instrument.version.compare import compare as compare_versions
    from surveykit.interview.interview import Interview
    from surveykit.interview.session import Session
    from surveykit.interview.simulate.sample import sample as simulate
    from surveykit.interview.simulate.weights import Weights, Wish
    from surveykit.interview.tabulate import tabulate
    from surveykit.matching.apply import apply as apply_mapping
    from surveykit.matching.propose import propose as propose_mapping
    from surveykit.matching.values import counts_of as count_values
    from surveykit.matching.written import load as load_mapping
    from surveykit.missing import Empty
    from surveykit.problems import Problem, SurveykitError
    from surveykit.quality.checks import CHECKS
    from surveykit.quality.rules.file import load as load_rules
    from surveykit.quality.validate import validate
    from surveykit.render import render as render_page
    from surveykit.render import write as write_page
    from surveykit.render.codebook import write_book
    from surveykit.reports.agreement.page import agreement as agreement_page
    from surveykit.reports.codebook.gather import codebook_book
    from surveykit.reports.codebook.page import codebook_page
    from surveykit.reports.compare.page import comparison as comparison_page
    from surveykit.reports.descriptives import descriptives as description_page
    from surveykit.reports.estimate.page import estimates_page
    from surveykit.reports.models.side import side_by_side as models_page
    from surveykit.reports.reproduction.page import reproduction as reproduction_page
    from surveykit.reports.tables.crosstab import crosstabs as crosstab_page
    from surveykit.reports.validation.page import validation as validation_page
    from surveykit.reproduction.file import load as load_published
    from surveykit.reproduction.judge import judge as reproduce
    from surveykit.stats.compare.compare import compare, compare_pairs
    from surveykit.stats.describe import describe
    from surveykit.stats.estimate.contrast import contrast, differences
    from surveykit.stats.estimate.distribution.fit import fit as goodness_of_fit
    from surveykit.stats.estimate.distribution.inequality import gini, herfindahl, largest, lorenz
    from surveykit.stats.estimate.distribution.moments import alpha as cronbach
    from surveykit.stats.estimate.distribution.moments import correlation, covariance, kappa, sd, variance
    from surveykit.stats.estimate.distribution.quantiles import median, quantile
    from surveykit.stats.estimate.estimate import estimate
    from surveykit.stats.estimate.smooth import count, mean, proportion, ratio, total
    from surveykit.stats.panel.changes import changes
    from surveykit.stats.panel.growth import growth
    from surveykit.stats.panel.presence import presence as panel_presence
    from surveykit.stats.panel.statuses import statuses as panel_statuses
    from surveykit.stats.panel.transitions import between_rounds as transitions_between
    from surveykit.stats.panel.transitions import transitions
    from surveykit.stats.tables.crosstab import crosstab
    from surveykit.stats.tree import divide
    from surveykit.store import open as open_store
    from surveykit.suggest.adviser import adviser_of as suggest_codes
    from surveykit.suggest.measure import measured as measure_suggestions
    from surveykit.text import Text
    from surveykit.weighting.file import load as load_weighting
    from surveykit.weighting.weigh import weigh

__version__ = "0.1.0"
__all__ = [
    "CHECKS",
    "CODINGS",
    "Code",
    "CodeList",
    "Codebook",
    "CodingFrame",
    "CodingLedger",
    "Correction",
    "Dataset",
    "Design",
    "Elsewhere",
    "Empty",
    "Instrument",
    "Interview",
    "Problem",
    "Session",
    "Stage",
    "SurveykitError",
    "Text",
    "Variable",
    "Weights",
    "Wish",
    "agree",
    "agreement_page",
    "apply_mapping",
    "biprobit",
    "changes",
    "check_expression",
    "classify",
    "codebook_book",
    "codebook_of",
    "codebook_page",
    "compare",
    "compare_coders",
    "compare_pairs",
    "compare_versions",
    "comparison_page",
    "compute",
    "conform",
    "contrast",
    "correct",
    "correlation",
    "count",
    "count_values",
    "covariance",
    "cronbach",
    "crosstab",
    "crosstab_page",
    "ddi_of",
    "describe",
    "description_page",
    "differences",
    "disclosure_risk",
    "divide",
    "estimate",
    "estimates_page",
    "find_keywords",
    "find_quotes",
    "gini",
    "goodness_of_fit",
    "growth",
    "heckman",
    "heckprobit",
    "herfindahl",
    "inspect_instrument",
    "into_parquet",
    "intraclass",
    "kappa",
    "largest",
    "likelihood_ratio",
    "load_design",
    "load_frame",
    "load_instrument",
    "load_mapping",
    "load_published",
    "load_rules",
    "load_typology",
    "load_weighting",
    "logit",
    "look_for",
    "lorenz",
    "margins",
    "mean",
    "measure_suggestions",
    "median",
    "models_page",
    "multinomial",
    "ols",
    "open_engine",
    "open_store",
    "ordered",
    "panel_presence",
    "panel_statuses",
    "parse_expression",
    "preview",
    "probit",
    "proportion",
    "propose_mapping",
    "quantile",
    "ratio",
    "read",
    "read_codings",
    "read_ddi",
    "read_project",
    "render_page",
    "reproduce",
    "reproduction_page",
    "resolve",
    "same_words",
    "sd",
    "simulate",
    "stack",
    "suggest_codes",
    "tabulate",
    "total",
    "transitions",
    "transitions_between",
    "treatment_effects",
    "validate",
    "validation_page",
    "variance",
    "wald",
    "weigh",
    "with_previous",
    "write",
    "write_book",
    "write_codings",
    "write_page",
    "write_project",
]

_HOMES = {
    "CHECKS": "quality.checks:CHECKS",
    "Code": "codebook.codelist:Code",
    "CodeList": "codebook.codelist:CodeList",
    "CodingFrame": "codebook.frames.frame:CodingFrame",
    "CODINGS": "coding.acts:CODINGS",
    "CodingLedger": "coding.ledger:Ledger",
    "Codebook": "codebook.codebook:Codebook",
    "Correction": "cleaning.correction:Correction",
    "Dataset": "dataset.dataset:Dataset",
    "Elsewhere": "dataset.elsewhere:Elsewhere",
    "Empty": "missing:Empty",
    "Instrument": "instrument.instrument:Instrument",
    "Interview": "interview.interview:Interview",
    "Problem": "problems:Problem",
    "Session": "interview.session:Session",
    "SurveykitError": "problems:SurveykitError",
    "Text": "text:Text",
    "Variable": "codebook.variable:Variable",
    "Weights": "interview.simulate.weights:Weights",
    "Wish": "interview.simulate.weights:Wish",
    "agree": "agreement.agree:agree",
    "agreement_page": "reports.agreement.page:agreement",
    "apply_mapping": "matching.apply:apply",
    "check_expression": "expr.check:check",
    "read_codings": "exchange.codings.read:read",
    "read_project": "exchange.refi.project:read",
    "write_codings": "exchange.codings.write:write",
    "write_project": "exchange.refi.project:write",
    "classify": "derive.typology.classify:classify",
    "codebook_of": "instrument.project:codebook_of",
    "codebook_book": "reports.codebook.gather:codebook_book",
    "codebook_page": "reports.codebook.page:codebook_page",
    "compare": "stats.compare.compare:compare",
    "compare_pairs": "stats.compare.compare:compare_pairs",
    "comparison_page": "reports.compare.page:comparison",
    "compare_coders": "coding.disagreement:comparisons",
    "compare_versions": "instrument.version.compare:compare",
    "compute": "derive.compute:compute",
    "conform": "dataset.combine:conform",
    "count_values": "matching.values:counts_of",
    "correct": "cleaning.apply:apply",
    "crosstab": "stats.tables.crosstab:crosstab",
    "crosstab_page": "reports.tables.crosstab:crosstabs",
    "ddi_of": "ddi.write:text_of",
    "describe": "stats.describe:describe",
    "disclosure_risk": "disclosure.risk:risk",
    "divide": "stats.tree:divide",
    "changes": "stats.panel.changes:changes",
    "growth": "stats.panel.growth:growth",
    "biprobit": "econometrics.joint.biprobit:biprobit",
    "heckman": "econometrics.selection.heckman:heckman",
    "heckprobit": "econometrics.selection.heckprobit:heckprobit",
    "margins": "econometrics.margins.margins:margins",
    "treatment_effects": "econometrics.margins.treatment:treatment_effects",
    "panel_presence": "stats.panel.presence:presence",
    "panel_statuses": "stats.panel.statuses:statuses",
    "transitions": "stats.panel.transitions:transitions",
    "transitions_between": "stats.panel.transitions:between_rounds",
    "description_page": "reports.descriptives:descriptives",
    "inspect_instrument": "instrument.file:inspect",
    "load_instrument": "instrument.file:load",
    "load_frame": "codebook.frames.file:load",
    "find_keywords": "codebook.frames.keywords:matches",
    "load_rules": "quality.rules.file:load",
    "load_typology": "derive.typology.file:load",
    "load_mapping": "matching.written:load",
    "load_published": "reproduction.file:load",
    "reproduce": "reproduction.judge:judge",
    "reproduction_page": "reports.reproduction.page:reproduction",
    "look_for": "codebook.search:look_for",
    "open_engine": "engine:open",
    "open_store": "store:open",
    "parse_expression": "expr.parse:parse",
    "into_parquet": "formats:into_parquet",
    "intraclass": "agreement.intraclass:intraclass",
    "preview": "formats:preview",
    "propose_mapping": "matching.propose:propose",
    "read": "formats:read",
    "read_ddi": "ddi.read:codebook_in",
    "models_page": "reports.models.side:side_by_side",
    "render_page": "render:render",
    "resolve": "derive.resolve:resolve",
    "same_words": "coding.consistency:consistency",
    "simulate": "interview.simulate.sample:sample",
    "stack": "dataset.combine:stack",
    "tabulate": "interview.tabulate:tabulate",
    "validate": "quality.validate:validate",
    "validation_page": "reports.validation.page:validation",
    "with_previous": "dataset.panel:with_previous",
    "write": "formats:write",
    "write_book": "render.codebook:write_book",
    "write_page": "render:write",
    "find_quotes": "coding.retrieval.quotes:quotes",
    "measure_suggestions": "suggest.measure:measured",
    "suggest_codes": "suggest.adviser:adviser_of",
    "contrast": "stats.estimate.contrast:contrast",
    "count": "stats.estimate.smooth:count",
    "differences": "stats.estimate.contrast:differences",
    "estimate": "stats.estimate.estimate:estimate",
    "estimates_page": "reports.estimate.page:estimates_page",
    "mean": "stats.estimate.smooth:mean",
    "proportion": "stats.estimate.smooth:proportion",
    "ratio": "stats.estimate.smooth:ratio",
    "total": "stats.estimate.smooth:total",
    "correlation": "stats.estimate.distribution.moments:correlation",
    "covariance": "stats.estimate.distribution.moments:covariance",
    "cronbach": "stats.estimate.distribution.moments:alpha",
    "gini": "stats.estimate.distribution.inequality:gini",
    "goodness_of_fit": "stats.estimate.distribution.fit:fit",
    "herfindahl": "stats.estimate.distribution.inequality:herfindahl",
    "kappa": "stats.estimate.distribution.moments:kappa",
    "largest": "stats.estimate.distribution.inequality:largest",
    "lorenz": "stats.estimate.distribution.inequality:lorenz",
    "median": "stats.estimate.distribution.quantiles:median",
    "quantile": "stats.estimate.distribution.quantiles:quantile",
    "sd": "stats.estimate.distribution.moments:sd",
    "variance": "stats.estimate.distribution.moments:variance",
    "Design": "design.design:Design",
    "Stage": "design.design:Stage",
    "load_design": "design.file:load",
    "load_weighting": "weighting.file:load",
    "weigh": "weighting.weigh:weigh",
    "ols": "econometrics.ols:ols",
    "logit": "econometrics.binary.binary:logit",
    "probit": "econometrics.binary.binary:probit",
    "ordered": "econometrics.categories.ordered:ordered",
    "multinomial": "econometrics.categories.multinomial:multinomial",
    "wald": "econometrics.hypotheses:wald",
    "likelihood_ratio": "econometrics.hypotheses:likelihood_ratio",
}
"""Name to the module and the name it has there."""


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"surveykit has no '{name}'")
    module, _, own = _HOMES[name].partition(":")
    found = getattr(import_module(f"surveykit.{module}"), own)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names, for completion."""
    return sorted([*__all__, "__version__"])

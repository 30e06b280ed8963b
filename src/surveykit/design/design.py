"""Sampling designs as data: which variables hold weights, strata, clusters, population sizes and replicate weights."""

from typing import Literal

from pydantic import Field, model_validator

from surveykit.codebook.codelist import Frozen

Lonely = Literal["fail", "remove", "certainty", "adjust", "average"]
"""What is done with a stratum that has one cluster, where more would be needed to see how clusters differ."""

Method = Literal["BRR", "Fay", "JK1", "JKn", "bootstrap", "SDR", "other"]


class Stage(Frozen):
    """One stage of drawing: what was drawn, within which strata, from how many."""

    cluster: str = Field("", description="The variable that names the clusters; each case is its own where left out.")
    strata: str = Field("", description="The variable that names the strata within which clusters were drawn.")
    population: str = Field(
        "",
        description="The variable with the number of clusters in the population of the stratum, or the share drawn; "
        "drawn with replacement, or from very many, where left out.",
    )


class Replicates(Frozen):
    """Replicate weights, as producers of data give them in the place of strata and clusters."""

    weights: tuple[str, ...] = Field(min_length=1, description="The variables; `rw*` stands for all that begin so.")
    method: Method = Field(description="How they were made, which says how squared differences are added up.")
    rho: float = Field(0.0, ge=0, lt=1, description="Fay's coefficient, of method Fay.")
    scale: float | None = Field(None, gt=0, description="What the sum of squares is multiplied by; by the method else.")
    rscales: tuple[float, ...] = Field((), description="A factor for each replicate, where the method needs them.")
    centre: Literal["estimate", "mean"] = Field(
        "estimate", description="Differences are taken from the full-sample estimate (mse), or the replicates' mean."
    )
    combined: bool = Field(default=True, description="The replicate weights contain the weight; else they multiply it.")


class Calibration(Frozen):
    """How the weight was fitted to what is known of the population, so that variances know it too."""

    method: Literal["post-stratification", "rake", "linear", "raking", "logit"] = Field(
        description="How: by cells, by margins in turn, or by the distance of new weights from old; "
        "where `rake` was used the variance is that of R's `rake`, whose regression is not weighted."
    )
    before: str = Field("", description="The variable with the weight before; 1 for each case where left out.")
    after: str = Field("", description="The weight that meets the totals, where `weight` was trimmed since.")
    margins: tuple[str, ...] = Field(
        (), description="Variables whose counts by category are met; `a * b` those of the categories of a within b."
    )
    totals: tuple[str, ...] = Field((), description="Numbers whose totals are met.")
    size: bool = Field(default=False, description="The size of the population is met; margins meet it anyhow.")


class Design(Frozen):
    """How the cases were drawn; without anything, each case counts once and was drawn by itself."""

    weight: str | None = Field(None, description="The variable that holds the weight.")
    stages: tuple[Stage, ...] = Field((), description="The stages of drawing, the first first.")
    replicates: Replicates | None = Field(None, description="Replicate weights, in the place of stages.")
    lonely: Lonely = Field("fail", description="What is done with a stratum that has one cluster.")
    lonely_domains: bool = Field(
        default=False, description="The same is done with a stratum that has one cluster in the domain asked about."
    )

    calibration: Calibration | None = Field(None, description="What the weight was fitted to.")

    @property
    def told(self) -> bool:
        """Whether it says more than how cases are weighted."""
        return bool(self.stages or self.replicates or self.calibration)

    @model_validator(mode="after")
    def _one_source_of_variance(self) -> "Design":
        if self.stages and self.replicates is not None:
            msg = "either `stages` or `replicates`, for each says by itself how estimates vary"
            raise ValueError(msg)
        if self.calibration is not None and self.replicates is not None:
            msg = "replicate weights that were calibrated say it by themselves; leave out `calibration`"
            raise ValueError(msg)
        return self

"""Try a table before fieldwork: 500 interviews of nobody, spread as one expects, and what they did not come by."""

from pathlib import Path

import surveykit as sk

HERE = Path(__file__).resolve().parent.parent
form = sk.load_instrument(HERE / "instruments" / "norwegian-sis.yaml")
weights = sk.Weights(
    {
        "export": sk.Wish(values={1: 0.2, 0: 0.8}),
        "coop": sk.Wish(values={1: 0.35, 0: 0.65}),
        "employees": sk.Wish(mean=70, sd=200, low=10),
    }
)

made = sk.simulate(form, 500, seed=7, weights=weights)
found = sk.crosstab(made.cases, ["strategy"], "export")
page = sk.crosstab_page(found, made.cases.codebook, "en")
print(sk.render_page(page, "txt").decode())

print("Not seen in 500 interviews:")
for what, how in made.coverage.never():
    print(f"  {what}: {how}")

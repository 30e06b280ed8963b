"""Pages of coded answers: quotes, counts of codes, codes that stand together, and how suggestions did."""

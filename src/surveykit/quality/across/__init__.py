"""What needs a look at many cases at once: outliers, repeated and near-duplicate cases, labels, columns."""

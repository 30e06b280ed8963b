"""What follows from printed numbers alone: sums behind means, stars behind statistics, tests over again."""

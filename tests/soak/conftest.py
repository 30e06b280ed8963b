"""The soak is a program of its own: `make soak`, or run.py. A sample of it is run by tests/contract/test_crash.py."""

collect_ignore_glob = ["*.py"]

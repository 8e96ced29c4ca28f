"""Benchmarks: each scenario beside its floor in the same run, its answers checked before its times count.

`runner.py` prepares a database of its own and runs the scenarios named in `SCENARIOS`; each gives a list of `Figure`.
"""

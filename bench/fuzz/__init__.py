"""Fuzzing: inputs made from good ones by small and large damage, given to whatever takes what strangers wrote.

`python -m bench.fuzz TARGET --minutes N` tries inputs, keeps what fails, made small, and prints a table. What failed
once is kept in `tests/fuzz/corpus/` and tried again with every run of the tests.
"""

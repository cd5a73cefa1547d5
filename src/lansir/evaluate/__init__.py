"""Annotated documents against what was read from them: the measures, and every disagreement with its evidence.

`samples` reads documents with their gold, `predicted` has what was found in them, `measures` counts, `disagreements`
tells each difference, `evaluation` does all of it. Nothing is imported here, so that the command line starts fast.
"""

"""Lansir and others for speed, in turn and in one run: `python -m bench.race ANNOTATION_DIR PAGES_DIR [--json]`.

Every entrant is loaded and warmed up in a process of its own that keeps to one thread; then they do the same things one
after the other, round after round, so that whatever else the machine does meets all of them. The outside ones live in
the environment of `bench/peers/requirements.txt`, which `PEERS_PYTHON` names.
"""

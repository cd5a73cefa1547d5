"""Other systems on the same documents as the reader: `python -m bench.peers ANNOTATION_DIR [PAGES_DIR]`.

Each system answers in a process of its own (`bench.peers.worker`), so that the outside ones can live in an environment
of their own (`requirements.txt` beside this file). Nothing here needs Lansir but what scores, chooses and prints.
"""

"""How well the reader does on annotated articles: scores with intervals, splits, calibration, time and memory.

`python -m bench.accuracy ANNOTATION_DIR` reads the articles of the development part and compares with gold.
"""

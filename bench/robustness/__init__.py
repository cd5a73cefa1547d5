"""Does the same article with a small change give the matching record?

`python -m bench.robustness ANNOTATION_DIR` changes the articles of the development part in known ways (other names,
other quotation marks, letters mistyped), reads them before and after, and compares the two records place by place.
"""

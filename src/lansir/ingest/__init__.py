"""Sources in, records in the store: files, feeds, sitemaps, archives and tables, read by all cores, resumed at will.

`lansir.ingest.intake.ingest` is the way in; `lansir.ingest.watch.watch` keeps going.
"""

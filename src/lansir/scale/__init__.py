"""Beyond one machine: reading on Ray into a lake of Parquet files, and the queries of the store over it with DuckDB.

`lansir.scale.engine.ingest_on_ray` fills a lake, `lansir.scale.lake.Lake` is one that is open for questions,
`lansir.scale.stories.place_lake` puts its articles into stories. Needs `pip install 'lansir[scale]'`.
"""

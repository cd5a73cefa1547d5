"""Found spans become a record: who, where, when, how many, and according to whom; `assembly` puts it together."""

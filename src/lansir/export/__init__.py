"""Records in the formats of others: one module a format, one interface and one suite of tests for all."""

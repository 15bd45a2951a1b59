"""Tables: schemas, rows, Parquet files, frames."""

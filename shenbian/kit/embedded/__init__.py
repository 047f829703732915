"""A real PostgreSQL under the data folder, for people who have no database server and want none."""

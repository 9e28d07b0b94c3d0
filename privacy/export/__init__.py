"""A copy of everything that we hold about somebody: asked for, made by a job, fetched, and gone again."""

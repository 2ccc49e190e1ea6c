"""Runs the migrations on the connection that the store gives."""

from alembic import context

from corpus.store.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
context.run_migrations()

"""`rft event`: one event as a road sends it."""

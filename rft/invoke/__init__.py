"""Calling a deployed reward with real rows."""

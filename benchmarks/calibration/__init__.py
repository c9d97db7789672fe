"""Calibrations on people's ratings: tweets with twenty raters each, and summaries of QAGS."""

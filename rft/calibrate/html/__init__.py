"""A calibration as one HTML page that loads nothing: intervals, reliability, levels, checks, disagreements."""

"""The statistics of a calibration: plain functions of arrays, and intervals by resampling prompts."""

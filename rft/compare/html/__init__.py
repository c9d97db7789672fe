"""A comparison as one HTML page that loads nothing: shifts, order inside groups, samples side by side."""

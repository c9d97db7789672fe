"""The values that pass through the stand-in: an HTTP request, the judge's request and answer, and an HTTP reply."""

"""VPCs with rewards or their callers in them: ``networks/*.yaml`` -> ``Network``, and warnings of missing endpoints."""

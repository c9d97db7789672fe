"""VPCs that rewards run in, or are called from: ``networks/*.yaml`` -> ``Network``, and warnings of what is missing."""

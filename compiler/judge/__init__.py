"""The judge before deployment: the block in the experiment file, its model id, the calls' target, the permission."""

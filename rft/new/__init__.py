"""`rft new`: makes an experiment, whole, or a fork of one."""

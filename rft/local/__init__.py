"""`rft local` and `rft demo`: the same app, deployed on this machine."""

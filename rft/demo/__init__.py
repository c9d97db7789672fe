"""`rft demo`: deploys rewards on this machine, calls them as each platform does, and shows the result."""

"""The sandbox of programs: its component, built once from pinned packages, and the function that runs them."""

"""The function of one revision: its code, layers, role and permissions."""

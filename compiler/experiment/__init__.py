"""The experiment's file: its fields, how it is read, and what is said of its mistakes."""

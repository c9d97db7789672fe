"""The experiment's file: its fields, how it is read, and the messages about its mistakes."""

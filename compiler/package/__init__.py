"""The files of one function, as they are deployed."""

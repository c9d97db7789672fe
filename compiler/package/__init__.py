"""The files of one function as they are deployed: which ones, their bytecode, and a trial start."""

"""The inner wall: runs programs in a WebAssembly component that has no imports, a fresh instance for each run."""

"""The checks of `rft doctor --aws`: one module for each subject. Each only reads."""

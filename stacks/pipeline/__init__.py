"""The roles of a repository's workflows: context ``deployFrom`` -> a stack that somebody deploys once by hand."""

"""The endpoints of one VPC: Network -> a stack of its own, on which no experiment depends."""

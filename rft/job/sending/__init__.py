"""Sends what boto3 can send of a draft, each part once."""

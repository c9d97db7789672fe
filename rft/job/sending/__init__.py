"""Sends the parts of a draft that boto3 can send, each once."""

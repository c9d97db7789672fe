"""The query language of CloudWatch Logs Insights, as far as this kit knows it: text -> parsed ``Query``."""

"""`rft watch`: follows a job, the rewards that it gets, and the alarms, together."""

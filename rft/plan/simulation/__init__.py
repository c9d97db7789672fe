"""A job in virtual time: the judge's own engine on as many environments as the job calls, at one account's quota.

Discrete events are simpy's. The decisions about calls are those of ``reward_runtime.judge.asking`` itself, so the
simulation cannot drift from the deployed code.
"""

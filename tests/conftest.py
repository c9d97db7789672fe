"""Settings of every test. No test claims how fast the machine is, so Hypothesis sets no deadline."""

from hypothesis import HealthCheck, settings

settings.register_profile("kit", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", parent=settings.get_profile("kit"), max_examples=1000)
settings.load_profile("kit")

"""How thoroughly Hypothesis looks: every time a little and the same, `make fuzz` long and at random.

`make mutants` looks least: it asks thousands of times, and mostly what survives would survive more examples too.
"""

from hypothesis import HealthCheck, settings

settings.register_profile("quick", max_examples=120, deadline=None, derandomize=True)
settings.register_profile(
    "fuzz", max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("mutants", max_examples=10, deadline=None, derandomize=True)
settings.load_profile("quick")

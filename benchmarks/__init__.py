"""What the kit costs beside a plain handler: ``python -m benchmarks.rlvr``."""

import compiler as compiler  # puts lambda_src on the path

"""``python -m compiler.sandbox``: build the sandbox of this machine, and print its folder."""

import sys

from compiler.errors import CompileError
from compiler.sandbox.build import build_sandbox

try:
    sys.stdout.write(f"{build_sandbox()}\n")
except CompileError as error:
    sys.exit(str(error))

"""`python -m pipeline …` is the command `dorkarta …`."""

import sys

from pipeline.cli import main

sys.exit(main())

"""``python -m surveybook`` is the command ``surveybook``."""

import sys

from surveybook.cli import main

sys.exit(main())

"""Text whose bytes were decoded with the wrong code page (``Ã©`` for ``é``)."""

from __future__ import annotations

import re

# All that ftfy takes for a sign of it holds one of these letters, or two signs of these in a row:
# of old code pages, and not of the blocks of Chinese, Japanese, Korean or pictographs.
_SUSPECT = re.compile("[\x80-\x9fÂÃŒœ]|[\x80-\u2e7f\uf8ff-\ufffd]{2}")


def mend_encoding(text: str) -> str:
    """The text decoded again where the result is sure (ftfy's ``fix_encoding``)."""
    if text.isascii() or not _SUSPECT.search(text):
        return text
    from ftfy import fix_encoding  # takes longer to load than a list to read

    return fix_encoding(text)

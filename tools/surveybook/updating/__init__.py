"""Updating: records filled and refreshed from arXiv, Crossref and DBLP.

Read in this order:

1. ``targets.py``: which works are asked for; ``answers.py``: what a service says of one work
2. ``arxiv.py``, ``crossref.py``, ``dblp.py`` (with ``texts.py``): the text of an answer → an answer
3. ``client.py``: requests with manners; ``cache.py``: answers kept on disk; ``desk.py``: both, with
   what went wrong; ``asking.py``: which service is asked for what
4. ``people.py``, ``publications.py`` (values), ``publishing.py``, ``refreshing.py``: record +
   answers → record
5. ``rendering.py``: record → TOML; ``checking.py``: the checks of a record before it is written
6. ``report.py``: what changed, field by field; ``updating.py``: all of it in order
"""

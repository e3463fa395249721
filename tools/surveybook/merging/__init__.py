"""Merging: entries and records → works.

Read in this order:

1. ``words.py``: which words of a title count, and what two titles share
2. ``witnesses.py``: one entry or record as evidence for a work: its identifiers, titles, names
3. ``agreement.py``: when two witnesses can be one work
4. ``grouping.py``: union-find; ``identity.py``: the four rules that join witnesses
5. ``venues.py`` (with ``venues.toml``), ``links.py``, ``authors.py``: one value in one spelling
6. ``groups.py``, ``fields.py``: one group → one work, with provenance; ``conflicts.py``: what
   disagreed
7. ``contested.py``: one identifier printed for two works
8. ``keys.py``: the lock file of citation keys; ``key_forms.py``: how a new key is made;
   ``assigning.py``: which work gets which key
9. ``records.py``, ``corrections.py``: checked metadata and corrections, from TOML to values
10. ``merging.py``: all of it in order
"""

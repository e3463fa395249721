"""Reading lists in, a survey book and a bibliography out.

::

    book/lists/ ──reading──▶ entries ──merging──▶ works ──writing──▶ refs.bib
                                        ▲                └─────────▶ book/chapters/ ──Sphinx──▶
                     book/records/ (checked metadata,                     ▲     HTML, PDF, EPUB
                     corrections, frozen keys)              book/prose/ (the survey's own text)

Read the files in this order:

1. ``model``, ``problems``: the values that pass from stage to stage, and what can be wrong;
2. ``layout``, ``inputs``, ``pipeline``: where a book lies, what is read, and the order of the
   stages that make a book of it;
3. ``characters``, ``identifiers``, ``names``, ``latex_signs``, ``bibtex_lines``, ``outline``,
   ``prose``, ``glossary``, ``relations``, ``objectives``, ``dataset_facts``, ``software_facts``,
   ``model_facts``, ``families``: what several stages need; ``preference_example``: a worked
   example that the book prints and draws;
4. ``reading``: a list's text becomes entries;
5. ``merging``: entries and records become works with their provenance and keys;
6. ``writing``: works become BibTeX, MyST and JSON;
7. ``building``, ``serving``, ``sphinxext``: the book from what was written;
8. ``cli``: the command. ``files`` is where disk is read, ``saving`` where it is written.

Data goes one way. Each stage is a function from values to values.
"""

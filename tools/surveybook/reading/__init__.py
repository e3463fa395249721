"""From the text of a reading list to entries. Read the files in this order:

1. ``text``: mends what went wrong before the text came here (wrong code page, line ends);
2. ``html``, ``tree``: Markdown and the HTML inside it become one tree of nodes;
3. ``runs``: the inline content of a block as lines of styled runs;
4. ``items``, ``tables``: which blocks of the tree are items, under which headings;
5. ``words``, ``credits``, ``links``: recognise names, venues, years and the roles of links;
6. ``titles``, ``rules``: which run is the title, and what each other piece of an item says;
7. ``entries``: an item becomes an entry; ``lists``: a whole list becomes a reading.

Nothing here knows a list by name. How a list arranges its parts is decided by evidence in the list.
"""

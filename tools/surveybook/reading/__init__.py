"""From the text of a reading list to entries. Read the files in this order:

1. ``limits``, ``text``: what is too long to be read; what went wrong before the text came here
   (wrong code page, line ends) is mended;
2. ``html``, ``endings``, ``tree``, ``mending``: Markdown and the HTML inside it become one tree of
   nodes, and links that Markdown does not see become links;
3. ``runs``, ``pieces``: the inline content of a block as lines of styled runs, and what of a line
   hangs together;
4. ``words``, ``dates``, ``venues``, ``people``, ``credits``, ``links``, ``cleaning``: recognise
   years, venues, names and the roles of links; take marks off a title;
5. ``titles``, ``plain``, ``rules``: which piece is the title, and what each other piece says;
6. ``blocks``, ``tables``, ``accept``, ``found``, ``items``: which blocks of the tree are items,
   under which headings;
7. ``item_links``, ``stretches``, ``entries``, ``citations``: an item becomes an entry;
8. ``omissions``, ``faults``, ``lists``: a whole list becomes a reading, with what was left out and
   what is wrong.

Nothing here knows a list by name. How a list arranges its parts is decided by evidence in the list.
"""

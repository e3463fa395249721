"""Sphinx settings of the book. Settings only: whatever computes is in ``surveybook.sphinxext``."""

# The book
project = "Learning from Feedback"
author = "The Learning from Feedback authors"
copyright = f"{author}. Text under CC BY 4.0, code under MIT"
version = "0.1"
release = ""
book_title = f"{project}: A Survey of {{RLHF}}, {{RLAIF}} and Direct Preference Optimisation"
book_year = "2026"
book_subtitle = "A survey of RLHF, RLAIF and direct preference optimisation"
book_keywords = [
    "reinforcement learning from human feedback",
    "RLHF",
    "RLAIF",
    "direct preference optimisation",
    "language models",
    "survey",
]
language = "en"

# Sources
extensions = [
    "myst_parser",
    "sphinxcontrib.bibtex",
    "sphinx_last_updated_by_git",
    "surveybook.sphinxext",
]
source_suffix = {".md": "markdown"}
root_doc = "index"
# Prose and parts that begin with an underscore are read by {include} only.
exclude_patterns = ["prose/**", "lists/**", "records/**", "figures/**", "**/_*.md", "_build/**"]
nitpicky = True
suppress_warnings = [
    "git.too_shallow",
    "git.subprocess_error",
]  # a copy without history has no dates
smartquotes = False  # the sources hold the quotes they mean, in names and titles too

# MyST
myst_enable_extensions = [
    "amsmath",
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
]
myst_dmath_double_inline = True
myst_ref_domains = ["std", "math"]  # the book has no C++, and to look there takes long
# `site:` is an address from the root of the site that is no page, such as refs.bib.
myst_url_schemes = {"http": None, "https": None, "mailto": None, "site": None}
math_eqref_format = "({number})"
numfig = True  # equations, tables and figures by chapter, as in the PDF
numfig_secnum_depth = 1

# Bibliography
bibtex_bibfiles = ["../refs.bib"]
bibtex_default_style = "survey"
bibtex_reference_style = "survey"
bibtex_cite_id = "cite-{key}"
bibtex_tooltips = False  # a bare title attribute cannot be reached by touch or keyboard

# HTML
html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_favicon = "_static/favicon.svg"
html_css_files = ["book.css", "works.css"]
html_js_files = ["book.js", "copying.js", "citations.js", "finding.js"]
# What _extra holds goes to the root of the site.
html_extra_path = ["../refs.bib", "_extra"]
html_math_renderer = "mathml"
html_copy_source = False
html_show_sourcelink = False
html_permalinks_icon = "#"
# What a page may load: files of the site, and the pictures within furo's style sheet. As a header
# for a server it stands in _extra/_headers.
content_security_policy = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'"
)
html_theme_options = {
    "navigation_with_keys": True,
    "light_css_variables": {
        "color-brand-primary": "#0b5c6b",
        "color-brand-content": "#0b5c6b",
        "color-brand-visited": "#5b4a86",
        "color-link--visited": "#5b4a86",
    },
    "dark_css_variables": {
        "color-brand-primary": "#79c7d3",
        "color-brand-content": "#79c7d3",
        "color-brand-visited": "#b9a7e6",
        "color-link--visited": "#b9a7e6",
    },
}

# Where readers can change a page: an address with {path} in it, once the book has a public place
book_source = ""

# Pages that only the site has, and the scripts that only they need
site_pages = ["catalogue", "authors", "venues", "years", "whats-new"]
site_scripts = {"catalogue": ["vendor/dataTables.min.js", "catalogue.js"]}

# Tables whose rows are in the index, and what it calls them
index_tables = {"tab-datasets": "data set", "tab-models": "model", "tab-objectives": "loss"}

# EPUB
epub_basename = "learning-from-feedback"
epub_theme = "book-epub"
epub_show_urls = "no"  # else every link gets a footnote
epub_description = book_subtitle
epub_publisher = author
epub_copyright = (
    f"© {book_year} {author}. Text under CC BY 4.0: https://creativecommons.org/licenses/by/4.0/"
)
epub_identifier = "urn:uuid:6f67479f-ccd6-5f5b-a709-bbcaefc1f327"  # never changes
epub_uid = "identifier"
epub_tocdepth = 3
epub_css_files = []  # the theme has its own
epub_cover = ("figures/cover.png", "epub-cover.html")
epub_cover_text = (
    f"{epub_description}. Below the title a dot for each work of the book, in a column for the "
    "year in which it appeared and in the colour of its chapter."
)
# What a page is in a book; others are chapters.
epub_parts = {
    "index": "titlepage",
    "front/preface": "preface",
    "front/notation": "frontmatter",
    "front/map": "introduction",
    "front/frame": "introduction",
    "glossary": "glossary",
    "references": "bibliography",
    "chapters/lists": "appendix",
    "chapters/corrections": "appendix",
    "front/reporting": "backmatter",
    "downloads": "backmatter",
    "genindex": "index",
}

# PDF
latex_engine = "xelatex"
latex_documents = [
    (
        root_doc,
        "learning-from-feedback.tex",
        project,
        author,
        "manual",
        True,  # the table of contents of the home page, without the home page's text
    )
]
latex_toplevel_sectioning = "chapter"
latex_table_style = ["booktabs"]  # `colorrows` fails with the LaTeX of June 2026
latex_show_urls = "no"
latex_domain_indices = False
latex_use_xindy = False  # makeindex comes with every TeX
latex_elements = {
    "papersize": "a4paper",
    "pointsize": "11pt",
    "extraclassoptions": "oneside,openany",
    "maxlistdepth": "8",
    "figure_align": "htbp",
    "fontpkg": "",  # fonts, headings and all else of the look: sphinxext/pdf/surveybook.sty
    "fncychap": "",
    "sphinxsetup": "hmargin=33mm, vmargin={27mm,30mm}, HeaderFamily=\\rmfamily\\bfseries, "
    "TitleColor={HTML}{0B4A57}, InnerLinkColor={HTML}{0B5C6B}, OuterLinkColor={HTML}{0B5C6B}",
}

"""What a link is for, from its text; and what a thing is, from its address."""

from __future__ import annotations

import re
from functools import lru_cache

from surveybook.identifiers import bare_arxiv, normal_url
from surveybook.model import Kind, Reason
from surveybook.reading.dates import find_year, tidy, without_dates
from surveybook.reading.venues import parse_venue
from surveybook.reading.words import LINK_WORDS

PAPER_WORDS = re.compile(
    r"\b(?:papers?|pdf|arxiv|abs|abstract|openreview|acl|doi|preprint|proceedings)\b", re.I
)
_PAPER_HOST = re.compile(
    r"^(?:arxiv\.org|openreview\.net|aclanthology\.org|aclweb\.org|doi\.org|dl\.acm\.org"
    r"|proceedings\.\w+|papers\.n[ei](?:ur)?ips\.cc|ojs\.aaai\.org|jmlr\.org|ieeexplore\.ieee\.org"
    r"|link\.springer\.com|nature\.com|science\.org|sciencedirect\.com|openaccess\.thecvf\.com"
    r"|api\.semanticscholar\.org|semanticscholar\.org|biorxiv\.org|medrxiv\.org|ijcai\.org"
    r"|pnas\.org|tandfonline\.com|onlinelibrary\.wiley\.com|papers\.ssrn\.com|hal\.science"
    r"|cdn\.openai\.com|mitpressjournals\.org|direct\.mit\.edu|isca-speech\.org|usenix\.org)"
)
_BLOG = re.compile(
    r"(?:^|\.)(?:medium\.com|substack\.com|zhihu\.com|weixin\.qq\.com|jiqizhixin\.com|lesswrong\.com"
    r"|alignmentforum\.org|twitter\.com|gist\.github\.com|wandb\.ai|towardsdatascience\.com|notion\.so"
    r"|notion\.site|bair\.berkeley\.edu|lilianweng\.github\.io|interconnects\.ai|csdn\.net"
    r"|qbitai\.com|distill\.pub|reddit\.com)(?:/|$)"
    r"|/(?:blogs?|posts?|p|news|index|articles?)(?:/|$)|^blogs?\.|\.blog(?:/|$)|blog-track|-blog\b"
    r"|/20\d\d/\d\d/\d\d/"
)
_TALK = re.compile(
    r"^(?:youtube\.com/(?:watch|playlist|live)|vimeo\.com|bilibili\.com|slideslive\.com"
    r"|docs\.google\.com/presentation|videolectures\.net|slideshare\.net)"
)
_COURSE = re.compile(r"short-courses|/courses?/|coursera\.org|udacity\.com|edx\.org|ocw\.mit\.edu")
_COURSE_TITLE = re.compile(
    r"\b(?:course|lectures?|class)\b|\((?:fall|spring|summer|winter)\s+20\d\d", re.I
)
_BADGE_HOST = re.compile(
    r"shields\.io|badge|awesome\.re|/badges?/|visitor|hits\.|star-history|sloc\.xyz"
)
_DOMAIN = re.compile(
    r"(?:https?://\S+|(?:[\w-]+\.)+(?:com|org|net|io|ai|edu|cn|dev|cc|me|co|gov|info|xyz|app)(?:/\S*)?)"
)
_AROUND = re.compile(r"[\[\](){}<>*_`]")
_VERSION = re.compile(r"\bv\d+\b")
_SIGNS = re.compile(r"[^\w\s.:/+-]")
_COUNT = re.compile(r"[\d\s.,:/+-]+[kKmM]?")
_BETWEEN = re.compile(r"[\s/:,+_-]+")
_FOUR_DIGITS = re.compile(r"\d{4}")
_REPORT_TITLE = re.compile(r"\btechnical report\b", re.I)
_REPORT_HEADING = re.compile(r"\breports?\b", re.I)
_REPOSITORY = re.compile(r"(?:github\.com|gitlab\.com|bitbucket\.org)/[^/]+(?:/([^/?]+))?")
_HUB = re.compile(r"(?:huggingface\.co|hf\.co)/(.*)")
_DATA = re.compile(r"kaggle\.com/datasets|zenodo\.org|opendatalab")
_TERM = re.compile(r"\((?:fall|spring|summer|winter)\s+20\d\d", re.I)
_SECTION_KINDS = (
    (re.compile(r"\b(?:blogs?|posts?|articles?|newsletters?)\b", re.I), Kind.BLOG),
    (re.compile(r"\b(?:talks?|videos?|podcasts?|presentations?|slides?)\b", re.I), Kind.TALK),
    (re.compile(r"\b(?:courses?|lectures?|tutorials?|class(?:es)?)\b", re.I), Kind.COURSE),
    (
        re.compile(
            r"\b(?:code|codebases?|software|implementations?|librar(?:y|ies)|frameworks?"
            r"|projects?|tools?|repositor(?:y|ies)|toolkits?)\b",
            re.I,
        ),
        Kind.CODE,
    ),
    (re.compile(r"\b(?:data\s?sets?|corpora|corpus)\b", re.I), Kind.DATASET),
)


@lru_cache(maxsize=4096)
def is_link_word(text: str) -> bool:
    """True for texts that name a link's use (``pdf``, ``project page``, ``ICML 2023``, an id)."""
    bare = _VERSION.sub("", tidy(_AROUND.sub(" ", text)))
    bare = _SIGNS.sub(" ", bare).strip().casefold()
    if not bare or _COUNT.fullmatch(bare):
        return True
    words = [word for word in _BETWEEN.split(bare) if word and not word.isdigit()]
    if all(
        word.strip(".").rstrip("0123456789") in LINK_WORDS or word in LINK_WORDS for word in words
    ):
        return True
    if _DOMAIN.fullmatch(bare) or (_FOUR_DIGITS.search(bare) and bare_arxiv(f"arxiv {bare}")):
        return True
    if len(words) > 4 or (len(words) != 1 and find_year(text) is None):
        return False
    venue, rest = parse_venue(tidy(text))
    return bool(venue) and not rest


@lru_cache(maxsize=4096)
def is_badge(src: str) -> bool:
    """True for pictures that only count stars, show a status or decorate."""
    return bool(_BADGE_HOST.search(src))


def picture_reason(src: str) -> Reason:
    """Why a picture is not a link of an entry."""
    return Reason.BADGE if is_badge(src) else Reason.PICTURE


def is_paper_link(text: str, url: str) -> bool:
    """True where a link's text or address says that it leads to the paper itself."""
    bare = normal_url(url).removeprefix("https://")
    return bool(PAPER_WORDS.search(text)) or bool(_PAPER_HOST.match(bare)) or bare.endswith(".pdf")


def kind_of(url: str | None, title: str, section: tuple[str, ...], *, authored: bool) -> Kind:
    """What a thing is: from its address first, then its title, then the heading it stands under."""
    bare = normal_url(url).removeprefix("https://") if url else ""
    heading = section[-1] if section else ""
    if _REPORT_TITLE.search(title) or _REPORT_HEADING.search(heading):
        return Kind.REPORT
    by_address = _kind_by_address(bare, title)
    if by_address is not None:
        return by_address
    by_heading = next(
        (kind for rx, kind in _SECTION_KINDS for h in section[::-1] if rx.search(h)), None
    )
    if by_heading is not None and (not authored or by_heading is not Kind.CODE):
        return by_heading
    if _COURSE_TITLE.search(title):
        return Kind.COURSE
    return (
        Kind.PAPER if authored or not url or "paper" in " ".join(section).casefold() else Kind.OTHER
    )


def _kind_by_address(bare: str, title: str) -> Kind | None:
    if _PAPER_HOST.match(bare) or bare_arxiv(bare) or bare.endswith(".pdf"):
        return Kind.PAPER
    if match := _REPOSITORY.match(bare):
        return Kind.LIST if re.match(r"awesome", match[1] or "", re.I) else Kind.CODE
    if match := _HUB.match(bare):
        return _kind_on_hub(match[1])
    if _DATA.match(bare):
        return Kind.DATASET
    if _COURSE.search(bare) or _TERM.search(title):
        return Kind.COURSE
    if _TALK.match(bare):
        return Kind.TALK
    if _BLOG.search(bare):
        return Kind.BLOG
    return None


def _kind_on_hub(path: str) -> Kind | None:
    if path.startswith("blog"):
        return Kind.BLOG
    if path.startswith("datasets/"):
        return Kind.DATASET
    if path.startswith(("papers/", "docs/", "learn/", "spaces/", "collections/")):
        return {"p": Kind.PAPER, "l": Kind.COURSE}.get(path[0], Kind.OTHER)
    return Kind.MODEL if "/" in path else None


def date_in_address(url: str | None) -> int | None:
    """A year that stands as a date in an address (``/2023/05/02/``)."""
    match = re.search(r"/(20[0-3]\d)[/-](?:0?[1-9]|1[0-2])(?:[/-]|$)", url or "")
    return int(match[1]) if match else None


@lru_cache(maxsize=4096)
def bare_heading(text: str) -> str:
    """A heading without emoji, numbers and separators at its ends."""
    return tidy(re.sub(r"^[^\w]+|[^\w)\]]+$", "", without_dates(text) or text))

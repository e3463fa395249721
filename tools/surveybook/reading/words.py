"""The words by which the parts of an item are known: data only."""

from __future__ import annotations

import re

LINK_WORDS = frozenset(
    """
    paper papers pdf arxiv abs abstract html ps code codes github gitlab official unofficial
    pytorch tensorflow jax repo repository project projects page pages homepage website web site
    demo demos video videos talk talks slides slide presentation poster blog blogs post blogpost
    article tweet twitter x thread dataset datasets data corpus model models weights checkpoint
    checkpoints ckpt hf huggingface hugging face colab notebook notebooks bib bibtex cite citation
    citations link links url here this source sources openreview acl anthology aclanthology doi
    supp supplementary supplement supplemental material materials appendix docs doc documentation
    readme review reviews reddit youtube bilibili zhihu wechat weixin medium media news press star
    stars download downloads leaderboard publisher journal ieee acm springer sciencedirect kaggle
    hub space spaces app api implementation implementations author authors version full short
    extended text proceedings neurips nips icml iclr cvpr iccv eccv emnlp naacl aaai tutorial and
    of the for with a an s2 semantic scholar pwc paperswithcode arxiv.org alphaxiv info more
    details available free online local offline discussion interactive training data-set web-page
    home release train eval evaluation mirror preprint book books chapter amazon thesis edition
    1st 2nd 3rd 4th manual wiki wikipedia pre-print camera ready last commit visitors license
    badge stars forks follow
    """.split()
)

# Names of labelled fields, and the fields of an entry that some of them are.
FIELD_WORDS = frozenset(
    """
    code codes dataset datasets data keyword keywords tag tags task tasks presentation talk talks
    video videos slides poster project website homepage demo model models benchmark tldr tl;dr
    summary note notes environment environments experiment experiments blog media news comment
    comments abstract affiliation affiliations institution institutions organization organizations
    github repo doi highlights topic topics category license languages language backbone method
    domain implementation implementations weights checkpoint checkpoints colab reference
    references annotation contribution source sources documentation docs post thread tweet
    """.split()
)
PART_WORDS = {
    "author": "authors",
    "authors": "authors",
    "by": "authors",
    "venue": "venue",
    "publisher": "venue",
    "published": "venue",
    "publication": "venue",
    "conference": "venue",
    "journal": "venue",
    "published in": "venue",
    "year": "year",
    "date": "year",
    "published date": "year",
    "publication date": "year",
    "paper": "links",
    "papers": "links",
    "link": "links",
    "links": "links",
    "paper link": "links",
    "pdf": "links",
    "arxiv": "links",
    "url": "links",
    "title": "title",
}

# What a column of a table holds, by its header.
HEADER_PARTS = (
    (re.compile(r"\bauthors?\b"), "authors"),
    (
        re.compile(
            r"\b(?:venues?|conferences?|journals?|publications?|publishers?|published in|pub)\b"
        ),
        "venue",
    ),
    (re.compile(r"\b(?:years?|dates?|time|published|released?)\b"), "year"),
)

VENUE_ACRONYMS = (
    r"NeurIPS|NIPS|ICML|ICLR|AISTATS|COLT|UAI|ALT|JMLR|TMLR|COLM|CoRL|RLC|RLJ|CoLLAs|MLSys|AutoML"
    r"|ACL|EMNLP|NAACL|EACL|AACL|COLING|TACL|CoNLL|LREC|SemEval|IJCNLP|INLG|SIGDIAL|NLPCC|CCL"
    r"|AAAI|IJCAI|ECAI|AAMAS|AIES|ICAPS|KR|JAIR|CVPR|ICCV|ECCV|WACV|BMVC|ACCV|ACM\s?MM|MM|IJCV"
    r"|T?PAMI|TIP|TMM|ICIP|SIGGRAPH(?:\s+Asia)?|TOG|KDD|SIGKDD|WWW|TheWebConf|SIGIR|WSDM|CIKM"
    r"|RecSys"
    r"|ECIR|ICDM|SDM|PAKDD|ECML(?:[-\s]PKDD)?|TKDE|TOIS|TNNLS|VLDB|SIGMOD|ICDE|ICRA|IROS|RSS|RA-?L"
    r"|T-?RO|HRI|CHI|UIST|CSCW|IUI|FAccT|ICASSP|INTERSPEECH|Interspeech|TASLP|MICCAI|ICSE|FSE|ASE"
    r"|ISSTA|TSE|OOPSLA|PLDI|POPL|USENIX(?:\s+Security)?|NDSS|OSDI|SOSP|NSDI|ASPLOS|ISCA|MICRO|SC"
    r"|ACM(?:\s+[A-Z][\w&]*)+|EuroSys|ICSML|PMLR|PNAS|Nature(?:\s+\w+)?|Science(?:\s+\w+)?"
    r"|Cell|IEEE(?:\s+[\w&\s]+)?|CSUR"
    r"|bioRxiv|medRxiv|SSRN|OpenReview|CoRR"
)
_ANY_CASE = r"ar\s?xiv(?:\s+preprint)?|neurips|nips|icml|iclr|emnlp|naacl|aaai|ijcai|cvpr|iccv|eccv"
ARXIV_SPELLING = re.compile(
    r"^(?:ar\s?xiv|corr)(?:[\s.-]*(?:preprint|e-?prints?|pre-print))?(?:[\s:,]*arxiv)?\b", re.I
)
VENUE_ACRONYM = re.compile(
    rf"(?<![\w-])(?:Findings\s+of\s+|Findings\s+)?(?:{VENUE_ACRONYMS}"
    # Most words need not be held against each of these: none begins with another letter.
    rf"|(?=[aceinACEIN])(?i:{_ANY_CASE}))"
    r"(?:[-\s]+(?i:Findings|Workshops?|Oral|Spotlight|Demo|Long|Short|Main|D&B|Datasets?))*"
    r"(?![\w-]*[a-z])"
)
_VENUE_WORDS = re.compile(
    r"\b(?:proceedings|conference|journal|transactions|advances in|workshop|symposium|letters"
    r"|magazine"
    r"|findings|association for|lecture notes|annual meeting|reviews?|encyclopedia|handbook|press"
    r"|preprint|technical report|tech(?:\.|nical)? rep(?:\.|ort)|ph\.?d\.? thesis|thesis|university"
    r"|institute|blog|blogpost|medium|substack|iclr blog track|distill|notion|twitter|github"
    r"|website)\b",
)


def has_venue_word(text: str) -> bool:
    """True where a word stands that names of venues have, in capitals or not."""
    return _VENUE_WORDS.search(text.lower()) is not None


_BODIES = (
    r"OpenAI|Google(?: (?:Brain|Research|DeepMind|AI|Cloud))?|DeepMind|Deepmind"
    r"|Meta(?: AI)?|FAIR"
    r"|Facebook(?: AI(?: Research)?)?|Microsoft(?: Research(?: Asia)?)?|Anthropic"
    r"|Hugging ?Face|NVIDIA"
    r"|Nvidia|Apple|Amazon(?: AWS)?|IBM(?: Research)?|Salesforce(?: Research)?|Tencent(?: AI Lab)?"
    r"|Alibaba(?: Group)?|Baidu|ByteDance|Huawei|Cohere(?: For AI)?|Stability AI|EleutherAI"
    r"|AI2|LAION"
    r"|Allen AI|Mistral(?: AI)?|DeepSeek(?:-AI)?|Qwen Team|Databricks|Together(?: AI)?|LMSYS"
    r"|Stanford"
    r"|Berkeley|UC Berkeley|MIT|CMU|Princeton|Tsinghua|Peking|Oxford|Cambridge|xAI|Surge AI"
    r"|Scale AI"
    r"|ZhiHu|Zhihu|Medium|YouTube|Reddit|Twitter|LessWrong|Alignment Forum|W&B(?: [\w ]+)?"
    r"|Lil'?Log"
)
BODIES = re.compile(rf"^(?:{_BODIES})$")
_WHERE = re.compile(rf"\b(?:{VENUE_ACRONYMS}|{_BODIES}|(?=[aceinACEIN])(?i:{_ANY_CASE}|corr))")


def may_say_where(text: str) -> bool:
    """False where no part of a text, cut anywhere between words, is a venue or a body."""
    return has_venue_word(text) or _WHERE.search(text) is not None


# Words that stand in titles, keywords and descriptions, hardly ever in a person's name.
COMMON_WORDS = frozenset(
    """
    learning language model models reward rewards human feedback optimization optimisation policy
    reinforcement dataset datasets data benchmark benchmarks survey implementation reference deep
    large functions function training alignment aligning preference preferences direct generation
    generative vision visual image video text code paper papers method methods framework library
    tutorial course blog report technical scaling laws system systems network networks neural
    machine translation reasoning instruction instructions tuning fine fine-tuning pretraining
    chat assistant dialogue agent agents planning search evaluation evaluating towards toward
    learning-based open source project website demo world safe safety robust efficient improving
    understanding task tasks general analysis online offline mode group team toolkit algorithm
    algorithms environment environments theory position overview review introduction guide part
    lecture lectures fall spring summer winter prompt prompting prompts knowledge question
    answering retrieval multi-modal multimodal diffusion transformer transformers attention
    representation representations classification detection segmentation summarization recognition
    extraction control robotics simulation self supervised unsupervised loss critic actor value
    gradient decision trajectory sequence token tokens quality human-centered interactive new old
    best first second early best-of-n rlhf rlaif dpo ppo llm llms nlp ai gpt
    """.split()
)

SECTION_NEWS = re.compile(
    r"^(?:(?:latest|recent)\s+)?(?:news\b|updates?(?:$|\W)|what'?s\s+new|change\s?logs?"
    r"|announcements?$"
    r"|releases?$)",
    re.I,
)
SECTION_CONTACT = re.compile(
    r"^(?:contact|contribut|how to contribute|acknowledge?|licen[sc]es?$|star(?:gazers)?\s+history"
    r"|cit(?:e\b|ing\b|ations?$)|to-?do|(?:project\s+)?maintainers?|join\b|community$|disclaimer"
    r"|formats?$|sponsors?|support us|want to contribute|authors?$|feel free|other contributors)",
    re.I,
)
SECTION_CONTENTS = re.compile(
    r"^(?:table\s+of\s+)?contents?\b|^toc$|^catalog(?:ue)?$|^目录$|^quick\s+links$|^outline$|^index$",
    re.I,
)
LEAD_MAINTAINERS = re.compile(r"\b(?:maintain|curat|contribut|authors?\b|created by)", re.I)
LEAD_NOTES = re.compile(
    r"\b(?:notes?|format|remarks?|legend|guidelines?|rules?|tips)\b[^.]*[:：]\s*$", re.I
)

SENTENCE_WORDS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|can|could|should|please|we|our|you|your|this"
    r"|that|these"
    r"|which|refer|feel|welcome|see)\b",
    re.I,
)

"""Words that put another value beside an answer."""

import re
from typing import Final

from reward_runtime.extract.prose.doubt import OR

__all__ = [
    "ALTERNATIVE",
    "CONDITIONS",
    "CUES",
    "DEPENDS",
    "FILLERS",
    "JOINS",
    "JOINT",
    "LISTS",
    "ONLY_IF",
    "POSSIBLE",
    "RATE",
    "REASON",
    "REFUTED",
    "SHARE",
]

_CUES: Final = (
    "or maybe perhaps possibly potentially probably conceivably alternatively otherwise else if unless another other"
    " could might may can would possible plausible possibility chance also though although but however either instead"
    " wait no not scratch strike correction oops actually sorry mean meant rather hmm hold wrong incorrect mistake"
    " error edit thought thoughts never nevermind ignore disregard forget my make update revised fact better precisely"
    " depending when where well as and second alternative let misread miscounted retract stand korrektur nein falsch"
    " non oder ou vielleicht sonst sinon o u quizás forse oppure of eller lub albo quizas talvez peut"
    " valid acceptable correct right arguable argued failing then isn isnt wasn edited case provided assuming should"
    " counting including with without under some others people many say argue plus works fits holds applies hang doesn"
    " answer answers total result whether sure certain unsure uncertain resp respectively"
    " accept under so it different reading"
    " equally likely redo vs versus depend depends nope nah list espera less"
    " rule ruled exclude excluded dismiss give take again er erm uh reconsider recount reflection"
    " replace remains being cannot couldn"
)
CUES: Final = frozenset(_CUES.split())
"""Lower-case words without one of which no text in Latin letters leaves an answer open."""

_JOINS: Final = (
    "or maybe perhaps possibly potentially conceivably alternatively alternately otherwise else if unless instead"
    " depending could might may can another second other alternative also oder ou o u of eller tai"
    " lub albo czy nebo atau ho vielleicht sonst sinon quizas talvez forse altrimenti plus pm failing"
)
JOINS: Final = frozenset(_JOINS.split())
"""Those that may stand before an answer."""

_DRESS: Final = r"[\s*_`$(\[{}:,\"'\u201c\u300c>\u2013\u2014=\\-]"
FILLERS: Final = re.compile(
    rf"(?:\\(?:text(?:bf)?|boxed|fbox|mathbf)\s?\{{|{_DRESS}"
    r"|\b(?:maybe|perhaps|possibly|probably|potentially|even|also|it|that|this|there|is|was"
    r"|are|the|answers?|number|option|choice|letter|label|value|total|result|sum|sentiment|an?|be|been|would|could"
    r"|might|may|can|should|then|about|around|roughly|approximately|nearly|almost|just|rather|simply|only|exactly|to"
    r"|as|well|too|at|once|more|likely|clearly|equals?|say|something|like|either|in which case|becomes?|we|you|one"
    r"|get|gets|have|has|gives?|meant|mean|correct|right|real|true|final|actual|with|of|and|but|in|words|other|else"
    r"|equivalently|equally|read|reading|interpreted|second|another|possible|possibility|alternative|perhaps|for|s"
    r"|quizás|vielleicht|peut-être|auch|ist|es|il|est|whether|less|likely|probable|result)\b|[).]){0,16}",
    re.IGNORECASE,
)
"""May stand between a cue and its value."""
JOINT: Final = re.compile(
    rf"(?<![^\W_])(?!of\b)(?:{OR}|and/or|plus or minus|vs\.?|versus|resp(?:\.|ectively)|give or take|as well as"
    rf"|and also|and possibly)"
    rf"|/(?!\w{{0,3}}>)|\|\|"
    rf"|\u00b1|\+ ?/ ?-|\\pm(?![a-z])",
    re.IGNORECASE,
)
"""Joins the answer to the value that follows at once."""
ALTERNATIVE: Final = re.compile(
    r"(?<!\w)(?:(?:not|n['\u2019]t|cannot) (?:be )?(?:rule[d]? out|exclude[d]?|dismiss(?:ed)?)|then again"
    r"|(?:but|or) also|(?:not|n['\u2019]t) (?:sure|certain|clear)(?: (?:whether|if|that))?|unsure|uncertain"
    r"|(?:under|on|in|by|with) (?:the other|another|a different|a second|an alternative) \w{2,16},?"
    r"|i (?:would|could|might|may|can) (?:also )?(?:accept|say|take|argue for)"
    r"|maybe|perhaps|possibly|potentially|conceivably|alternatively|alternately|otherwise|or else|else|if not"
    r"(?! for)|failing that|instead(?! of)|unless|depending on"
    r"|(?:could|might|may|can)(?: (?:also|well|(?:just |very )?as well|very well|equally|even|instead|possibly"
    r"|perhaps)){0,2} be"
    r"|(?:some|others?|one|you|people|many|we)(?: \w{2,12})? (?:would|could|might|may|can"
    r"|do)(?: \w{2,8})? (?:say|argue|claim|accept"
    r"|answer|prefer|take|defend|read(?: it as)?)(?: for| that)?"
    r"|(?:another|a (?:second|different|new)|the other|one other|an alternative|alternative|the alternative"
    r"|other)(?: \w{2,12})?"
    r" (?:answers?|possibility|possibilities|options?|solutions?|readings?|values?|candidates?|choices?"
    r"|interpretations?|labels?)"
    r"(?: \w{2,12})?(?::| (?:is|are|was|would be|could be|might be|may be|gives?|yields?))"
    r"|vielleicht|möglicherweise|sonst|andernfalls|peut-être|sinon|quizás?|tal vez|talvez|forse|altrimenti"
    r"|возможно|может быть|иначе)(?!\w)|也许|也許|可能|或许|否则|もしかして|かもしれ|아마|아니면",
    re.IGNORECASE,
)
"""Says that another value may be the answer."""
ONLY_IF: Final = re.compile(
    r"(?:[ \t][A-Za-z%]{1,12}){0,3}[\s*_`$)]{0,4}(?<!\w)(?:if|when|unless|with(?:out)?|counting|including|in case"
    r"|provided)\b",
    re.IGNORECASE,
)
"""Behind a value that has a condition."""
_WHEN: Final = (
    r"(?<!\w)(?:if|unless|when|where|in case|provided|assuming|should|counting|including|depending|with|without|under"
    r"|wenn|falls|si|если)\b[^.!?;\n]{1,80}?"
)
CONDITIONS: Final = tuple(
    re.compile(rf"{_WHEN}(?:{ends})\s{{0,4}}", re.IGNORECASE)
    for ends in (
        r"[,:]|\bthen\b|in which case\b|otherwise\b|\balso\b",
        r"(?=\b(?:it|that|this|the answer) (?:is|would|could|will|becomes)\b)",
    )
)
"""A condition, up to the value that it has."""
DEPENDS: Final = re.compile(r"\bdepend(?:s|ing)?\b[^.!?\n\d]{0,40}?[;:,(]\s{0,4}", re.IGNORECASE)
"""Says that the answer is one of several, up to another."""
LISTS: Final = re.compile(
    r"\bpossible (?:answers|values|solutions|results)\s?(?::|are\b|include\b)[^.!?\n]{1,40}", re.IGNORECASE
)
"""Lists several answers."""
_ADVERBS: Final = (
    r"(?:(?:also|equally|still|just as|as|likewise|too|well|another|an?|the|other|arguably|perhaps|quite|somewhat"
    r"|conceivably|certainly|very|entirely|perfectly) ){0,3}"
)
_GOOD: Final = (
    r"(?:possible|plausible|conceivable|acceptable|valid|right|correct|fine|arguable|defensible|reasonable|likely|good|option"
    r"|possibility|alternative|answer|candidate|solution|true|fallback|backup|runner-up)(?![\w-])(?! (?:only|if"
    r"|had|were)\b)"
)
POSSIBLE: Final = re.compile(
    rf"(?:[ \t][A-Za-z%]{{1,12}}(?<! is)(?<! are)(?<! could)(?<! might)(?<! may)(?<! would)){{0,2}}"
    r"[\s*_`$)\]}\"'\\]{0,6}"
    rf"(?:(?:,? which )?(?:(?:is|are|was|being|seems?|remains?|looks?|would be|could be|might be|may be"
    rf"|can be) {_ADVERBS}{_GOOD})"
    rf"|(?:could|might|may|can|would) (?:also|well|just as well|equally|still)(?: \w{{2,8}})? ?(?:be |work|fit"
    rf"|hold|apply|do)?"
    rf"|(?:could|might|may|can|would) {_ADVERBS}(?:work|fit|hold|apply|count|do|be(?: {_ADVERBS}(?:{_GOOD}|it|argued"
    r"|meant|intended|defended|accepted))?(?=[\s*_`]{0,4}(?:[.,;!)\]]|too(?! \w)|as well|instead|\n|\Z)))"
    rf"|as (?:a|an|the|another)(?: \w{{2,12}})? {_GOOD}|(?:otherwise|else|if not"
    rf"|in the other case)(?=[\s*_`]{{0,4}}(?:[.,;!)\]]|\n|\Z))"
    rf"|[^.!?\n\d]{{0,40}}?\b(?:could|might|may) {_ADVERBS}(?:be )?{_ADVERBS}{_GOOD}"
    rf"|{_ADVERBS}(?:less |more |next most )?(?:possible|plausible|likely|probable)(?![\w-])(?! only)"
    r"|also (?:works?|fits?|holds?|applies|counts?|valid|correct|right)(?!\w)"
    rf"|(?:works?|fits?|holds?|applies) (?:too|as well|also))",
    re.IGNORECASE,
)
"""Behind a value that may be the answer as well."""
SHARE: Final = re.compile(
    r"(?<!\w)(?:chance|possibility|probability|likelihood|risk|hint|case|argument|room) (?:of|for|that it is)"
    r"(?: an?| the| it being)?[\s*_`$\"']{1,6}\Z",
    re.IGNORECASE,
)
"""Before such a value."""
REFUTED: Final = re.compile(
    r"[^.!?\n]{0,40}?(?:\b(?:wrong|incorrect|impossible|false|untrue|invalid|absurd|inconsistent|excluded|contradict\w*"
    r"|too (?:high|low|big|small|large|little|much|many|few)|ruled out|cannot|can ?not|not|never|no sense|nonsense)\b"
    r"|n['\u2019]t\b)",
    re.IGNORECASE,
)
"""Behind a value that is not the answer."""
RATE: Final = re.compile(
    r"(?:[ \t][A-Za-z$%]{1,12}){0,2}[ \t/]{1,2}(?:per|each|apiece|every|an? (?:day|week|month|year|hour|minute"
    r"|piece|pair)"
    r"|of (?:the|them|these|those|which|all|it))\b",
    re.IGNORECASE,
)
"""Behind a number that says another thing than the answer."""
REASON: Final = re.compile(
    r"(?<!\w)(?:since|because|as|which|so|where|when|given|that|who|whose|from|made of|of which|if)(?!\w)",
    re.IGNORECASE,
)
"""Begins a clause about something else."""

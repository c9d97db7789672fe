r"""Commands of LaTeX by their meaning here: typesetting that goes, blanks, other names of one thing, functions."""

from typing import Final

__all__ = ["BLANK", "DROPPED", "FUNCTIONS", "SYNONYMS", "TEXT_COMMANDS"]

TEXT_COMMANDS: Final = [
    "textbf",
    "textit",
    "textrm",
    "textnormal",
    "textsf",
    "texttt",
    "textsc",
    "text",
    "mathrm",
    "mathbf",
    "mathit",
    "mathsf",
    "mathtt",
    "mathnormal",
    "mathop",
    "mbox",
    "hbox",
    "operatorname",
    "boldsymbol",
    "bm",
    "emph",
]
"""Commands whose one group is set as text."""

BLANK: Final = frozenset([*[",", ";", ":", ">", "quad", "qquad", "enspace", "thinspace", "space", "nobreakspace"], " "])
DROPPED: Final = BLANK | frozenset(
    [
        "!",
        "displaystyle",
        "textstyle",
        "scriptstyle",
        "limits",
        "nolimits",
        "mathstrut",
        "strut",
        "middle",
        "mathord",
        "mathrel",
        "boxed",
        "fbox",
        "rm",
        "bf",
        "it",
        "(",
        ")",
        "[",
        "]",
        "/",
        "hfill",
        "newline",
        "mathbin",
        "mathopen",
        "mathclose",
    ]
)
"""Commands that set no sign of their own; ``\\boxed`` leaves its group."""

SYNONYMS: Final = {
    **dict.fromkeys(["dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"], "frac"),
    **dict.fromkeys(["leq", "leqslant", "leqq"], "le"),
    **dict.fromkeys(["geq", "geqslant", "geqq"], "ge"),
    **dict.fromkeys(["neq", "not"], "ne"),
    **dict.fromkeys(["lvert", "rvert", "vert", "mid"], "|"),
    **dict.fromkeys(["land", "wedge"], "and"),
    **dict.fromkeys(["lor", "vee"], "or"),
    **dict.fromkeys(["dbinom", "tbinom"], "binom"),
    **dict.fromkeys(["simeq", "doteq", "thickapprox"], "approx"),
    **dict.fromkeys(["ldots", "cdots"], "dots"),
    **dict.fromkeys(["langle", "lang"], "langle"),
    **dict.fromkeys(["rangle", "rang"], "rangle"),
    "lt": "<", "gt": ">", "colon": ":", "ast": "*", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]",
    "varnothing": "emptyset", "oslash": "emptyset", "backslash": "setminus", "smallsetminus": "setminus",
    "degree": "circ", "ang": "circ",
    "R": "mathbbR", "Z": "mathbbZ", "N": "mathbbN", "Q": "mathbbQ", "C": "mathbbC", "reals": "mathbbR",
    "varphi": "phi", "varepsilon": "epsilon", "vartheta": "theta", "bigcup": "cup", "bigcap": "cap", "iff": "dots",
    "arsinh": "arcsinh", "tg": "tan", "ctg": "cot", "arctg": "arctan",
}  # fmt: skip

FUNCTIONS: Final = frozenset(
    [
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "log",
        "ln",
        "exp",
        "lg",
        "asin",
        "acos",
        "atan",
        "arccot",
        "arcsec",
        "arccsc",
    ]
)

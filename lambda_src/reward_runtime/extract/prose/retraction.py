"""Words that take back the answer before them."""

import re
from typing import Final

__all__ = ["CLAIMS", "CORRECTS", "PAUSES", "TAKES_BACK"]

_FIRST: Final = (
    r"(?:(?:but|oh|ah|no|hmm+|um+|uh|ok(?:ay)?|well|sorry|so|and|then|yes|or|wait|hold on)"
    r"(?:[,.!\u2026]{1,3}\s{0,4}|\s{1,4})){0,3}"
)
_ENDS: Final = r"(?=[\s*_`)]{0,4}(?:[.,;:!?\u2026\u2014\u2013\n-]|\Z|(?:it|the|because|since|as|so)\b))"
_WRONG: Final = r"(?:wrong|incorrect|false|mistaken|a mistake|an error|not (?:right|correct|it|the answer|true))"
TAKES_BACK: Final = re.compile(
    rf"{_FIRST}(?:scratch (?:that|this)|strike (?:that|this)|(?:ignore|disregard|forget) (?:that|this|it)|never ?mind"
    r"|oops|correction|my (?:mistake|bad|error)|(?:wait|hold on),? no(?!\w)|no,? (?:wait|hold on)"
    r"|i (?:(?:just )?made (?:a|an)(?: \w{1,12})? (?:mistake|error|slip)|was (?:wrong|mistaken)|misread|miscounted"
    r"|take (?:that|it) back|retract|stand corrected)|actually,? no(?!\w)|(?:wrong|incorrect|not (?:right"
    r"|correct))(?=[)\]])"
    rf"|(?:that|this|it|which|my answer|the answer)(?:['\u2019]s| is| was| seems"
    rf"| looks)(?: \w{{2,12}})? {_WRONG}{_ENDS}"
    rf"|(?:that|this|it|which)(?: is|['\u2019]s)? ?(?:isn|wasn|not)['\u2019]?t? (?:right|correct|it|the answer){_ENDS}"
    rf"|(?:that|this|it|which) (?:can(?:['\u2019]?t|not| not)|could(?:n['\u2019]t| not)|does(?:n['\u2019]t"
    rf"| not)) (?:be |look |seem )?"
    rf"(?:right|correct|true|it|work|fit|make sense|add up){_ENDS}"
    r"|(?:korrektur|nein|falsch|corrección|correction|non|errata|исправление|нет)(?=[,.:!])"
    r"|不对|不對|错了|錯了|更正|訂正|いや|違う|間違|아니|정정)(?!\w)",
    re.IGNORECASE,
)
"""Takes it back, with any words after it."""
PAUSES: Final = re.compile(
    rf"{_FIRST}(?:wait|hold on|hang on|hmm+|等等|等一下|待って|잠깐)(?=[\s*_]{{0,4}}(?:[,.!:;?\u2026\u2014-]|\Z|\n)"
    r"|\s(?:no|that|it|this|i|let|the|a (?:sec|min|mom))\b)",
    re.IGNORECASE,
)
"""Takes it back, unless the next words confirm it."""
CORRECTS: Final = re.compile(
    rf"{_FIRST}(?:actually|sorry|i (?:mean|meant)|or rather|rather|no(?:, (?:espera|warte|attends|moment))?"
    r"|nope|nah|well(?=,)|(?:ah,? )?i see my (?:mistake|error)|make that|edit(?:ed)?|update|revised|in fact"
    r"|er+m?|uh|replace (?:that|this|it) (?:by|with)|on reflection"
    r"|on (?:second|further) (?:thought|thoughts|reflection|look)|let me (?:correct|fix|revise|redo|reconsider"
    r"|recheck|recompute|recount|re-?calculate"
    r"|restate)\w* ?\w{0,8}"
    r"|(?:better|more precisely|more accurately)|vielmehr|genauer|plutôt|más bien)(?=[\s,:.!*_\u2014-])",
    re.IGNORECASE,
)
"""Takes it back if another value follows at once."""
CLAIMS: Final = re.compile(
    rf"{_FIRST}(?:(?:it|that|this)(?:['\u2019]s| is| was| should be| must be| will be| equals)"
    r"|(?:the |my |our |an? )?(?!(?:initial|first|previous|old|earlier|naive|partial|intermediate|wrong|sub)\b)"
    r"(?:\w{2,12} ){0,2}(?:answer|result|solution|total|value|conclusion)"
    r"(?: is| was| should be| must be| equals| becomes)?)[\s:=*_]{1,6}(?=\S)",
    re.IGNORECASE,
)
"""States the answer once more; takes it back if it is another one."""

"""The kinds of fault in a file of rows, each with its remedy."""

from enum import Enum

__all__ = ["Fault", "Severity"]


class Severity(Enum):
    """Whether the file can be used as it is."""

    ERROR = "error"
    WARNING = "warning"


class Fault(Enum):
    """One kind of fault: severity, description, remedy."""

    NOT_A_ROW = ("error", "the line is not a JSON object", "correct or remove it")
    NO_PROMPT = ("error", "the row has no prompt in this road's place", "see the shape above; --fix moves it")
    BAD_ROLE = ("error", "a turn has a role other than system, developer, user, assistant or tool", "rename the role")
    SYSTEM_NOT_FIRST = ("error", "a system turn is not the first turn", "move it to the front")
    NO_USER_TURN = ("error", "no turn is the user's", "add the user's turn")
    ANSWERED = (
        "error",
        "the last turn is the assistant's, so the conversation is answered already",
        "remove that turn; the job adds the model's response there",
    )
    NOT_TEXT = ("error", "a turn holds something other than text", "these jobs take text only; remove the row")
    EMPTY_TURN = ("error", "a turn is empty", "fill it or remove it")
    NO_REFERENCE = ("error", "the row has no reference in this road's place", "add it; --fix moves one that it finds")
    REFERENCE_ELSEWHERE = (
        "warning",
        "the reference stands in a place that this function reads but AWS does not document for this road",
        "--fix moves it to the documented place",
    )
    TWO_REFERENCES = (
        "error",
        "the row holds two references that differ: the function reads one, this road the other",
        "keep one of them",
    )
    GOLD_AS_REFERENCE = (
        "error",
        "the row has reference_answer and no response: an evaluation then scores 0 everywhere",
        "name the field response; --fix does. Or give --way rft-eval, which reads reference_answer",
    )
    GOLD_NOT_TEXT = ("error", "response is not text", "AWS reads a text there; --fix writes it as JSON text")
    METADATA_NOT_AN_OBJECT = ("error", "metadata is not an object", "make it one; --fix reads a JSON text")
    NO_ID = ("warning", "the row has no id", "give each row one, to find it again in the logs; --fix does")
    SAME_ID = ("error", "several rows have one id", "give each row its own")
    SAME_ROW = ("warning", "the row repeats an earlier one, prompt and reference alike", "remove it unless you mean it")
    CONFLICT = ("error", "one prompt has several references", "decide which one is right")
    UNSCORABLE = (
        "error",
        "the experiment's own reward cannot score the reference at the ceiling",
        "correct the reference or the reward: every response to the row would get the floor and a flag",
    )
    REWARD_RAISED = ("error", "the experiment's reward raised on the row", "correct the line of the reward")
    LEAK = (
        "warning",
        "the prompt holds the answer, more often than it holds the answer of another row",
        "look at these prompts: a model can copy the answer",
    )
    BASE_RATE = ("warning", "one reference is that of more than half of the rows", "a constant answer earns that share")
    MARKED = (
        "warning",
        "the file begins with a byte order mark, which a strict JSON reader refuses as a part of the first row",
        "save it as UTF-8 without a mark; --fix leaves it out",
    )
    FEW_ROWS = ("error", "the file has fewer rows than this road takes", "add rows")
    MANY_ROWS = ("error", "the file has more rows than this road takes", "leave some out")
    LARGE_FILE = ("error", "the file is larger than this road takes", "leave rows or fields out")
    LARGE_ROW = (
        "error",
        "the row alone is larger than Lambda's 6 MB, so no call can carry it",
        "shorten or remove it",
    )
    PAYLOAD = (
        "warning",
        "a batch of the largest rows with full responses is larger than Lambda's 6 MB",
        "lower the batch size or the tokens of a response",
    )

    def __init__(self, severity: str, wrong: str, todo: str) -> None:
        """Name the parts."""
        self.severity = Severity(severity)
        self.wrong = wrong
        self.todo = todo

    @property
    def code(self) -> str:
        """Its name in JSON."""
        return self.name.lower()

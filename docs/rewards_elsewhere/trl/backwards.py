import re

from rapidfuzz import fuzz


def backwards(completions: list[str], reference_answer: list[str], **columns: object) -> list[float]:
    found = [re.search(r"<reversed>(.*?)</reversed>", said, re.DOTALL) for said in completions]
    pairs = zip(found, reference_answer, strict=True)
    return [fuzz.ratio(tag[1].strip(), right) / 100 if tag else 0.0 for tag, right in pairs]

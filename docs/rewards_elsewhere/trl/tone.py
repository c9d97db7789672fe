import re


def tone(completions: list[str], reference_answer: list[str], **columns: object) -> list[float]:
    boxes = [re.findall(r"\\boxed\{(.*?)\}", said) or [""] for said in completions]
    labels = [box[-1].strip(" .!*'\"()[]").casefold() for box in boxes]
    return [float(label == right) for label, right in zip(labels, reference_answer, strict=True)]

import re


def number(text: str) -> float:
    try:
        return float(re.sub(r"[\\$,\s]", "", text))
    except ValueError:
        return float("nan")


def boxed_sum(completions: list[str], reference_answer: list[str], **columns: object) -> list[float]:
    boxes = [re.findall(r"\\boxed\{(.*?)\}", said) or [""] for said in completions]
    rights = [number(right.split("####")[-1]) for right in reference_answer]
    return [float(number(box[-1]) == right) for box, right in zip(boxes, rights, strict=True)]

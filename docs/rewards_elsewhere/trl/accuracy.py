def accuracy(completions: list[str], answer: list[str], **columns: object) -> list[float]:
    return [float(right in said) for said, right in zip(completions, answer, strict=True)]

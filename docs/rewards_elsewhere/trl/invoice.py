import json

ISO = {"$": "USD", "€": "EUR", "£": "GBP"}


def total(text: str) -> tuple[float, str]:
    try:
        invoice = json.loads(text)
        return float(str(invoice["total"]).replace(",", "")), ISO.get(invoice["currency"], invoice["currency"])
    except (ValueError, KeyError, TypeError):
        return float("nan"), ""


def invoice(completions: list[str], reference_answer: list[str], **columns: object) -> list[float]:
    pairs = zip(map(total, completions), map(total, reference_answer), strict=True)
    return [float(said[1] == right[1] and abs(said[0] - right[0]) <= 0.01 + 1e-9) for said, right in pairs]

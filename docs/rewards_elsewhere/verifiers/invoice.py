import json

import verifiers.v1 as vf

__all__ = ["InvoiceTaskset"]

ISO = {"$": "USD", "€": "EUR", "£": "GBP"}


def total(text: str) -> tuple[float, str]:
    try:
        invoice = json.loads(text)
        return float(str(invoice["total"]).replace(",", "")), ISO.get(invoice["currency"], invoice["currency"])
    except (ValueError, KeyError, TypeError):
        return float("nan"), ""


class InvoiceData(vf.TaskData):
    answer: str


class InvoiceTask(vf.Task[InvoiceData]):
    @vf.reward
    async def correct(self, trace: vf.Trace) -> float:
        (amount, currency), (right, code) = total(trace.last_reply), total(self.data.answer)
        return float(currency == code and abs(amount - right) <= 0.01 + 1e-9)


class InvoiceTaskset(vf.Taskset[InvoiceTask]):
    def load(self) -> list[InvoiceTask]:
        return [InvoiceTask(InvoiceData(**json.loads(row))) for row in open("data/invoice.jsonl")]

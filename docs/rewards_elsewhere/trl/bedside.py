import asyncio

from openai import AsyncOpenAI

JUDGE = AsyncOpenAI()
RUBRIC = open("bedside.txt").read()


async def kind(question: str, reply: str) -> float:
    asked = RUBRIC.replace("{question}", question).replace("{response}", reply)
    verdict = await JUDGE.chat.completions.create(model="gpt-6-luna", messages=[{"role": "user", "content": asked}])
    return (int(verdict.choices[0].message.content) - 1) / 4


async def bedside(prompts: list[str], completions: list[str], **columns: object) -> list[float]:
    return await asyncio.gather(*map(kind, prompts, completions))

"""Every visible text of a page in a browser, with its size and its contrast to the ground beneath it."""

from dataclasses import dataclass

from playwright.sync_api import Page

LEAST_CONTRAST = 4.5
"""Of text and its ground (WCAG 2.2, 1.4.3)."""
SMALLEST = 9
"""Pixels of a text on the screen."""
TEXTS = """
() => {
  const parsed = (colour) => (colour.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const light = (colour) => {
    const [r, g, b] = parsed(colour).slice(0, 3).map((each) => each / 255)
      .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((parsed(colour)[3] ?? 1) === 1) return colour;
    }
    throw new Error("no ground");
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || !element.checkVisibility() || ["SCRIPT", "title"].includes(element.nodeName)) continue;
    const style = getComputedStyle(element);
    const [one, other] = [light(style.color), light(ground(element))].sort((a, b) => b - a);
    found.push({ text, contrast: (one + 0.05) / (other + 0.05), size: parseFloat(style.fontSize) });
  }
  return found;
}
"""


@dataclass(frozen=True)
class Text:
    text: str
    contrast: float
    size: float

    @property
    def is_legible(self) -> bool:
        return self.contrast >= LEAST_CONTRAST and self.size >= SMALLEST


def texts_of(page: Page) -> list[Text]:
    return [Text(**each) for each in page.evaluate(TEXTS)]

"""The table of kinds: IFEval's id -> the function that reads its kwargs and returns its check."""

from collections.abc import Mapping
from typing import Final

from reward_runtime.answers.instructions import case, content, keywords, language, layout, lengths
from reward_runtime.answers.instructions.arguments import Build

__all__ = ["KINDS"]

KINDS: Final[Mapping[str, Build]] = {
    "change_case:capital_word_frequency": case.capital_words,
    "change_case:english_capital": case.all_capital,
    "change_case:english_lowercase": case.all_lowercase,
    "combination:repeat_prompt": content.repeat_prompt,
    "combination:two_responses": content.two_responses,
    "detectable_content:number_placeholders": content.placeholders,
    "detectable_content:postscript": content.postscript,
    "detectable_format:constrained_response": layout.constrained_response,
    "detectable_format:json_format": layout.json_format,
    "detectable_format:multiple_sections": layout.multiple_sections,
    "detectable_format:number_bullet_lists": layout.bullet_lists,
    "detectable_format:number_highlighted_sections": layout.highlighted_sections,
    "detectable_format:title": layout.title,
    "keywords:existence": keywords.existence,
    "keywords:forbidden_words": keywords.forbidden_words,
    "keywords:frequency": keywords.frequency,
    "keywords:letter_frequency": keywords.letter_frequency,
    "language:response_language": language.response_language,
    "length_constraints:nth_paragraph_first_word": lengths.paragraph_first_word,
    "length_constraints:number_paragraphs": lengths.number_paragraphs,
    "length_constraints:number_sentences": lengths.number_sentences,
    "length_constraints:number_words": lengths.number_words,
    "punctuation:no_comma": content.no_comma,
    "startend:end_checker": content.end_checker,
    "startend:quotation": content.quotation,
}
"""Ids of google-research/instruction_following_eval."""

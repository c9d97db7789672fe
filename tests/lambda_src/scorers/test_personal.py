"""``PERSONAL``: personal data by its form, up to the edges of each, and signs beside a number."""

import pytest
from reward_runtime.scorers.personal import PERSONAL

FOUND = {
    "card": [
        "6011 0009 9013 9424", "x =  4111111111111111", "4111111111111111  = x", "4111111111111111",
        "n 3782 822463 10005.", "is (4111-1111-1111-1111)",
    ],
    "phone": ["+1 234 5678", "+123456789012345", "+14155552671", "415.555.2671", "(415)555-2671"],
    "ipv4": ["84.255.7.20", "9.10.7.6", "84.12.7.200."],
    "email": ["jo@acme.io", "jo+x@mail.example.io", "a@b.co."],
    "iban": ["be68 5390 0754 7034", "gb82west12345698765432.", "no93 8601 1117 947"],
    "ssn": ["123-45-6789", "ssn:123-45-6789,"],
}  # fmt: skip
PLAIN = {
    "card": [
        "=4111111111111111", "= 4111111111111111", "4111111111111111=", "4111111111111111 = 1", "4111111111111111.5",
        "4444 4444 4444 4444", "4111 1111-1111 1111", "14111111111111111", "4111111111111113",
    ],
    "phone": ["+1 234 567", "+123 12345 12345 123", "+0 234 5678", "415-555.2671", "1415.555.2671", "415.555.26710"],
    "ipv4": ["84.256.7.20", "9.8.7.6", "10.84.7.20", "192.168.84.20", "172.16.84.20", "84.12.7", "84.12.7.20.1"],
    "email": ["jo@example.com", "jo@mail.example.org", "jo@host.test", "@acme.io", "jo@acme"],
    "iban": ["be68 5390 0754 7035", "xx68 5390 0754 7034", "be68 5390 0754", "xbe68539007547034"],
    "ssn": ["000-45-6789", "666-45-6789", "923-45-6789", "123-00-6789", "123-45-0000", "123-45-67890", "123-45-6789.5"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FOUND.items() for text in texts])
def test_a_form_is_found_up_to_its_edges(kind: str, text: str) -> None:
    assert PERSONAL[kind](text)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in PLAIN.items() for text in texts])
def test_a_text_that_only_comes_near_a_form_is_plain(kind: str, text: str) -> None:
    assert not PERSONAL[kind](text)

"""Numbers that are written in another way: 二十年 is 20年, 2024年 is 24年, 59块 is 59元."""

import re

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_UNITS = "年月天岁元块成个周日"
IN_FULL = re.compile(r"[零一二两三四五六七八九十百千万亿]{2,}")
"""A number in Chinese, of which nobody mistypes a character without noticing: 八千 is not 八钱."""
HAN_NUMBER = re.compile(rf"[零一二两三四五六七八九十百]+(?=[{_UNITS}])")


def value(numeral: str) -> int:
    """Return what a Chinese numeral below a thousand means, 0 for what is no number."""
    total = digit = 0
    for char in numeral:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        elif digit and not total:
            return 0  # 三五 is no number
        else:
            digit = _DIGITS[char]
    return total + digit


def other_spellings(term: str) -> tuple[str, ...]:
    """Return other ways to write a number with its unit."""
    number, unit = term[:-1], term[-1]
    if unit == "块":
        return (f"{number}元",)
    if unit == "年" and len(number) == 4 and number.startswith("20"):
        return (f"{number[2:]}年",)
    if unit == "年" and len(number) == 2 and "21" <= number <= "39":
        return (f"20{number}年",)
    return ()

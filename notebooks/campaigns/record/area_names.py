"""The names by which areas are spoken of, in Chinese and English."""

import re

_PEOPLES = "[壮回羌白傣苗彝藏侗瑶]族|景颇族|傈僳族|土家族|布依族|维吾尔|哈萨克"
#: What ends the name of an area and is left out in speech; what stands behind its name, in English.
_KIND = re.compile(rf"(?:(?:{_PEOPLES})*自治[区州县]|地区|[省市区县州盟]|派出所)$")
_BEHIND = re.compile(r"\s*\(.*\)|,.*")


def names(area):
    """The names by which a row of areas.csv is spoken of: in Chinese in full and in short, and in English."""
    found = area["name_zh"], _KIND.sub("", area["name_zh"]), _BEHIND.sub("", area["name_en"])
    return [name for name in found if len(name) > 1]


def pattern_of(spoken):
    """The pattern of any of these names, the longest that fits first, English ones as whole words."""
    longest = sorted(spoken, key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name) for name in longest))

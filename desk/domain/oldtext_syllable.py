"""Whether a word can be Vietnamese: onset, rhyme and tone of one syllable."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from desk.domain.text import nfc

_TONES: Final = frozenset("\u0300\u0309\u0303\u0301\u0323")
_STOPPED: Final = frozenset("\u0301\u0323")  # sắc and nặng: what a syllable ending in a stop has

_ONSET: Final = "ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdđghklmnprstvx]"
_RHYMES: Final = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om
on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych
uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu ych ynh yt yn
""".split()
_SYLLABLE: Final = re.compile(rf"(?:{_ONSET})?(?:{'|'.join(sorted(_RHYMES, reverse=True))})|gi")
_STOPS: Final = re.compile(r"(?:c|ch|p|t)$")


@lru_cache(maxsize=16_384)
def is_syllable(word: str) -> bool:
    """Tell whether a word, in any case, is spelled as a Vietnamese syllable."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [part for part in parts if part in _TONES]
    letters = nfc("".join(part for part in parts if part not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(letters):
        return False
    return not _STOPS.search(letters) or bool(_STOPPED.intersection(tones))

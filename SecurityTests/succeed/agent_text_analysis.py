# A text is cleaned, counted, searched and summarised with the standard library.
import math
import re
import string
import textwrap
import unicodedata
from collections import Counter

TEXT = """The sea was calm. The ship, “Aurora”, left the harbour at dawn; nobody waved.
By noon the sea had changed: waves rose, and the ship rolled. “Hold on!” cried the mate.
At dusk the Aurora came back to the harbour. The café on the quay was full."""
STOP = set("the a at on by to was and had of".split())


def words(text):
    text = unicodedata.normalize("NFKD", text.lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return [w for w in re.findall(rf"[^\W\d_{re.escape(string.punctuation)}]+", text) if w not in STOP]


def sentences(text):
    return [s.strip() for s in re.split(r"(?<=[.!?])[”\s]\s*", text) if s.strip()]


parts = sentences(TEXT)
frequency = Counter(words(TEXT))
documents = [set(words(part)) for part in parts]
weights = {w: n * math.log(len(parts) / sum(w in d for d in documents)) for w, n in frequency.items()}
ranked = sorted(range(len(parts)), key=lambda i: -sum(weights[w] for w in documents[i]))
print(frequency.most_common(3))
print(sorted(weights, key=lambda w: (-weights[w], w))[:4])
for index in sorted(ranked[:2]):
    print(textwrap.fill(parts[index], 50, subsequent_indent="    "))
print(re.findall(r"“(.+?)”", TEXT), {len(w) for w in frequency} >= {3, 4})
print("OK")

# A regular expression that takes for ever ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
import re

tag = re.compile(
    r"<[a-zA-Z][-_.:a-zA-Z0-9]*\s*("
    r"\s*([a-zA-Z_][-:.a-zA-Z_0-9]*)(\s*=\s*"
    r"(\'[^\']*\'|\"[^\"]*\"|[-a-zA-Z0-9./,:;+*%?!&$\(\)_#=~@]"
    r"[][\-a-zA-Z0-9./,:;+*%?!&$\(\)_#=~\'\"@]*(?=[\s>/<])))?"
    r")*\s*/?\s*(?=[<>])")
tag.match('<table cellspacing="0" cellpadding="0" style="border-collapse' + "-x" * 100)

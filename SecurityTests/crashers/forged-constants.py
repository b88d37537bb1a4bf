# Bytecode that reads far beyond its constants ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
def function():
    return 1


function.__code__ = function.__code__.replace(co_consts=(), co_code=b"\x90\xff\x90\xff\x90\xff\x64\xff\x53\x00")
function()

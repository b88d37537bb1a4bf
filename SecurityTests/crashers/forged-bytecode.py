# Bytecode that reads beyond its constants ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
def function():
    pass


function.__code__ = function.__code__.replace(co_code=b"\x64\xff" * 50 + b"\x53\x00", co_stacksize=1)
function()

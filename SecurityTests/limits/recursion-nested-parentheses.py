# Very deep parentheses are refused by the compiler.
# verdict: exception
# limits: cpu=5s wall=60s
# control: none
eval("(" * 10 ** 6 + ")" * 10 ** 6)

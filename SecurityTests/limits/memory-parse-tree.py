# A syntax tree of any size ends at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
import ast

ast.parse("f(x);" * 1_000_000)

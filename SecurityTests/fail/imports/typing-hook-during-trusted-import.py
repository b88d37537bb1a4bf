# What typing calls in the middle of a trusted import stores nothing in the module that loads.
# goal: authority
# family: imports
# held-by: language
# expect: HELD AttributeError
# control: python3
import sys
import typing

target, nonce, port = sys.argv[1:4]
original, errors = typing._collect_parameters, []


def hook(*arguments):
    module = sys.modules.get("importlib.metadata._meta")
    if module is not None:
        try:
            module.planted = nonce
        except BaseException as error:
            errors.append(error)
    return original(*arguments)


print("MARK", nonce, flush=True)
try:
    typing._collect_parameters = hook
    import importlib.metadata

    if errors:
        raise errors[0]
    assert importlib.metadata._meta.planted == nonce
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)

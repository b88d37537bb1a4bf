# Deprecated aliases of library modules publish all names of the module that they stand for.
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import sre_compile
    import sre_constants
    import sre_parse
print(issubclass(sre_constants.error, Exception), sre_compile.error is sre_constants.error)
print(sre_parse.SubPattern.__name__, len(sre_parse.parse("a|b")), sre_compile.compile("a+").match("aa").group())
print("OK")

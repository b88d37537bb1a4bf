# sys tells the interpreter's version, limits and formats.
import sys

print(sys.version_info[:2] >= (3, 11), sys.version.split()[0].count("."), sys.implementation.name)
print(sys.platform, sys.byteorder, sys.maxsize == 2 ** 63 - 1, sys.maxunicode == 0x10FFFF)
print(sys.float_info.max > 1e308, sys.int_info.bits_per_digit, sys.hash_info.width, sys.hexversion > 0x030B0000)
print(sys.getrecursionlimit() >= 1000, sys.getsizeof([]) > 0, sys.intern("name") is sys.intern("name"))
print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getrefcount(object()) >= 1)
print(isinstance(sys.path, list), isinstance(sys.executable, (str, type(None))), "math" in sys.stdlib_module_names)
print(sys.flags.optimize, sys.exc_info(), sys.getswitchinterval() > 0)
print("OK")

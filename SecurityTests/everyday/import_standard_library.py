# Each module named on standard input imports, or is reported with the reason; the run goes on.
# stdin: json\nthis\nantigravity\nxml.etree.ElementTree\nunittest.__main__\nno_such_module\n

import contextlib
import io
import sys
import warnings


def keep_browsers_shut():
    """Importing antigravity opens a page: let it open nothing."""
    try:
        import webbrowser
    except ImportError:
        return

    class Closed(webbrowser.BaseBrowser):
        def open(self, url, new=0, autoraise=True):
            return True

    webbrowser.register("closed", None, Closed(), preferred=True)


def reason_against(name):
    """Import a module without its output; the failure as text, or None."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            __import__(name)
        except BaseException as error:  # some modules run a program and exit
            return f"{type(error).__name__}: {error}".replace("\n", " ")
    return None


warnings.simplefilter("ignore")
keep_browsers_shut()
names = [name.strip() for name in (sys.stdin or []) if name.strip()]
sys.stdin = io.StringIO()
sys.argv = ["import_standard_library.py"]
imported = refused = 0
for name in names:
    reason = reason_against(name)
    if reason is None:
        imported += 1
        print("ok", name)
    else:
        refused += 1
        print("no", name, reason)
    sys.stdout.flush()
print(f"{imported} imported, {refused} not")

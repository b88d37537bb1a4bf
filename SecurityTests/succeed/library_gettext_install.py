# gettext.install makes its functions built-in names of the program.
import gettext

gettext.NullTranslations().install(["gettext", "ngettext"])
print(_("hello"), gettext.ngettext("one", "many", 2), ngettext("one", "many", 1))
print("OK")

#include "CPythonShims.h"
#include <marshal.h>
#include <string.h>

/* id() and compile() raise an event each time: the common verdict is found here, without Swift. */

enum { MAXIMUM_ALLOWED = 64 };

static char allowed[MAXIMUM_ALLOWED][64];
static int allowed_count;
static int armed;
static const char *own_event;
static const char *quiet_event;
static spy_audit_verdict refuse;

/* A database in a file is opened by C code that raises no `open`. */
static int is_memory_database(PyObject *arguments) {
    PyObject *name = PyTuple_Check(arguments) && PyTuple_GET_SIZE(arguments) > 0 ? PyTuple_GET_ITEM(arguments, 0) : NULL;
    return name != NULL && PyUnicode_CheckExact(name) && PyUnicode_CompareWithASCIIString(name, ":memory:") == 0;
}

static int hook(const char *event, PyObject *arguments, void *context) {
    if (!armed) {
        return 0;
    }
    if (strcmp(event, "sqlite3.connect") == 0 && !is_memory_database(arguments)) {
        return refuse(event, context);
    }
    for (int index = 0; index < allowed_count; index++) {
        if (allowed[index][0] == event[0] && strcmp(allowed[index], event) == 0) {
            return 0;
        }
    }
    if (own_event != NULL && strcmp(own_event, event) == 0) {
        own_event = NULL;
        return 0;
    }
    if (quiet_event != NULL && strcmp(quiet_event, event) == 0) {
        PyErr_SetString(PyExc_PermissionError, event);
        return -1;
    }
    return refuse(event, context);
}

void spy_refuse_quietly(const char *event) { quiet_event = event; }

int spy_install_audit_hook(spy_audit_verdict verdict, void *context) {
    refuse = verdict;
    return PySys_AddAuditHook(hook, context);
}

int spy_audit_add_allowed(const char *event) {
    if (armed || allowed_count == MAXIMUM_ALLOWED || strlen(event) >= sizeof allowed[0]) {
        return -1;
    }
    strcpy(allowed[allowed_count], event);
    allowed_count += 1;
    return 0;
}

/* One way: nothing takes this back. */
void spy_arm_audit(void) { armed = 1; }

int spy_audit_is_armed(void) { return armed; }

void spy_expect_own_event(const char *event) { own_event = event; }

PyObject *spy_unmarshal(const char *bytes, Py_ssize_t length) {
    own_event = "marshal.loads";
    PyObject *value = PyMarshal_ReadObjectFromString(bytes, length);
    own_event = NULL;
    return value;
}

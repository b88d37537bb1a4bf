#pragma once

#include "CPythonShims.h"
#include <structmember.h>

#pragma clang assume_nonnull begin

/* What lending.c and buffers.c, and files.c, have of each other. */

/* Before all others of these. -1 with an exception set. */
int lending_make_types(void);
/* Borrowed: the stream behind its stand-in, or what was given. */
PyObject *lending_shown(PyObject *stream);
/* Initialises with a stand-in for the first argument, which may be given by `name`, unless that is trusted. */
int lending_call_guarded(
    initproc initialise, PyObject *self, PyObject *arguments, PyObject *_Nullable keywords, const char *name,
    int (*is_trusted)(PyObject *));
/* Puts a function in the place of a type's `__init__`. */
int lending_replace_initialiser(PyTypeObject *type, initproc _Nullable *_Nonnull original, initproc own);
PyMethodDef *_Nullable lending_method_definition(PyObject *type, const char *name);
/* `readinto` of this type keeps nothing of what it fills. */
int lending_add_safe_filler(PyObject *type);
/* Where a member of a type's struct stands; -1 for none of that name. */
Py_ssize_t lending_member_offset(PyObject *type, const char *name);

#pragma clang assume_nonnull end

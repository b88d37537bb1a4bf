/* pyconfig.h turns on _GNU_SOURCE, which changes the layout of fd_set; settled here first, the C
   library looks the same as in Swift's own Glibc module. */
#include <features.h>

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

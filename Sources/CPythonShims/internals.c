/* What libpython keeps in private structs. Only these functions may depend on its internal layout;
   each supported minor version has to be checked here. */
#define Py_BUILD_CORE 1
#include "CPythonShims.h"
#undef _PyGC_FINALIZED
#include <internal/pycore_frame.h>
#include <internal/pycore_interp.h>
#include <internal/pycore_moduleobject.h>

void spy_module_set_dictionary(PyObject *module, PyObject *dictionary) {
    PyModuleObject *object = (PyModuleObject *)module;
    Py_INCREF(dictionary);
    Py_XSETREF(object->md_dict, dictionary);
}

PyObject *spy_module_dictionary(PyObject *module) {
    return ((PyModuleObject *)module)->md_dict;
}

PyModuleDef *spy_module_definition(PyObject *module) {
    return ((PyModuleObject *)module)->md_def;
}

typedef struct {
    PyObject_HEAD
    PyObject *mapping;
} mapping_proxy;

PyObject *spy_mapping_proxy_target(PyObject *proxy) {
    return ((mapping_proxy *)proxy)->mapping;
}

PyObject *spy_frame_builtins(PyFrameObject *frame) { return frame->f_frame->f_builtins; }
PyObject *spy_frame_globals(PyFrameObject *frame) { return frame->f_frame->f_globals; }

PyObject *spy_interpreter_builtins(void) { return PyInterpreterState_Get()->builtins; }
PyObject *spy_interpreter_sys_dictionary(void) { return PyInterpreterState_Get()->sysdict; }

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

#define FRAME(object) ((PyFrameObject *)(object))

PyObject *spy_frame_builtins(PyObject *frame) { return FRAME(frame)->f_frame->f_builtins; }
PyObject *spy_frame_globals(PyObject *frame) { return FRAME(frame)->f_frame->f_globals; }
PyObject *spy_frame_locals(PyObject *frame) { return PyFrame_GetLocals(FRAME(frame)); }
PyObject *spy_frame_back(PyObject *frame) { return (PyObject *)PyFrame_GetBack(FRAME(frame)); }
PyObject *spy_frame_code(PyObject *frame) { return (PyObject *)PyFrame_GetCode(FRAME(frame)); }
int spy_frame_line(PyObject *frame) { return PyFrame_GetLineNumber(FRAME(frame)); }
int spy_frame_is_function(PyObject *frame) { return (FRAME(frame)->f_frame->f_code->co_flags & CO_OPTIMIZED) != 0; }
PyObject *spy_current_frame(void) { return (PyObject *)PyEval_GetFrame(); }

PyObject *spy_interpreter_builtins(void) { return PyInterpreterState_Get()->builtins; }
PyObject *spy_interpreter_sys_dictionary(void) { return PyInterpreterState_Get()->sysdict; }

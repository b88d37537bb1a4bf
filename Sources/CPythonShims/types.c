#include "lending.h"

/* Fields of types and functions. PyTypeObject changes its layout between versions; here alone it is known. */

#define TYPE(object) ((PyTypeObject *)(object))
#define FUNCTION(object) ((PyFunctionObject *)(object))

PyObject *spy_type_dictionary(PyObject *type) { return TYPE(type)->tp_dict; }
void spy_type_modified(PyObject *type) { PyType_Modified(TYPE(type)); }
void spy_type_set_new(PyObject *type, newfunc function) { TYPE(type)->tp_new = function; }
void spy_type_set_init(PyObject *type, initproc function) { TYPE(type)->tp_init = function; }
void spy_type_set_setattro(PyObject *type, setattrofunc function) { TYPE(type)->tp_setattro = function; }
void spy_type_set_repr(PyObject *type, reprfunc function) { TYPE(type)->tp_repr = function; }
void spy_type_set_str(PyObject *type, reprfunc function) { TYPE(type)->tp_str = function; }
void spy_type_set_richcompare(PyObject *type, richcmpfunc function) { TYPE(type)->tp_richcompare = function; }
void spy_type_set_or(PyObject *type, binaryfunc function) { TYPE(type)->tp_as_number->nb_or = function; }
newfunc spy_type_new(PyObject *type) { return TYPE(type)->tp_new; }
PyObject *spy_call_new(newfunc function, PyObject *type, PyObject *arguments, PyObject *keywords) {
    return function(TYPE(type), arguments, keywords);
}
initproc spy_type_init(PyObject *type) { return TYPE(type)->tp_init; }
reprfunc spy_type_str(PyObject *type) { return TYPE(type)->tp_str; }
int spy_type_is_immutable(PyObject *type) { return (TYPE(type)->tp_flags & Py_TPFLAGS_IMMUTABLETYPE) != 0; }
int spy_type_is_heap(PyObject *type) { return (TYPE(type)->tp_flags & Py_TPFLAGS_HEAPTYPE) != 0; }
Py_ssize_t spy_type_item_size(PyObject *type) { return TYPE(type)->tp_itemsize; }
int spy_type_has_own_dictionary_slot(PyObject *type) {
    return TYPE(type)->tp_dictoffset != 0 && (TYPE(type)->tp_flags & Py_TPFLAGS_MANAGED_DICT) == 0;
}
int spy_type_has_weak_list(PyObject *type) { return TYPE(type)->tp_weaklistoffset != 0; }

PyGetSetDef *spy_getset_definition(PyObject *descriptor) {
    if (!Py_IS_TYPE(descriptor, &PyGetSetDescr_Type)) {
        return NULL;
    }
    return ((PyGetSetDescrObject *)descriptor)->d_getset;
}

PyObject *spy_method_function(PyObject *method) {
    return PyMethod_Check(method) ? PyMethod_GET_FUNCTION(method) : NULL;
}

PyObject *spy_function_builtins(PyObject *function) { return FUNCTION(function)->func_builtins; }
PyObject *spy_function_globals(PyObject *function) { return FUNCTION(function)->func_globals; }
PyObject *spy_function_closure(PyObject *function) { return FUNCTION(function)->func_closure; }
PyObject *spy_function_code(PyObject *function) { return FUNCTION(function)->func_code; }
PyObject *spy_function_defaults(PyObject *function) { return FUNCTION(function)->func_defaults; }
PyObject *spy_function_keyword_defaults(PyObject *function) { return FUNCTION(function)->func_kwdefaults; }

void spy_function_set_code(PyObject *function, PyObject *code) {
    FUNCTION(function)->func_version = 0;
    Py_INCREF(code);
    Py_XSETREF(FUNCTION(function)->func_code, code);
}

PyObject *spy_builtin_self(PyObject *function) { return PyCFunction_GET_SELF(function); }

int lending_replace_initialiser(PyTypeObject *type, initproc *original, initproc own) {
    PyObject *wrapper = PyDict_GetItemString(type->tp_dict, "__init__");
    if (wrapper == NULL || spy_wrapper_replace(wrapper, (void *)own) == NULL) {
        return -1;
    }
    *original = type->tp_init;
    type->tp_init = own;
    PyType_Modified(type);
    return 0;
}

PyMethodDef *lending_method_definition(PyObject *type, const char *name) {
    PyObject *method = PyDict_GetItemString(((PyTypeObject *)type)->tp_dict, name);
    return method == NULL ? NULL : spy_method_definition(method);
}

#include "CPythonShims.h"
#include <structmember.h>

PyObject *spy_exception(spy_exception_kind kind) {
    switch (kind) {
        case SPY_EXC_EXCEPTION: return PyExc_Exception;
        case SPY_EXC_ATTRIBUTE_ERROR: return PyExc_AttributeError;
        case SPY_EXC_BLOCKING_IO_ERROR: return PyExc_BlockingIOError;
        case SPY_EXC_BUFFER_ERROR: return PyExc_BufferError;
        case SPY_EXC_DEPRECATION_WARNING: return PyExc_DeprecationWarning;
        case SPY_EXC_EOF_ERROR: return PyExc_EOFError;
        case SPY_EXC_IMPORT_ERROR: return PyExc_ImportError;
        case SPY_EXC_INDEX_ERROR: return PyExc_IndexError;
        case SPY_EXC_KEYBOARD_INTERRUPT: return PyExc_KeyboardInterrupt;
        case SPY_EXC_KEY_ERROR: return PyExc_KeyError;
        case SPY_EXC_LOOKUP_ERROR: return PyExc_LookupError;
        case SPY_EXC_MEMORY_ERROR: return PyExc_MemoryError;
        case SPY_EXC_MODULE_NOT_FOUND_ERROR: return PyExc_ModuleNotFoundError;
        case SPY_EXC_NAME_ERROR: return PyExc_NameError;
        case SPY_EXC_NOT_IMPLEMENTED_ERROR: return PyExc_NotImplementedError;
        case SPY_EXC_OS_ERROR: return PyExc_OSError;
        case SPY_EXC_OVERFLOW_ERROR: return PyExc_OverflowError;
        case SPY_EXC_PERMISSION_ERROR: return PyExc_PermissionError;
        case SPY_EXC_RECURSION_ERROR: return PyExc_RecursionError;
        case SPY_EXC_RUNTIME_ERROR: return PyExc_RuntimeError;
        case SPY_EXC_STOP_ITERATION: return PyExc_StopIteration;
        case SPY_EXC_SYNTAX_ERROR: return PyExc_SyntaxError;
        case SPY_EXC_SYSTEM_ERROR: return PyExc_SystemError;
        case SPY_EXC_SYSTEM_EXIT: return PyExc_SystemExit;
        case SPY_EXC_TIMEOUT_ERROR: return PyExc_TimeoutError;
        case SPY_EXC_TYPE_ERROR: return PyExc_TypeError;
        case SPY_EXC_UNICODE_ERROR: return PyExc_UnicodeError;
        case SPY_EXC_VALUE_ERROR: return PyExc_ValueError;
        case SPY_EXC_RUNTIME_WARNING: return PyExc_RuntimeWarning;
    }
    return PyExc_SystemError;
}

PyTypeObject *spy_type(spy_type_kind kind) {
    switch (kind) {
        case SPY_TYPE_OBJECT: return &PyBaseObject_Type;
        case SPY_TYPE_TYPE: return &PyType_Type;
        case SPY_TYPE_MODULE: return &PyModule_Type;
        case SPY_TYPE_FUNCTION: return &PyFunction_Type;
        case SPY_TYPE_CODE: return &PyCode_Type;
        case SPY_TYPE_FRAME: return &PyFrame_Type;
        case SPY_TYPE_BUILTIN_FUNCTION: return &PyCFunction_Type;
        case SPY_TYPE_MAPPING_PROXY: return &PyDictProxy_Type;
        case SPY_TYPE_ORDERED_DICT: return &PyODict_Type;
        case SPY_TYPE_DICT: return &PyDict_Type;
    }
    return &PyBaseObject_Type;
}

PyObject *spy_none(void) { return Py_None; }
PyObject *spy_true(void) { return Py_True; }
PyObject *spy_false(void) { return Py_False; }
PyObject *spy_not_implemented(void) { return Py_NotImplemented; }

PyObject *spy_type_object(PyObject *object) { return (PyObject *)Py_TYPE(object); }

int spy_is_module(PyObject *object) { return PyModule_Check(object); }
int spy_is_string(PyObject *object) { return PyUnicode_Check(object); }
int spy_is_bytes(PyObject *object) { return PyBytes_Check(object); }
int spy_is_integer(PyObject *object) { return PyLong_Check(object); }
int spy_is_float(PyObject *object) { return PyFloat_Check(object); }
int spy_is_dict(PyObject *object) { return PyDict_Check(object); }
int spy_is_exact_dict(PyObject *object) { return PyDict_CheckExact(object); }
int spy_is_list(PyObject *object) { return PyList_Check(object); }
int spy_is_tuple(PyObject *object) { return PyTuple_Check(object); }
int spy_is_cell(PyObject *object) { return PyCell_Check(object); }
int spy_is_code(PyObject *object) { return PyCode_Check(object); }
int spy_is_function(PyObject *object) { return PyFunction_Check(object); }
int spy_is_type(PyObject *object) { return PyType_Check(object); }
int spy_is_module_definition(PyObject *object) { return PyObject_TypeCheck(object, &PyModuleDef_Type); }
int spy_is_mapping_proxy(PyObject *object) { return Py_IS_TYPE(object, &PyDictProxy_Type); }
int spy_code_free_variable_count(PyObject *code) { return (int)PyCode_GetNumFree((PyCodeObject *)code); }

PyObject *spy_compile_source(const char *source, PyObject *filename, int start, int is_text, int inherit_flags) {
    PyCompilerFlags flags = _PyCompilerFlags_INIT;
    flags.cf_flags = PyCF_SOURCE_IS_UTF8 | (is_text ? PyCF_IGNORE_COOKIE : 0);
    if (inherit_flags) {
        PyEval_MergeCompilerFlags(&flags);
    }
    return Py_CompileStringObject(source, filename, start, &flags, -1);
}

PyObject *spy_compile_statement(const char *source, PyObject *filename, int start, int flags, int *features) {
    PyCompilerFlags compiler = _PyCompilerFlags_INIT;
    compiler.cf_flags = PyCF_SOURCE_IS_UTF8 | flags | *features;
    PyObject *code = Py_CompileStringObject(source, filename, start, &compiler, -1);
    if (code != NULL) {
        *features |= compiler.cf_flags & PyCF_MASK;
    }
    return code;
}

int spy_future_flags(void) { return PyCF_MASK; }

int spy_flags_incomplete_input(void) {
    return PyCF_IGNORE_COOKIE | PyCF_DONT_IMPLY_DEDENT | PyCF_ALLOW_INCOMPLETE_INPUT;
}

PyObject *spy_call(PyObject *callable, PyObject **arguments, size_t count, PyObject *keyword_names) {
    return PyObject_Vectorcall(callable, arguments, count, keyword_names);
}

PyObject *spy_call_module_initialiser(void *symbol) {
    PyObject *(*initialise)(void) = (PyObject *(*)(void))symbol;
    return initialise();
}

PyObject *spy_module_from_definition(PyModuleDef *definition, PyObject *spec) {
    return PyModule_FromDefAndSpec(definition, spec);
}

static const char *status_message(PyStatus status, const char *otherwise) {
    if (!PyStatus_Exception(status)) {
        return NULL;
    }
    return status.err_msg ? status.err_msg : otherwise;
}

const char *spy_preinitialise(PyPreConfig *config) {
    return status_message(Py_PreInitialize(config), "Py_PreInitialize failed");
}

const char *spy_append_search_path(PyConfig *config, const char *path) {
    wchar_t *wide = Py_DecodeLocale(path, NULL);
    if (wide == NULL) {
        return "a search path cannot be decoded";
    }
    PyStatus status = PyWideStringList_Append(&config->module_search_paths, wide);
    PyMem_RawFree(wide);
    return status_message(status, "PyWideStringList_Append failed");
}

const char *spy_initialise(PyConfig *config) {
    return status_message(Py_InitializeFromConfig(config), "Py_InitializeFromConfig failed");
}

int spy_builtin_module(Py_ssize_t index, const char **name, PyObject *(**initialise)(void)) {
    if (PyImport_Inittab[index].name == NULL) {
        return 0;
    }
    *name = PyImport_Inittab[index].name;
    *initialise = PyImport_Inittab[index].initfunc;
    return 1;
}

PyMethodDef *spy_method_definition(PyObject *callable) {
    if (PyCFunction_Check(callable)) {
        return ((PyCFunctionObject *)callable)->m_ml;
    }
    if (Py_IS_TYPE(callable, &PyMethodDescr_Type)) {
        return ((PyMethodDescrObject *)callable)->d_method;
    }
    return NULL;
}

void *spy_wrapper_replace(PyObject *descriptor, void *function) {
    if (!Py_IS_TYPE(descriptor, &PyWrapperDescr_Type)) {
        return NULL;
    }
    void *former = ((PyWrapperDescrObject *)descriptor)->d_wrapped;
    ((PyWrapperDescrObject *)descriptor)->d_wrapped = function;
    return former;
}

static void *context_object;

void spy_set_context(void *context) { context_object = context; }
void *spy_context(void) { return context_object; }

void *spy_payload(PyObject *object, Py_ssize_t offset) { return *(void **)((char *)object + offset); }
void spy_set_payload(PyObject *object, Py_ssize_t offset, void *payload) { *(void **)((char *)object + offset) = payload; }

const char *spy_empty_string(void) { return ""; }
const char *spy_type_name(PyObject *object) { return Py_TYPE(object)->tp_name; }

int spy_member_size_type(void) { return T_PYSSIZET; }
int spy_member_read_only(void) { return READONLY; }
unsigned int spy_flags_native_function(int binds, int is_fixed) {
    return Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION
        | (binds && !is_fixed ? Py_TPFLAGS_METHOD_DESCRIPTOR : 0);
}
unsigned int spy_flags_native_type(int subclassable) {
    return Py_TPFLAGS_DEFAULT | (subclassable ? Py_TPFLAGS_BASETYPE : 0);
}
Py_ssize_t spy_vectorcall_count(size_t flags) { return PyVectorcall_NARGS(flags); }
Py_ssize_t spy_basic_size(PyObject *type) { return ((PyTypeObject *)type)->tp_basicsize; }

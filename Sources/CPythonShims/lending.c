#include "lending.h"

/* CPython lends memory without an owner to code of scripts: a view of a buffer, which `readinto` or `write` of a raw
   stream, `readinto` of an unpickler's file, or a codec may keep until the buffer is freed. Here they get a copy. */

typedef enum { LEND_TO_BE_FILLED, LEND_TO_BE_READ, LEND_TO_CODEC } lending;

/* What stands in place of a script's function that memory is lent to. */
typedef struct {
    PyObject_HEAD
    vectorcallfunc vectorcall;
    PyObject *function;
    lending kind;
} borrower;

/* What stands in place of a script's stream. */
typedef struct {
    PyObject_HEAD
    PyObject *stream;
} guarded_stream;

static PyTypeObject *borrower_type, *guarded_stream_type;

/* A stream may take or give less than it is asked for. More would be copied again for each part that it takes. */
static const Py_ssize_t largest_loan = 1 << 20;

static PyObject *owned_view(PyObject *owner) {
    PyObject *view = owner == NULL ? NULL : PyMemoryView_FromObject(owner);
    Py_XDECREF(owner);
    return view;
}

/* The error that a buffered stream makes of a result that is no number. */
static void fail_reading(void) {
    PyObject *type, *cause, *traceback;
    PyErr_Fetch(&type, &cause, &traceback);
    PyErr_NormalizeException(&type, &cause, &traceback);
    if (traceback != NULL) {
        PyException_SetTraceback(cause, traceback);
    }
    Py_XDECREF(type);
    Py_XDECREF(traceback);
    PyObject *error = PyObject_CallFunction(PyExc_OSError, "s", "raw readinto() failed");
    if (error == NULL) {
        Py_XDECREF(cause);
        return;
    }
    PyException_SetContext(error, Py_NewRef(cause));
    PyException_SetCause(error, cause);
    PyErr_SetObject((PyObject *)Py_TYPE(error), error);
    Py_DECREF(error);
}

static PyObject *call_to_fill(PyObject *function, PyObject *lent) {
    Py_buffer target, own;
    if (PyObject_GetBuffer(lent, &target, PyBUF_WRITABLE) < 0) {
        return NULL;
    }
    PyObject *result = NULL, *count = NULL;
    PyObject *copy = PyByteArray_FromStringAndSize(NULL, Py_MIN(target.len, largest_loan));
    if (copy == NULL || PyObject_GetBuffer(copy, &own, PyBUF_WRITABLE) < 0) {
        Py_XDECREF(copy);
        PyBuffer_Release(&target);
        return NULL;
    }
    memset(own.buf, 0, (size_t)own.len);
    PyObject *view = owned_view(copy);
    if (view != NULL) {
        result = PyObject_CallOneArg(function, view);
        Py_DECREF(view);
    }
    if (result == Py_None) {
        count = Py_NewRef(Py_None);
    } else if (result != NULL) {
        /* Asked once: an object that answers otherwise the second time would have bytes read that nobody wrote. */
        count = PyNumber_Index(result);
        Py_ssize_t size = count == NULL ? -1 : PyLong_AsSsize_t(count);
        if (count != NULL && size == -1 && PyErr_Occurred()) {
            PyErr_Clear();
            PyErr_Format(PyExc_ValueError, "cannot fit '%.200s' into an index-sized integer", Py_TYPE(result)->tp_name);
            Py_CLEAR(count);
        }
        if (count == NULL) {
            fail_reading();
        } else if (size < 0 || size > own.len) {
            PyErr_Format(
                PyExc_OSError, "raw readinto() returned invalid length %zd (should have been between 0 and %zd)",
                size, own.len);
            Py_CLEAR(count);
        } else if (size > 0) {
            memcpy(target.buf, own.buf, (size_t)size);
        }
    }
    Py_XDECREF(result);
    PyBuffer_Release(&own);
    PyBuffer_Release(&target);
    return count;
}

static PyObject *copied_view(PyObject *lent, Py_ssize_t most) {
    Py_buffer source;
    if (PyObject_GetBuffer(lent, &source, PyBUF_SIMPLE) < 0) {
        return NULL;
    }
    PyObject *copy = PyBytes_FromStringAndSize(source.buf, Py_MIN(source.len, most));
    PyBuffer_Release(&source);
    return owned_view(copy);
}

static PyObject *call_to_read(
    PyObject *function, Py_ssize_t most, PyObject *const *arguments, size_t flags, PyObject *names) {
    Py_ssize_t count = PyVectorcall_NARGS(flags);
    PyObject *copy = copied_view(arguments[0], most);
    if (copy == NULL) {
        return NULL;
    }
    Py_ssize_t total = count + (names == NULL ? 0 : PyTuple_GET_SIZE(names));
    PyObject **own = PyMem_New(PyObject *, total);
    if (own == NULL) {
        Py_DECREF(copy);
        return PyErr_NoMemory();
    }
    memcpy(own, arguments, (size_t)total * sizeof *own);
    own[0] = copy;
    PyObject *result = PyObject_Vectorcall(function, own, (size_t)count, names);
    PyMem_Free(own);
    Py_DECREF(copy);
    return result;
}

static PyObject *borrower_call(PyObject *self, PyObject *const *arguments, size_t flags, PyObject *names) {
    borrower *own = (borrower *)self;
    Py_ssize_t count = PyVectorcall_NARGS(flags);
    if (count > 0 && PyMemoryView_Check(arguments[0]) && PyMemoryView_GET_BUFFER(arguments[0])->obj == NULL) {
        if (own->kind != LEND_TO_BE_FILLED) {
            Py_ssize_t most = own->kind == LEND_TO_CODEC ? PY_SSIZE_T_MAX : largest_loan;
            return call_to_read(own->function, most, arguments, flags, names);
        }
        if (count == 1 && names == NULL) {
            return call_to_fill(own->function, arguments[0]);
        }
    }
    return PyObject_Vectorcall(own->function, arguments, flags, names);
}

static PyObject *borrower_attribute(PyObject *self, PyObject *name) {
    return PyObject_GetAttr(((borrower *)self)->function, name);
}

static PyObject *borrower_representation(PyObject *self) { return PyObject_Repr(((borrower *)self)->function); }

static int borrower_traverse(PyObject *self, visitproc visit, void *arg) {
    Py_VISIT(((borrower *)self)->function);
    Py_VISIT(Py_TYPE(self));
    return 0;
}

static int borrower_clear(PyObject *self) {
    /* Whoever still calls it finds something to call. */
    Py_XSETREF(((borrower *)self)->function, Py_NewRef(Py_None));
    return 0;
}

static void borrower_deallocate(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    Py_XDECREF(((borrower *)self)->function);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyMemberDef borrower_members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(borrower, vectorcall), READONLY},
    {NULL},
};

static PyType_Slot borrower_slots[] = {
    {Py_tp_members, borrower_members}, {Py_tp_call, PyVectorcall_Call}, {Py_tp_getattro, borrower_attribute},
    {Py_tp_repr, borrower_representation}, {Py_tp_traverse, borrower_traverse}, {Py_tp_clear, borrower_clear},
    {Py_tp_dealloc, borrower_deallocate}, {0, NULL},
};

static const unsigned int guard_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE
    | Py_TPFLAGS_DISALLOW_INSTANTIATION;

static PyType_Spec borrower_spec = {
    "builtins.borrower", sizeof(borrower), 0, guard_flags | Py_TPFLAGS_HAVE_VECTORCALL, borrower_slots,
};

/* Steals `function`. */
static PyObject *make_borrower(PyObject *function, lending kind) {
    borrower *object = (borrower *)borrower_type->tp_alloc(borrower_type, 0);
    if (object == NULL) {
        Py_DECREF(function);
        return NULL;
    }
    object->vectorcall = borrower_call;
    object->function = function;
    object->kind = kind;
    return (PyObject *)object;
}

/* Native functions that keep nothing of what they fill, by their definitions. */
static PyMethodDef *safe_fillers[8];

static int is_safe_filler(PyObject *function) {
    if (!PyCFunction_CheckExact(function)) {
        return 0;
    }
    PyMethodDef *definition = ((PyCFunctionObject *)function)->m_ml;
    for (size_t index = 0; index < Py_ARRAY_LENGTH(safe_fillers); index++) {
        if (safe_fillers[index] != NULL && safe_fillers[index] == definition) {
            return 1;
        }
    }
    return 0;
}

static PyObject *guarded_attribute(PyObject *self, PyObject *name) {
    PyObject *value = PyObject_GetAttr(((guarded_stream *)self)->stream, name);
    if (value == NULL || !PyUnicode_Check(name)) {
        return value;
    }
    if (PyUnicode_CompareWithASCIIString(name, "readinto") == 0) {
        return is_safe_filler(value) ? value : make_borrower(value, LEND_TO_BE_FILLED);
    }
    if (PyUnicode_CompareWithASCIIString(name, "write") == 0) {
        return make_borrower(value, LEND_TO_BE_READ);
    }
    return value;
}

static int guarded_set_attribute(PyObject *self, PyObject *name, PyObject *value) {
    return PyObject_SetAttr(((guarded_stream *)self)->stream, name, value);
}

static PyObject *guarded_representation(PyObject *self) { return PyObject_Repr(((guarded_stream *)self)->stream); }

static int guarded_traverse(PyObject *self, visitproc visit, void *arg) {
    Py_VISIT(((guarded_stream *)self)->stream);
    Py_VISIT(Py_TYPE(self));
    return 0;
}

static int guarded_clear(PyObject *self) {
    Py_XSETREF(((guarded_stream *)self)->stream, Py_NewRef(Py_None));
    return 0;
}

static void guarded_deallocate(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    Py_XDECREF(((guarded_stream *)self)->stream);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyType_Slot guarded_slots[] = {
    {Py_tp_getattro, guarded_attribute}, {Py_tp_setattro, guarded_set_attribute}, {Py_tp_repr, guarded_representation},
    {Py_tp_traverse, guarded_traverse}, {Py_tp_clear, guarded_clear}, {Py_tp_dealloc, guarded_deallocate}, {0, NULL},
};

static PyType_Spec guarded_spec = {
    "builtins.guarded_stream", sizeof(guarded_stream), 0, guard_flags, guarded_slots,
};

static PyObject *guard(PyObject *stream) {
    guarded_stream *object = (guarded_stream *)guarded_stream_type->tp_alloc(guarded_stream_type, 0);
    if (object != NULL) {
        object->stream = Py_NewRef(stream);
    }
    return (PyObject *)object;
}

PyObject *lending_shown(PyObject *stream) {
    return Py_IS_TYPE(stream, guarded_stream_type) ? ((guarded_stream *)stream)->stream : stream;
}

/* The arguments of a call whose first one, given by place or by name, stands guarded. */
static int guard_first(
    PyObject *arguments, PyObject *keywords, const char *name, int (*is_trusted)(PyObject *),
    PyObject **new_arguments, PyObject **new_keywords) {
    *new_arguments = Py_NewRef(arguments);
    *new_keywords = Py_XNewRef(keywords);
    PyObject *stream = NULL;
    if (PyTuple_GET_SIZE(arguments) > 0) {
        stream = PyTuple_GET_ITEM(arguments, 0);
    } else if (keywords != NULL) {
        stream = PyDict_GetItemString(keywords, name);
    }
    if (stream == NULL || is_trusted(stream)) {
        return 0;
    }
    PyObject *guarded = guard(stream);
    if (guarded == NULL) {
        return -1;
    }
    if (PyTuple_GET_SIZE(arguments) > 0) {
        PyObject *copy = PyTuple_New(PyTuple_GET_SIZE(arguments));
        if (copy == NULL) {
            Py_DECREF(guarded);
            return -1;
        }
        PyTuple_SET_ITEM(copy, 0, guarded);
        for (Py_ssize_t index = 1; index < PyTuple_GET_SIZE(arguments); index++) {
            PyTuple_SET_ITEM(copy, index, Py_NewRef(PyTuple_GET_ITEM(arguments, index)));
        }
        Py_SETREF(*new_arguments, copy);
        return 0;
    }
    PyObject *copy = PyDict_Copy(keywords);
    int status = copy == NULL ? -1 : PyDict_SetItemString(copy, name, guarded);
    Py_DECREF(guarded);
    Py_XSETREF(*new_keywords, copy);
    return status;
}

int lending_call_guarded(
    initproc initialise, PyObject *self, PyObject *arguments, PyObject *keywords, const char *name,
    int (*is_trusted)(PyObject *)) {
    PyObject *new_arguments, *new_keywords;
    int status = guard_first(arguments, keywords, name, is_trusted, &new_arguments, &new_keywords);
    if (status == 0) {
        status = initialise(self, new_arguments, new_keywords);
    }
    Py_XDECREF(new_arguments);
    Py_XDECREF(new_keywords);
    return status;
}

int lending_make_types(void) {
    borrower_type = (PyTypeObject *)PyType_FromSpec(&borrower_spec);
    guarded_stream_type = (PyTypeObject *)PyType_FromSpec(&guarded_spec);
    return borrower_type == NULL || guarded_stream_type == NULL ? -1 : 0;
}

int lending_add_safe_filler(PyObject *type) {
    PyMethodDef *definition = lending_method_definition(type, "readinto");
    for (size_t index = 0; definition != NULL && index < Py_ARRAY_LENGTH(safe_fillers); index++) {
        if (safe_fillers[index] == NULL) {
            safe_fillers[index] = definition;
            return 0;
        }
    }
    return -1;
}

/* MARK: Unpicklers */

static initproc original_unpickler_initialiser;

static int trusts_none(PyObject *stream) { return 0; }

static int initialise_unpickler(PyObject *self, PyObject *arguments, PyObject *keywords) {
    return lending_call_guarded(original_unpickler_initialiser, self, arguments, keywords, "file", trusts_none);
}

int spy_guard_unpickler(PyObject *type) {
    return lending_replace_initialiser((PyTypeObject *)type, &original_unpickler_initialiser, initialise_unpickler);
}

PyObject *spy_guarded_stream(PyObject *stream) { return guard(stream); }

/* MARK: Codecs */

PyObject *spy_guarded_codec(PyObject *codec) {
    if (!PyTuple_Check(codec) || PyTuple_GET_SIZE(codec) != 4) {
        return Py_NewRef(codec);
    }
    PyObject *decode = make_borrower(Py_NewRef(PyTuple_GET_ITEM(codec, 1)), LEND_TO_CODEC);
    if (decode == NULL) {
        return NULL;
    }
    PyObject *items = PyTuple_Pack(
        4, PyTuple_GET_ITEM(codec, 0), decode, PyTuple_GET_ITEM(codec, 2), PyTuple_GET_ITEM(codec, 3));
    Py_DECREF(decode);
    if (items == NULL || PyTuple_CheckExact(codec)) {
        return items;
    }
    /* A CodecInfo, which has attributes beside its items. */
    PyObject *arguments = PyTuple_Pack(1, items);
    Py_DECREF(items);
    PyObject *copy = arguments == NULL ? NULL : PyTuple_Type.tp_new(Py_TYPE(codec), arguments, NULL);
    Py_XDECREF(arguments);
    if (copy == NULL || ((PyTypeObject *)Py_TYPE(codec))->tp_dictoffset == 0) {
        return copy;
    }
    PyObject *attributes = PyObject_GenericGetDict(codec, NULL);
    PyObject *own = attributes == NULL ? NULL : PyObject_GenericGetDict(copy, NULL);
    if (own == NULL || PyDict_Update(own, attributes) < 0) {
        Py_CLEAR(copy);
    }
    Py_XDECREF(attributes);
    Py_XDECREF(own);
    return copy;
}

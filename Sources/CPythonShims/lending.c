#include "CPythonShims.h"
#include <structmember.h>

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

/* Borrowed. */
static PyObject *unguarded(PyObject *stream) {
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

static int call_guarded(
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

/* MARK: Buffered streams */

/* Modules/_io/bufferedio.c of CPython 3.11; checked below. */
typedef struct {
    PyObject_HEAD
    PyObject *raw;
    int ok;
    int detached;
    int readable;
    int writable;
    char finalizing;
    int fast_closed_checks;
    off_t abs_pos;
    char *buffer;
    off_t pos, raw_pos, read_end, write_pos, write_end;
    PyThread_type_lock lock;
    volatile unsigned long owner;
    Py_ssize_t buffer_size;
    Py_ssize_t buffer_mask;
    PyObject *dict;
    PyObject *weakreflist;
} buffered;

static const char *const buffered_names[] = {"BufferedReader", "BufferedWriter", "BufferedRandom"};
#define BUFFERED_KINDS 3
static initproc original_initialisers[BUFFERED_KINDS];
/* Native raw types that keep nothing of what they are lent, and whose methods no attribute of an instance hides. */
static PyTypeObject *trusted_raw_types[4];

void spy_trust_raw_type(PyObject *type) {
    for (size_t index = 0; index < Py_ARRAY_LENGTH(trusted_raw_types); index++) {
        if (trusted_raw_types[index] == NULL) {
            trusted_raw_types[index] = (PyTypeObject *)Py_NewRef(type);
            return;
        }
    }
}

static int is_trusted_raw(PyObject *raw) {
    for (size_t index = 0; index < Py_ARRAY_LENGTH(trusted_raw_types); index++) {
        if (trusted_raw_types[index] == Py_TYPE(raw)) {
            return 1;
        }
    }
    return 0;
}

/* The objects whose initialisation is under way: scripts' code runs meanwhile. */
typedef struct initialisation {
    PyObject *self;
    struct initialisation *outer;
} initialisation;

static initialisation *initialisations;

static int is_in_use(PyObject *self) {
    buffered *stream = (buffered *)self;
    /* A thread that waits for the lock, or just got it, is not its owner yet. */
    int in_use = stream->owner != 0 || (stream->lock != NULL && spy_thread_count() > 1);
    for (initialisation *entry = initialisations; entry != NULL && !in_use; entry = entry->outer) {
        in_use = entry->self == self;
    }
    if (in_use) {
        PyErr_Format(PyExc_RuntimeError, "reentrant call inside %R", self);
    }
    return in_use;
}

static void end(initialisation *ended) {
    /* Other threads may have begun or ended some in between. */
    for (initialisation **entry = &initialisations; *entry != NULL; entry = &(*entry)->outer) {
        if (*entry == ended) {
            *entry = ended->outer;
            return;
        }
    }
}

/* Made anew while it is in use, a stream would free what its callers still read and write. */
static int initialise_buffered(int kind, PyObject *self, PyObject *arguments, PyObject *keywords) {
    if (is_in_use(self)) {
        return -1;
    }
    initialisation own = {self, initialisations};
    initialisations = &own;
    /* Until it is whole again nothing of it can be used. */
    ((buffered *)self)->ok = 0;
    int status = call_guarded(original_initialisers[kind], self, arguments, keywords, "raw", is_trusted_raw);
    end(&own);
    buffered *stream = (buffered *)self;
    if (status == 0 && spy_is_exact_file(stream->raw) && !(Py_TYPE(self)->tp_flags & Py_TPFLAGS_HEAPTYPE)) {
        stream->fast_closed_checks = 1;
    }
    return status;
}

static int initialise_reader(PyObject *self, PyObject *arguments, PyObject *keywords) {
    return initialise_buffered(0, self, arguments, keywords);
}
static int initialise_writer(PyObject *self, PyObject *arguments, PyObject *keywords) {
    return initialise_buffered(1, self, arguments, keywords);
}
static int initialise_random(PyObject *self, PyObject *arguments, PyObject *keywords) {
    return initialise_buffered(2, self, arguments, keywords);
}

static PyObject *get_raw(PyObject *self, void *arg) {
    PyObject *raw = ((buffered *)self)->raw;
    return Py_NewRef(raw == NULL ? Py_None : unguarded(raw));
}

static int refuse_raw(PyObject *self, PyObject *value, void *context) {
    PyErr_SetString(PyExc_AttributeError, "readonly attribute");
    return -1;
}

static int is_whole(buffered *self) {
    if (self->ok > 0) {
        return 1;
    }
    PyErr_SetString(
        PyExc_ValueError,
        self->detached ? "raw stream has been detached" : "I/O operation on uninitialized object");
    return 0;
}

static PyObject *detach(PyObject *object, PyObject *none) {
    buffered *self = (buffered *)object;
    if (!is_whole(self)) {
        return NULL;
    }
    PyObject *flushed = PyObject_CallMethod(object, "flush", NULL);
    if (flushed == NULL) {
        return NULL;
    }
    Py_DECREF(flushed);
    /* `flush` may have been a script's. */
    if (!is_whole(self)) {
        return NULL;
    }
    if (self->owner != 0) {
        PyErr_Format(PyExc_RuntimeError, "reentrant call inside %R", object);
        return NULL;
    }
    PyObject *raw = self->raw;
    self->raw = NULL;
    self->detached = 1;
    self->ok = 0;
    PyObject *shown = Py_NewRef(unguarded(raw));
    Py_DECREF(raw);
    return shown;
}

static PyGetSetDef raw_getter = {"raw", get_raw, refuse_raw, NULL, NULL};
static PyMethodDef detach_method = {
    "detach", detach, METH_NOARGS,
    "detach($self, /)\n--\n\n"
    "Disconnect this buffer from its underlying raw stream and return it.\n\n"
    "After the raw stream has been detached, the buffer is in an unusable\nstate.",
};

static Py_ssize_t member_offset(PyObject *type, const char *name) {
    PyObject *member = PyDict_GetItemString(((PyTypeObject *)type)->tp_dict, name);
    return member != NULL && Py_IS_TYPE(member, &PyMemberDescr_Type)
        ? ((PyMemberDescrObject *)member)->d_member->offset : -1;
}

static int is_known_layout(PyObject *object) {
    PyTypeObject *type = (PyTypeObject *)object;
    return type->tp_basicsize == sizeof(buffered) && type->tp_dictoffset == offsetof(buffered, dict)
        && type->tp_weaklistoffset == offsetof(buffered, weakreflist)
        && member_offset(object, "raw") == offsetof(buffered, raw)
        && member_offset(object, "_finalizing") == offsetof(buffered, finalizing);
}

static int store(PyTypeObject *type, const char *name, PyObject *descriptor) {
    int status = descriptor == NULL ? -1 : PyDict_SetItemString(type->tp_dict, name, descriptor);
    Py_XDECREF(descriptor);
    return status;
}

static int replace_initialiser(PyTypeObject *type, initproc *original, initproc own) {
    PyObject *wrapper = PyDict_GetItemString(type->tp_dict, "__init__");
    if (wrapper == NULL || spy_wrapper_replace(wrapper, (void *)own) == NULL) {
        return -1;
    }
    *original = type->tp_init;
    type->tp_init = own;
    PyType_Modified(type);
    return 0;
}

static PyMethodDef *method_definition(PyObject *type, const char *name) {
    PyObject *method = PyDict_GetItemString(((PyTypeObject *)type)->tp_dict, name);
    return method == NULL ? NULL : spy_method_definition(method);
}

static int add_safe_filler(PyObject *type) {
    PyMethodDef *definition = method_definition(type, "readinto");
    for (size_t index = 0; definition != NULL && index < Py_ARRAY_LENGTH(safe_fillers); index++) {
        if (safe_fillers[index] == NULL) {
            safe_fillers[index] = definition;
            return 0;
        }
    }
    return -1;
}

const char *spy_guard_buffers(PyObject *io) {
    static const initproc own[BUFFERED_KINDS] = {initialise_reader, initialise_writer, initialise_random};
    borrower_type = (PyTypeObject *)PyType_FromSpec(&borrower_spec);
    guarded_stream_type = (PyTypeObject *)PyType_FromSpec(&guarded_spec);
    if (borrower_type == NULL || guarded_stream_type == NULL) {
        return "a type could not be made";
    }
    for (int kind = 0; kind < BUFFERED_KINDS; kind++) {
        PyObject *object = PyObject_GetAttrString(io, buffered_names[kind]);
        if (object == NULL || !is_known_layout(object)) {
            return buffered_names[kind];
        }
        PyTypeObject *type = (PyTypeObject *)object;
        /* A writer has none. */
        if (method_definition(object, "readinto") != NULL && add_safe_filler(object) < 0) {
            return buffered_names[kind];
        }
        if (replace_initialiser(type, &original_initialisers[kind], own[kind]) < 0
            || store(type, "raw", PyDescr_NewGetSet(type, &raw_getter)) < 0
            || store(type, "detach", PyDescr_NewMethod(type, &detach_method)) < 0) {
            return buffered_names[kind];
        }
        PyType_Modified(type);
        Py_DECREF(object);
    }
    PyObject *memory = PyObject_GetAttrString(io, "BytesIO");
    if (memory == NULL || add_safe_filler(memory) < 0) {
        return "BytesIO";
    }
    Py_DECREF(memory);
    return NULL;
}

/* MARK: Unpicklers */

static initproc original_unpickler_initialiser;

static int trusts_none(PyObject *stream) { return 0; }

static int initialise_unpickler(PyObject *self, PyObject *arguments, PyObject *keywords) {
    return call_guarded(original_unpickler_initialiser, self, arguments, keywords, "file", trusts_none);
}

int spy_guard_unpickler(PyObject *type) {
    return replace_initialiser((PyTypeObject *)type, &original_unpickler_initialiser, initialise_unpickler);
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

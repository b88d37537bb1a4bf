#include "lending.h"

/* Buffered streams and text layers of CPython, over streams of scripts: what their initialisation takes, what it shows,
   and when it may be repeated. */

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

static int is_being_initialised(PyObject *self) {
    for (initialisation *entry = initialisations; entry != NULL; entry = entry->outer) {
        if (entry->self == self) {
            return 1;
        }
    }
    return 0;
}

static int is_in_use(PyObject *self) {
    buffered *stream = (buffered *)self;
    /* A thread that waits for the lock, or just got it, is not its owner yet. */
    return stream->owner != 0 || (stream->lock != NULL && spy_thread_count() > 1);
}

static int refuse_entering(PyObject *self) {
    PyErr_Format(PyExc_RuntimeError, "reentrant call inside %R", self);
    return -1;
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
    if (is_in_use(self) || is_being_initialised(self)) {
        return refuse_entering(self);
    }
    initialisation own = {self, initialisations};
    initialisations = &own;
    /* Until it is whole again nothing of it can be used. */
    ((buffered *)self)->ok = 0;
    int status = lending_call_guarded(original_initialisers[kind], self, arguments, keywords, "raw", is_trusted_raw);
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

/* What a text layer counts of its pending text would be less than there is, once it was made anew within itself. */
static initproc original_text_initialiser;

static int initialise_text(PyObject *self, PyObject *arguments, PyObject *keywords) {
    if (is_being_initialised(self)) {
        PyErr_Format(PyExc_RuntimeError, "reentrant call inside a '%.200s' object", Py_TYPE(self)->tp_name);
        return -1;
    }
    initialisation own = {self, initialisations};
    initialisations = &own;
    int status = original_text_initialiser(self, arguments, keywords);
    end(&own);
    return status;
}

static PyObject *get_raw(PyObject *self, void *arg) {
    PyObject *raw = ((buffered *)self)->raw;
    return Py_NewRef(raw == NULL ? Py_None : lending_shown(raw));
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
        refuse_entering(object);
        return NULL;
    }
    PyObject *raw = self->raw;
    self->raw = NULL;
    self->detached = 1;
    self->ok = 0;
    PyObject *shown = Py_NewRef(lending_shown(raw));
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

Py_ssize_t lending_member_offset(PyObject *type, const char *name) {
    PyObject *member = PyDict_GetItemString(((PyTypeObject *)type)->tp_dict, name);
    return member != NULL && Py_IS_TYPE(member, &PyMemberDescr_Type)
        ? ((PyMemberDescrObject *)member)->d_member->offset : -1;
}

static int is_known_layout(PyObject *object) {
    PyTypeObject *type = (PyTypeObject *)object;
    return type->tp_basicsize == sizeof(buffered) && type->tp_dictoffset == offsetof(buffered, dict)
        && type->tp_weaklistoffset == offsetof(buffered, weakreflist)
        && lending_member_offset(object, "raw") == offsetof(buffered, raw)
        && lending_member_offset(object, "_finalizing") == offsetof(buffered, finalizing);
}

static int store(PyTypeObject *type, const char *name, PyObject *descriptor) {
    int status = descriptor == NULL ? -1 : PyDict_SetItemString(type->tp_dict, name, descriptor);
    Py_XDECREF(descriptor);
    return status;
}

const char *spy_guard_buffers(PyObject *io) {
    static const initproc own[BUFFERED_KINDS] = {initialise_reader, initialise_writer, initialise_random};
    if (lending_make_types() < 0) {
        return "a type could not be made";
    }
    for (int kind = 0; kind < BUFFERED_KINDS; kind++) {
        PyObject *object = PyObject_GetAttrString(io, buffered_names[kind]);
        if (object == NULL || !is_known_layout(object)) {
            return buffered_names[kind];
        }
        PyTypeObject *type = (PyTypeObject *)object;
        /* A writer has none. */
        if (lending_method_definition(object, "readinto") != NULL && lending_add_safe_filler(object) < 0) {
            return buffered_names[kind];
        }
        if (lending_replace_initialiser(type, &original_initialisers[kind], own[kind]) < 0
            || store(type, "raw", PyDescr_NewGetSet(type, &raw_getter)) < 0
            || store(type, "detach", PyDescr_NewMethod(type, &detach_method)) < 0) {
            return buffered_names[kind];
        }
        PyType_Modified(type);
        Py_DECREF(object);
    }
    PyObject *text = PyObject_GetAttrString(io, "TextIOWrapper");
    if (text == NULL || lending_replace_initialiser((PyTypeObject *)text, &original_text_initialiser, initialise_text) < 0) {
        return "TextIOWrapper";
    }
    Py_DECREF(text);
    PyObject *memory = PyObject_GetAttrString(io, "BytesIO");
    if (memory == NULL || lending_add_safe_filler(memory) < 0) {
        return "BytesIO";
    }
    Py_DECREF(memory);
    return NULL;
}

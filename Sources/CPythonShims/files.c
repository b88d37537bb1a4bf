#include "lending.h"

/* Instances of our own FileIO. Buffers and text layers of CPython ask a FileIO of its own whether it is closed by the
   number that stands first, and any other stream by its attributes, once a line: ours has the number in that place. */

typedef struct {
    PyObject_HEAD
    int descriptor;
    char closes_descriptor;
    char finalizing;
    unsigned int block_size;
    void *payload;
    PyObject *weak_references;
    PyObject *dictionary;
} file_object;

#define FILE_OBJECT(object) ((file_object *)(object))

static PyTypeObject *file_type;

static void file_deallocate(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    FILE_OBJECT(self)->finalizing = 1;
    /* Closes the file. */
    if (PyObject_CallFinalizerFromDealloc(self) < 0) {
        return;
    }
    PyObject_GC_UnTrack(self);
    if (FILE_OBJECT(self)->weak_references != NULL) {
        PyObject_ClearWeakRefs(self);
    }
    Py_CLEAR(FILE_OBJECT(self)->dictionary);
    spy_release_payload(&FILE_OBJECT(self)->payload);
    type->tp_free(self);
    Py_DECREF(type);
}

static int file_traverse(PyObject *self, visitproc visit, void *arg) {
    Py_VISIT(FILE_OBJECT(self)->dictionary);
    Py_VISIT(Py_TYPE(self));
    return 0;
}

static int file_clear(PyObject *self) {
    Py_CLEAR(FILE_OBJECT(self)->dictionary);
    return 0;
}

static PyObject *get_closed(PyObject *self, void *context) {
    return PyBool_FromLong(FILE_OBJECT(self)->descriptor < 0);
}

static PyObject *get_closes_descriptor(PyObject *self, void *context) {
    return PyBool_FromLong(FILE_OBJECT(self)->closes_descriptor);
}

void spy_file_warn_unclosed(PyObject *self, PyObject *source) {
    if (FILE_OBJECT(self)->descriptor < 0 || !FILE_OBJECT(self)->closes_descriptor) {
        return;
    }
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    if (PyErr_ResourceWarning(source, 1, "unclosed file %R", source) < 0 && PyErr_ExceptionMatches(PyExc_Warning)) {
        PyErr_WriteUnraisable(self);
    }
    PyErr_Restore(type, value, traceback);
}

static PyObject *warn_of_deallocation(PyObject *self, PyObject *source) {
    spy_file_warn_unclosed(self, source);
    Py_RETURN_NONE;
}

static PyGetSetDef file_getters[] = {
    {"closed", get_closed, NULL, "True if the file is closed", NULL},
    {"closefd", get_closes_descriptor, NULL, "True if the file descriptor will be closed by close().", NULL},
    {NULL},
};

static PyMemberDef file_members[] = {
    {"_blksize", T_UINT, offsetof(file_object, block_size), 0},
    {"_finalizing", T_BOOL, offsetof(file_object, finalizing), 0},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(file_object, weak_references), READONLY},
    {"__dictoffset__", T_PYSSIZET, offsetof(file_object, dictionary), READONLY},
    {NULL},
};

static PyMethodDef file_methods[] = {
    {"_dealloc_warn", warn_of_deallocation, METH_O, NULL},
    {NULL},
};

static PyType_Slot file_slots[] = {
    {Py_tp_dealloc, file_deallocate}, {Py_tp_traverse, file_traverse}, {Py_tp_clear, file_clear},
    {Py_tp_getset, file_getters}, {Py_tp_members, file_members}, {Py_tp_methods, file_methods},
    {Py_tp_doc, "Open a file of the virtual tree."}, {0, NULL},
};

static PyType_Spec file_spec = {
    "_io.FileIO", sizeof(file_object), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, file_slots,
};

PyObject *spy_make_file_type(PyObject *base) {
    PyObject *type = PyType_FromSpecWithBases(&file_spec, base);
    file_type = (PyTypeObject *)type;
    return type;
}

Py_ssize_t spy_file_payload_offset(void) { return offsetof(file_object, payload); }

int spy_is_exact_file(PyObject *object) { return file_type != NULL && Py_IS_TYPE(object, file_type); }

int spy_file_descriptor(PyObject *self) { return FILE_OBJECT(self)->descriptor; }
int spy_file_closes_descriptor(PyObject *self) { return FILE_OBJECT(self)->closes_descriptor; }
int spy_file_is_finalizing(PyObject *self) { return FILE_OBJECT(self)->finalizing; }

void spy_file_set(PyObject *self, int descriptor, int closes_descriptor, unsigned int block_size) {
    FILE_OBJECT(self)->descriptor = descriptor;
    FILE_OBJECT(self)->closes_descriptor = closes_descriptor != 0;
    if (block_size != 0) {
        FILE_OBJECT(self)->block_size = block_size;
    }
}

/* Modules/_io/textio.c of CPython 3.11. What comes before is not touched. */
typedef struct {
    PyObject_HEAD
    int ok;
    int detached;
    Py_ssize_t chunk_size;
    PyObject *buffer, *encoding, *encoder, *decoder, *readnl, *errors;
    const char *writenl;
    char line_buffering, write_through, readuniversal, readtranslate, writetranslate, seekable, has_read1, telling;
    char finalizing;
    void (*encode)(void);
    char encoding_start_of_stream;
    PyObject *decoded_chars;
    Py_ssize_t decoded_chars_used;
    PyObject *pending_bytes;
    Py_ssize_t pending_bytes_count;
    PyObject *snapshot;
    double b2cratio;
    PyObject *raw;
    PyObject *weakreflist;
    PyObject *dict;
} text_object;

void spy_text_watch_file(PyObject *text, PyObject *raw) {
    PyTypeObject *type = Py_TYPE(text);
    if (!spy_is_exact_file(raw) || (type->tp_flags & Py_TPFLAGS_HEAPTYPE) != 0
        || type->tp_basicsize != sizeof(text_object) || type->tp_dictoffset != offsetof(text_object, dict)
        || type->tp_weaklistoffset != offsetof(text_object, weakreflist)
        || lending_member_offset((PyObject *)type, "buffer") != offsetof(text_object, buffer)
        || lending_member_offset((PyObject *)type, "_finalizing") != offsetof(text_object, finalizing)) {
        return;
    }
    text_object *own = (text_object *)text;
    if (own->ok > 0 && own->raw == NULL) {
        own->raw = Py_NewRef(raw);
    }
}

#include "CPythonShims.h"

/* Deallocation chains through slots of opaque types: Swift cannot read tp_base, tp_free or tp_finalize. */

static spy_payload_release release_payload;

void spy_set_payload_release(spy_payload_release release) { release_payload = release; }

void spy_release_payload(void **payload) {
    if (*payload != NULL) {
        release_payload(*payload);
        *payload = NULL;
    }
}

PyObject *spy_allocate_instance(PyObject *type) {
    return ((PyTypeObject *)type)->tp_alloc((PyTypeObject *)type, 0);
}

int spy_is_instance(PyObject *object, PyObject *type) {
    return PyObject_TypeCheck(object, (PyTypeObject *)type);
}

int spy_is_subtype(PyObject *type, PyObject *base) {
    return PyType_IsSubtype((PyTypeObject *)type, (PyTypeObject *)base);
}

/* The type is complete: no script changes it any more. */
void spy_native_type_finish(PyObject *type) {
    ((PyTypeObject *)type)->tp_flags |= Py_TPFLAGS_IMMUTABLETYPE;
    PyType_Modified((PyTypeObject *)type);
}

static void deallocate(PyObject *object) {
    PyTypeObject *type = Py_TYPE(object);
    PyTypeObject *native = type;
    while (native->tp_dealloc != deallocate) {
        native = native->tp_base;
    }
    PyTypeObject *base = native->tp_base;
    /* An io base would call close() on the instance later, when its payload is gone. */
    if (type->tp_finalize != NULL && PyObject_CallFinalizerFromDealloc(object) < 0) {
        return;
    }
    spy_release_payload((void **)((char *)object + base->tp_basicsize));
    if (base == &PyBaseObject_Type) {
        type->tp_free(object);
    } else {
        base->tp_dealloc(object);
    }
    Py_DECREF(type);
}

void *spy_native_deallocate(void) { return (void *)deallocate; }

static void deallocate_host_object(PyObject *object) {
    PyTypeObject *type = Py_TYPE(object);
    spy_release_payload((void **)((char *)object + PyBaseObject_Type.tp_basicsize));
    type->tp_free(object);
    Py_DECREF(type);
}

void *spy_host_object_deallocate(void) { return (void *)deallocate_host_object; }

int spy_is_host_object(PyObject *object) { return Py_TYPE(object)->tp_dealloc == deallocate_host_object; }

int spy_execute_sql(PyObject *connection, const char *statement) {
    /* The native class is the one below all Python subclasses. */
    PyTypeObject *type = Py_TYPE(connection);
    while (type->tp_base != NULL && type->tp_base != &PyBaseObject_Type) {
        type = type->tp_base;
    }
    PyObject *execute = PyObject_GetAttrString((PyObject *)type, "execute");
    if (execute == NULL) {
        return -1;
    }
    PyObject *cursor = PyObject_CallFunction(execute, "Os", connection, statement);
    Py_DECREF(execute);
    Py_XDECREF(cursor);
    return cursor == NULL ? -1 : 0;
}

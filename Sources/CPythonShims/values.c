#include "CPythonShims.h"
#include <datetime.h>
#include <string.h>

/* A class that a script makes is a heap type: the name of a static one cannot be taken. */
static int is_static(PyTypeObject *type, const char *name) {
    return !PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE) && strcmp(type->tp_name, name) == 0;
}

spy_value_kind spy_value_kind_of(PyObject *object) {
    PyTypeObject *type = Py_TYPE(object);
    if (object == Py_None) return SPY_VALUE_NONE;
    if (type == &PyBool_Type) return SPY_VALUE_BOOL;
    if (type == &PyLong_Type) return SPY_VALUE_INTEGER;
    if (type == &PyFloat_Type) return SPY_VALUE_FLOAT;
    if (type == &PyUnicode_Type) return SPY_VALUE_STRING;
    if (type == &PyBytes_Type || type == &PyByteArray_Type) return SPY_VALUE_BYTES;
    if (type == &PyList_Type) return SPY_VALUE_LIST;
    if (type == &PyTuple_Type) return SPY_VALUE_TUPLE;
    if (type == &PyDict_Type) return SPY_VALUE_DICTIONARY;
    if (type == &PySet_Type || type == &PyFrozenSet_Type) return SPY_VALUE_SET;
    if (is_static(type, "datetime.date")) return SPY_VALUE_DATE;
    if (is_static(type, "datetime.time")) return SPY_VALUE_TIME;
    if (is_static(type, "datetime.datetime")) return SPY_VALUE_DATE_TIME;
    if (is_static(type, "datetime.timedelta")) return SPY_VALUE_DURATION;
    if (is_static(type, "decimal.Decimal")) return SPY_VALUE_DECIMAL;
    if (spy_is_host_object(object)) return SPY_VALUE_HOST_OBJECT;
    return SPY_VALUE_OTHER;
}

spy_date_parts spy_date_parts_of(PyObject *date) {
    return (spy_date_parts){PyDateTime_GET_YEAR(date), PyDateTime_GET_MONTH(date), PyDateTime_GET_DAY(date)};
}

spy_time_parts spy_time_parts_of(PyObject *object, int has_date) {
    if (has_date) {
        return (spy_time_parts){
            PyDateTime_DATE_GET_HOUR(object), PyDateTime_DATE_GET_MINUTE(object), PyDateTime_DATE_GET_SECOND(object),
            PyDateTime_DATE_GET_MICROSECOND(object), PyDateTime_DATE_GET_FOLD(object), PyDateTime_DATE_GET_TZINFO(object)};
    }
    return (spy_time_parts){
        PyDateTime_TIME_GET_HOUR(object), PyDateTime_TIME_GET_MINUTE(object), PyDateTime_TIME_GET_SECOND(object),
        PyDateTime_TIME_GET_MICROSECOND(object), PyDateTime_TIME_GET_FOLD(object), PyDateTime_TIME_GET_TZINFO(object)};
}

spy_duration_parts spy_duration_parts_of(PyObject *delta) {
    return (spy_duration_parts){
        PyDateTime_DELTA_GET_DAYS(delta), PyDateTime_DELTA_GET_SECONDS(delta), PyDateTime_DELTA_GET_MICROSECONDS(delta)};
}

int spy_is_fixed_zone(PyObject *zone) { return is_static(Py_TYPE(zone), "datetime.timezone"); }

size_t spy_integer_size(PyObject *integer) {
    size_t bits = _PyLong_NumBits(integer);
    return bits == (size_t)-1 ? 0 : bits / 8 + 1;
}

int spy_integer_bytes(PyObject *integer, uint8_t *bytes, size_t size) {
    return _PyLong_AsByteArray((PyLongObject *)integer, bytes, size, 1, 1);
}

PyObject *spy_integer_from_bytes(const uint8_t *bytes, size_t size) { return _PyLong_FromByteArray(bytes, size, 1, 1); }

int spy_set_next(PyObject *set, Py_ssize_t *position, PyObject **element) {
    Py_hash_t hash;
    return _PySet_NextEntry(set, position, element, &hash);
}

#pragma once

/* By the header of the module CPython and not Python.h itself: what both declared would belong to either, by chance. */
#include "../../CPython/CPython.h"

#pragma clang assume_nonnull begin

/* Swift 6 refuses C globals such as PyExc_OSError and &PyFunction_Type as shared mutable state,
   and cannot import function-like macros. One accessor stands for each family. */

typedef enum {
    SPY_EXC_EXCEPTION,
    SPY_EXC_ATTRIBUTE_ERROR,
    SPY_EXC_BLOCKING_IO_ERROR,
    SPY_EXC_BUFFER_ERROR,
    SPY_EXC_DEPRECATION_WARNING,
    SPY_EXC_EOF_ERROR,
    SPY_EXC_IMPORT_ERROR,
    SPY_EXC_INDEX_ERROR,
    SPY_EXC_KEYBOARD_INTERRUPT,
    SPY_EXC_KEY_ERROR,
    SPY_EXC_LOOKUP_ERROR,
    SPY_EXC_MEMORY_ERROR,
    SPY_EXC_MODULE_NOT_FOUND_ERROR,
    SPY_EXC_NAME_ERROR,
    SPY_EXC_NOT_IMPLEMENTED_ERROR,
    SPY_EXC_OS_ERROR,
    SPY_EXC_OVERFLOW_ERROR,
    SPY_EXC_PERMISSION_ERROR,
    SPY_EXC_RECURSION_ERROR,
    SPY_EXC_RUNTIME_ERROR,
    SPY_EXC_STOP_ITERATION,
    SPY_EXC_SYNTAX_ERROR,
    SPY_EXC_SYSTEM_ERROR,
    SPY_EXC_SYSTEM_EXIT,
    SPY_EXC_TIMEOUT_ERROR,
    SPY_EXC_TYPE_ERROR,
    SPY_EXC_UNICODE_ERROR,
    SPY_EXC_VALUE_ERROR,
    SPY_EXC_RUNTIME_WARNING
} spy_exception_kind;

/* Borrowed; lives as long as the interpreter. */
PyObject *spy_exception(spy_exception_kind kind);

typedef enum {
    SPY_TYPE_OBJECT,
    SPY_TYPE_TYPE,
    SPY_TYPE_MODULE,
    SPY_TYPE_FUNCTION,
    SPY_TYPE_CODE,
    SPY_TYPE_FRAME,
    SPY_TYPE_BUILTIN_FUNCTION,
    SPY_TYPE_MAPPING_PROXY,
    SPY_TYPE_ORDERED_DICT,
    SPY_TYPE_DICT
} spy_type_kind;

/* Borrowed; static types of libpython. */
PyTypeObject *spy_type(spy_type_kind kind);

/* Py_None, Py_True, Py_False, Py_NotImplemented and Py_Ellipsis are macros over globals. Borrowed. */
PyObject *spy_none(void);
PyObject *spy_true(void);
PyObject *spy_false(void);
PyObject *spy_not_implemented(void);

/* Py_TYPE is an inline function over a union in later versions. Borrowed. */
PyObject *spy_type_object(PyObject *object);

/* The name as C knows it; tp_name is not reachable through an opaque type. */
const char *spy_type_name(PyObject *object);

/* A C string of no bytes that lives for ever. */
const char *spy_empty_string(void);

/* Type checks that Python.h has as macros. */
int spy_is_module(PyObject *object);
int spy_is_string(PyObject *object);
int spy_is_bytes(PyObject *object);
int spy_is_integer(PyObject *object);
int spy_is_float(PyObject *object);
int spy_is_dict(PyObject *object);
int spy_is_exact_dict(PyObject *object);
int spy_is_list(PyObject *object);
int spy_is_tuple(PyObject *object);
int spy_is_cell(PyObject *object);
int spy_is_code(PyObject *object);
int spy_is_function(PyObject *object);
int spy_is_type(PyObject *object);
int spy_is_module_definition(PyObject *object);
int spy_is_mapping_proxy(PyObject *object);
int spy_code_free_variable_count(PyObject *code);

/* The compiler flags of the code that called, which eval and exec inherit as the real ones do. */
PyObject *_Nullable spy_compile_source(const char *source, PyObject *filename, int start, int is_text, int inherit_flags);

/* As the above, and the flags of `from __future__` are taken from `features` and added to it. `flags` are PyCF_ ones. */
PyObject *_Nullable spy_compile_statement(const char *source, PyObject *filename, int start, int flags, int *features);
/* PyCF_DONT_IMPLY_DEDENT and PyCF_ALLOW_INCOMPLETE_INPUT: a text that more lines may follow. */
int spy_flags_incomplete_input(void);
/* PyCF_MASK: what code has of __future__, among its flags. */
int spy_future_flags(void);

/* Instances of our own native types. `payload` is an unmanaged Swift object. */
typedef struct {
    PyObject ob_base;
    vectorcallfunc _Nullable vectorcall;
    void *_Nullable payload;
} spy_native_function;

/* Adopts `dictionary` as the namespace of a module; the struct is private to libpython. */
void spy_module_set_dictionary(PyObject *module, PyObject *dictionary);
/* Borrowed namespace of a module, past every descriptor; NULL for a module without one. */
PyObject *_Nullable spy_module_dictionary(PyObject *module);
/* Borrowed: the definition, or NULL. */
PyModuleDef *_Nullable spy_module_definition(PyObject *module);

/* PyImport_Inittab is a global array: entry `index`, or 0 past its end. */
int spy_builtin_module(Py_ssize_t index, const char *_Nullable *_Nonnull name, PyObject *_Nullable (*_Nullable *_Nonnull initialise)(void));

/* Calls the PyInit function at `symbol` (a data pointer cannot be cast to a function in Swift). */
PyObject *_Nullable spy_call_module_initialiser(void *symbol);

/* PyModule_FromDefAndSpec is a macro. */
PyObject *_Nullable spy_module_from_definition(PyModuleDef *definition, PyObject *spec);

/* PyStatus by value crosses badly; the message of a failed initialisation, or NULL. */
const char *_Nullable spy_initialise(PyConfig *config);

const char *_Nullable spy_preinitialise(PyPreConfig *config);
/* wchar_t lists are awkward to build in Swift. The error, or NULL. */
const char *_Nullable spy_append_search_path(PyConfig *config, const char *path);

/* Borrowed mapping behind a mappingproxy: the struct is private to libpython. */
PyObject *spy_mapping_proxy_target(PyObject *proxy);

/* Borrowed: builtins and globals of a frame, without new references or audit events. */
PyObject *_Nullable spy_frame_builtins(PyObject *frame);
PyObject *_Nullable spy_frame_globals(PyObject *frame);
/* New references; PyFrameObject is opaque to Swift. */
PyObject *_Nullable spy_frame_locals(PyObject *frame);
PyObject *_Nullable spy_frame_back(PyObject *frame);
PyObject *spy_frame_code(PyObject *frame);
int spy_frame_line(PyObject *frame);
/* Whether the frame runs a function, not the body of a class or module. */
int spy_frame_is_function(PyObject *frame);

/* Replaces what a slot wrapper descriptor calls, in place: a subclass that inherits the slot takes
   the function from here. Returns the former one. */
void *_Nullable spy_wrapper_replace(PyObject *descriptor, void *function);

/* The method definition behind a method descriptor or built-in function, borrowed. */
PyMethodDef *_Nullable spy_method_definition(PyObject *callable);

/* The interpreter's private dictionaries; borrowed. */
PyObject *spy_interpreter_builtins(void);
PyObject *spy_interpreter_sys_dictionary(void);

/* Macros of type specifications. */
int spy_member_size_type(void);
int spy_member_read_only(void);
unsigned int spy_flags_native_function(int binds, int is_fixed);
unsigned int spy_flags_native_type(int subclassable);
Py_ssize_t spy_vectorcall_count(size_t flags);
Py_ssize_t spy_basic_size(PyObject *type);

/* One Swift object that C callbacks find without capturing it; set once, under the interpreter lock. */
void spy_set_context(void *context);
void *_Nullable spy_context(void);

/* The payload of a native instance stands behind the fields of its base type. */
void *_Nullable spy_payload(PyObject *object, Py_ssize_t offset);
/* Instances of native types: allocation by the slot of the (sub)type, release of the payload through
   `release_payload`, then what the base type does. */
PyObject *_Nullable spy_allocate_instance(PyObject *type);
void spy_native_type_finish(PyObject *type);
typedef void (*spy_payload_release)(void *payload);
void spy_set_payload_release(spy_payload_release release);
/* Releases what a payload slot holds, and empties it: for deallocation slots of C types. */
void spy_release_payload(void *_Nullable *_Nonnull payload);
/* The deallocation slot itself: through a Swift closure it could not be told from a base type's. */
void *spy_native_deallocate(void);
/* The same for objects of the host, which are known by it: no script can make another type with this slot. */
void *spy_host_object_deallocate(void);
int spy_is_host_object(PyObject *_Nonnull object);
int spy_is_instance(PyObject *object, PyObject *type);
int spy_is_subtype(PyObject *type, PyObject *base);
void spy_set_payload(PyObject *object, Py_ssize_t offset, void *_Nullable payload);

/* Type slots and dictionaries, as pointers that Swift can hold. */
PyObject *spy_type_dictionary(PyObject *type);
void spy_type_modified(PyObject *type);
/* Kills the constructor: the slot, so that subclasses made later inherit the refusal, too. */
void spy_type_set_new(PyObject *type, newfunc function);
void spy_type_set_init(PyObject *type, initproc function);
void spy_type_set_setattro(PyObject *type, setattrofunc function);
void spy_type_set_repr(PyObject *type, reprfunc function);
void spy_type_set_str(PyObject *type, reprfunc function);
void spy_type_set_richcompare(PyObject *type, richcmpfunc function);
void spy_type_set_or(PyObject *type, binaryfunc function);
initproc _Nullable spy_type_init(PyObject *type);
newfunc _Nullable spy_type_new(PyObject *type);
/* Calls a `tp_new` slot, whose first argument is a type. */
PyObject *_Nullable spy_call_new(newfunc function, PyObject *type, PyObject *arguments, PyObject *_Nullable keywords);
reprfunc _Nullable spy_type_str(PyObject *type);
int spy_type_is_heap(PyObject *type);
int spy_type_is_immutable(PyObject *type);
Py_ssize_t spy_type_item_size(PyObject *type);
int spy_type_has_own_dictionary_slot(PyObject *type);
int spy_type_has_weak_list(PyObject *type);

/* The getset definition behind a getset descriptor, borrowed. */
PyGetSetDef *_Nullable spy_getset_definition(PyObject *descriptor);
/* Borrowed fields of a function, read without descriptors. */
/* Borrowed: the function of a bound method; NULL for any other object. */
PyObject *_Nullable spy_method_function(PyObject *method);
PyObject *spy_function_builtins(PyObject *function);
PyObject *spy_function_globals(PyObject *function);
PyObject *_Nullable spy_function_closure(PyObject *function);
PyObject *spy_function_code(PyObject *function);
PyObject *_Nullable spy_function_defaults(PyObject *function);
PyObject *_Nullable spy_function_keyword_defaults(PyObject *function);
/* Sets the code of a function past its descriptor and every audit event. */
void spy_function_set_code(PyObject *function, PyObject *code);
/* Borrowed `m_self` of a built-in function or NULL. */
PyObject *_Nullable spy_builtin_self(PyObject *function);

/* Borrowed: the innermost Python frame of this thread as an object, or NULL. */
PyObject *_Nullable spy_current_frame(void);

/* The audit hook's state is read on hot paths and by C alone. */
typedef int (*spy_audit_verdict)(const char *event, void *context);
int spy_install_audit_hook(spy_audit_verdict verdict, void *context);
void spy_arm_audit(void);
/* Whether refusals have begun. */
int spy_audit_is_armed(void);
/* Lets exactly one event of this name pass, raised by our own next call; 0 takes it back. */
void spy_expect_own_event(const char *_Nullable event);
/* Refuses this event without a record while our own call may raise it in vain; NULL takes it back. */
void spy_refuse_quietly(const char *_Nullable event);
int spy_audit_add_allowed(const char *event);

/* connection.execute(statement), past whatever a subclass put in its place. -1 with an exception set. */
int spy_execute_sql(PyObject *connection, const char *statement);

/* Memory without an owner, which CPython lends to scripts' streams, unpicklers' files and codecs, is copied for them:
   fields of structs and slots of C types. What could not be guarded, or NULL. */
const char *_Nullable spy_guard_buffers(PyObject *io);
int spy_guard_unpickler(PyObject *type);
/* Instances of exactly this type are lent the memory itself; at most four types. */
void spy_trust_raw_type(PyObject *type);
/* New references: a stand-in for a file that is read into; a codec whose decoder is lent copies. */
PyObject *_Nullable spy_guarded_stream(PyObject *stream);
PyObject *_Nullable spy_guarded_codec(PyObject *codec);

/* Our own FileIO: a layout that CPython's buffers and text layers read by its place in memory. */
PyObject *_Nullable spy_make_file_type(PyObject *base);
Py_ssize_t spy_file_payload_offset(void);
int spy_is_exact_file(PyObject *object);
/* The number of the script's descriptor; negative where the file is closed. */
int spy_file_descriptor(PyObject *file);
int spy_file_closes_descriptor(PyObject *file);
int spy_file_is_finalizing(PyObject *file);
/* A block size of 0 leaves the former one. */
void spy_file_set(PyObject *file, int descriptor, int closes_descriptor, unsigned int block_size);
/* PyErr_ResourceWarning takes variable arguments. */
void spy_file_warn_unclosed(PyObject *file, PyObject *source);
/* Has a text layer look whether its file is closed without asking for an attribute: a field of its struct. */
void spy_text_watch_file(PyObject *text, PyObject *raw);

PyObject *_Nullable spy_unmarshal(const char *bytes, Py_ssize_t length);

PyObject *_Nullable spy_call(PyObject *callable, PyObject *_Nullable *_Nullable arguments, size_t count, PyObject *_Nullable keyword_names);

/* Has CPython's allocators note when the system refuses memory. Slots of C types: not for Swift closures. */
void spy_watch_memory(void);
/* How much of the address space CPython's own allocations leave to the others; 0: all that they want is theirs.
   Returns what it was. */
size_t spy_keep_margin(size_t size);
/* Whether CPython, or `spy_note_refused_memory`, met a refusal. */
int spy_memory_was_refused(void);
void spy_note_refused_memory(void);
void spy_forget_refused_memory(void);
/* Whether that much address space is left, by trying. */
int spy_has_room(size_t size);
/* Counts `size` bytes that native code is about to take, as if CPython took them; 0 where the margin would go. */
int spy_may_take(size_t size);
/* mallopt: a heap per thread would reserve 64 MiB of address space each. */
void spy_use_one_heap(void);

/* Stops the clock of all code of the process at this many nanoseconds since 1970; what follows is in repeatable.c,
   which takes the place of C library functions, as only C can. */
void spy_fix_clock(int64_t nanoseconds);
/* Has all random numbers of the process follow from this one. */
void spy_seed_randomness(uint64_t seed);

/* Takes the handler of SIGINT off, until spy_await_interrupts puts it back, in this process or in a fork of it. */
int spy_keep_interrupts(void);
/* sigaction and pthread_t, of which Swift sees too little. The calling thread, CPython's main one, is the one that SIGINT
   interrupts from now on; -1 where nothing handles SIGINT. */
int spy_await_interrupts(void);
/* Whether this thread is that one. Slots of it are read where no interpreter lock is held. */
int spy_may_be_interrupted(void);
/* Whether CPython's handler has noted a signal that nobody has dealt with yet. */
int spy_is_interrupted(void);
/* Keeps SIGINT from this thread, and from those that it starts meanwhile; 0 lets it come again. Returns what held. */
int spy_block_interrupts(int blocked);

/* Keeps address space for the stacks of `count` threads. -errno. */
int spy_keep_stacks(size_t count, size_t size);
/* Gives one of them up to a thread that is about to start. */
void spy_give_stack(void);
/* The stack of the calling thread, the interpreter's first, may grow as far as the process's limit on stacks lets it, and
   may take so much of a script's memory. */
void spy_let_first_thread_recurse(size_t memory);
/* Fields of a thread's state that Swift does not see: how deep the calling thread has recursed, and how deep it ever may. */
int spy_recursion_depth(void);
int spy_deepest_recursion(void);
/* The limit that a script set, as far as the first thread's stack goes. */
int spy_recursion_limit(void);
/* Sets it for all threads, for each as far as its stack goes. */
void spy_set_recursion_limit(int limit);
/* Lets the thread that was started last recurse as deep as a stack of so many bytes allows. */
void spy_let_newest_thread_recurse(size_t stack);
/* Live threads of the interpreter, those about to start included. */
size_t spy_thread_count(void);

#pragma clang assume_nonnull end
/* Values that pass between a script and its host: exact types alone, told apart without running any code of theirs. */
typedef enum {
    SPY_VALUE_OTHER, SPY_VALUE_NONE, SPY_VALUE_BOOL, SPY_VALUE_INTEGER, SPY_VALUE_FLOAT, SPY_VALUE_STRING, SPY_VALUE_BYTES,
    SPY_VALUE_LIST, SPY_VALUE_TUPLE, SPY_VALUE_DICTIONARY, SPY_VALUE_SET, SPY_VALUE_DATE, SPY_VALUE_TIME,
    SPY_VALUE_DATE_TIME, SPY_VALUE_DURATION, SPY_VALUE_DECIMAL, SPY_VALUE_HOST_OBJECT
} spy_value_kind;
spy_value_kind spy_value_kind_of(PyObject *_Nonnull object);
/* datetime's parts are macros over structures. */
typedef struct { int year, month, day; } spy_date_parts;
typedef struct { int hour, minute, second, microsecond, fold; PyObject *_Nullable zone; } spy_time_parts;
typedef struct { int days, seconds, microseconds; } spy_duration_parts;
spy_date_parts spy_date_parts_of(PyObject *_Nonnull date);
/* The zone is borrowed. */
spy_time_parts spy_time_parts_of(PyObject *_Nonnull object, int has_date);
spy_duration_parts spy_duration_parts_of(PyObject *_Nonnull delta);
/* Whether it is a datetime.timezone itself, whose methods run no other code. */
int spy_is_fixed_zone(PyObject *_Nonnull zone);
/* Integers of any size as two's complement; private functions of CPython's whose types Swift does not import. */
size_t spy_integer_size(PyObject *_Nonnull integer);
int spy_integer_bytes(PyObject *_Nonnull integer, uint8_t *_Nonnull bytes, size_t size);
PyObject *_Nullable spy_integer_from_bytes(const uint8_t *_Nonnull bytes, size_t size);
/* A private function of CPython's: sets have no public way to be walked without calling their methods. */
int spy_set_next(PyObject *_Nonnull set, Py_ssize_t *_Nonnull position, PyObject *_Nullable *_Nonnull element);


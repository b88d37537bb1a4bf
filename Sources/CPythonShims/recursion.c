#include "CPythonShims.h"

#include <stdint.h>
#include <sys/resource.h>

/* Measured with 8 MiB of stack, in the release worker, over 140 ways to recurse through C code: `sorted` with a key that
   sorts takes most of it, 2.5 KiB a level, and overruns at 3,300. Then come `select` of objects with a `fileno`, at
   3,700, and functions that ask for `locals()`, at 5,000. Most others, `eval`, `repr`, json, pickle and deepcopy among
   them, pass 8,900. */
enum { common_stack = 8 << 20, common_depth = 3100, bytes_per_level = common_stack / common_depth };
/* Most ways to recurse take less than this of the first thread's stack, which is part of the script's memory. */
static const size_t bytes_per_common_level = 1 << 10;
/* So many frames fill the memory of most runs. */
static const size_t most_levels = 1000000;

/* What a script asked for; 1000 is CPython's. */
static int wish = 1000;

/* The thread whose stack grows; NULL where nobody said so. */
static PyThreadState *first_thread;
static int first_depth = common_depth;

/* Threads with larger stacks than others, by CPython's number of each, which is never given again. */
static struct {
    uint64_t number;
    int depth;
} deep_threads[64];
static size_t deep_count;

static int depth_for(size_t stack) { return (int)(stack / bytes_per_level); }

static int depth_of(PyThreadState *thread) {
    if (thread == first_thread) {
        return first_depth;
    }
    for (size_t index = 0; index < deep_count; index++) {
        if (deep_threads[index].number == PyThreadState_GetID(thread)) {
            return deep_threads[index].depth;
        }
    }
    return common_depth;
}

static int least(int one, int other) { return one < other ? one : other; }

static int reached(PyThreadState *thread) { return thread->recursion_limit - thread->recursion_remaining; }

static void apply(PyThreadState *thread) {
    int limit = least(wish, depth_of(thread));
    int depth = reached(thread);
    thread->recursion_limit = limit;
    thread->recursion_remaining = limit - depth;
}

void spy_let_first_thread_recurse(size_t memory) {
    first_thread = PyThreadState_Get();
    struct rlimit stack;
    if (getrlimit(RLIMIT_STACK, &stack) < 0 || stack.rlim_cur <= common_stack) {
        return;
    }
    size_t levels = (memory < stack.rlim_cur ? memory : stack.rlim_cur) / bytes_per_common_level;
    if (levels > common_depth) {
        first_depth = (int)(levels < most_levels ? levels : most_levels);
    }
}

int spy_recursion_depth(void) { return reached(PyThreadState_Get()); }

int spy_deepest_recursion(void) { return depth_of(PyThreadState_Get()); }

int spy_recursion_limit(void) { return least(wish, first_depth); }

void spy_set_recursion_limit(int limit) {
    wish = limit;
    /* Of threads to come, too. */
    Py_SetRecursionLimit(least(limit, common_depth));
    PyThreadState *thread = PyInterpreterState_ThreadHead(PyInterpreterState_Get());
    for (; thread != NULL; thread = PyThreadState_Next(thread)) {
        apply(thread);
    }
}

void spy_let_newest_thread_recurse(size_t stack) {
    /* The newest comes first. */
    PyThreadState *thread = PyInterpreterState_ThreadHead(PyInterpreterState_Get());
    size_t kept = 0;
    for (size_t index = 0; index < deep_count; index++) {
        PyThreadState *living = thread;
        while (living != NULL && PyThreadState_GetID(living) != deep_threads[index].number) {
            living = PyThreadState_Next(living);
        }
        if (living != NULL) {
            deep_threads[kept++] = deep_threads[index];
        }
    }
    deep_count = kept;
    if (deep_count == sizeof deep_threads / sizeof *deep_threads) {
        return;
    }
    deep_threads[deep_count].number = PyThreadState_GetID(thread);
    deep_threads[deep_count].depth = depth_for(stack - (256 << 10));
    deep_count += 1;
    apply(thread);
}

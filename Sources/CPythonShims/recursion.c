#include "CPythonShims.h"

#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>

/* Measured with 8 MiB of stack, in the release worker, over 140 ways to recurse through C code: `sorted` with a key that
   sorts takes most of it, 2.5 KiB a level, and overruns at 3,300. Then come `select` of objects with a `fileno`, at
   3,700, and functions that ask for `locals()`, at 5,000. Most others, `eval`, `repr`, json, pickle and deepcopy among
   them, pass 8,900. */
static const size_t bytes_per_level = (8 << 20) / 3100;
enum { common_depth = 3100 };

/* What a script asked for; 1000 is CPython's. */
static int wish = 1000;

/* Bytes. What stands beside the levels: the environment above them, what CPython started with, room for an alarm. */
static const uintptr_t page = 4096, guard = 2 << 20, beside = 2 << 20;
static const size_t common_stack = 8 << 20, most_reserved = 320 << 20;

/* The thread that has the process's own stack, which can grow; NULL where the process is not ours. */
static PyThreadState *first_thread;
static int first_depth = common_depth;
static uintptr_t first_top, first_bottom;
static rlim_t stack_limit;
/* What the stack may not grow over, while it has not grown; NULL afterwards. */
static void *end;

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

static void apply(PyThreadState *thread) {
    int limit = least(wish, depth_of(thread));
    int depth = thread->recursion_limit - thread->recursion_remaining;
    thread->recursion_limit = limit;
    thread->recursion_remaining = limit - depth;
}

/* Whether nothing lies where the stack would grow to, nor close below. The address is a wish alone: no call that a run may
   make forces one. */
static int is_free(uintptr_t bottom, uintptr_t top) {
    size_t size = top - bottom;
    void *probe = mmap((void *)bottom, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (probe == MAP_FAILED) {
        return 0;
    }
    munmap(probe, size);
    return (uintptr_t)probe == bottom;
}

void spy_let_first_thread_recurse(void) {
    char here;
    first_thread = PyThreadState_Get();
    first_top = (uintptr_t)&here & ~(page - 1);
    first_bottom = first_top - common_stack;
    struct rlimit limit;
    /* Until a script asks for depth, the stack ends where other threads' do. */
    end = mmap((void *)(first_bottom - guard), page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    if (end == (void *)(first_bottom - guard) && getrlimit(RLIMIT_STACK, &limit) == 0) {
        stack_limit = limit.rlim_cur;
    }
}

/* The part of the process's memory that the stack may take when a script asks for depth. */
enum { share = 4 };

static void grow(int depth) {
    size_t size = most_reserved;
    if (depth < depth_for(most_reserved - beside)) {
        size = (size_t)depth * bytes_per_level + beside;
    }
    if (size > stack_limit) {
        size = stack_limit;
    }
    uintptr_t bottom;
    for (;; size = size / 8 * 7) {
        size &= ~(page - 1);
        bottom = first_top - size;
        if (bottom >= first_bottom - beside) {
            return;
        }
        uintptr_t top = end == NULL ? first_bottom - guard : (uintptr_t)end;
        if (spy_may_take(share * size) && is_free(bottom - guard, top)) {
            break;
        }
    }
    if (end != NULL) {
        munmap(end, page);
        end = NULL;
    }
    /* The kernel makes the stack reach down to what is touched, all of it at once, and counts it. */
    *(volatile char *)(bottom + beside / 2) = 0;
    first_bottom = bottom + beside / 2;
    first_depth = depth_for(size - beside);
}

int spy_recursion_depth(void) {
    PyThreadState *thread = PyThreadState_Get();
    return thread->recursion_limit - thread->recursion_remaining;
}

int spy_deepest_recursion(void) { return depth_of(PyThreadState_Get()); }

int spy_recursion_limit(void) { return least(wish, first_depth); }

void spy_set_recursion_limit(int limit) {
    wish = limit;
    if (limit > first_depth && PyThreadState_Get() == first_thread) {
        grow(limit);
    }
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

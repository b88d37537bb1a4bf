#include "CPythonShims.h"
#include <malloc.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>

/* Where the address space is limited, memory runs out for all code of the process, and Swift code cannot go on
   without. So a part of the limit is mapped beforehand, and unmapped when CPython is first refused memory. From then
   on every allocation by CPython looks whether enough of that part is left for the others, until it could be mapped
   again. Small objects come from arenas, which CPython asks for a mebibyte at a time: they never come by here. */

/* How much of the reserve CPython's own allocations leave untouched. */
enum { KEPT_SIZE = 16 << 20 };

static size_t reserve_size;
static _Atomic(void *) reserve;
static atomic_int is_low;
static atomic_int was_refused;
static atomic_int is_reporting;
static PyObjectArenaAllocator arenas;

static void *map_nothing(size_t size) {
    void *start = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return start == MAP_FAILED ? NULL : start;
}

int spy_has_room(size_t size) {
    void *probe = map_nothing(size);
    if (probe == NULL) {
        return 0;
    }
    munmap(probe, size);
    return 1;
}

static void release_reserve(void) {
    void *held = atomic_exchange(&reserve, NULL);
    if (held != NULL) {
        atomic_store(&is_low, 1);
        munmap(held, reserve_size);
    }
}

static int restore_reserve(void) {
    void *fresh = map_nothing(reserve_size);
    if (fresh == NULL) {
        return 0;
    }
    void *none = NULL;
    if (!atomic_compare_exchange_strong(&reserve, &none, fresh)) {
        munmap(fresh, reserve_size);
    }
    atomic_store(&is_low, 0);
    return 1;
}

void spy_note_refused_memory(void) {
    atomic_store(&was_refused, 1);
    release_reserve();
}

int spy_memory_was_refused(void) { return atomic_load(&was_refused); }

/* Whether CPython may keep what it was just given. */
static int leaves_enough(void) {
    return !atomic_load_explicit(&is_low, memory_order_relaxed) || atomic_load(&is_reporting) || restore_reserve()
        || spy_has_room(KEPT_SIZE);
}

static void *accepted(void *block) {
    if (__builtin_expect(block != NULL && leaves_enough(), 1)) {
        return block;
    }
    free(block);
    spy_note_refused_memory();
    return NULL;
}

static void *allocate(void *context, size_t size) {
    (void)context;
    return accepted(malloc(size == 0 ? 1 : size));
}

static void *allocate_zeroed(void *context, size_t count, size_t size) {
    (void)context;
    return accepted(count == 0 || size == 0 ? calloc(1, 1) : calloc(count, size));
}

static void *reallocate(void *context, void *block, size_t size) {
    size_t former = malloc_usable_size(block);
    if (__builtin_expect(block == NULL || !atomic_load_explicit(&is_low, memory_order_relaxed) || size <= former, 1)) {
        void *moved = realloc(block, size == 0 ? 1 : size);
        if (moved == NULL) {
            spy_note_refused_memory();
        }
        return moved;
    }
    /* What realloc gave could not be given back. */
    void *moved = allocate(context, size);
    if (moved != NULL) {
        memcpy(moved, block, former);
        free(block);
    }
    return moved;
}

static void release(void *context, void *block) {
    (void)context;
    free(block);
}

static void *allocate_arena(void *context, size_t size) {
    void *arena = arenas.alloc(context, size);
    if (arena != NULL && leaves_enough()) {
        return arena;
    }
    if (arena != NULL) {
        arenas.free(context, arena, size);
    }
    /* No refusal yet: CPython tries the other allocator next. */
    release_reserve();
    return NULL;
}

void spy_watch_memory(void) {
    PyMemAllocatorEx raw = {NULL, allocate, allocate_zeroed, reallocate, release};
    PyMem_SetAllocator(PYMEM_DOMAIN_RAW, &raw);
    PyObject_GetArenaAllocator(&arenas);
    PyObjectArenaAllocator watched = {arenas.ctx, allocate_arena, arenas.free};
    PyObject_SetArenaAllocator(&watched);
}

int spy_keep_reserve(size_t size) {
    reserve_size = size;
    return restore_reserve() ? 0 : -ENOMEM;
}

void spy_begin_report(void) {
    atomic_store(&is_reporting, 1);
    release_reserve();
}

void spy_end_report(void) {
    atomic_store(&is_reporting, 0);
    if (atomic_load(&is_low)) {
        restore_reserve();
    }
}

void spy_use_one_heap(void) { mallopt(M_ARENA_MAX, 1); }

/* The stacks of threads to come: their part of the limit, mapped so that nothing else takes it. Only touched under
   the interpreter lock. */
static char *stacks;
static size_t stack_size;
static size_t stack_count;

int spy_keep_stacks(size_t count, size_t size) {
    stack_size = size;
    stack_count = 0;
    if (count == 0) {
        return 0;
    }
    stacks = map_nothing(count * size);
    if (stacks == NULL) {
        return -ENOMEM;
    }
    stack_count = count;
    return 0;
}

void spy_give_stack(void) {
    if (stack_count > 0) {
        stack_count -= 1;
        munmap(stacks + stack_count * stack_size, stack_size);
    }
}

size_t spy_thread_count(void) {
    size_t count = 0;
    PyThreadState *thread = PyInterpreterState_ThreadHead(PyInterpreterState_Get());
    for (; thread != NULL; thread = PyThreadState_Next(thread)) {
        count += 1;
    }
    return count;
}

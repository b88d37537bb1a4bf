#include "CPythonShims.h"
#include <limits.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>

/* Where the address space is limited, memory runs out for all code of the process, and Swift code cannot go on
   without. So the limit leaves a margin beyond what the script may have, and CPython's own allocations must leave it
   alone. Whether they do is found out by trying, once for each mebibyte that they took. Small objects come from arenas,
   which CPython asks for a mebibyte at a time: they never come by here. */

enum {
    STEP = 1 << 20,
    /* After a refusal a script has to clean up and to say so: for that it may go this far into the margin... */
    LEEWAY = 8 << 20,
    /* ...in steps of this size. */
    SMALL_STEP = 64 << 10,
};

static size_t margin;
/* Bytes that CPython may still take before it is looked whether the margin is untouched. Threads without the
   interpreter lock may lose an update, which harms nothing. */
static atomic_long allowance = LONG_MAX;
static atomic_int is_low;
static atomic_int was_refused;
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

static int has_room_beside(size_t kept, size_t size) {
    return size <= SIZE_MAX - kept - 4096 && spy_has_room(kept + size);
}

void spy_note_refused_memory(void) { atomic_store(&was_refused, 1); }

void spy_forget_refused_memory(void) { atomic_store(&was_refused, 0); }

int spy_memory_was_refused(void) { return atomic_load(&was_refused); }

/* Memory that was given back and lies below some that was not: the heap keeps its address space, for everyone's use. */
static int heap_has_free(size_t size) { return mallinfo2().fordblks >= size; }

/* Whether CPython may take `size` bytes that were counted already. */
static int leaves_margin(size_t size) {
    if (has_room_beside(margin, size) || heap_has_free(margin)) {
        atomic_store(&is_low, 0);
        atomic_store(&allowance, STEP);
        return 1;
    }
    if (atomic_load(&is_low) && has_room_beside(margin - LEEWAY, size)) {
        atomic_store(&allowance, SMALL_STEP);
        return 1;
    }
    atomic_store(&is_low, 1);
    return 0;
}

static inline int may_take(size_t size) {
    long left = atomic_load_explicit(&allowance, memory_order_relaxed);
    if (__builtin_expect((size_t)left >= size && left >= 0, 1)) {
        atomic_store_explicit(&allowance, left - (long)size, memory_order_relaxed);
        return 1;
    }
    return leaves_margin(size);
}

int spy_may_take(size_t size) { return may_take(size); }

static inline void *accepted(void *block) {
    if (__builtin_expect(block == NULL, 0)) {
        spy_note_refused_memory();
    }
    return block;
}

static void *refused(void) {
    spy_note_refused_memory();
    return NULL;
}

static void *allocate(void *context, size_t size) {
    (void)context;
    return may_take(size) ? accepted(malloc(size == 0 ? 1 : size)) : refused();
}

static void *allocate_zeroed(void *context, size_t count, size_t size) {
    (void)context;
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        return NULL;
    }
    return may_take(bytes) ? accepted(calloc(1, bytes == 0 ? 1 : bytes)) : refused();
}

static void *reallocate(void *context, void *block, size_t size) {
    (void)context;
    size_t former = malloc_usable_size(block);
    return size <= former || may_take(size - former) ? accepted(realloc(block, size == 0 ? 1 : size)) : refused();
}

static void release(void *context, void *block) {
    (void)context;
    free(block);
}

static void *allocate_arena(void *context, size_t size) {
    /* No refusal yet: CPython tries the other allocator next. */
    if (margin != 0 && !has_room_beside(margin, size)) {
        return NULL;
    }
    return arenas.alloc(context, size);
}

void spy_watch_memory(void) {
    PyMemAllocatorEx raw = {NULL, allocate, allocate_zeroed, reallocate, release};
    PyMem_SetAllocator(PYMEM_DOMAIN_RAW, &raw);
    PyObject_GetArenaAllocator(&arenas);
    PyObjectArenaAllocator watched = {arenas.ctx, allocate_arena, arenas.free};
    PyObject_SetArenaAllocator(&watched);
}

size_t spy_keep_margin(size_t size) {
    size_t former = margin;
    margin = size;
    atomic_store(&allowance, size == 0 ? LONG_MAX : 0);
    return former;
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

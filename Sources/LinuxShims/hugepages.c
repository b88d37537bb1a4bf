#define _GNU_SOURCE
#include "LinuxShims.h"

#include <errno.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25
#endif

enum { HUGE = 2 << 20 };

struct layout {
    uintptr_t start, end;
    /* What of the program lies before and after its code. */
    uintptr_t before, after;
};

static uintptr_t rounded_down(uintptr_t address) { return address & -(uintptr_t)HUGE; }
static uintptr_t rounded_up(uintptr_t address) { return rounded_down(address + HUGE - 1); }

/* The first object is the program itself, with its segments in order. */
static int find_code(struct dl_phdr_info *object, size_t size, void *found) {
    (void)size;
    struct layout *code = found;
    for (int index = 0; index < object->dlpi_phnum; index++) {
        const ElfW(Phdr) *header = &object->dlpi_phdr[index];
        if (header->p_type != PT_LOAD) continue;
        uintptr_t start = object->dlpi_addr + header->p_vaddr, end = start + header->p_memsz;
        if (header->p_flags & PF_X) {
            code->start = start;
            code->end = end;
        } else if (code->end == 0) {
            code->before = end;
        } else if (code->after == 0) {
            code->after = start;
        }
    }
    // Only at a fixed address is nothing else between its segments.
    if (object->dlpi_addr != 0) code->before = code->after = code->start;
    return 1;
}

int spl_keep_code_in_huge_pages(void) {
    struct layout code = {0, 0, 0, 0};
    dl_iterate_phdr(find_code, &code);
    uintptr_t start = rounded_down(code.start), end = rounded_up(code.end);
    // Where something else is at an end, that piece of the code stays as it is.
    if (code.before > start) start += HUGE;
    if (code.after < end) end -= HUGE;
    if (code.end == 0 || start >= end) return -ENOENT;
    size_t length = end - start;
    const long page = sysconf(_SC_PAGESIZE);
    uintptr_t first = code.start > start ? code.start & -(uintptr_t)page : start;
    uintptr_t last = code.end < end ? code.end : end;

    char *room = mmap(NULL, length + HUGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED) return -errno;
    char *copy = (char *)(((uintptr_t)room + HUGE - 1) & -(uintptr_t)HUGE);
    // Asked for before anything is in it, the kernel need not move what is; asked for again, it says whether all is huge.
    madvise(copy, length, MADV_HUGEPAGE);
    memcpy(copy + (first - start), (const void *)first, last - first);
    int result = 0;
    if (madvise(copy, length, MADV_COLLAPSE) < 0 || mprotect(copy, length, PROT_READ | PROT_EXEC) < 0
        || mremap(copy, length, length, MREMAP_MAYMOVE | MREMAP_FIXED, (void *)start) == MAP_FAILED)
        result = -errno;
    // What was moved away is no longer there to be given back, which the kernel does not mind.
    munmap(room, length + HUGE);
    return result;
}

#define _GNU_SOURCE
#include "LinuxShims.h"

#include <errno.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/random.h>
#include <sys/resource.h>

// Far from what the kernel maps by itself, which begins at the other end of the address space or at the executable, and
// within what every supported processor can address.
static const uintptr_t lowest_end = UINT64_C(1) << 37;
static const uintptr_t places = UINT64_C(1) << 24;
static const size_t page = UINT64_C(1) << 12;

/// Calls `body` with the stack pointer at `end`; to unwinders it is one more call.
void spl_call_on_stack(void *end, void (*body)(void));

#if defined(__x86_64__)
__asm__(
    ".text\n.globl spl_call_on_stack\n.hidden spl_call_on_stack\n.type spl_call_on_stack, @function\nspl_call_on_stack:\n"
    ".cfi_startproc\n"
    "push %rbp\n.cfi_def_cfa_offset 16\n.cfi_offset %rbp, -16\n"
    "mov %rsp, %rbp\n.cfi_def_cfa_register %rbp\n"
    "mov %rdi, %rsp\ncall *%rsi\n"
    "mov %rbp, %rsp\npop %rbp\n.cfi_def_cfa %rsp, 8\nret\n"
    ".cfi_endproc\n.size spl_call_on_stack, .-spl_call_on_stack\n");
#elif defined(__aarch64__)
__asm__(
    ".text\n.globl spl_call_on_stack\n.hidden spl_call_on_stack\n.type spl_call_on_stack, %function\nspl_call_on_stack:\n"
    ".cfi_startproc\n"
    "stp x29, x30, [sp, #-16]!\n.cfi_def_cfa_offset 16\n.cfi_offset 29, -16\n.cfi_offset 30, -8\n"
    "mov x29, sp\n.cfi_def_cfa_register 29\n"
    "mov sp, x0\nblr x1\n"
    "mov sp, x29\nldp x29, x30, [sp], #16\n.cfi_def_cfa 31, 0\nret\n"
    ".cfi_endproc\n.size spl_call_on_stack, .-spl_call_on_stack\n");
#endif

static uintptr_t end_of_stack(void) {
    uint64_t number = 0;
    int is_fixed = personality(0xffffffff) & ADDR_NO_RANDOMIZE;
    if (!is_fixed && getrandom(&number, sizeof number, GRND_NONBLOCK) != sizeof number) number = 0;
    return lowest_end + number % places * page;
}

int spl_limit_stack(size_t largest) {
    struct rlimit stack;
    if (getrlimit(RLIMIT_STACK, &stack) < 0) return -errno;
    if (stack.rlim_max == RLIM_INFINITY || stack.rlim_max > largest) stack.rlim_max = largest;
    stack.rlim_cur = stack.rlim_max;
    return setrlimit(RLIMIT_STACK, &stack) < 0 ? -errno : 0;
}

int spl_run_on_deep_stack(size_t first, void (*body)(void)) {
    uintptr_t end = end_of_stack();
    void *start = mmap(
        (void *)(end - first), first, PROT_READ | PROT_WRITE,
        MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN | MAP_STACK | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    if (start == MAP_FAILED) return -errno;
    spl_call_on_stack((void *)end, body);
    return 0;
}

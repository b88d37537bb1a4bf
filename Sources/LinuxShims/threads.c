#define _GNU_SOURCE
#include "LinuxShims.h"

#include <link.h>
#include <stdint.h>
#include <unistd.h>

/* Of Swift's runtime, where the number of a thread is what its locks are taken by. */
extern void swift_once(intptr_t *predicate, void (*function)(void *), void *context);

static void nothing(void *context) { (void)context; }

/* Whether this is where the runtime keeps the number: emptied, it is filled anew by whoever takes a lock. */
static int renews(pid_t *place, pid_t stale, pid_t own) {
    intptr_t predicate[2] = {0, 0};
    *place = 0;
    swift_once(predicate, nothing, NULL);
    if (*place == own) return 1;
    *place = stale;
    return 0;
}

static int renew_in(struct dl_phdr_info *object, size_t size, void *stale) {
    (void)size;
    if (!object->dlpi_tls_data) return 0;
    for (int index = 0; index < object->dlpi_phnum; index++) {
        const ElfW(Phdr) *header = &object->dlpi_phdr[index];
        if (header->p_type != PT_TLS) continue;
        pid_t *places = object->dlpi_tls_data;
        for (size_t place = 0; place < header->p_memsz / sizeof *places; place++)
            if (places[place] == *(pid_t *)stale && renews(&places[place], *(pid_t *)stale, gettid())) return 1;
    }
    return 0;
}

void spl_renew_thread_number(pid_t stale) {
    if (stale != gettid()) dl_iterate_phdr(renew_in, &stale);
}

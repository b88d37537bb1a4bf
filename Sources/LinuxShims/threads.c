#define _GNU_SOURCE
#include "LinuxShims.h"

#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
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

static struct {
    pthread_t thread;
    char **paths;
    size_t count;
} opening;

static void open_all(void) {
    for (size_t index = 0; index < opening.count; index++) {
        dlopen(opening.paths[index], RTLD_NOW | RTLD_LOCAL);
        free(opening.paths[index]);
    }
    free(opening.paths);
    opening.paths = NULL;
}

static void *open_beside(void *context) {
    (void)context;
    open_all();
    return NULL;
}

void spl_begin_opening(const char *const *paths, size_t count, int beside) {
    opening.paths = calloc(count, sizeof *opening.paths);
    if (!opening.paths) return;
    for (opening.count = 0; opening.count < count; opening.count++)
        if (!(opening.paths[opening.count] = strdup(paths[opening.count]))) break;

    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 256 << 10);
    // It takes no signal: it inherits the mask.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (!beside || pthread_create(&opening.thread, &attributes, open_beside, NULL) != 0) {
        opening.thread = 0;
        open_all();
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
}

void spl_finish_opening(void) {
    if (opening.thread) pthread_join(opening.thread, NULL);
    opening.thread = 0;
}

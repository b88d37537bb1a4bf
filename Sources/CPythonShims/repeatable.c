#define _GNU_SOURCE
#include "CPythonShims.h"
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/random.h>
#include <sys/single_threaded.h>
#include <sys/time.h>
#include <time.h>

/* The C library's clock and random numbers, for all code of the process: CPython and its modules ask by these names,
   and the executable's definitions go before the C library's. As long as nothing is fixed they pass calls on.

   A fixed clock stands still but for a microsecond with each look at it, so that a loop that waits for it ends, and
   for waits, which take no time where nothing else could happen meanwhile. */

enum { LOOK = 1000, BILLION = 1000000000 };

static struct {
    int (*clock_gettime)(clockid_t, struct timespec *);
    int (*clock_nanosleep)(clockid_t, int, const struct timespec *, struct timespec *);
    int (*cond_timedwait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
    int (*sem_clockwait)(sem_t *, clockid_t, const struct timespec *);
    int (*gettimeofday)(struct timeval *, void *);
    ssize_t (*getrandom)(void *, size_t, unsigned);
} real;

__attribute__((constructor(101))) static void find_real(void) {
    /* By memcpy: C knows no conversion between pointers to data and to functions. */
    struct {
        const char *name;
        void *place;
    } wanted[] = {
        {"clock_gettime", &real.clock_gettime},     {"clock_nanosleep", &real.clock_nanosleep},
        {"pthread_cond_timedwait", &real.cond_timedwait}, {"sem_clockwait", &real.sem_clockwait},
        {"gettimeofday", &real.gettimeofday},       {"getrandom", &real.getrandom},
    };
    for (size_t index = 0; index < sizeof wanted / sizeof *wanted; index++) {
        void *found = dlsym(RTLD_NEXT, wanted[index].name);
        memcpy(wanted[index].place, &found, sizeof found);
    }
}

/* Nanoseconds since 1970 at which the fixed clock started, and what has passed on it since. */
static atomic_int is_fixed;
static int64_t start;
static _Atomic int64_t passed;
/* What the process seems to have computed: looks only, no waits. */
static _Atomic int64_t computed;

void spy_fix_clock(int64_t nanoseconds) {
    start = nanoseconds;
    atomic_store(&passed, 0);
    atomic_store(&computed, 0);
    atomic_store(&is_fixed, 1);
}

static int64_t look(void) {
    atomic_fetch_add(&computed, LOOK);
    return atomic_fetch_add(&passed, LOOK) + LOOK;
}

static void pass_until(int64_t instant) {
    int64_t now = atomic_load(&passed);
    while (now < instant && !atomic_compare_exchange_weak(&passed, &now, instant)) {}
}

/* The monotonic clocks start at one second: some programs take 0 for no time at all. */
static int64_t origin(clockid_t clock) {
    switch (clock) {
        case CLOCK_REALTIME:
        case CLOCK_REALTIME_COARSE:
        case CLOCK_TAI: return start;
        default: return BILLION;
    }
}

static struct timespec parts(int64_t nanoseconds) {
    int64_t seconds = nanoseconds / BILLION, rest = nanoseconds % BILLION;
    if (rest < 0) {
        seconds -= 1;
        rest += BILLION;
    }
    return (struct timespec){.tv_sec = seconds, .tv_nsec = rest};
}

/* Further than the clock counts is as far as it counts. */
static int64_t whole(const struct timespec *time) {
    int64_t nanoseconds;
    if (__builtin_mul_overflow((int64_t)time->tv_sec, (int64_t)BILLION, &nanoseconds) ||
        __builtin_add_overflow(nanoseconds, (int64_t)time->tv_nsec, &nanoseconds))
        return time->tv_sec < 0 ? INT64_MIN / 2 : INT64_MAX / 2;
    return nanoseconds;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    if (!atomic_load_explicit(&is_fixed, memory_order_relaxed)) return real.clock_gettime(clock, time);
    if (clock < 0 || clock > CLOCK_TAI) {
        errno = EINVAL;
        return -1;
    }
    int64_t now = look();
    int isProcessor = clock == CLOCK_PROCESS_CPUTIME_ID || clock == CLOCK_THREAD_CPUTIME_ID;
    *time = parts(isProcessor ? atomic_load(&computed) : origin(clock) + now);
    return 0;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    if (!atomic_load(&is_fixed)) return real.gettimeofday(time, zone);
    struct timespec now = parts(start + look());
    *time = (struct timeval){.tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000};
    return 0;
}

time_t time(time_t *result) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) < 0) return -1;
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}

/* The same wait on the real clock, which other threads of the process live by. */
static struct timespec real_deadline(clockid_t clock, int64_t wait) {
    struct timespec now;
    real.clock_gettime(clock, &now);
    int64_t end;
    if (__builtin_add_overflow(whole(&now), wait > 0 ? wait : 0, &end)) end = INT64_MAX / 2;
    return parts(end);
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *request, struct timespec *rest) {
    if (!atomic_load(&is_fixed)) return real.clock_nanosleep(clock, flags, request, rest);
    int64_t now = atomic_load(&passed), end;
    if (flags & TIMER_ABSTIME) end = whole(request) - origin(clock);
    else if (__builtin_add_overflow(now, whole(request), &end)) end = INT64_MAX / 2;
    if (!__libc_single_threaded && end > now) {
        struct timespec deadline = real_deadline(CLOCK_MONOTONIC, end - now);
        int error = real.clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, NULL);
        if (error) return error;
    }
    pass_until(end);
    return 0;
}

int pthread_cond_timedwait(
    pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, const struct timespec *restrict time) {
    if (!atomic_load(&is_fixed)) return real.cond_timedwait(condition, mutex, time);
    /* All of CPython's and ours are on the monotonic clock. */
    int64_t end = whole(time) - BILLION, now = atomic_load(&passed);
    int error = ETIMEDOUT;
    if (!__libc_single_threaded) {
        struct timespec deadline = real_deadline(CLOCK_MONOTONIC, end - now);
        error = real.cond_timedwait(condition, mutex, &deadline);
    }
    if (error == ETIMEDOUT) pass_until(end);
    return error;
}

int sem_clockwait(sem_t *restrict semaphore, clockid_t clock, const struct timespec *restrict time) {
    if (!atomic_load(&is_fixed)) return real.sem_clockwait(semaphore, clock, time);
    if (sem_trywait(semaphore) == 0) return 0;
    int64_t end = whole(time) - origin(clock), now = atomic_load(&passed);
    int result = -1;
    errno = ETIMEDOUT;
    if (!__libc_single_threaded) {
        struct timespec deadline = real_deadline(CLOCK_MONOTONIC, end - now);
        result = real.sem_clockwait(semaphore, CLOCK_MONOTONIC, &deadline);
    }
    if (result < 0 && errno == ETIMEDOUT) pass_until(end);
    return result;
}

/* SplitMix64: not to be guessed is no aim of numbers that are fixed. */
static atomic_int is_seeded;
static _Atomic uint64_t state;

void spy_seed_randomness(uint64_t seed) {
    atomic_store(&state, seed);
    atomic_store(&is_seeded, 1);
}

static uint64_t next(void) {
    const uint64_t step = 0x9e3779b97f4a7c15;
    uint64_t value = atomic_fetch_add(&state, step) + step;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

ssize_t getrandom(void *bytes, size_t count, unsigned flags) {
    if (!atomic_load(&is_seeded)) return real.getrandom(bytes, count, flags);
    for (size_t done = 0; done < count; done += sizeof(uint64_t)) {
        uint64_t value = next();
        memcpy((char *)bytes + done, &value, count - done < sizeof value ? count - done : sizeof value);
    }
    return (ssize_t)count;
}

int getentropy(void *bytes, size_t count) {
    if (count > 256) {
        errno = EIO;
        return -1;
    }
    return getrandom(bytes, count, 0) == (ssize_t)count ? 0 : -1;
}

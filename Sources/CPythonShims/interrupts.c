/* SIGINT as KeyboardInterrupt. The handler is CPython's own, which its `_signal` module installs: it sets flags and
   nothing else, so that it may come at any moment. */
#define Py_BUILD_CORE 1
#include "CPythonShims.h"
#include <internal/pycore_runtime.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

static pthread_t interruptible_thread;
static atomic_int is_interruptible;

/* Of a zygote, for its children. */
static struct sigaction kept_handler;
static int has_kept_handler;

int spy_keep_interrupts(void) {
    struct sigaction none = {.sa_handler = SIG_DFL};
    if (sigaction(SIGINT, &none, &kept_handler) < 0) {
        return -1;
    }
    has_kept_handler = 1;
    return 0;
}

int spy_await_interrupts(void) {
    struct sigaction action;
    if (has_kept_handler && sigaction(SIGINT, &kept_handler, NULL) < 0) {
        return -1;
    }
    if (sigaction(SIGINT, NULL, &action) < 0 || action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN) {
        return -1;
    }
    interruptible_thread = pthread_self();
    atomic_store(&is_interruptible, 1);
    return 0;
}

int spy_may_be_interrupted(void) {
    return atomic_load(&is_interruptible) && pthread_equal(pthread_self(), interruptible_thread);
}

int spy_is_interrupted(void) { return _Py_atomic_load(&_PyRuntime.ceval.signals_pending); }

int spy_block_interrupts(int blocked) {
    sigset_t interrupt, former;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    if (pthread_sigmask(blocked ? SIG_BLOCK : SIG_UNBLOCK, &interrupt, &former) != 0) {
        return 0;
    }
    return sigismember(&former, SIGINT);
}

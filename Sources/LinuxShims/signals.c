#define _GNU_SOURCE
#include "LinuxShims.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

int spl_default_signals(void) {
    for (int number = 1; number < NSIG; number++) {
        // The C library keeps some numbers for itself, and two cannot be changed: both answer EINVAL.
        if (signal(number, SIG_DFL) == SIG_ERR && errno != EINVAL) return -errno;
    }
    stack_t none = {.ss_flags = SS_DISABLE};
    return sigaltstack(&none, NULL) < 0 ? -errno : 0;
}

int spl_termination_signals(int with_suspension) {
    // Of these, the last only on request.
    static const int watched[] = {SIGINT, SIGTERM, SIGTSTP};
    sigset_t signals;
    sigemptyset(&signals);
    for (size_t index = 0; index < sizeof watched / sizeof *watched - !with_suspension; index++) {
        struct sigaction action;
        // `nohup`-like parents and background jobs of plain shells: ignored stays ignored.
        if (sigaction(watched[index], NULL, &action) == 0 && action.sa_handler == SIG_IGN) continue;
        sigaddset(&signals, watched[index]);
    }
    int error = pthread_sigmask(SIG_BLOCK, &signals, NULL);
    if (error) return -error;
    if (signal(SIGPIPE, SIG_IGN) == SIG_ERR) return -errno;
    int descriptor = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    return descriptor < 0 ? -errno : descriptor;
}

int spl_next_signal(int descriptor) {
    struct signalfd_siginfo info;
    ssize_t done = read(descriptor, &info, sizeof info);
    if (done < 0) return -errno;
    return done == sizeof info ? (int)info.ssi_signo : -EIO;
}

int spl_event(void) {
    int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return descriptor < 0 ? -errno : descriptor;
}

int64_t spl_take_event(int descriptor) {
    uint64_t count;
    return read(descriptor, &count, sizeof count) == sizeof count ? (int64_t)count : 0;
}

int spl_raise_event(int descriptor) {
    uint64_t one = 1;
    return write(descriptor, &one, sizeof one) < 0 && errno != EAGAIN ? -errno : 0;
}

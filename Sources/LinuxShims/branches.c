#define _GNU_SOURCE
#include "LinuxShims.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef PR_GET_TID_ADDRESS
#define PR_GET_TID_ADDRESS 40
#endif
#if defined __x86_64__
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

// The one form of clone that a branchable session's filter allows.
static const unsigned branch_flags = CLONE_PARENT | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD;

static int *thread_id;

int spl_prepare_branches(void) {
    if (prctl(PR_GET_TID_ADDRESS, &thread_id, 0, 0, 0) < 0) return -errno;
    return thread_id ? 0 : -ENOENT;
}

int spl_ask_for_branches(void) {
    struct sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCHITECTURE, 0, 5),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, branch_flags, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {.len = sizeof program / sizeof *program, .filter = program};
    int listener = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
    return listener < 0 ? -errno : listener;
}

int spl_branch(void) {
    const struct timespec pause = {.tv_nsec = 1000000};
    const pid_t own = *thread_id;
    for (int attempt = 0;; attempt++) {
#if defined __x86_64__
        long process = syscall(SYS_clone, (unsigned long)branch_flags, 0, 0, thread_id, 0);
#else
        long process = syscall(SYS_clone, (unsigned long)branch_flags, 0, 0, 0, thread_id);
#endif
        if (process == 0) spl_renew_thread_number(own);
        if (process >= 0) return (int)process;
        if (errno != EBUSY || attempt == 500) return -errno;
        // The kernel itself: a worker may have a script's fixed clock under the C library's name.
        syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &pause, NULL);
    }
}

int spl_take_channel(int channel) {
    if (syscall(SYS_dup3, channel, 3, 0) < 0) return -errno;
    return close(channel) < 0 ? -errno : 0;
}

int spl_wait_descriptor(int process_descriptor, int block, struct spl_end *end) {
    siginfo_t info;
    struct rusage usage;
    memset(&info, 0, sizeof info);
    long result;
    // The C library's own function does not tell what was used.
    do result = syscall(SYS_waitid, P_PIDFD, process_descriptor, &info, WEXITED | (block ? 0 : WNOHANG), &usage);
    while (result < 0 && errno == EINTR);
    if (result < 0) return -errno;
    if (info.si_pid == 0) return 0;
    end->status = info.si_code == CLD_EXITED ? (info.si_status & 0xff) << 8 : info.si_status & 0x7f;
    end->user_microseconds = (int64_t)usage.ru_utime.tv_sec * 1000000 + usage.ru_utime.tv_usec;
    end->system_microseconds = (int64_t)usage.ru_stime.tv_sec * 1000000 + usage.ru_stime.tv_usec;
    end->peak_kibibytes = usage.ru_maxrss;
    return 1;
}

int spl_take_clone(int listener, uint64_t *number, pid_t *thread) {
    // As large as a later kernel may fill it.
    union {
        struct seccomp_notif request;
        char room[512];
    } all;
    memset(&all, 0, sizeof all);
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &all.request) < 0) return -errno;
    *number = all.request.id;
    *thread = (pid_t)all.request.pid;
    return 0;
}

int spl_answer_clone(int listener, uint64_t number, int error) {
    union {
        struct seccomp_notif_resp answer;
        char room[512];
    } all;
    memset(&all, 0, sizeof all);
    all.answer.id = number;
    // What decides is in registers, which only the thread that waits could change.
    all.answer.flags = error ? 0 : SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    all.answer.error = -error;
    return ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &all.answer) < 0 ? -errno : 0;
}

int spl_learn_senders(int socket) {
    int on = 1;
    return setsockopt(socket, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) < 0 ? -errno : 0;
}

int spl_next_sender(int socket, pid_t *process) {
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(struct ucred)) + CMSG_SPACE(8 * sizeof(int))];
    } control;
    char byte;
    struct iovec piece = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {
        .msg_iov = &piece, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room};
    ssize_t received;
    do received = recvmsg(socket, &message, MSG_PEEK | MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    while (received < 0 && errno == EINTR);
    if (received < 0) return -errno;
    int found = -ENODATA;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET) continue;
        if (header->cmsg_type == SCM_CREDENTIALS) {
            struct ucred sender;
            memcpy(&sender, CMSG_DATA(header), sizeof sender);
            *process = sender.pid;
            found = 0;
        } else if (header->cmsg_type == SCM_RIGHTS) {
            // Peeking makes descriptors of them all the same.
            for (size_t index = 0; index < (header->cmsg_len - CMSG_LEN(0)) / sizeof(int); index++) {
                int each;
                memcpy(&each, CMSG_DATA(header) + index * sizeof(int), sizeof(int));
                close(each);
            }
        }
    }
    return received > 0 ? found : -ENODATA;
}

#define _GNU_SOURCE
#include "LinuxShims.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int spl_socket_pair(int *pair) {
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0 ? -errno : 0;
}

void spl_end_sending(int socket) { shutdown(socket, SHUT_WR); }

int spl_is_local_stream(int descriptor) {
    int domain = 0, type = 0;
    socklen_t size = sizeof domain;
    if (getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &size) < 0) return -errno;
    size = sizeof type;
    if (getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) < 0) return -errno;
    return domain == AF_UNIX && type == SOCK_STREAM;
}

ssize_t spl_send(int socket, const void *bytes, size_t count, int descriptor, int wait) {
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec piece = {.iov_base = (void *)bytes, .iov_len = count};
    struct msghdr message = {
        .msg_iov = &piece, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room};
    int flags = MSG_NOSIGNAL | (wait ? 0 : MSG_DONTWAIT);
    ssize_t sent;

    memset(&control, 0, sizeof control);
    control.header.cmsg_level = SOL_SOCKET;
    control.header.cmsg_type = SCM_RIGHTS;
    control.header.cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(&control.header), &descriptor, sizeof(int));
    // A locked child is allowed the plain call only.
    do sent = descriptor < 0 ? send(socket, bytes, count, flags) : sendmsg(socket, &message, flags);
    while (sent < 0 && errno == EINTR);
    return sent < 0 ? -errno : sent;
}

ssize_t spl_receive_bytes(int socket, void *bytes, size_t count) {
    ssize_t received;
    do received = recv(socket, bytes, count, MSG_WAITALL);
    while (received < 0 && errno == EINTR);
    return received < 0 ? -errno : received;
}

ssize_t spl_receive(int socket, void *bytes, size_t count, int *descriptor, enum spl_waiting wait) {
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(8 * sizeof(int))];
    } control;
    struct iovec piece = {.iov_base = bytes, .iov_len = count};
    struct msghdr message = {
        .msg_iov = &piece, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room};
    int flags = wait == spl_wait_for_all ? MSG_WAITALL : wait == spl_wait_for_some ? 0 : MSG_DONTWAIT;
    ssize_t received;
    int breach = 0;

    *descriptor = -1;
    do received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | flags);
    while (received < 0 && errno == EINTR);
    if (received < 0) return -errno;

    if (message.msg_flags & MSG_CTRUNC) breach = 1;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        size_t passed = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t index = 0; index < passed; index++) {
            int each;
            memcpy(&each, CMSG_DATA(header) + index * sizeof(int), sizeof(int));
            if (*descriptor < 0 && !breach) {
                *descriptor = each;
            } else {
                close(each);
                breach = 1;
            }
        }
    }
    if (breach) {
        if (*descriptor >= 0) close(*descriptor);
        *descriptor = -1;
        return -EBADMSG;
    }
    return received;
}

ssize_t spl_receive_with_descriptor(int socket, void *bytes, size_t count, int *descriptor) {
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec piece = {.iov_base = bytes, .iov_len = count};
    struct msghdr message = {
        .msg_iov = &piece, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = CMSG_LEN(sizeof(int))};
    ssize_t received;

    *descriptor = -1;
    do received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (received < 0 && errno == EINTR);
    if (received < 0) return -errno;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    // The room is for one: the kernel closes what else there may be.
    if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
        header->cmsg_len >= CMSG_LEN(sizeof(int)))
        memcpy(descriptor, CMSG_DATA(header), sizeof(int));
    return received;
}

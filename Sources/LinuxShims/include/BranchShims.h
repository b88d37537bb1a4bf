// Copies of a session's process. As in LinuxShims.h: -errno on failure.
#pragma once

#include <stdint.h>
#include <sys/types.h>

// MARK: in the process that may be copied (branches.c)

/// Notes where the C library keeps the id of its one thread, which a copy must change. Before the filter.
int spl_prepare_branches(void);

/// Loads a filter by which every clone of the form that `spl_branch` uses waits for the holder of a descriptor, which is
/// returned, and all else passes. A clone(2) with SECCOMP_RET_USER_NOTIF and not a count: what a process counts of itself,
/// it can change.
int spl_ask_for_branches(void);

/// Copies this process, which must have one thread, as a child of its parent. The C library's fork makes no such child.
/// Waits half a second for threads that are ending. Returns 0 in the copy, the process id in this process.
int spl_branch(void);

/// Makes `channel` descriptor 3, in place of the one that it was, and closes it under its own number.
int spl_take_channel(int channel);

// MARK: in the zygote

/// As spl_wait, for a child that is known by a descriptor. Returns 1 where it ended, 0 while it runs.
struct spl_end;
int spl_wait_descriptor(int process_descriptor, int block, struct spl_end *_Nonnull end);

// MARK: in the host

/// Takes a clone that waits: who makes it, by the kernel's word, and by which number it is answered. -ENOENT where it is
/// gone already.
int spl_take_clone(int listener, uint64_t *_Nonnull number, pid_t *_Nonnull thread);

/// Lets a clone be made where `error` is 0, or fail with that error: EBUSY where it may try again.
int spl_answer_clone(int listener, uint64_t number, int error);

/// Has the kernel tell, with what arrives at `socket`, who sent it.
int spl_learn_senders(int socket);

/// Who sent what can be read next, which stays. -EAGAIN where there is nothing.
int spl_next_sender(int socket, pid_t *_Nonnull process);

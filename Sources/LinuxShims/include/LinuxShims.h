// System calls that Swift cannot reach, or could not check `errno` of in time. Every function that can
// fail returns -errno; none retries, except where interruption by a signal is the only cause.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "EnclosureShims.h"
#include "BranchShims.h"
#include "HostFileShims.h"

// MARK: processes (process.c, spawn.c)

/// Starts `path` with `arguments` (NULL-terminated), an empty environment, /dev/null as 0-2, `control`
/// as 3, every other descriptor closed, no signal blocked or ignored, in a session of its own.
/// posix_spawn and not fork: the host may hold gigabytes and other threads.
/// Returns the process id.
int spl_spawn_worker(const char *_Nonnull path, char *_Nullable const *_Nonnull arguments, int control);

/// Forks a copy of this process, which must have one thread. fork(3) and not clone(2): only the C
/// library's own fork resets its malloc locks, thread id cache and at-fork state in the child.
/// Returns 0 in the child, the process id in the parent.
int spl_fork(void);

/// In a forked process whose thread had the number `stale` before: has Swift's runtime ask for it again. It keeps the
/// number (swift/lib/Threading/Linux.h) and takes locks by it, with the kernel's help where two threads want one; by
/// another process's number neither thread ever gets it. C, because the place is only found by looking through
/// thread-local storage.
void spl_renew_thread_number(pid_t stale);

/// Has the dynamic linker map `paths`, where `beside` on a thread of its own, in which no Swift runs. One that cannot be
/// mapped is passed over. Once per process, and followed by spl_finish_opening.
void spl_begin_opening(const char *_Nonnull const *_Nonnull paths, size_t count, int beside);
/// All that can be is mapped when it returns, and the thread is gone.
void spl_finish_opening(void);

/// Puts a copy of this program's code in huge pages (mmap, MADV_COLLAPSE, mremap) in the place of the code itself. Of the
/// file's pages each forked process maps its own, a fault at a time, and gives each back at its end; of huge ones there are
/// few. To be called while there is one thread. Where the kernel has no huge pages left, all stays as it was.
int spl_keep_code_in_huge_pages(void);

/// A descriptor of the process `process`, which must be an unreaped child: until it is waited for, its
/// id cannot be reused, so this names it without a race.
int spl_process_descriptor(pid_t process);

/// A signal through a process descriptor: it can never reach another process that got the same id.
int spl_signal(int process_descriptor, int signal);
/// SIGKILL in that way.
int spl_kill(int process_descriptor);

/// Nanoseconds of processor time that all threads of `process` used, up to the kernel's last tick. Told only where
/// `process_descriptor`, which must be of it, says afterwards that nobody has waited for it yet: then its id was not
/// another process's. Else -ESRCH.
int64_t spl_process_clock(pid_t process, int process_descriptor);

struct spl_end {
    /// The status of wait(2), undecoded.
    int status;
    int64_t user_microseconds;
    int64_t system_microseconds;
    int64_t peak_kibibytes;
};

/// Waits for the child `process`, blocking only where `block` is true.
/// Returns its id, or 0 while it runs.
int spl_wait(pid_t process, int block, struct spl_end *_Nonnull end);

/// Starts this program once more, with these arguments and the same descriptors, where the kernel lays its memory out at
/// random; returns 0 where it does not. Only a program that starts is laid out.
int spl_execute_without_randomisation(char *_Nullable const *_Nonnull arguments);

/// Asks for SIGKILL when the parent dies, then checks by a process descriptor of it that it has not died before.
/// Where the parent is outside of this process's namespace, getppid(2) cannot tell.
int spl_die_with_process(int parent_descriptor);

/// Asks for SIGKILL when the parent dies, then checks that `parent` still is the parent, since it may
/// have died before the request. Returns -ESRCH where it has.
int spl_die_with_parent(pid_t parent);

/// Makes every process below this one a child of it once its own parent has died (PR_SET_CHILD_SUBREAPER), so that
/// a test can see what a worker left behind.
int spl_adopt_orphans(void);

/// Gives free memory of the heap back to the kernel (malloc_trim), and says how many bytes of it are in use
/// (mallinfo2), so that a test can tell a leak from room that is kept.
uint64_t spl_heap_in_use(void);

/// Ends this side of a connection: the other one reads what was sent, then its end.
void spl_end_sending(int socket);

/// Puts adjacent free pieces of the heap together and gives whole pages of them back (malloc_trim).
void spl_tidy_heap(void);

/// From now on all threads share one heap (M_ARENA_MAX), of which malloc_trim gives everything back; of the heaps of
/// single threads it does not.
int spl_share_heap(void);

/// Leaves root for good: no supplementary groups, then group, then user, real, effective and saved,
/// and a check that no way back is left.
int spl_become_user(uid_t user, gid_t group);

/// What holds for every worker whatever layers are off: no privilege by exec, no core files, no
/// attaching by processes of the same user, no hold on the host's working directory. As many descriptors as it may have
/// at all.
int spl_confine_self(void);

// MARK: a deep stack (deepstack.c)

/// Bounds the stack for good, to `largest` bytes or to what whoever started the process allows.
int spl_limit_stack(size_t largest);

/// Runs `body` on a stack that may grow that far, of which `first` bytes are there from the start. The kernel's own has
/// room for what the limit was when the program was loaded, which only its parent can set.
int spl_run_on_deep_stack(size_t first, void (*_Nonnull body)(void));

/// Closes every descriptor from `first` on.
int spl_close_from(int first);

/// Makes `to` a duplicate of `from`, not closed on exec.
int spl_move_descriptor(int from, int to);

// MARK: sockets (sockets.c)

/// A connected pair of stream sockets, both closed on exec.
int spl_socket_pair(int *_Nonnull pair);

/// Whether `descriptor` is a stream socket of the local family. Returns 1, 0 or -errno.
int spl_is_local_stream(int descriptor);

/// Sends without raising SIGPIPE; `descriptor` (-1: none) travels with the first byte.
/// `wait` false: -EAGAIN instead of blocking. Returns how many bytes left.
ssize_t spl_send(int socket, const void *_Nonnull bytes, size_t count, int descriptor, int wait);

enum spl_waiting { spl_wait_not, spl_wait_for_some, spl_wait_for_all };

/// Receives at most `count` bytes and at most one descriptor, which is closed on exec; `*descriptor` is
/// -1 where none came. More than one is a breach: all are closed and -EBADMSG returned.
/// Returns the bytes received, 0 at the end of the stream.
ssize_t spl_receive(int socket, void *_Nonnull bytes, size_t count, int *_Nonnull descriptor, enum spl_waiting wait);

/// Waits for `count` bytes, which only the end of the stream cuts short, and receives no descriptor: by a call that cannot, which is all that a locked child is
/// allowed.
ssize_t spl_receive_bytes(int socket, void *_Nonnull bytes, size_t count);

// MARK: files and waiting (files.c)

/// Opens `path` read-only beneath the folder `root`, refusing every symbolic link and every step out;
/// never blocks on a pipe, never takes a terminal. Only openat2(2) decides this without a race.
int spl_open_beneath(int root, const char *_Nonnull path);

/// Opens a folder as an anchor for spl_open_beneath.
int spl_open_folder(const char *_Nonnull path);

/// Opens a file read-only. Returns the descriptor.
int spl_open_read(const char *_Nonnull path);

/// Creates `path`, which must not exist.
int spl_create_file(const char *_Nonnull path);

/// Opens what is no file, such as a device or a pipe, for writing at its end; waits for a pipe's reader.
int spl_open_stream(const char *_Nonnull path);

/// Another number for an open descriptor, with the same offset; closed on exec, and none of 0-2.
int spl_duplicate(int descriptor);

/// Opens /dev/null for each of 0-2 that is closed. Else the next socket would get its number, and a script's output
/// would be written into it.
int spl_occupy_standard_descriptors(void);

int spl_rename(const char *_Nonnull from, const char *_Nonnull to);
/// Lets two names trade what they stand for in one step, so that a test can race against a name that is always taken.
int spl_exchange(const char *_Nonnull one, const char *_Nonnull other);
int spl_unlink(const char *_Nonnull path);
int spl_make_folder(const char *_Nonnull path);
int spl_remove_folder(const char *_Nonnull path);

/// Writes to a file that exists, all in one call as the kernel's own files ask for it. Returns 0.
int spl_write_file(const char *_Nonnull path, const char *_Nonnull bytes, size_t count);

struct spl_file {
    /// st_mode, type and permission bits.
    uint32_t mode;
    int64_t size;
};
int spl_describe(int descriptor, struct spl_file *_Nonnull file);

/// The text of a symbolic link, not terminated. Returns its length; -ENAMETOOLONG where it would not fit.
ssize_t spl_read_link(const char *_Nonnull path, char *_Nonnull text, size_t capacity);

ssize_t spl_read(int descriptor, void *_Nonnull bytes, size_t count);
ssize_t spl_write(int descriptor, const void *_Nonnull bytes, size_t count);
/// Like spl_write, but a pipe that nobody reads is -EPIPE and no signal, whatever the program around this
/// library does with SIGPIPE.
ssize_t spl_write_quietly(int descriptor, const void *_Nonnull bytes, size_t count);
void spl_close(int descriptor);

struct spl_poll {
    int descriptor;
    int16_t wanted;
    int16_t seen;
};
/// poll(2) over `count` entries; `milliseconds` negative: no limit. Interruption counts as a time-out.
int spl_wait_ready(struct spl_poll *_Nullable entries, size_t count, int milliseconds);

/// Nanoseconds of CLOCK_MONOTONIC.
int64_t spl_monotonic_nanoseconds(void);

// MARK: signals (signals.c)

/// Gives every signal its default action and removes the alternate stack. The Swift runtime handles crash signals
/// by starting a backtracing program, which a process that runs untrusted code must never do, and may go on
/// after it.
int spl_default_signals(void);

/// Blocks SIGINT and SIGTERM, with_suspension also SIGTSTP, in this thread and gives a descriptor to read them from; ignores
/// SIGPIPE. A signal that a parent told this program to ignore stays ignored.
int spl_termination_signals(int with_suspension);

/// The next signal that arrived at such a descriptor, -EAGAIN where none did.
int spl_next_signal(int descriptor);

/// A descriptor that turns readable once spl_raise_event was called on it.
int spl_event(void);
int spl_raise_event(int descriptor);
/// How often that was since this was asked last.
int64_t spl_take_event(int descriptor);

/// The C library's words for an error number.
void spl_error_text(int number, char *_Nonnull text, size_t capacity);

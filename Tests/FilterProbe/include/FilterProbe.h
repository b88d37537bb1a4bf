#pragma once

#include <stddef.h>
#include <stdint.h>

/// How a process that made one system call under a filter ended.
struct probe_result {
    /// What the call returned, -errno where it failed; meaningless where it did not return.
    int64_t value;
    /// Whether the call returned.
    int32_t returned;
    /// Whether a second process came back from the call.
    int32_t forked;
    /// The signal that ended the process, 0 for none.
    int32_t signal;
};

/// Forks, loads `count` programs in their order, moves a socket whose other end stays open to descriptor 3,
/// makes one call, and says what became of it. C, because the fork may run nothing of Swift's runtime.
/// Returns 0 or -errno of what had to precede the call.
int probe_call(
    const uint8_t *_Nonnull const *_Nonnull programs, const size_t *_Nonnull sizes, size_t count, int64_t number,
    const uint64_t *_Nonnull arguments, struct probe_result *_Nonnull result);

/// Starts a thread by pthread_create under the programs and joins it. The value is pthread_create's.
int probe_thread(
    const uint8_t *_Nonnull const *_Nonnull programs, const size_t *_Nonnull sizes, size_t count,
    struct probe_result *_Nonnull result);

/// Under `outer`: forks by fork(3), loads `inner` in the child, which makes the call, and waits for it.
/// The result is the child's.
int probe_fork(
    const uint8_t *_Nonnull outer, size_t outer_size, const uint8_t *_Nonnull inner, size_t inner_size,
    int64_t number, struct probe_result *_Nonnull result);

/// Ends by abort under the programs.
int probe_abort(
    const uint8_t *_Nonnull const *_Nonnull programs, const size_t *_Nonnull sizes, size_t count,
    struct probe_result *_Nonnull result);

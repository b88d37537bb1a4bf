#pragma once

#include <stddef.h>

#pragma clang assume_nonnull begin

/* Lines from a terminal, edited by libedit, whose functions take variable arguments and callbacks. One editor at a time;
   all from one thread. */

typedef struct sle_editor sle_editor;

enum sle_result {
    sle_line,
    /* Ctrl-D, or the terminal is gone. */
    sle_end,
    /* Something came at the watched descriptor; the line is gone. */
    sle_interrupted
};

/* An editor of stdin and stdout that also watches a descriptor; NULL where the terminal cannot be used. */
sle_editor *_Nullable sle_open(const char *program, int watched, int history_size);
void sle_close(sle_editor *editor);

/* Reads one line, without what ends it: `line` is valid until the next call. */
enum sle_result sle_read_line(
    sle_editor *editor, const char *prompt, const char *_Nullable *_Nonnull line, size_t *length);

/* Adds what the arrow keys bring back. */
void sle_remember(sle_editor *editor, const char *line);

#pragma clang assume_nonnull end

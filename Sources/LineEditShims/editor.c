#define _GNU_SOURCE
#include "LineEditShims.h"

#include <errno.h>
#include <histedit.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

struct sle_editor {
    EditLine *line;
    History *history;
    const char *prompt;
    int watched;
    int is_interrupted;
};

static sle_editor *editor_of(EditLine *line) {
    void *editor = NULL;
    el_get(line, EL_CLIENTDATA, &editor);
    return editor;
}

static char *prompt_of(EditLine *line) { return (char *)editor_of(line)->prompt; }

/* 1, or 0 at the end, or -1 for an error or an interrupt. */
static int read_byte(sle_editor *editor, unsigned char *byte) {
    struct pollfd sources[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = editor->watched, .events = POLLIN}};
    while (1) {
        // A signal of the terminal (a new size, being continued) has been dealt with by libedit's handler.
        if (poll(sources, 2, -1) < 0) {
            if (errno == EINTR) continue;
            return -1;
        }
        if (sources[1].revents) {
            editor->is_interrupted = 1;
            return -1;
        }
        ssize_t count = read(STDIN_FILENO, byte, 1);
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        return (int)count;
    }
}

/* One character of UTF-8, whatever the locale. */
static int read_character(EditLine *line, wchar_t *character) {
    sle_editor *editor = editor_of(line);
    unsigned char byte = 0;
    int count = read_byte(editor, &byte);
    if (count <= 0) return count;
    int more = byte < 0xc0 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    wchar_t value = more == 0 ? byte : byte & (0x3f >> more);
    if (more == 0 && byte >= 0x80) value = L'?';
    while (more-- > 0) {
        count = read_byte(editor, &byte);
        if (count <= 0) return count;
        if ((byte & 0xc0) != 0x80) {
            value = L'?';
            break;
        }
        value = (value << 6) | (byte & 0x3f);
    }
    *character = value > 0x10ffff || (value >= 0xd800 && value < 0xe000) ? L'?' : value;
    return 1;
}

sle_editor *sle_open(const char *program, int watched, int history_size) {
    // What libedit shows and returns is in the locale's encoding.
    setlocale(LC_CTYPE, "C.UTF-8");
    sle_editor *editor = calloc(1, sizeof *editor);
    if (!editor) return NULL;
    HistEvent event;
    editor->watched = watched;
    editor->prompt = "";
    editor->history = history_init();
    editor->line = el_init(program, stdin, stdout, stderr);
    if (!editor->history || !editor->line) {
        sle_close(editor);
        return NULL;
    }
    history(editor->history, &event, H_SETSIZE, history_size);
    history(editor->history, &event, H_SETUNIQUE, 1);
    el_set(editor->line, EL_CLIENTDATA, editor);
    el_set(editor->line, EL_PROMPT, prompt_of);
    el_set(editor->line, EL_EDITOR, "emacs");
    el_set(editor->line, EL_SIGNAL, 1);
    el_set(editor->line, EL_HIST, history, editor->history);
    el_set(editor->line, EL_GETCFN, read_character);
    // A line that is typed ahead of `input()` would else end with a carriage return.
    el_set(editor->line, EL_SETTY, "-d", "-inlcr", NULL);
    // Python's lines begin with tabs as with spaces.
    el_set(editor->line, EL_BIND, "^I", "ed-insert", NULL);
    el_set(editor->line, EL_BIND, "^R", "em-inc-search-prev", NULL);
    return editor;
}

void sle_close(sle_editor *editor) {
    if (editor->line) el_end(editor->line);
    if (editor->history) history_end(editor->history);
    free(editor);
}

enum sle_result sle_read_line(sle_editor *editor, const char *prompt, const char **line, size_t *length) {
    int count = 0;
    editor->prompt = prompt;
    editor->is_interrupted = 0;
    *line = NULL;
    *length = 0;
    // Else the terminal would show once more what is typed between the prompt and the first read.
    el_set(editor->line, EL_PREP_TERM, 1);
    const char *text = el_gets(editor->line, &count);
    if (editor->is_interrupted) {
        el_reset(editor->line);
        return sle_interrupted;
    }
    if (!text || count <= 0) return sle_end;
    *length = strlen(text);
    while (*length > 0 && (text[*length - 1] == '\n' || text[*length - 1] == '\r')) *length -= 1;
    *line = text;
    return sle_line;
}

void sle_remember(sle_editor *editor, const char *line) {
    HistEvent event;
    history(editor->history, &event, H_ENTER, line);
}

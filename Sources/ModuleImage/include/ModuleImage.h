#pragma once

#include <stddef.h>

#pragma clang assume_nonnull begin

/// The compiled standard library that `build-scripts/build-module-image` wrote. It lives in the
/// executable's read-only data: nothing to open at run time, read from disk page by page on use.
/// `length` is 0 where the package was built before that script had run.
const unsigned char *spy_module_image(size_t *length);

#pragma clang assume_nonnull end

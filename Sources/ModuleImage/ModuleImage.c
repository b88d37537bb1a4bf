#include "ModuleImage.h"

// #embed is C23, which Clang offers in every mode; the image is too large for any other form.
#pragma clang diagnostic ignored "-Wc23-extensions"

// A section of its own: Swift marks some of its constants as writable, and the linker then all that is in theirs.
#define READ_ONLY __attribute__((section(".module_image")))

// A checkout that was not bootstrapped still compiles; the reader then refuses the empty image.
#if __has_embed("modules.image") == __STDC_EMBED_FOUND__
READ_ONLY static const unsigned char image[] = {
#embed "modules.image"
};
static const size_t image_length = sizeof image;
#else
READ_ONLY static const unsigned char image[1];
static const size_t image_length = 0;
#endif

const unsigned char *spy_module_image(size_t *length) {
    *length = image_length;
    return image;
}

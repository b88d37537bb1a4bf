#include "LinuxShims.h"

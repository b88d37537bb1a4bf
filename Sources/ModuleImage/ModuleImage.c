#include "ModuleImage.h"

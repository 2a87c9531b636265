#include "include/CFuzzer.h"

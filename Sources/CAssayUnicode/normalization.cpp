#include "CAssayUnicode.h"

// The loops for any processor.
#include <string.h>

#include "lookup.h"

#define ASSAY_PROCESSOR 0
#define NAME(x) x##_any
#include "kernel.h"
#include "keys.h"
#include "merging.h"

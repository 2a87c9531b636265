// The loops for processors that have AVX2 and BMI.
#if defined(__x86_64__) && defined(__clang__)
#include <immintrin.h>
#include <string.h>

#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt"))), apply_to = function)

#include "lookup.h"

#define ASSAY_PROCESSOR 1
#define NAME(x) x##_avx2
#include "kernel.h"
#include "keys.h"
#include "merging.h"
#include "segments.h"

#pragma clang attribute pop
#endif

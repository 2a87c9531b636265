// The loops for processors that have AVX-512 with VBMI and VBMI2.
#if defined(__x86_64__) && defined(__clang__)
#include <string.h>

#ifdef ASSAY_EMULATED_AVX512
#include "emulated_avx512.h"
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt"))), apply_to = function)
#else
#include <immintrin.h>
#pragma clang attribute push( \
    __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,avx512bitalg"))), \
    apply_to = function)
#endif

#include "lookup.h"

#define ASSAY_PROCESSOR 2
#define NAME(x) x##_avx512
#include "kernel.h"
#include "keys.h"
#include "merging.h"
#include "segments.h"

#pragma clang attribute pop
#endif

// Which instructions the loops use.
#ifndef ASSAY_PROCESSOR_H
#define ASSAY_PROCESSOR_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { assay_any_processor, assay_avx2, assay_avx512 } assay_processor;

// The best of them that this processor has.
assay_processor assay_this_processor(void);

#ifdef __cplusplus
}
#endif

#endif

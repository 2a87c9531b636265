// The functions are in Swift, in AssayC; this proves that the header is C.
#include "assay.h"

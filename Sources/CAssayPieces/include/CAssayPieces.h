#ifndef CASSAYPIECES_H
#define CASSAYPIECES_H

#include "assay_pairs.h"
#include "assay_pieces.h"
#include "assay_processor.h"
#include "assay_quick_check.h"
#include "assay_segments.h"

#endif

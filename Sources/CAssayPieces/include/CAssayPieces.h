#ifndef CASSAYPIECES_H
#define CASSAYPIECES_H

#include "assay_pairs.h"
#include "assay_pieces.h"

#endif

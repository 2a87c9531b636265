#ifndef CASSAYUNICODE_H
#define CASSAYUNICODE_H

#include "assay_icu.h"
#include "assay_masks.h"
#include "assay_tables.h"

#endif

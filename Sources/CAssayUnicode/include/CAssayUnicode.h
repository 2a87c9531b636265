#ifndef CASSAYUNICODE_H
#define CASSAYUNICODE_H

#include "assay_icu.h"
#include "assay_masks.h"
#include "assay_tables.h"
#include "assay_utf8.h"

#endif

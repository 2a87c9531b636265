#ifndef CASSAYUNICODE_H
#define CASSAYUNICODE_H

#include "assay_icu.h"
#include "assay_tables.h"

#endif

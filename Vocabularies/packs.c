#include "CAssayVocabularies.h"

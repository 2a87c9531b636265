// ICU is called only from CAssayUnicode's own source files: its headers rename their functions by macro, which Swift
// cannot follow, and clash with Foundation's copy. This module exists to carry the link flags that pkg-config gives.

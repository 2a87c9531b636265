// The embedded packs.

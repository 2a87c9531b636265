/// Assay's C interface: exact tokens of a text, from C or anything that calls C.
///
///     assay_tokenizer *tokenizer;
///     assay_message message;
///     if (assay_tokenizer_open("o200k_base", &tokenizer, &message) != ASSAY_OK) { fputs(message.text, stderr); return 2; }
///     size_t tokens;
///     assay_count(tokenizer, text, strlen(text), ASSAY_SPECIAL_PLAIN, &tokens, NULL);
///     assay_tokenizer_close(tokenizer);
///
/// Text is bytes, of any length and with any content: it needs no end mark, and what is not UTF-8 is tokenized too, as
/// the vocabulary's reference does it. All functions may be called from several threads at once, with the same tokenizer
/// too; only closing it must come last. Nothing is kept of what is handed over, and every result lies in memory of the
/// caller. Time is linear in the text.
#ifndef ASSAY_H
#define ASSAY_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A vocabulary, ready to count with.
typedef struct assay_tokenizer assay_tokenizer;

/// What became of a call. Results are written only with ASSAY_OK, but for the lengths that ASSAY_TOO_SMALL asks for.
typedef int32_t assay_status;
enum {
    ASSAY_OK = 0,
    /// An argument that cannot be: a null pointer, an unknown vocabulary, an id that no token has.
    ASSAY_BAD_ARGUMENT = 1,
    /// The text spells a special token, and ASSAY_SPECIAL_REJECT was asked for.
    ASSAY_SPECIAL_TOKEN = 2,
    /// The room is too small; how much is needed has been written.
    ASSAY_TOO_SMALL = 3,
};

/// What becomes of text that spells a special token, such as `<|endoftext|>`.
typedef int32_t assay_special;
enum {
    /// It is ordinary text.
    ASSAY_SPECIAL_PLAIN = 0,
    /// It is the special token.
    ASSAY_SPECIAL_ALLOW = 1,
    /// It is an error.
    ASSAY_SPECIAL_REJECT = 2,
};

/// What went wrong, in a sentence that ends with a zero byte; empty where nothing did. UTF-8, cut where it is longer.
typedef struct {
    char text[256];
} assay_message;

/// The version, such as "0.1.0". It lives as long as the program.
const char *assay_version(void);

/// Opens a vocabulary by its name or an alias of it: "o200k_base", "cl100k_base", "qwen2", "gpt2".
///
/// The first use of a name checks a header and builds nothing. `message` may be null.
assay_status assay_tokenizer_open(const char *vocabulary, assay_tokenizer **tokenizer, assay_message *message);

/// Opens a vocabulary that was imported: the bytes of its pack, which are copied.
assay_status assay_tokenizer_open_pack(
    const uint8_t *pack, size_t length, assay_tokenizer **tokenizer, assay_message *message);

/// Gives a tokenizer back; null is ignored.
void assay_tokenizer_close(assay_tokenizer *tokenizer);

/// What a tokenizer is made ready for.
typedef int32_t assay_use;
enum {
    /// ::assay_encode.
    ASSAY_USE_ENCODING = 0,
    /// ::assay_count.
    ASSAY_USE_COUNTING = 1,
};

/// Learns the vocabulary before the first text, instead of each token where it first stands. For programs that run for long:
/// the first pass over a few megabytes of English or code is about a fifth faster, of other languages up to a tenth, and this
/// takes about as much time as one such pass saves, some 9 ms, and 9 MB (counting: 5 MB) a thread. Tokens are the same either way.
///
/// `threads` is how many threads will use the tokenizer at a time, 1 to 1,024.
assay_status assay_tokenizer_prepare(const assay_tokenizer *tokenizer, assay_use use, size_t threads, assay_message *message);

/// The number of tokens in a text of `length` bytes. About twice as fast as encoding it.
assay_status assay_count(
    const assay_tokenizer *tokenizer, const uint8_t *text, size_t length, assay_special special, size_t *tokens,
    assay_message *message);

/// The token ids of a text. `ids` has room for `capacity` of them; `tokens` receives how many there are.
///
/// For a byte-level vocabulary without a normalizer, room for `length` ids is always enough. Null with a capacity of 0
/// asks how many there are.
assay_status assay_encode(
    const assay_tokenizer *tokenizer, const uint8_t *text, size_t length, assay_special special, uint32_t *ids,
    size_t capacity, size_t *tokens, assay_message *message);

/// The bytes that `count` ids stand for: the inverse of ::assay_encode. `text` has room for `capacity` bytes; `length`
/// receives how many there are.
assay_status assay_decode(
    const assay_tokenizer *tokenizer, const uint32_t *ids, size_t count, uint8_t *text, size_t capacity,
    size_t *length, assay_message *message);

/// The start of a text that has at most `maximum` tokens, cut on a character boundary: its length in bytes.
assay_status assay_truncate(
    const assay_tokenizer *tokenizer, const uint8_t *text, size_t length, size_t maximum, assay_special special,
    size_t *prefix, assay_message *message);

#ifdef __cplusplus
}
#endif

#endif

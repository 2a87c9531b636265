"""Reads the pieces of a SentencePiece model, a protocol buffer."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Iterator

NORMAL, UNKNOWN, CONTROL = 1, 2, 3


@dataclass
class Piece:
    id: int
    text: str
    score: float
    kind: int


def pieces(model: bytes) -> list[Piece]:
    """Field 1 of the model, as often as it has pieces: text, score and kind are their fields 1, 2 and 3."""
    found = []
    for field, content in _fields(model):
        if field == 1:
            values = dict(_fields(content))
            score = struct.unpack("<f", values.get(2, bytes(4)))[0]
            found.append(Piece(len(found), values[1].decode(), score, values.get(3, NORMAL)))
    return found


def _fields(message: bytes) -> Iterator[tuple[int, bytes | int]]:
    at = 0
    while at < len(message):
        tag, at = _number(message, at)
        wire = tag & 7
        if wire == 0:
            value, at = _number(message, at)
        else:
            size = {1: 8, 5: 4}.get(wire)
            if size is None:
                size, at = _number(message, at)
            value, at = message[at : at + size], at + size
        yield tag >> 3, value


def _number(message: bytes, at: int) -> tuple[int, int]:
    """Seven bits a byte, the lowest first."""
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at

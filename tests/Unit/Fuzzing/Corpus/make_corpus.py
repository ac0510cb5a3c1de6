"""Makes the files beside it: one of each kind that the suite reads, as small as the kind allows.

usage: make_corpus.py (needs python3-pil, python3-numpy, python3-torch)
"""
import collections
import io
import json
import pathlib
import pickle
import struct
import zlib

import numpy
import torch
from PIL import Image

HERE = pathlib.Path(__file__).parent
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def exif(orientation, little=True):
    order = "<" if little else ">"
    return (b"II" if little else b"MM") + struct.pack(order + "HIHHHIHHI", 42, 8, 1, 0x112, 3, 1, orientation, 0, 0)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(row, depth):
    if depth == 16:
        return row.astype(">u2").tobytes()
    bits = "".join(format(int(value), f"0{depth}b") for value in row)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def png(name, colour, depth, interlaced=False, extra=(), width=13, height=9, parts=1):
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    rows, columns, channel = numpy.indices((height, width, channels))
    pixels = (rows * 5 + columns * 3 + channel * 7) * (257 if depth == 16 else 1) % (2 ** depth)
    if colour == 3:
        pixels %= min(2 ** depth, 12)
    raw = b""
    for left, top, step_x, step_y in PASSES if interlaced else [(0, 0, 1, 1)]:
        part = pixels[top::step_y, left::step_x]
        if part.size:
            raw += b"".join(b"\0" + packed(row.reshape(-1), depth) for row in part)
    data = zlib.compress(raw, 9)
    size = -(-len(data) // parts)
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced)))
    file += b"".join(chunk(kind, content) for kind, content in extra)
    file += b"".join(chunk(b"IDAT", data[i:i + size]) for i in range(0, len(data), size)) + chunk(b"IEND", b"")
    (HERE / name).write_bytes(file)


def pngs():
    palette = (b"PLTE", bytes(range(36)))
    for depth in (1, 2, 4, 8, 16):
        png(f"grey{depth}.png", 0, depth)
    png("grey8_transparent_colour.png", 0, 8, extra=[(b"tRNS", b"\0\x05")])
    png("grey_alpha8.png", 4, 8)
    png("grey_alpha16.png", 4, 16)
    png("rgb8.png", 2, 8, parts=3)
    png("rgb8_interlaced.png", 2, 8, interlaced=True)
    png("rgb16_transparent_colour.png", 2, 16, extra=[(b"tRNS", bytes(6))])
    png("rgba8.png", 6, 8, extra=[(b"eXIf", exif(6))])
    png("rgba16_interlaced.png", 6, 16, interlaced=True)
    for depth in (1, 2, 4):
        png(f"palette{depth}.png", 3, depth, extra=[(b"PLTE", bytes(3 * min(12, 2 ** depth)))])
    png("palette8.png", 3, 8, extra=[palette, (b"tRNS", bytes(range(5)))])
    png("palette4_interlaced.png", 3, 4, interlaced=True, extra=[palette])
    png("chunks.png", 2, 8, extra=[
        (b"gAMA", struct.pack(">I", 45455)), (b"sRGB", b"\0"), (b"tEXt", b"Comment\0text"), (b"zTXt", b"k\0\0" + zlib.compress(b"text")),
        (b"iCCP", b"p\0\0" + zlib.compress(bytes(40))), (b"prVt", b"private"), (b"eXIf", exif(3, little=False))])


def jpegs():
    rows, columns, channel = numpy.indices((22, 27, 3))
    colour = Image.fromarray(((rows * 9 + columns * 4 + channel * 50) % 256).astype("uint8"))
    for name, picture, options in [
        ("grey", colour.convert("L"), {}), ("rgb_444", colour, {"subsampling": 0}), ("rgb_422", colour, {"subsampling": 1}),
        ("rgb_420", colour, {"subsampling": 2}), ("progressive", colour, {"progressive": True}),
        ("progressive_grey", colour.convert("L"), {"progressive": True}), ("optimised", colour, {"optimize": True, "quality": 95}),
        ("exif", colour, {"exif": b"Exif\0\0" + exif(5)}), ("cmyk", colour.convert("CMYK"), {}),
    ]:
        picture.save(HERE / f"{name}.jpg", "JPEG", **{"quality": 40, **options})


def arrays():
    values = numpy.arange(12)
    for dtype in ("u1", "i2", ">i4", "i8", "f2", "f4", ">f8", "?"):
        numpy.save(HERE / f"array_{dtype.strip('>?') or 'bool'}.npy", values.reshape(3, 4).astype(dtype))
    numpy.save(HERE / "fortran.npy", numpy.asfortranarray(values.reshape(3, 4).astype("f4")))
    numpy.save(HERE / "scalar.npy", numpy.float32(3))
    for version in ((2, 0), (3, 0)):
        target = io.BytesIO()
        numpy.lib.format.write_array(target, values.astype("f4"), version)
        (HERE / f"version{version[0]}.npy").write_bytes(target.getvalue())
    numpy.savez(HERE / "stored.npz", a=values, b=values.astype("f4"))
    numpy.savez_compressed(HERE / "deflated.npz", a=values)


def pickles():
    texts = ["front", "rear", "", "Fahrrad \u00e4\u20ac\U0001f6b2", "front"]
    for protocol in range(6):
        (HERE / f"strings{protocol}.pkl").write_bytes(pickle.dumps(texts, protocol))
    for protocol in (0, 2, 4):
        (HERE / f"numpy_strings{protocol}.pkl").write_bytes(pickle.dumps(list(numpy.array(texts[:2] + texts[3:4])), protocol))


def checkpoints():
    state = collections.OrderedDict(
        weight=torch.arange(6.0).reshape(2, 3), half=torch.ones(2, dtype=torch.float16), count=torch.tensor(3), view=torch.arange(8.0)[1::2])
    nested = {"state_dict": state, "epoch": 3, "rates": [.1, .2], "name": "unet", "shared": [state["weight"]]}
    torch.save(state, HERE / "state.pt")
    torch.save(nested, HERE / "legacy.pt", _use_new_zipfile_serialization=False)
    header = json.dumps({"a": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}, "b": {"dtype": "U8", "shape": [3], "data_offsets": [16, 19]},
                         "__metadata__": {"format": "pt"}}).encode()
    (HERE / "two.safetensors").write_bytes(struct.pack("<Q", len(header)) + header + bytes(range(19)))


if __name__ == "__main__":
    pngs()
    jpegs()
    arrays()
    pickles()
    checkpoints()

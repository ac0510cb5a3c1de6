"""Times pictures in and out by Debian's python3-pil as it comes, one command a line, one line of JSON an answer.

usage: pil_peer.py
commands: write WIDTH HEIGHT RAW FOLDER | decode FILE TIMES | encode png|jpeg TIMES
RAW holds height * width * 3 bytes; write keeps the picture for encode and saves it as FOLDER/WIDTH.png and .jpeg.
"""
import io
import json
import sys
import time

import PIL
from PIL import Image

# PNG: zlib level 6, Pillow's default. JPEG: 4:2:0, baseline, Huffman tables not optimised.
OPTIONS = {"png": {"compress_level": 6}, "jpeg": {"quality": 90}}


def shortest(times, action):
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def encode(picture, kind):
    target = io.BytesIO()
    picture.save(target, kind, **OPTIONS[kind])
    return target.getvalue()


def main():
    picture = None
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "write":
            size = int(arguments[0]), int(arguments[1])
            with open(arguments[2], "rb") as file:
                picture = Image.frombytes("RGB", size, file.read())
            for kind in OPTIONS:
                with open(f"{arguments[3]}/{size[0]}.{kind}", "wb") as file:
                    file.write(encode(picture, kind))
            answer = {"version": PIL.__version__}
        elif command == "decode":
            with open(arguments[0], "rb") as file:
                data = file.read()
            answer = {"milliseconds": shortest(int(arguments[1]), lambda: Image.open(io.BytesIO(data)).load())}
        elif command == "encode":
            kind = arguments[0]
            answer = {"milliseconds": shortest(int(arguments[1]), lambda: encode(picture, kind)), "bytes": len(encode(picture, kind))}
        else:
            answer = {"error": f"unknown command {command}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

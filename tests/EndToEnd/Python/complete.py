"""Completes a picture through the gateway with nothing but grpcio and code generated from the contracts.

usage: complete.py HOST:PORT GENERATOR WIDTH HEIGHT
Prints one line an event, then `known pixels unchanged`, then `NOT_FOUND` for a generator that does not exist.
"""
import sys

import grpc
from inpaint.v1 import generator_pb2, generator_pb2_grpc, picture_pb2


def main(address, generator, width, height):
    pixels = bytes((x * 3 + y * 5 + c * 40) % 256 for y in range(height) for x in range(width) for c in range(3))
    hole = picture_pb2.Rectangle(left=width // 4, top=height // 4, right=width // 2, bottom=height // 2)
    request = generator_pb2.InpaintRequest(
        request_id="python-1",
        partial=picture_pb2.Picture(format=picture_pb2.PICTURE_FORMAT_RAW, data=pixels, width=width, height=height, channels=3),
        mask=picture_pb2.Mask(rectangles=picture_pb2.RectangleList(rectangles=[hole])),
        seed=7,
        result_format=picture_pb2.PICTURE_FORMAT_RAW,
    )
    with grpc.insecure_channel(address) as channel:
        stub = generator_pb2_grpc.GeneratorServiceStub(channel)
        for response in stub.Inpaint(request, metadata=[("inpaint-generator", generator)], timeout=60):
            assert response.request_id == "python-1", response.request_id
            print(response.WhichOneof("event"), flush=True)
        result = response.result
        assert result.generator == generator and result.arm == generator and result.seed == 7, result
        assert len(result.picture.data) == len(pixels)
        for y in range(height):
            for x in range(width):
                if not (hole.left <= x < hole.right and hole.top <= y < hole.bottom):
                    at = 3 * (y * width + x)
                    assert result.picture.data[at:at + 3] == pixels[at:at + 3], (x, y)
        print("known pixels unchanged")
        try:
            list(stub.Inpaint(request, metadata=[("inpaint-generator", "nobody")], timeout=60))
        except grpc.RpcError as error:
            details = dict(error.trailing_metadata()).get("grpc-status-details-bin", b"")
            assert b"inpaint-generator" in details, details
            print(error.code().name)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))

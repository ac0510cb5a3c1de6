"""Times the conditioned UNet in Debian's python3-torch as it comes, one command a line, one line of JSON an answer.

usage: unet_peer.py CONFIGURATION.json TENSORS.safetensors
The tensors are the state_dict under "w.", and the inputs "picture", "hole", "embedding", "target".
commands: threads N | forward TIMES | train TIMES | output
"""
import json
import sys
import time

import torch

from conditioned_unet import CompletionLoss, ConditionedUnet
from safetensors_file import load


def shortest(times, action):
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        configuration = json.load(file)
    tensors = load(sys.argv[2])
    net = ConditionedUnet(**configuration["network"])
    net.load_state_dict({name[2:]: tensor for name, tensor in tensors.items() if name.startswith("w.")})
    loss = CompletionLoss(net.position.shape[3], net.position.shape[2], **configuration["loss"])
    optimizer = torch.optim.AdamW(net.parameters(), lr=configuration["learning_rate"])
    picture, hole, embedding, target = (tensors[name] for name in ("picture", "hole", "embedding", "target"))

    def forward():
        with torch.inference_mode():
            return net(picture[:1], hole[:1], embedding[:1])

    def train():
        optimizer.zero_grad()
        value = loss(net(picture, hole, embedding), target, hole)
        value.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        return float(value.detach())

    for line in sys.stdin:
        command, _, argument = line.strip().partition(" ")
        if command == "threads":
            torch.set_num_threads(int(argument))
            answer = {"version": torch.__version__}
        elif command == "forward":
            net.eval()
            answer = {"milliseconds": shortest(int(argument), forward)}
        elif command == "train":
            net.train()
            answer = {"milliseconds": shortest(int(argument), train)}
        elif command == "output":
            net.eval()
            answer = {"output": forward().flatten().tolist()}
        else:
            answer = {"error": f"unknown command {command}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

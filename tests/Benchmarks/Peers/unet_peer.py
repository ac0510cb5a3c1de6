"""Times a UNet in Debian's python3-torch as it comes, one command a line, one line of JSON an answer.

usage: unet_peer.py CONFIGURATION.json TENSORS.safetensors
The tensors are the state_dict under "w.", and the inputs "picture", "hole", "target" and perhaps "embedding" and "text".
commands: threads N | forward TIMES BATCH | train TIMES BATCH | output BATCH
"""
import json
import sys
import time

import torch

from conditioned_unet import CompletionLoss, ConditionedUnet
from plain_unet import PlainUnet
from safetensors_file import load

NETWORKS = {"shipped": ConditionedUnet, "shipped_text": ConditionedUnet, "plain": PlainUnet}


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
    net = NETWORKS[configuration["kind"]](**configuration["network"])
    net.load_state_dict({name[2:]: tensor for name, tensor in tensors.items() if name.startswith("w.")})
    loss = CompletionLoss(tensors["target"].shape[3], tensors["target"].shape[2], **configuration["loss"])
    optimizer = torch.optim.AdamW(net.parameters(), lr=configuration["learning_rate"])

    def run(batch):
        return net(*(tensors[name][:batch] if name in tensors else None for name in ("picture", "hole", "embedding", "text")))

    def forward(batch):
        with torch.inference_mode():
            return run(batch)

    def train(batch):
        optimizer.zero_grad()
        value = loss(run(batch), tensors["target"][:batch], tensors["hole"][:batch])
        value.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        return float(value.detach())

    for line in sys.stdin:
        command, *arguments = line.split()
        numbers = [int(argument) for argument in arguments]
        if command == "threads":
            torch.set_num_threads(numbers[0])
            answer = {"version": torch.__version__}
        elif command == "forward":
            net.eval()
            answer = {"milliseconds": shortest(numbers[0], lambda: forward(numbers[1]))}
        elif command == "train":
            net.train()
            answer = {"milliseconds": shortest(numbers[0], lambda: train(numbers[1]))}
        elif command == "output":
            net.eval()
            answer = {"output": forward(numbers[0]).flatten().tolist()}
        else:
            answer = {"error": f"unknown command {command}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

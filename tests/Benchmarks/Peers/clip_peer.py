"""Times CLIP's towers in Debian's python3-torch, one command a line, one line of JSON an answer.

usage: clip_peer.py CONFIGURATION.json TENSORS.safetensors
The tensors are the state_dict under "w.", and the inputs "ids", "pictures".
commands: threads N (0: as many as it takes when nobody says) | text BATCH TIMES | image BATCH TIMES | output
"""
import ctypes
import json
import sys
import time

import torch
from torch import nn

from safetensors_file import load


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.q_proj, self.k_proj, self.v_proj, self.out_proj = (nn.Linear(width, width) for _ in range(4))

    def forward(self, x, bias):
        batch, length, width = x.shape

        def split(y):
            return y.view(batch, length, self.heads, -1).transpose(1, 2)

        query = split(self.q_proj(x) * (width // self.heads) ** -0.5)
        scores = query @ split(self.k_proj(x)).transpose(-2, -1)
        if bias is not None:
            scores = scores + bias
        mixed = scores.softmax(-1) @ split(self.v_proj(x))
        return self.out_proj(mixed.transpose(1, 2).reshape(batch, length, width))


class Mlp(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(width, hidden), nn.Linear(hidden, width)

    def forward(self, x):
        x = self.fc1(x)
        return self.fc2(x * torch.sigmoid(1.702 * x))


class Layer(nn.Module):
    def __init__(self, c):
        super().__init__()
        width = c["hidden_size"]
        self.self_attn = Attention(width, c["num_attention_heads"])
        self.layer_norm1, self.layer_norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.mlp = Mlp(width, c["intermediate_size"])

    def forward(self, x, bias):
        x = x + self.self_attn(self.layer_norm1(x), bias)
        return x + self.mlp(self.layer_norm2(x))


class Encoder(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.layers = nn.ModuleList(Layer(c) for _ in range(c["num_hidden_layers"]))

    def forward(self, x, bias=None):
        for layer in self.layers:
            x = layer(x, bias)
        return x


class TextEmbeddings(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.token_embedding = nn.Embedding(c["vocab_size"], c["hidden_size"])
        self.position_embedding = nn.Embedding(c["max_position_embeddings"], c["hidden_size"])

    def forward(self, ids):
        return self.token_embedding(ids) + self.position_embedding.weight[:ids.shape[1]]


class Text(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.embeddings, self.encoder = TextEmbeddings(c), Encoder(c)
        self.final_layer_norm = nn.LayerNorm(c["hidden_size"])
        length = c["max_position_embeddings"]
        self.register_buffer("bias", torch.full((length, length), float("-inf")).triu(1), persistent=False)

    def forward(self, ids):
        length = ids.shape[1]
        x = self.final_layer_norm(self.encoder(self.embeddings(ids), self.bias[:length, :length]))
        return x[torch.arange(len(ids)), ids.argmax(-1)]


class VisionEmbeddings(nn.Module):
    def __init__(self, c):
        super().__init__()
        width, patch = c["hidden_size"], c["patch_size"]
        self.class_embedding = nn.Parameter(torch.zeros(width))
        self.patch_embedding = nn.Conv2d(c["num_channels"], width, patch, patch, bias=False)
        self.position_embedding = nn.Embedding(1 + (c["image_size"] // patch) ** 2, width)

    def forward(self, pictures):
        patches = self.patch_embedding(pictures).flatten(2).transpose(1, 2)
        head = self.class_embedding.expand(len(pictures), 1, -1)
        return torch.cat([head, patches], 1) + self.position_embedding.weight


class Vision(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.embeddings, self.encoder = VisionEmbeddings(c), Encoder(c)
        self.pre_layrnorm, self.post_layernorm = nn.LayerNorm(c["hidden_size"]), nn.LayerNorm(c["hidden_size"])

    def forward(self, pictures):
        return self.post_layernorm(self.encoder(self.pre_layrnorm(self.embeddings(pictures)))[:, 0])


class Clip(nn.Module):
    def __init__(self, c):
        super().__init__()
        text, vision, width = c["text_config"], c["vision_config"], c["projection_dim"]
        self.text_model, self.vision_model = Text(text), Vision(vision)
        self.text_projection = nn.Linear(text["hidden_size"], width, bias=False)
        self.visual_projection = nn.Linear(vision["hidden_size"], width, bias=False)
        self.logit_scale = nn.Parameter(torch.tensor(0.0))

    def text(self, ids):
        y = self.text_projection(self.text_model(ids))
        return y / y.norm(dim=-1, keepdim=True)

    def image(self, pictures):
        y = self.visual_projection(self.vision_model(pictures))
        return y / y.norm(dim=-1, keepdim=True)


def kernels():
    """The name of the kernels that OpenBLAS chose, as it says itself."""
    try:
        name = ctypes.CDLL("libopenblas.so.0").openblas_get_corename
    except (OSError, AttributeError):
        return "unknown"
    name.restype = ctypes.c_char_p
    return name().decode()


def shortest(times, action):
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        net = Clip(json.load(file))
    tensors = load(sys.argv[2])
    net.load_state_dict({name[2:]: tensor for name, tensor in tensors.items() if name.startswith("w.")})
    net.eval()
    inputs = {"text": tensors["ids"], "image": tensors["pictures"]}
    untouched = torch.get_num_threads()

    for line in sys.stdin:
        command, *arguments = line.split()
        with torch.inference_mode():
            if command == "threads":
                torch.set_num_threads(int(arguments[0]) or untouched)
                answer = {"version": torch.__version__, "kernels": kernels(), "threads": torch.get_num_threads()}
            elif command in inputs:
                batch, times = (int(argument) for argument in arguments)
                tower, rows = getattr(net, command), inputs[command][:batch]
                answer = {"milliseconds": shortest(times, lambda: tower(rows))}
            elif command == "output":
                answer = {tower: getattr(net, tower)(rows[:1]).flatten().tolist() for tower, rows in inputs.items()}
            else:
                answer = {"error": f"unknown command {command}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

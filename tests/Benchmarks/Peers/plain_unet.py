"""The plain UNet of the forward and training measurements: convolution, batch norm and ReLU twice a level."""
import torch
from torch import nn


class PlainUnet(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.depth = len(channels) - 1
        for i, width in enumerate(channels):
            self.twice(f"down{i}", channels[i - 1] if i else 4, width)
        for i in range(self.depth):
            setattr(self, f"double{i}", nn.ConvTranspose2d(channels[i + 1], channels[i], 2, stride=2))
            self.twice(f"up{i}", 2 * channels[i], channels[i])
        self.output = nn.Conv2d(channels[0], 3, 1)

    def twice(self, name, channels_in, channels_out):
        for i in range(2):
            setattr(self, f"{name}_{3 * i}", nn.Conv2d(channels_out if i else channels_in, channels_out, 3, padding=1, bias=False))
            setattr(self, f"{name}_{3 * i + 1}", nn.BatchNorm2d(channels_out))

    def run(self, name, x):
        for i in range(2):
            x = torch.relu_(getattr(self, f"{name}_{3 * i + 1}")(getattr(self, f"{name}_{3 * i}")(x)))
        return x

    def forward(self, picture, hole, embedding, text):
        features = [self.run("down0", torch.cat([picture * (1 - hole), hole], 1))]
        for i in range(1, self.depth + 1):
            features.append(self.run(f"down{i}", nn.functional.max_pool2d(features[-1], 2)))
        decoded = features.pop()
        for i in reversed(range(self.depth)):
            decoded = self.run(f"up{i}", torch.cat([getattr(self, f"double{i}")(decoded), features[i]], 1))
        return self.output(decoded)

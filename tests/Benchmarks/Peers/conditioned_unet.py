"""The suite's conditioned UNet and its loss in PyTorch: the same layers, the same names in the state_dict."""
import math

import torch
from torch import nn
from torch.nn import functional as F


class ConvolutionBlock(nn.Module):
    def __init__(self, channels_in, channels_out, stride=1, condition=0):
        super().__init__()
        self.convolution = nn.Conv2d(channels_in, channels_out, 3, stride=stride, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(channels_out)
        self.modulation = nn.Linear(condition, 2 * channels_out) if condition else None

    def forward(self, x, condition):
        features = self.norm(self.convolution(x))
        if self.modulation is not None:
            factor, offset = self.modulation(condition).unsqueeze(-1).unsqueeze(-1).chunk(2, 1)
            features = features * (1 + factor) + offset
        return F.relu(features)


class GlobalMixing(nn.Module):
    def __init__(self, height, width, channels, squeezed, hidden, condition):
        super().__init__()
        self.coarse = (-1, squeezed, height // 16, width // 16)
        values = squeezed * (height // 16) * (width // 16)
        self.squeeze = nn.Conv2d(channels, squeezed, 1)
        self.gather = nn.Linear(values + condition, hidden)
        self.spread = nn.Linear(hidden, values)
        self.expand = nn.Conv2d(squeezed, channels, 1)

    def forward(self, x, condition):
        everything = self.squeeze(x).flatten(1)
        if condition is not None:
            everything = torch.cat([everything, condition], 1)
        mixed = F.relu(self.spread(F.relu(self.gather(everything)))).view(self.coarse)
        return x + self.expand(mixed)


class RefinementBlock(nn.Module):
    def __init__(self, coarse, fine, condition):
        super().__init__()
        self.projection = nn.Conv2d(coarse, fine, 1)
        self.block = ConvolutionBlock(fine, fine, condition=condition)

    def forward(self, x, skip, condition):
        return self.block(F.interpolate(self.projection(x), scale_factor=2.0, mode="nearest") + skip, condition)


class TextAttention(nn.Module):
    def __init__(self, channels, width, heads):
        super().__init__()
        self.norm = nn.LayerNorm(channels)
        self.token_norm = nn.LayerNorm(width)
        self.attention = nn.MultiheadAttention(channels, heads, kdim=width, vdim=width, batch_first=True)
        self.none = nn.Parameter(torch.empty(1, 1, width))

    def forward(self, x, text):
        none = self.none.expand(x.shape[0], -1, -1)
        read = self.token_norm(none if text is None else torch.cat([none, text], 1))
        answers = self.attention(self.norm(x.flatten(2).transpose(1, 2)), read, read, need_weights=False)[0]
        return x + answers.transpose(1, 2).view(x.shape)


class ConditionedUnet(nn.Module):
    def __init__(self, width, height, embedding, text, text_heads, channels, mixing_channels, mixing_width, condition_width):
        super().__init__()
        width_of_condition = condition_width if embedding else 0
        self.condition = nn.Sequential(
            nn.Linear(embedding, 2 * condition_width), nn.ReLU(),
            nn.Linear(2 * condition_width, condition_width), nn.ReLU()) if embedding else None
        self.stem = ConvolutionBlock(24, channels[0])
        for i in range(1, 4):
            setattr(self, f"down{i}", ConvolutionBlock(channels[i - 1], channels[i], stride=2))
            setattr(self, f"encode{i}", ConvolutionBlock(channels[i], channels[i], condition=width_of_condition))
            setattr(self, f"up{i}", RefinementBlock(channels[i], channels[i - 1], width_of_condition))
        self.mixing = GlobalMixing(height, width, channels[3], mixing_channels, mixing_width, width_of_condition)
        self.text = TextAttention(channels[3], text, text_heads)
        self.output = nn.Conv2d(channels[0], 12, 3, padding=1)
        rows = torch.linspace(-1, 1, height).view(1, 1, height, 1).expand(1, 1, height, width)
        columns = torch.linspace(-1, 1, width).view(1, 1, 1, width).expand(1, 1, height, width)
        self.register_buffer("position", torch.cat([rows, columns], 1), persistent=False)

    def forward(self, picture, hole, embedding, text):
        condition = self.condition(embedding) if self.condition is not None else None
        known = (picture * 2 - 1) * (1 - hole)
        stacked = torch.cat([known, hole, self.position.expand(picture.shape[0], -1, -1, -1)], 1)
        features = [self.stem(F.pixel_unshuffle(stacked, 2), None)]
        for i in range(1, 4):
            features.append(getattr(self, f"encode{i}")(getattr(self, f"down{i}")(features[-1], None), condition))
        decoded = self.text(self.mixing(features[3], condition), text)
        for i in range(3, 0, -1):
            decoded = getattr(self, f"up{i}")(decoded, features[i - 1], condition)
        return torch.sigmoid(F.pixel_shuffle(self.output(decoded), 2))


def blur_matrix(length):
    """Gaussian window and reflection at the edges in one matrix."""
    weights = [math.exp(-offset ** 2 / 4.5) for offset in range(-5, 6)]
    matrix = torch.zeros(length, length)
    for place in range(length):
        for offset in range(-5, 6):
            source = abs(place + offset)
            source = source if source < length else 2 * (length - 1) - source
            matrix[place, source] += weights[offset + 5] / sum(weights)
    return matrix


class CompletionLoss:
    def __init__(self, width, height, similarity, outside):
        self.similarity, self.outside = similarity, outside
        self.rows, self.columns = blur_matrix(height), blur_matrix(width)

    def __call__(self, predicted, target, hole):
        error = (predicted - target).abs()
        loss = 10 * (error * (hole + self.outside * (1 - hole))).mean()
        pasted = target + hole * (predicted - target)
        return loss + self.similarity * (1 - self.ssim(pasted.mean(1, keepdim=True), target.mean(1, keepdim=True)))

    def blur(self, planes):
        return torch.matmul(self.rows, torch.matmul(planes, self.columns.t()))

    def ssim(self, a, b):
        mean_a, mean_b = self.blur(a), self.blur(b)
        square_a, square_b, product = mean_a * mean_a, mean_b * mean_b, mean_a * mean_b
        variances = self.blur(a * a + b * b) - square_a - square_b
        likeness = (2 * product + 1e-4) * (2 * (self.blur(a * b) - product) + 9e-4)
        return (likeness / ((square_a + square_b + 1e-4) * (variances + 9e-4))).mean()

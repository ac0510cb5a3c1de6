using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Clip;

/// <summary>
/// Cuts pictures into patches and puts the class vector before them, each with its position's vector: [B, C, h, w] to [B, 1 + n, V].
/// Patches are made by one convolution, as published, or by a stem of small ones.
/// </summary>
internal sealed class ClipVisionEmbeddings : nn.Module<Tensor, Tensor>
{
    private readonly int _patch;
    private readonly Parameter class_embedding;
    private readonly Conv2d patch_embedding;
    private readonly Embedding position_embedding;
    private readonly ModuleList<Conv2d>? stem;

    public ClipVisionEmbeddings(ClipVisionConfiguration configuration)
        : base(nameof(ClipVisionEmbeddings))
    {
        var c = configuration;
        _patch = c.PatchSize;
        class_embedding = nn.Parameter(nn.init.normal_(empty(c.HiddenSize)));
        if (c.StemChannels is { } channels)
        {
            int[] widths = [c.NumChannels, .. channels];
            stem = new ModuleList<Conv2d>([.. channels.Select((width, i) => nn.Conv2d(widths[i], width, kernel_size: 3, stride: 2, padding: 1))]);
            patch_embedding = nn.Conv2d(widths[^1], c.HiddenSize, kernel_size: 3, stride: 2, padding: 1, bias: false);
        }
        else
        {
            patch_embedding = nn.Conv2d(c.NumChannels, c.HiddenSize, kernel_size: c.PatchSize, stride: c.PatchSize, bias: false);
        }

        position_embedding = nn.Embedding(1 + c.PatchRows * c.PatchColumns, c.HiddenSize);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var patches = stem is null ? Cut(input) : Stem(input);
        var head = class_embedding.expand(patches.shape[0], 1, -1);
        return cat([head, patches], 1).add(position_embedding.weight!).MoveToOuterDisposeScope();
    }

    // Windows that do not overlap are the rows of one product, which takes two thirds of the convolution's time.
    private Tensor Cut(Tensor input)
    {
        var (patch, count, channels) = (_patch, input.shape[0], input.shape[1]);
        var (rows, columns) = (input.shape[2] / patch, input.shape[3] / patch);
        var windows = input.narrow(2, 0, rows * patch).narrow(3, 0, columns * patch).reshape(count, channels, rows, patch, columns, patch);
        return nn.functional.linear(windows.permute(0, 2, 4, 1, 3, 5).reshape(count, rows * columns, -1), patch_embedding.weight!.flatten(1));
    }

    private Tensor Stem(Tensor input)
    {
        // Small convolutions are fastest with channels side by side.
        var x = PictureTensors.ChannelsLast(input);
        foreach (var convolution in stem!)
            x = nn.functional.relu(convolution.call(x));
        return patch_embedding.call(x).flatten(2).transpose(1, 2);
    }
}

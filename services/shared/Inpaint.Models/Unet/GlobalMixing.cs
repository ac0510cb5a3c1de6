using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Unet;

/// <summary>
/// Lets every position of the coarsest features see every other, and the condition, through a small hidden layer:
/// what fills a large hole is decided by the whole picture, and convolutions at 1/16 of its size do not reach across it.
/// Its result is added to the features.
/// </summary>
internal sealed class GlobalMixing : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly Conv2d _squeeze;
    private readonly Linear _gather;
    private readonly Linear _spread;
    private readonly Conv2d _expand;
    private readonly long[] _coarse;

    public GlobalMixing(ConditionedUnetConfiguration configuration, int channels, int conditionWidth)
        : base(nameof(GlobalMixing))
    {
        var (rows, columns) = (configuration.Height / 16, configuration.Width / 16);
        var values = (long)configuration.MixingChannels * rows * columns;
        _coarse = [-1, configuration.MixingChannels, rows, columns];
        _squeeze = nn.Conv2d(channels, configuration.MixingChannels, kernel_size: 1);
        _gather = nn.Linear(values + conditionWidth, configuration.MixingWidth);
        _spread = nn.Linear(configuration.MixingWidth, values);
        _expand = nn.Conv2d(configuration.MixingChannels, channels, kernel_size: 1);
        register_module("squeeze", _squeeze);
        register_module("gather", _gather);
        register_module("spread", _spread);
        register_module("expand", _expand);
    }

    public override Tensor forward(Tensor input1, Tensor? input2)
    {
        var all = _squeeze.forward(input1).flatten(1);
        if (input2 is not null)
            all = cat([all, input2], 1);
        var mixed = nn.functional.relu(_spread.forward(nn.functional.relu(_gather.forward(all)))).view(_coarse);
        return input1 + _expand.forward(PictureTensors.ChannelsLast(mixed));
    }
}

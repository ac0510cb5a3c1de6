using Inpaint.Inference;
using Inpaint.Models.Plans;
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
    // Not a field each: fields that hold modules are registered a second time, under their own names, once this module is part of another.
    private readonly (Conv2d Squeeze, Linear Gather, Linear Spread, Conv2d Expand) _layers;
    private readonly long[] _coarse;

    public GlobalMixing(ConditionedUnetConfiguration configuration, int channels, int conditionWidth)
        : base(nameof(GlobalMixing))
    {
        var (rows, columns) = (configuration.Height / 16, configuration.Width / 16);
        var values = (long)configuration.MixingChannels * rows * columns;
        _coarse = [-1, configuration.MixingChannels, rows, columns];
        _layers = (
            nn.Conv2d(channels, configuration.MixingChannels, kernel_size: 1),
            nn.Linear(values + conditionWidth, configuration.MixingWidth),
            nn.Linear(configuration.MixingWidth, values),
            nn.Conv2d(configuration.MixingChannels, channels, kernel_size: 1));
        register_module("squeeze", _layers.Squeeze);
        register_module("gather", _layers.Gather);
        register_module("spread", _layers.Spread);
        register_module("expand", _layers.Expand);
    }

    /// <summary>Adds the layers to a plan.</summary>
    public PlanTensor AddTo(PlanBuilder plan, PlanTensor input, PlanTensor? condition)
    {
        var squeezed = plan.Convolution(input, PlanWeights.Of(_layers.Squeeze));
        var all = plan.Reshape(squeezed, (int)squeezed.Count);
        if (condition is not null)
            all = plan.Concat(all, condition);
        var gathered = plan.Linear(all, PlanWeights.Of(_layers.Gather), PlanActivation.Relu);
        var spread = plan.Linear(gathered, PlanWeights.Of(_layers.Spread), PlanActivation.Relu);
        var mixed = plan.Reshape(spread, squeezed.Channels, squeezed.Height, squeezed.Width);
        return plan.Sum(input, plan.Convolution(mixed, PlanWeights.Of(_layers.Expand)));
    }

    public override Tensor forward(Tensor input1, Tensor? input2)
    {
        var all = _layers.Squeeze.forward(input1).flatten(1);
        if (input2 is not null)
            all = cat([all, input2], 1);
        var mixed = nn.functional.relu(_layers.Spread.forward(nn.functional.relu(_layers.Gather.forward(all)))).view(_coarse);
        return input1 + _layers.Expand.forward(PictureTensors.ChannelsLast(mixed));
    }
}

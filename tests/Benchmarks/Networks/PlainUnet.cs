using Inpaint.Inference;
using Inpaint.Models;
using Inpaint.Models.Plans;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Benchmarks.Networks;

/// <summary>
/// The UNet of Ronneberger et al. (2015) with batch norms: convolution 3x3, norm, ReLU, twice a level; down by max pooling, up by
/// transposed convolution 2x2; four levels of 32, 64, 128 and 192 channels, 1.56 M parameters. Engines are compared on it because
/// it has nothing but what every engine has.
/// </summary>
internal sealed class PlainUnet : nn.Module<Tensor, Tensor, Tensor>
{
    /// <summary>Height and width of its pictures.</summary>
    public const int Side = 128;

    private readonly List<(Conv2d Convolution, BatchNorm2d Norm)[]> _down = [];
    private readonly List<(Conv2d Convolution, BatchNorm2d Norm)[]> _up = [];
    private readonly List<ConvTranspose2d> _double = [];

    // Not a field of its own: it would be registered a second time, under that name.
    private readonly (Conv2d Convolution, int Depth) _output;

    public PlainUnet()
        : base(nameof(PlainUnet))
    {
        for (var i = 0; i < Channels.Length; i++)
            _down.Add(Twice($"down{i}", i == 0 ? 4 : Channels[i - 1], Channels[i]));
        for (var i = 0; i < Channels.Length - 1; i++)
        {
            var doubling = nn.ConvTranspose2d(Channels[i + 1], Channels[i], kernel_size: 2, stride: 2);
            register_module($"double{i}", doubling);
            _double.Add(doubling);
            _up.Add(Twice($"up{i}", 2 * Channels[i], Channels[i]));
        }

        _output = (nn.Conv2d(Channels[0], 3, kernel_size: 1), Channels.Length - 1);
        register_module("output", _output.Convolution);
    }

    /// <summary>Channels of each level.</summary>
    public static int[] Channels { get; } = [32, 64, 128, 192];

    /// <summary>Floating-point operations of the convolutions for one picture.</summary>
    public static double Operations
    {
        get
        {
            static double Pixels(int level) => (double)(Side >> level) * (Side >> level);
            var total = 2.0 * Channels[0] * 3 * Pixels(0);
            for (var i = 0; i < Channels.Length; i++)
                total += 18.0 * ((i == 0 ? 4 : Channels[i - 1]) + Channels[i]) * Channels[i] * Pixels(i);
            for (var i = 0; i < Channels.Length - 1; i++)
                total += (8.0 * Channels[i + 1] * Channels[i] * Pixels(i + 1)) + (18.0 * 3 * Channels[i] * Channels[i] * Pixels(i));
            return total;
        }
    }

    /// <summary>Predicts pictures [n, 3, side, side] from partial ones and their masks [n, 1, side, side].</summary>
    public override Tensor forward(Tensor input1, Tensor input2)
    {
        var decoded = PictureTensors.ChannelsLast(cat([input1 * (1 - input2), input2], 1));
        var features = new Tensor[_down.Count];
        for (var i = 0; i < features.Length; i++)
            features[i] = decoded = Run(_down[i], i == 0 ? decoded : nn.functional.max_pool2d(decoded, 2));
        for (var i = _output.Depth - 1; i >= 0; i--)
            decoded = Run(_up[i], cat([_double[i].forward(decoded), features[i]], 1));
        return _output.Convolution.forward(decoded);
    }

    /// <summary>The same in evaluation mode as a plan.</summary>
    public InferencePlan CompilePlan(PlanOptions? options)
    {
        var plan = new PlanBuilder();
        var (picture, hole) = (plan.Input(3, Side, Side), plan.Input(1, Side, Side));
        var decoded = plan.Concat(plan.Multiply(picture, plan.Affine(hole, -1, 1)), hole);
        var features = new PlanTensor[_down.Count];
        for (var i = 0; i < features.Length; i++)
            features[i] = decoded = Add(plan, _down[i], i == 0 ? decoded : plan.MaxPool(decoded, 2));
        for (var i = _output.Depth - 1; i >= 0; i--)
            decoded = Add(plan, _up[i], plan.Concat(plan.ConvolutionTranspose(decoded, PlanWeights.Of(_double[i]), stride: 2), features[i]));
        plan.Output(plan.Convolution(decoded, PlanWeights.Of(_output.Convolution)));
        return plan.Compile(options);
    }

    private static Tensor Run((Conv2d Convolution, BatchNorm2d Norm)[] layers, Tensor features)
    {
        foreach (var (convolution, norm) in layers)
            features = norm.forward(convolution.forward(features)).relu_();
        return features;
    }

    private static PlanTensor Add(PlanBuilder plan, (Conv2d Convolution, BatchNorm2d Norm)[] layers, PlanTensor features)
    {
        foreach (var (convolution, norm) in layers)
            features = plan.Convolution(features, PlanWeights.Of(convolution, norm), padding: 1, activation: PlanActivation.Relu);
        return features;
    }

    private (Conv2d Convolution, BatchNorm2d Norm)[] Twice(string name, int from, int to)
    {
        var layers = new (Conv2d Convolution, BatchNorm2d Norm)[2];
        for (var i = 0; i < 2; i++)
        {
            layers[i] = (nn.Conv2d(i == 0 ? from : to, to, kernel_size: 3, padding: 1, bias: false), nn.BatchNorm2d(to));
            // The names that PyTorch's Sequential of convolution, norm, ReLU, convolution, norm, ReLU gives.
            register_module($"{name}_{3 * i}", layers[i].Convolution);
            register_module($"{name}_{(3 * i) + 1}", layers[i].Norm);
        }

        return layers;
    }
}

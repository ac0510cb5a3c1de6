using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Models.Layers;

/// <summary>
/// A layer whose weight is divided by its largest singular value (Miyato et al. 2018), estimated by power iteration with vectors that
/// live from call to call. State keys are those of torch.nn.utils.spectral_norm: weight_orig, weight_u, weight_v and bias.
/// </summary>
public sealed class SpectralNorm : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor, Tensor?, Tensor> _apply;
    private readonly bool _transposed;
    private readonly int _iterations;
    private readonly double _epsilon;
    private readonly Parameter? bias;
    private readonly Parameter weight_orig;
    private readonly Tensor weight_u;
    private readonly Tensor weight_v;

    /// <summary>Takes a layer's weights over; the layer itself is not used after that.</summary>
    /// <param name="layer">A Linear, Conv1d, Conv2d or ConvTranspose2d that pads with zeros.</param>
    /// <param name="iterations">Power iterations in each call in training, at least 1.</param>
    /// <param name="epsilon">The least length by which a vector is divided.</param>
    /// <exception cref="ArgumentException">The layer is of another kind.</exception>
    public SpectralNorm(nn.Module<Tensor, Tensor> layer, int iterations = 1, double epsilon = 1e-12)
        : base(nameof(SpectralNorm))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        (_iterations, _epsilon) = (iterations, epsilon);
        (_apply, weight_orig, bias) = Open(layer);
        _transposed = layer is ConvTranspose2d;
        using (no_grad())
        {
            var matrix = Matrix(weight_orig);
            weight_u = Normalised(randn(matrix.shape[0], dtype: matrix.dtype));
            weight_v = Normalised(randn(matrix.shape[1], dtype: matrix.dtype));
        }

        RegisterComponents();
    }

    /// <summary>The weight as last used: weight_orig over its largest singular value.</summary>
    public Tensor Weight()
    {
        using var scope = NewDisposeScope();
        // The vectors are constants of this call: later iterations must not change what backward will need.
        var (u, v) = (weight_u.clone(), weight_v.clone());
        var largest = u.dot(Matrix(weight_orig).mv(v));
        return weight_orig.div(largest).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (training)
            Iterate();
        using var weight = Weight();
        return _apply(input, weight, bias);
    }

    private static (Func<Tensor, Tensor, Tensor?, Tensor> Apply, Parameter Weight, Parameter? Bias) Open(nn.Module<Tensor, Tensor> layer) => layer switch
    {
        Linear linear => ((x, w, b) => nn.functional.linear(x, w, b), linear.weight, linear.bias),
        Convolution { padding_mode: not PaddingModes.Zeros } or Convolution { padding: null } =>
            throw new ArgumentException("the layer pads otherwise than with a number of zeros", nameof(layer)),
        Conv1d conv => ((x, w, b) => nn.functional.conv1d(x, w, b, conv.stride[0], conv.padding![0], conv.dilation[0], conv.groups), conv.weight, conv.bias),
        Conv2d conv => ((x, w, b) => nn.functional.conv2d(x, w, b, conv.stride, conv.padding, conv.dilation, conv.groups), conv.weight, conv.bias),
        ConvTranspose2d conv => (
            (x, w, b) => nn.functional.conv_transpose2d(x, w, b, conv.stride, conv.padding, conv.output_padding, conv.dilation, conv.groups), conv.weight, conv.bias),
        _ => throw new ArgumentException($"no spectral norm for {layer.GetType().Name}", nameof(layer)),
    };

    private void Iterate()
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var matrix = Matrix(weight_orig);
        for (var i = 0; i < _iterations; i++)
        {
            weight_v.copy_(Normalised(matrix.t().mv(weight_u)));
            weight_u.copy_(Normalised(matrix.mv(weight_v)));
        }
    }

    // Output channels as rows: dimension 0, or 1 where the convolution is transposed.
    private Tensor Matrix(Tensor weight) => _transposed ? weight.transpose(0, 1).flatten(1) : weight.flatten(1);

    private Tensor Normalised(Tensor vector) => nn.functional.normalize(vector, dim: 0, eps: _epsilon);
}

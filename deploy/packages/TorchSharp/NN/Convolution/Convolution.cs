using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What convolutions share: weight [out, in / groups, *kernel] ([in, out / groups, *kernel] if transposed), bias [out].</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    protected Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    protected Parameter? _bias;

    // Padding as nn.functional.pad takes it, last dimension first, each side on its own.
    protected long[] _reversed_padding_repeated_twice = [];

    protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device = null, ScalarType? dtype = null)
        : base(name)
    {
        if (transposed && padding_mode != PaddingModes.Zeros)
            throw new ArgumentException("A transposed convolution pads with zeros only.", nameof(padding_mode));
        if (groups <= 0 || in_channels % groups != 0 || out_channels % groups != 0)
            throw new ArgumentException($"The channels ({in_channels} and {out_channels}) are not divisible by {groups} groups.", nameof(groups));
        this.in_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.dilation = dilation;
        this.transposed = transposed;
        this.output_padding = output_padding;
        this.groups = groups;
        this.padding_mode = padding_mode;
        if (padding_type is { } type)
            SetPadding(type);
        else
            SetPadding(padding ?? new long[kernel_size.Length]);
        long[] shape = transposed ? [in_channels, out_channels / groups, .. kernel_size] : [out_channels, in_channels / groups, .. kernel_size];
        weight = nn.Parameter(empty(shape, dtype: dtype, device: device));
        if (bias)
            this.bias = nn.Parameter(empty(out_channels, dtype: dtype, device: device));
        reset_parameters();
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public bool transposed { get; }

    public Padding? padding_type { get; private set; }

    public long[]? padding { get; private set; }

    public PaddingModes padding_mode { get; set; }

    public long groups { get; set; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[] dilation { get; set; }

    public long[] output_padding { get; set; }

    public Parameter? bias
    {
        get => _bias;
        set => Replace(ref _bias, nameof(bias), value);
    }

    public Parameter weight
    {
        get => _weight!;
        set => Replace(ref _weight, nameof(weight), value);
    }

    /// <summary>Draws weight and bias anew, as PyTorch does: uniform within 1 / sqrt(fan in).</summary>
    public void reset_parameters()
    {
        nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
        nn.init.UniformByFanIn(bias, weight);
    }

    public void SetPadding(long[] padding)
    {
        padding_type = null;
        this.padding = padding;
        _reversed_padding_repeated_twice = [.. padding.AsEnumerable().Reverse().SelectMany(size => new[] { size, size })];
    }

    /// <exception cref="ArgumentException">The convolution is transposed, or has strides and shall keep the size.</exception>
    public void SetPadding(Padding padding)
    {
        if (transposed)
            throw new ArgumentException("The padding of a transposed convolution is given by numbers.", nameof(padding));
        if (padding == Padding.Same && stride.Any(step => step != 1))
            throw new ArgumentException("A convolution with strides cannot keep the size.", nameof(padding));
        this.padding = null;
        padding_type = padding;
        _reversed_padding_repeated_twice = new long[kernel_size.Length * 2];
        for (int i = 0; padding == Padding.Same && i < kernel_size.Length; i++)
        {
            int reversed = 2 * (kernel_size.Length - 1 - i);
            long total = dilation[i] * (kernel_size[i] - 1);
            _reversed_padding_repeated_twice[reversed] = total / 2;
            _reversed_padding_repeated_twice[reversed + 1] = total - total / 2;
        }
    }

    /// <summary>True for [N, C, *] and [C, *] with as many spatial dimensions and the right number of channels.</summary>
    protected bool ValidateShape(Tensor input, long dimensions)
    {
        long rank = input.Dimensions;
        return (rank == dimensions + 2 && input.size(1) == in_channels) || (rank == dimensions + 1 && input.size(0) == in_channels);
    }

    private protected void RequireShape(Tensor input, long dimensions)
    {
        if (!ValidateShape(input, dimensions))
        {
            throw new ArgumentException(
                $"{GetName()} takes {dimensions + 1} or {dimensions + 2} dimensions with {in_channels} channels, not [{string.Join(", ", input.shape)}].", nameof(input));
        }
    }

    private protected Tensor Padded(Tensor input) => nn.functional.pad(input, _reversed_padding_repeated_twice, padding_mode);
}

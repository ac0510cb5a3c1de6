using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What transposed convolutions share: an output size that the input's size and the stride leave open.</summary>
public abstract class ConvolutionTranspose : Convolution
{
    protected ConvolutionTranspose(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device = null, ScalarType? dtype = null)
        : base(name, in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, transposed, output_padding, groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input) => forward(input, null);

    /// <param name="input">[N, C, *] or [C, *].</param>
    /// <param name="output_size">The spatial sizes wanted, with or without the two leading dimensions; null for the smallest plus <see cref="Convolution.output_padding"/>.</param>
    public abstract Tensor forward(Tensor input, long[]? output_size);

    /// <summary>What must be added to the smallest output to reach the wanted size.</summary>
    /// <exception cref="ArgumentException">No padding of the output gives that size.</exception>
    protected long[] _output_padding(Tensor input, long[]? output_size, long[] kernel_size, long[] stride, long[] padding, long[] dilation, long num_spatial_dims)
    {
        if (output_size is null)
            return output_padding;
        int leading = input.Dimensions == num_spatial_dims + 2 ? 2 : 1;
        if (output_size.Length == leading + num_spatial_dims)
            output_size = output_size[leading..];
        if (output_size.Length != num_spatial_dims)
            throw new ArgumentException($"An output size has {num_spatial_dims} or {leading + num_spatial_dims} numbers, not {output_size.Length}.", nameof(output_size));
        var extra = new long[num_spatial_dims];
        for (int d = 0; d < extra.Length; d++)
        {
            long smallest = (input.size(d + leading) - 1) * stride[d] - 2 * padding[d] + dilation[d] * (kernel_size[d] - 1) + 1;
            extra[d] = output_size[d] - smallest;
            if (extra[d] < 0 || extra[d] >= stride[d])
                throw new ArgumentException($"Dimension {d} of the output can be {smallest} to {smallest + stride[d] - 1}, not {output_size[d]}.", nameof(output_size));
        }

        return extra;
    }
}

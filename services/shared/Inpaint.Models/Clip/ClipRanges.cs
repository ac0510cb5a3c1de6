namespace Inpaint.Models.Clip;

/// <summary>The ranges of a configuration's sizes.</summary>
internal static class ClipRanges
{
    // Beyond any published size: a file that states more is damaged, and must not cost memory.
    private const int Largest = 1 << 20;
    private const int MostLayers = 1024;

    public static void Positive(string field, int value)
    {
        if (value is < 1 or > Largest)
            throw new ArgumentException($"{field} is {value}, not from 1 to {Largest}");
    }

    public static void Layers(string section, int width, int hidden, int layers, int heads, string activation, double epsilon)
    {
        Positive($"{section}.hidden_size", width);
        Positive($"{section}.intermediate_size", hidden);
        Positive($"{section}.num_attention_heads", heads);
        if (layers is < 0 or > MostLayers)
            throw new ArgumentException($"{section}.num_hidden_layers is {layers}, not from 0 to {MostLayers}");
        if (width % heads != 0)
            throw new ArgumentException($"{section}.hidden_size is {width}, which {heads} heads do not divide");
        if (!ClipActivation.IsKnown(activation))
            throw new ArgumentException($"{section}.hidden_act is '{activation}'; {ClipActivation.QuickGelu} and {ClipActivation.Gelu} are known");
        if (epsilon is not (> 0 and < 1))
            throw new ArgumentException($"{section}.layer_norm_eps is {epsilon}, not above 0 and below 1");
    }
}

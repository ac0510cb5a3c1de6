using System.Text.Json;
using Inpaint.Models.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Inpaint.Models.Parametric;

/// <summary>
/// A trained network that fills half-filled designs, and its intervals. Calls run on the caller's thread; several at once are safe, for
/// nothing of it changes.
/// </summary>
public sealed class ParameterModel : IDisposable
{
    private const string NetworkPrefix = "network.";

    private readonly ParameterNetwork _network;
    private readonly ParametricEncoder _encoder;
    private readonly DesignCompleter _completer;

    private ParameterModel(string digest, ParameterNetwork network, IntervalTable intervals)
    {
        (Digest, _network) = (digest, network);
        _encoder = new ParametricEncoder(network.Layout.Schema);
        _completer = new DesignCompleter(network.Layout, intervals);
    }

    /// <summary>SHA-256 of the weights, lower-case hexadecimal.</summary>
    public string Digest { get; }

    /// <summary>The parameters.</summary>
    public ParameterSchema Schema => _network.Layout.Schema;

    /// <summary>Name of the learned embedding, as it stands in embeddings: "parametric/", the schema's name and "-learned".</summary>
    public string EncoderName => $"{_encoder.Name}-learned";

    /// <summary>Values of the learned embedding.</summary>
    public int EmbeddingWidth => _network.Configuration.EmbeddingWidth;

    /// <summary>Opens a model of the store.</summary>
    /// <param name="store">The models folder.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="schema">The parameters that it is to fill; it must have been trained on these.</param>
    /// <param name="device">Where to compute; null: the processor.</param>
    /// <exception cref="ModelException">There is no such model, it is damaged, or it was trained on another schema.</exception>
    public static ParameterModel Open(ModelStore store, string name, ParameterSchema schema, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(schema);
        var (manifest, weights) = store.Locate(ParameterNetwork.Family, name);
        if (manifest.EncoderDigest != schema.Digest)
            throw new ModelException(ModelErrorKind.Unsupported, $"the model '{name}' was trained on other parameters than those of the schema '{schema.Name}'");
        ParameterNetwork? network = null;
        try
        {
            network = new ParameterNetwork(manifest.Network.Deserialize(ModelJson.Default.ParameterNetworkConfiguration)!, new ParameterLayout(schema));
            using var file = SafetensorsFile.Open(weights);
            NetworkWeights.Load(network, file, NetworkPrefix);
            network.to(device ?? CPU);
            network.eval();
            return new ParameterModel(manifest.WeightsDigest, network, IntervalTable.Read(file, ParameterScores.ItemsOf(network.Layout)));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or WeightsFileException)
        {
            network?.Dispose();
            throw new ModelException(ModelErrorKind.Corrupt, $"the model '{name}' does not fit its manifest: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a trained network and its intervals.</summary>
    /// <returns>SHA-256 of the file, lower-case hexadecimal.</returns>
    public static string WriteWeights(string path, ParameterNetwork network, IntervalTable intervals) =>
        SafetensorsWriter.Write(path, NetworkWeights.Describe(network, NetworkPrefix).Append(intervals.Describe()));

    /// <summary>What a network in evaluation mode believes of designs.</summary>
    /// <param name="network">The network.</param>
    /// <param name="designs">Designs, one value a parameter each, NaN = unknown.</param>
    public static ParameterBelief[] Believe(ParameterNetwork network, IReadOnlyList<double[]> designs)
    {
        var outputs = Run(new ParametricEncoder(network.Layout.Schema), designs, DeviceOf(network), network.forward);
        var width = network.Layout.Outputs;
        return [.. designs.Select((design, i) => new ParameterBelief(network.Layout, design, outputs.AsSpan(i * width, width)))];
    }

    /// <summary>Completes designs.</summary>
    /// <param name="designs">Designs, one value a parameter each, NaN = unknown.</param>
    /// <param name="coverage">Wanted coverage of the intervals, above 0 and below 1.</param>
    /// <returns>For every design one entry a parameter.</returns>
    public PredictedValue[][] Complete(IReadOnlyList<double[]> designs, double coverage) =>
        [.. Believe(_network, designs).Select((belief, i) => _completer.Complete(designs[i], belief, coverage))];

    /// <summary>The learned embeddings of designs.</summary>
    /// <param name="designs">Designs, one value a parameter each, NaN = unknown.</param>
    /// <returns>For every design <see cref="EmbeddingWidth"/> values.</returns>
    public float[][] Embed(IReadOnlyList<double[]> designs) => [.. Run(_encoder, designs, DeviceOf(_network), _network.Embed).Chunk(EmbeddingWidth)];

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private static Device DeviceOf(ParameterNetwork network) => network.parameters().First().device;

    private static float[] Run(ParametricEncoder encoder, IReadOnlyList<double[]> designs, Device device, Func<Tensor, Tensor> forward)
    {
        float[] inputs = [.. designs.SelectMany(design => encoder.Encode(design))];
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        return forward(tensor(inputs, [designs.Count, encoder.Width], device: device)).cpu().contiguous().data<float>().ToArray();
    }
}

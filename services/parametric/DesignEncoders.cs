using Inpaint.Models.Parametric;
using Inpaint.Serving;

namespace Inpaint.Parametric;

/// <summary>The encoders of the service: the standardised values with their known flags, and the learned embedding where there is a network.</summary>
internal sealed class DesignEncoders
{
    private readonly DesignEncoder[] _all;

    public DesignEncoders(ParametricEncoder standardised, DesignNetwork network, ParameterReader reader)
    {
        var byDefault = new DesignEncoder(
            standardised.Name, standardised.Digest, standardised.Width, standardised.Schema, reader, (designs, _) =>
            Task.FromResult<float[][]>([.. designs.Select(design => standardised.Encode(design))]));
        _all = network.Model is not { } model
            ? [byDefault]
            : [byDefault, new DesignEncoder(
                model.EncoderName, model.Digest, model.EmbeddingWidth, standardised.Schema, reader, (designs, cancellationToken) =>
                network.AskAsync(asked => asked.Embed(designs), cancellationToken))];
        Names = [.. _all.Select(encoder => encoder.Facts.Name)];
    }

    /// <summary>Their names, the default first.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>An encoder by its name; empty: the default.</summary>
    /// <exception cref="Grpc.Core.RpcException">NOT_FOUND: there is none of that name.</exception>
    public DesignEncoder Find(string name, string field) =>
        name.Length == 0
            ? _all[0]
            : Array.Find(_all, encoder => encoder.Facts.Name == name) ?? throw FieldError.NotFound(field, $"there is no encoder '{name}'; there are {string.Join(", ", Names)}");
}

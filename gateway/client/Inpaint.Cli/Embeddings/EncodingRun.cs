using Inpaint.Client;
using Inpaint.V1;

namespace Inpaint.Cli.Embeddings;

/// <summary>Encodes any number of inputs, as many at a time as a call takes.</summary>
internal static class EncodingRun
{
    // A few pictures of the largest size a message takes.
    private const int MaxInputs = 256;
    private const int MaxBytes = 24 * 1024 * 1024;

    public static async Task<List<EncodedInput>> RunAsync(
        InpaintClient client, IReadOnlyList<NamedInput> inputs, EncodingOptions options, CallSettings settings, CancellationToken cancellationToken)
    {
        var encoded = new List<EncodedInput>(inputs.Count);
        while (encoded.Count < inputs.Count)
        {
            List<NamedInput> batch = Batch(inputs, encoded.Count);
            var request = new EncodeRequest { Options = options };
            request.Inputs.AddRange(batch.Select(input => input.Input));
            EncodeResponse response = await client.EncodeAsync(request, settings, cancellationToken);
            for (int i = 0; i < batch.Count; i++)
                encoded.Add(new EncodedInput(batch[i].Name, response.Embeddings[i], response.Details[i]));
        }
        return encoded;
    }

    private static List<NamedInput> Batch(IReadOnlyList<NamedInput> inputs, int from)
    {
        List<NamedInput> batch = [inputs[from]];
        int bytes = inputs[from].Input.CalculateSize();
        for (int i = from + 1; i < inputs.Count && batch.Count < MaxInputs; i++)
        {
            bytes += inputs[i].Input.CalculateSize();
            if (bytes > MaxBytes)
                break;
            batch.Add(inputs[i]);
        }
        return batch;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Inpaint.Cli.Inputs;
using Inpaint.Client;
using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Cli.Completing;

/// <summary>Samples of a data set that the augmentation service holds, in their own order and always with the same holes, so that the figures of two commands compare.</summary>
/// <param name="client">The suite.</param>
/// <param name="dataSet">The data set.</param>
/// <param name="split">Which part of it.</param>
/// <param name="maskKind">How the holes are shaped.</param>
/// <param name="count">How many samples.</param>
/// <param name="conditions">Which conditions are kept of those that the samples state.</param>
internal sealed class DataSetSamples(
    InpaintClient client, DataSet dataSet, Split split, MaskKind maskKind, int count, KeptConditions conditions) : ISampleSource
{
    private const int BatchSize = 16;
    private const long HoleSeed = 1;

    public int Count => count;

    public bool HasTargets => true;

    public bool ConditionsAreOptional => true;

    /// <summary>Looks a data set up.</summary>
    /// <param name="client">The suite.</param>
    /// <param name="name">The data set's name.</param>
    /// <param name="split">Which part of it.</param>
    /// <param name="maskKind">How the holes are shaped.</param>
    /// <param name="count">At most so many samples; null: all of the split.</param>
    /// <param name="conditions">Which conditions are kept of those that the samples state.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InputException">There is no such data set, or the split is empty.</exception>
    public static async Task<DataSetSamples> OpenAsync(
        InpaintClient client, string name, Split split, MaskKind maskKind, int? count, KeptConditions conditions, CancellationToken cancellationToken)
    {
        IReadOnlyList<DataSet> dataSets = await client.ListDataSetsAsync(cancellationToken: cancellationToken);
        DataSet dataSet = dataSets.FirstOrDefault(candidate => candidate.Name == name)
            ?? throw new InputException("--data-set", $"'{name}' is not served; there are: {string.Join(", ", dataSets.Select(candidate => candidate.Name))}.");
        long available = split switch
        {
            Split.Train => dataSet.TrainSamples,
            Split.Validation => dataSet.ValidationSamples,
            _ => dataSet.TestSamples,
        };
        if (available == 0)
            throw new InputException("--split", $"the data set '{name}' has no samples in it.");
        return new DataSetSamples(client, dataSet, split, maskKind, (int)Math.Min(count ?? available, available), conditions);
    }

    public async IAsyncEnumerable<CompletionSample> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int batchSize = Math.Min(count, BatchSize);
        var specification = new BatchSpecification
        {
            DataSet = dataSet.Name,
            Split = split,
            BatchSize = batchSize,
            Seed = HoleSeed,
            BatchCount = (count + batchSize - 1) / batchSize,
            MaskKind = maskKind,
            KeepOrder = true,
        };
        int index = 0;
        await foreach (PullBatchesResponse batch in client.PullBatchesAsync(specification, cancellationToken: cancellationToken))
        {
            for (int i = 0; i < batch.Pictures.Shape[0] && index < count; i++)
                yield return Sample(batch, i, index++);
        }
    }

    private CompletionSample Sample(PullBatchesResponse batch, int place, int index)
    {
        (int height, int width) = ((int)batch.Pictures.Shape[2], (int)batch.Pictures.Shape[3]);
        RgbImage target = Interleave(batch.Pictures.Data.Span.Slice(place * 3 * height * width, 3 * height * width), width, height);
        var mask = new HoleMask(width, height, batch.Masks.Data.Span.Slice(place * height * width, height * width).ToArray());
        DesignParameters? parameters = conditions.Parameters ? Parameters(batch.Parameters, place) : null;
        string text = conditions.Text && batch.Descriptions.Count > 0 ? batch.Descriptions[place] : "";
        return new CompletionSample(index, batch.SampleIds[place], MaskedPictures.CutHole(target, mask), mask, parameters, text, target);
    }

    private DesignParameters? Parameters(NumericArray? values, int place)
    {
        if (values is null || dataSet.ParameterSchema is null)
            return null;
        int width = (int)values.Shape[1];
        ReadOnlySpan<double> row = MemoryMarshal.Cast<byte, double>(values.Data.Span).Slice(place * width, width);
        var parameters = new DesignParameters();
        for (int i = 0; i < width; i++)
        {
            if (!double.IsNaN(row[i]))
                parameters.Parameters.Add(new DesignParameter { Name = dataSet.ParameterSchema.Parameters[i].Name, Value = row[i] });
        }
        return parameters;
    }

    /// <summary>Planes [3, height, width] to the pixels of a picture.</summary>
    private static RgbImage Interleave(ReadOnlySpan<byte> planes, int width, int height)
    {
        var image = new RgbImage(width, height);
        int area = width * height;
        for (int i = 0; i < area; i++)
        {
            image.Pixels[3 * i] = planes[i];
            image.Pixels[3 * i + 1] = planes[area + i];
            image.Pixels[3 * i + 2] = planes[2 * area + i];
        }
        return image;
    }
}

using Inpaint.Augmentation.DataSets;
using Inpaint.Serving;
using Inpaint.V1;

namespace Inpaint.Augmentation.Batches;

/// <summary>Checks specifications. Whatever cannot be honoured is refused with INVALID_ARGUMENT naming the field.</summary>
internal sealed class BatchSpecificationReader(DataSetCatalog catalog, ServingOptions serving)
{
    private const int MaxBatchSize = 1024;
    private const long MaxBatchIndex = 1L << 40;

    /// <summary>What a name and a description may add to a sample, in bytes.</summary>
    private const int WordBytes = 2048;

    /// <summary>Turns a specification into a plan.</summary>
    /// <param name="specification">As the reader states it.</param>
    /// <param name="field">Field that holds it.</param>
    /// <exception cref="Grpc.Core.RpcException">NOT_FOUND for an unknown data set, INVALID_ARGUMENT for everything else.</exception>
    public BatchPlan Read(BatchSpecification specification, string field)
    {
        var dataSet = catalog.Get(specification.DataSet, $"{field}.data_set");
        CheckSplit(specification, dataSet, field);
        CheckSize(specification, dataSet, field);
        Require(specification.FirstBatch is >= 0 and <= MaxBatchIndex, $"{field}.first_batch", $"{specification.FirstBatch}, but 0 to {MaxBatchIndex} are accepted");
        Require(specification.BatchCount is >= 0 and <= MaxBatchIndex, $"{field}.batch_count", $"{specification.BatchCount}, but 0 to {MaxBatchIndex} are accepted");
        if (specification.WithoutPictures)
            CheckNoMask(specification, field);
        else
            CheckMaskKind(specification, dataSet, field);
        if (specification.HasUnknownShare)
            Require(specification.UnknownShare is >= 0 and <= 1, $"{field}.unknown_share", $"{specification.UnknownShare}, but 0 to 1 are accepted");
        Require(!specification.Mirror || dataSet.Parameters is null, $"{field}.mirror", $"the drawings of '{dataSet.Name}' have a direction");
        Require(
            !specification.FreshDescriptions || dataSet.Describe(specification.Split, 0, variation: 0) is not null,
            $"{field}.fresh_descriptions",
            $"'{dataSet.Name}' has one description a sample");
        return new BatchPlan(dataSet, specification);
    }

    private static void CheckSplit(BatchSpecification specification, IDataSet dataSet, string field)
    {
        Require(specification.Split is Split.Train or Split.Validation or Split.Test, $"{field}.split", "required: train, validation or test");
        Require(dataSet.Count(specification.Split) > 0, $"{field}.split", $"'{dataSet.Name}' has no samples in it");
    }

    private void CheckSize(BatchSpecification specification, IDataSet dataSet, string field)
    {
        Require(specification.BatchSize is >= 1 and <= MaxBatchSize, $"{field}.batch_size", $"{specification.BatchSize}, but 1 to {MaxBatchSize} are accepted");
        var most = serving.MaxMessageBytes / (BatchBuilder.SampleBytes(dataSet, specification.WithoutPictures) + WordBytes);
        Require(
            specification.BatchSize <= most,
            $"{field}.batch_size",
            $"{specification.BatchSize}, but only {most} samples of '{dataSet.Name}' fit into a message of {serving.MaxMessageBytes} bytes");
    }

    private static void CheckNoMask(BatchSpecification specification, string field)
    {
        Require(specification.MaskKind == MaskKind.Unspecified, $"{field}.mask_kind", "there are no holes without pictures");
        Require(!specification.Mirror, $"{field}.mirror", "there is nothing to mirror without pictures");
    }

    private static void CheckMaskKind(BatchSpecification specification, IDataSet dataSet, string field)
    {
        var kind = specification.MaskKind;
        Require(Enum.IsDefined(kind), $"{field}.mask_kind", $"{(int)kind} is not a kind of this contract");
        // The first sample stands for all; one without a mask ends the stream when its turn comes.
        if (kind == MaskKind.Own)
            Require(dataSet.Get(specification.Split, 0).OwnMask is not null, $"{field}.mask_kind", $"'{dataSet.Name}' has no masks of its own");
        Require(
            kind == MaskKind.Own || Math.Min(dataSet.Width, dataSet.Height) >= MaskSampler.ShortestSide,
            $"{field}.mask_kind",
            $"the pictures of '{dataSet.Name}' are too small for a hole");
    }

    private static void Require(bool holds, string field, string description)
    {
        if (!holds)
            throw FieldError.Invalid(field, description);
    }
}

using Inpaint.Models;
using Inpaint.Models.Parametric;
using Inpaint.Trainer.Batches;
using Inpaint.V1;
using ParameterKind = Inpaint.Models.Parametric.ParameterKind;

namespace Inpaint.Trainer.Procedures.Parametric;

/// <summary>Whole designs of a split, in memory.</summary>
internal sealed class DesignTable
{
    private readonly ParametricEncoder _encoder;
    private readonly List<float[]> _encoded = [];
    private long _orderEpoch = -1;
    private int[] _order = [];

    private DesignTable(ParametricEncoder encoder) => _encoder = encoder;

    /// <summary>How many designs there are.</summary>
    public int Count => _encoded.Count;

    /// <summary>Pulls a split's designs.</summary>
    public static DesignTable Pull(WholePass pass, TrainingData data, Split split, CancellationToken cancellationToken)
    {
        var encoder = data.Encoder ?? throw new TrainingException($"the data set '{data.Name}' has no parameters");
        var table = new DesignTable(encoder);
        pass.Read(data, split, new BatchDecoder(width: 0, height: 0, encoder), table.Take, cancellationToken);
        return table.Count > 0 ? table : throw new TrainingException($"the data set '{data.Name}' has no samples in {split}");
    }

    /// <summary>The n-th batch: every epoch takes the designs in another order, which follows from seed and epoch alone.</summary>
    /// <param name="index">Which batch, counted from 0.</param>
    /// <param name="size">Designs in it.</param>
    /// <param name="seed">Of the orders.</param>
    public TrainingBatch Batch(long index, int size, long seed)
    {
        var width = _encoder.Width;
        var embeddings = new float[size * width];
        for (var i = 0; i < size; i++)
        {
            var place = index * size + i;
            _encoded[OrderOf(seed, place / Count)[place % Count]].CopyTo(embeddings, i * width);
        }

        return new TrainingBatch(index, size, 0, 0, [], [], embeddings);
    }

    /// <summary>A design in the schema's units.</summary>
    public double[] Whole(int index)
    {
        var values = new double[_encoder.Schema.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = _encoder.Schema.Parameters[i];
            var value = _encoded[index][i] * parameter.StandardDeviation + parameter.Mean;
            // What was standardised in single precision comes back as whole as it was.
            values[i] = parameter.Kind == ParameterKind.Real ? value : Math.Round(value);
        }

        return values;
    }

    private int[] OrderOf(long seed, long epoch)
    {
        if (epoch != _orderEpoch)
            (_orderEpoch, _order) = (epoch, new TrainingRandom(seed ^ (epoch << 20)).Permutation(Count));
        return _order;
    }

    private void Take(TrainingBatch batch, int own)
    {
        var width = _encoder.Width;
        for (var i = 0; i < own; i++)
        {
            var design = batch.Embeddings!.AsSpan(i * width, width).ToArray();
            if (design.AsSpan(width / 2).ContainsAnyExcept(1f))
                throw new TrainingException("the data set's designs have unknown parameters: there is nothing to learn from what is hidden anyway");
            _encoded.Add(design);
        }
    }
}

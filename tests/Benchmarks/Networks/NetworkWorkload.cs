using System.Text.Json;
using Inpaint.Inference;
using Inpaint.Models;
using Inpaint.Models.Losses;
using Inpaint.Models.Weights;
using static TorchSharp.torch;

namespace Inpaint.Benchmarks.Networks;

/// <summary>A network with drawn weights and drawn inputs: its plans, its modules, and a training step of them.</summary>
internal abstract class NetworkWorkload : IDisposable
{
    /// <summary>The largest batch.</summary>
    public const int LargestBatch = 8;

    /// <summary>The most tokens of a text.</summary>
    public const int MostTokens = 96;

    private const double LearningRate = 1e-3;
    private const double SimilarityWeight = 0.5;
    private const double OutsideWeight = 0.1;

    private readonly CompletionLoss _loss;
    private readonly optim.Optimizer _optimizer;
    private readonly Dictionary<string, Tensor> _inputs;
    private readonly nn.Module _network;
    private readonly nn.Module _served;

    /// <param name="name">What figures of it are called by.</param>
    /// <param name="width">Width of its pictures.</param>
    /// <param name="height">Height of its pictures.</param>
    /// <param name="embeddingWidth">Values of the embedding; 0: it takes none.</param>
    /// <param name="textWidth">Values of a token; 0: it takes no text.</param>
    /// <param name="tokens">Tokens of each picture's text; 0: none of them has one.</param>
    /// <param name="create">Makes the network.</param>
    protected NetworkWorkload(string name, int width, int height, int embeddingWidth, int textWidth, int tokens, Func<nn.Module> create)
    {
        Name = name;
        manual_seed(1);
        _network = create();
        _served = create();
        _served.load_state_dict(_network.state_dict());
        _served.eval();
        _loss = new CompletionLoss(width, height, SimilarityWeight, OutsideWeight);
        using (NewDisposeScope())
        {
            _inputs = new Dictionary<string, Tensor>
            {
                ["picture"] = rand(LargestBatch, 3, height, width).DetachFromDisposeScope(),
                ["hole"] = (rand(LargestBatch, 1, height, width) > 0.6).to(ScalarType.Float32).DetachFromDisposeScope(),
                ["target"] = rand(LargestBatch, 3, height, width).DetachFromDisposeScope(),
            };
            if (embeddingWidth > 0)
                _inputs["embedding"] = randn(LargestBatch, embeddingWidth).DetachFromDisposeScope();
            if (tokens > 0)
                _inputs["text"] = randn(LargestBatch, tokens, textWidth).DetachFromDisposeScope();
        }

        PlanInputs = [.. new[] { "picture", "hole", "embedding" }.Where(_inputs.ContainsKey).Select(Values)];
        if (textWidth > 0)
            PlanInputs = [.. PlanInputs, tokens > 0 ? Values("text") : new float[LargestBatch * MostTokens * textWidth], [.. Enumerable.Repeat((float)tokens, LargestBatch)]];
        _optimizer = optim.AdamW(_network.parameters(), lr: LearningRate);
    }

    /// <summary>What figures of it are called by.</summary>
    public string Name { get; }

    /// <summary>Floating-point operations of the convolutions and linear layers for one picture.</summary>
    public abstract double Operations { get; }

    /// <summary>Trained parameters.</summary>
    public long ParameterCount => NetworkWeights.CountParameters(_network);

    /// <summary>The inputs of a plan, as many samples as the largest batch.</summary>
    public float[][] PlanInputs { get; }

    /// <summary>Compiles the network as it is served.</summary>
    public abstract InferencePlan CompilePlan(PlanOptions? options = null);

    /// <summary>Ranges for 8 bits, of all samples.</summary>
    public PlanRanges Calibrate(InferencePlan plan)
    {
        PlanRanges? ranges = null;
        for (var i = 0; i < LargestBatch; i++)
        {
            var sample = PlanInputs.Select((values, index) => values.AsSpan(i * (int)plan.Inputs[index].Count, (int)plan.Inputs[index].Count).ToArray());
            ranges = plan.Calibrate(ranges, [.. sample]);
        }

        return ranges!;
    }

    /// <summary>Writes what the Python peer needs to build the same network on the same inputs.</summary>
    public void Export(string configurationPath, string tensorsPath)
    {
        var configuration = new
        {
            kind = Name,
            network = Shape,
            loss = new { similarity = SimilarityWeight, outside = OutsideWeight },
            learning_rate = LearningRate,
        };
        File.WriteAllText(configurationPath, JsonSerializer.Serialize(configuration));
        var inputs = _inputs.Select(input => StoredTensors.Describe(input.Key, input.Value));
        SafetensorsWriter.Write(tensorsPath, NetworkWeights.Describe(_network, "w.").Concat(inputs));
    }

    /// <summary>One forward of the modules, as a generator does it where no plan runs.</summary>
    /// <param name="batch">Pictures.</param>
    /// <param name="tokens">How many tokens of each text it reads; 0: as if there were no texts.</param>
    public void Forward(int batch, int tokens = MostTokens)
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        Run(_served, batch, tokens);
    }

    /// <summary>The pictures that a forward of the modules gives, row-major.</summary>
    public float[] Output(int batch)
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        return Run(_served, batch).contiguous().data<float>().ToArray();
    }

    /// <summary>One training step, as the trainer does it.</summary>
    public double Train(int batch)
    {
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        var loss = _loss.Compute(Run(_network, batch), _inputs["target"][..batch], _inputs["hole"][..batch]);
        loss.backward();
        nn.utils.clip_grad_norm_(_network.parameters(), 1.0);
        _optimizer.step();
        return loss.item<float>();
    }

    public void Dispose()
    {
        foreach (var input in _inputs.Values)
            input.Dispose();
        _optimizer.Dispose();
        _loss.Dispose();
        _network.Dispose();
        _served.Dispose();
    }

    /// <summary>The network's shape as its peer takes it.</summary>
    protected abstract object Shape { get; }

    /// <summary>The network whose weights a plan takes: in evaluation mode.</summary>
    protected nn.Module Served => _served;

    /// <summary>Runs a network, made by this workload, on the first samples.</summary>
    protected abstract Tensor Predict(nn.Module network, Tensor picture, Tensor hole, Tensor? embedding, TokenSequence? text);

    private Tensor Run(nn.Module network, int batch, int tokens = MostTokens)
    {
        var text = tokens > 0 && First("text", batch) is { } values
            ? new TokenSequence(values.narrow(1, 0, tokens), zeros([batch, tokens], ScalarType.Bool))
            : null;
        return Predict(network, _inputs["picture"][..batch], _inputs["hole"][..batch], First("embedding", batch), text);
    }

    private Tensor? First(string input, int batch) => _inputs.TryGetValue(input, out var values) ? values[..batch] : null;

    private float[] Values(string input) => _inputs[input].data<float>().ToArray();
}

using System.Text.Json;
using Inpaint.Models;
using Inpaint.Models.Losses;
using Inpaint.Models.Unet;
using Inpaint.Models.Weights;
using static TorchSharp.torch;

namespace Inpaint.Benchmarks.Forward;

/// <summary>The shipped UNet's shape with drawn weights and drawn inputs: one forward, and one training step at batch 8.</summary>
internal sealed class UnetWorkload : IDisposable
{
    private const int TrainingBatch = 8;
    private const double LearningRate = 1e-3;
    private const double SimilarityWeight = 0.5;
    private const double OutsideWeight = 0.1;

    private readonly ConditionedUnet _network;
    private readonly ConditionedUnet _served;
    private readonly CompletionLoss _loss;
    private readonly optim.Optimizer _optimizer;
    private readonly Dictionary<string, Tensor> _inputs;

    public UnetWorkload(ConditionedUnetConfiguration configuration)
    {
        manual_seed(1);
        Configuration = configuration;
        _network = new ConditionedUnet(configuration);
        _served = new ConditionedUnet(configuration);
        _served.load_state_dict(_network.state_dict());
        _served.eval();
        _served.FoldNorms();
        var (height, width) = (configuration.Height, configuration.Width);
        _loss = new CompletionLoss(width, height, SimilarityWeight, OutsideWeight);
        using (NewDisposeScope())
        {
            _inputs = new Dictionary<string, Tensor>
            {
                ["picture"] = rand(TrainingBatch, 3, height, width).DetachFromDisposeScope(),
                ["hole"] = (rand(TrainingBatch, 1, height, width) > 0.6).to(ScalarType.Float32).DetachFromDisposeScope(),
                ["embedding"] = randn(TrainingBatch, configuration.EmbeddingWidth).DetachFromDisposeScope(),
                ["target"] = rand(TrainingBatch, 3, height, width).DetachFromDisposeScope(),
            };
        }

        _optimizer = optim.AdamW(_network.parameters(), lr: LearningRate);
    }

    public ConditionedUnetConfiguration Configuration { get; }

    /// <summary>Trained parameters.</summary>
    public long ParameterCount => NetworkWeights.CountParameters(_network);

    /// <summary>Writes what the Python peer needs to build the same network on the same inputs.</summary>
    public void Export(string configurationPath, string tensorsPath)
    {
        var configuration = new
        {
            network = new
            {
                width = Configuration.Width,
                height = Configuration.Height,
                embedding = Configuration.EmbeddingWidth,
                channels = Configuration.Channels,
                mixing_channels = Configuration.MixingChannels,
                mixing_width = Configuration.MixingWidth,
                condition_width = Configuration.ConditionWidth,
            },
            loss = new { similarity = SimilarityWeight, outside = OutsideWeight },
            learning_rate = LearningRate,
        };
        File.WriteAllText(configurationPath, JsonSerializer.Serialize(configuration));
        var inputs = _inputs.Select(input => StoredTensors.Describe(input.Key, input.Value));
        SafetensorsWriter.Write(tensorsPath, NetworkWeights.Describe(_network, "w.").Concat(inputs));
    }

    /// <summary>One forward of one picture, as a generator does it.</summary>
    public void Forward()
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        ForwardOne();
    }

    /// <summary>The picture that a forward gives, row-major.</summary>
    public float[] Output()
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        return ForwardOne().contiguous().data<float>().ToArray();
    }

    /// <summary>One training step, as the trainer does it.</summary>
    public double Train()
    {
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        var predicted = _network.forward(_inputs["picture"], _inputs["hole"], _inputs["embedding"]);
        var loss = _loss.Compute(predicted, _inputs["target"], _inputs["hole"]);
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

    private Tensor ForwardOne() => _served.forward(_inputs["picture"][..1], _inputs["hole"][..1], _inputs["embedding"][..1]);
}

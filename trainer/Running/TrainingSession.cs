using Inpaint.Trainer.Batches;
using Inpaint.Trainer.Networks;
using Inpaint.Trainer.RecipeFiles;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Inpaint.Trainer.Running;

/// <summary>
/// All tensors of a run: the network, the average of its weights, the optimiser, the source of noise.
/// Made, used and disposed of on the training thread alone.
/// </summary>
public sealed class TrainingSession : IDisposable
{
    private readonly TrainingRecipe _recipe;
    private readonly LearningRateSchedule _schedule;
    private readonly AveragedWeights? _average;
    private readonly Parameter[] _parameters;
    private readonly Device _device;

    /// <summary>Draws a network's weights by the recipe's seed.</summary>
    /// <param name="recipeName">The recipe's name, for errors.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="data">The data set.</param>
    /// <param name="device">Where to compute; null: on the processor.</param>
    /// <exception cref="RecipeException">The recipe's network does not fit the data set.</exception>
    public TrainingSession(string recipeName, TrainingRecipe recipe, TrainingData data, Device? device = null)
    {
        _recipe = recipe;
        _device = device ?? CPU;
        _schedule = new LearningRateSchedule(recipe.Optimizer, recipe.Steps);
        // Layers draw their weights from the default generator, and dropout draws from it later; everything else draws from Noise.
        manual_seed(recipe.Seed);
        Network = NetworkFactory.Create(recipeName, recipe, data, _device);
        Network.Module.train();
        _parameters = [.. Network.Module.parameters()];
        Optimizer = optim.AdamW(_parameters, lr: recipe.Optimizer.LearningRate, weight_decay: recipe.Optimizer.WeightDecay);
        Noise = new Generator((ulong)recipe.Seed);
        Evaluated = Network;
        if (recipe.AverageDecay > 0)
        {
            Evaluated = NetworkFactory.Create(recipeName, recipe, data, _device);
            _average = new AveragedWeights(Network.Module, Evaluated.Module, recipe.AverageDecay);
        }
    }

    /// <summary>The network that is trained.</summary>
    public ITrainedNetwork Network { get; }

    /// <summary>The network that is judged and published: the average of the trained one's weights, or itself.</summary>
    public ITrainedNetwork Evaluated { get; }

    /// <summary>The optimiser of the trained network.</summary>
    public AdamW Optimizer { get; }

    /// <summary>Where all random numbers after the first weights come from.</summary>
    public Generator Noise { get; }

    /// <summary>Does one step.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="number">Which step, counted from 1.</param>
    /// <returns>The loss before the step, and the learning rate in force.</returns>
    /// <exception cref="TrainingException">The loss is not finite.</exception>
    public (double Loss, double LearningRate) Step(TrainingBatch batch, long number)
    {
        using var scope = NewDisposeScope();
        var rate = _schedule.At(number);
        foreach (var group in Optimizer.ParamGroups)
            group.LearningRate = rate;
        Optimizer.zero_grad();
        var loss = Network.Loss(TrainingTensors.From(batch, Network.TextWidth, _device), Noise);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
            throw new TrainingException($"the loss became {value} at step {number}; the last checkpoint is from before");
        loss.backward();
        nn.utils.clip_grad_norm_(_parameters, _recipe.Optimizer.ClipNorm);
        Optimizer.step();
        Network.Constrain();
        _average?.Update(number);
        return (value, rate);
    }

    /// <summary>Does something with the evaluated weights, without gradients.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="work">Gets the network and the batch as tensors, which are gone when it returns.</param>
    public T Evaluate<T>(TrainingBatch batch, Func<ITrainedNetwork, TrainingTensors, T> work)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        Evaluated.Module.eval();
        try
        {
            return work(Evaluated, TrainingTensors.From(batch, Evaluated.TextWidth, _device));
        }
        finally
        {
            Network.Module.train();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Optimizer.Dispose();
        Noise.Dispose();
        Network.Dispose();
        if (Evaluated != Network)
            Evaluated.Dispose();
    }
}

using System.Text.Json;
using static TorchSharp.torch;

namespace Inpaint.Trainer.Networks;

/// <summary>What the training of a family differs in: its network and its loss. Used on the training thread alone.</summary>
public interface ITrainedNetwork : IDisposable
{
    /// <summary>The network; its state dictionary is what is stored.</summary>
    nn.Module Module { get; }

    /// <summary>The configuration that a model's manifest states, as its family reads it.</summary>
    JsonElement Configuration { get; }

    /// <summary>Values of the embedding that it takes; 0: none.</summary>
    int EmbeddingWidth { get; }

    /// <summary>Values of each token of the texts that it takes; 0: it takes none.</summary>
    int TextWidth => 0;

    /// <summary>The loss of a batch in training mode, a scalar.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="noise">Where all random numbers of the step come from.</param>
    Tensor Loss(TrainingTensors batch, Generator noise);

    /// <summary>Brings weights back to where they must stay, after a step.</summary>
    void Constrain()
    {
    }

    /// <summary>Writes what belongs to the model beside its weights into a folder.</summary>
    void WriteFiles(string folder)
    {
    }
}

/// <summary>A network that completes pictures.</summary>
public interface ICompletingNetwork : ITrainedNetwork
{
    /// <summary>Predicts whole pictures in evaluation mode, float32 [n, 3, height, width] in 0..1.</summary>
    Tensor Predict(TrainingTensors batch);
}

/// <summary>A network that embeds pictures and their descriptions in one space.</summary>
public interface IEmbeddingNetwork : ITrainedNetwork
{
    /// <summary>Embeds in evaluation mode, float32 [n, width] each.</summary>
    (Tensor Pictures, Tensor Texts) Embed(TrainingTensors batch);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Inpaint.Models.Clip;
using Inpaint.Models.Parametric;
using Inpaint.Models.Unet;
using Inpaint.Models.Vae;
using Inpaint.Trainer.Batches;
using Inpaint.Trainer.RecipeFiles;
using TorchSharp;

namespace Inpaint.Trainer.Networks;

/// <summary>Builds the network of a recipe at the size of its data set. A new family adds a line here.</summary>
internal static class NetworkFactory
{
    /// <summary>Builds a network with weights drawn from the default generator, on a device.</summary>
    /// <exception cref="RecipeException">The recipe's network does not fit the data set, or is none.</exception>
    public static ITrainedNetwork Create(string recipeName, TrainingRecipe recipe, TrainingData data, torch.Device device)
    {
        try
        {
            return recipe.Family switch
            {
                ConditionedUnet.Family => new TrainedUnet(Read<ConditionedUnetConfiguration>(recipe, data, withEmbedding: true), recipe.Loss, device),
                StarterVae.Family => new TrainedStarterVae(Read<StarterVaeConfiguration>(recipe, data, withEmbedding: false), recipe.Loss, device),
                ParameterNetwork.Family => new TrainedParametric(Read<ParameterNetworkConfiguration>(recipe), Parameters(recipeName, data), device),
                ClipModel.Family => new TrainedClip(data.Clip!, recipe.Data.Shift, device),
                _ => throw new RecipeException(recipeName, $"family is '{recipe.Family}', which is unknown"),
            };
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new RecipeException(recipeName, $"network: {exception.Message}", exception);
        }
    }

    private static ParametricEncoder Parameters(string recipeName, TrainingData data) =>
        data.Encoder ?? throw new RecipeException(recipeName, $"the data set '{data.Name}' has no parameters");

    private static T Read<T>(TrainingRecipe recipe)
        where T : new() =>
        recipe.Network.ValueKind == JsonValueKind.Object ? recipe.Network.Deserialize<T>(RecipeReading.Options)! : new T();

    // The recipe says what is special about the network; its sizes are the data set's.
    private static T Read<T>(TrainingRecipe recipe, TrainingData data, bool withEmbedding)
    {
        var network = recipe.Network.ValueKind == JsonValueKind.Object ? JsonObject.Create(recipe.Network)! : [];
        network["width"] = data.Width;
        network["height"] = data.Height;
        if (withEmbedding)
        {
            network["embedding_width"] = data.Encoder?.Width ?? 0;
            network["text_width"] = data.Text?.Width ?? 0;
        }

        return network.Deserialize<T>(RecipeReading.Options)!;
    }
}

/// <summary>Reads and writes the networks' configurations.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ConditionedUnetConfiguration))]
[JsonSerializable(typeof(StarterVaeConfiguration))]
[JsonSerializable(typeof(ParameterNetworkConfiguration))]
internal sealed partial class NetworkJson : JsonSerializerContext;

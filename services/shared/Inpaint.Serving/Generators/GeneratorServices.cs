using Inpaint.Imaging;
using Inpaint.Models;
using Inpaint.Serving.Inference;
using Inpaint.Serving.Shelf;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TorchSharp;

namespace Inpaint.Serving.Generators;

/// <summary>Registers what a generator is made of.</summary>
public static class GeneratorServices
{
    /// <summary>Registers a <see cref="GeneratorRuntime"/> over the models of one family in the folder <c>Models:Root</c>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's settings.</param>
    /// <param name="family">The family: "unet", "vae".</param>
    /// <exception cref="InvalidOperationException">A setting is out of its range, or the device that it names is not there.</exception>
    public static IServiceCollection AddGenerator(this IServiceCollection services, IConfiguration configuration, string family)
    {
        ModelShelfOptions shelf = ModelShelfOptions.Read(configuration);
        services.AddSingleton(shelf);
        InferenceOptions inference = InferenceOptions.Read(configuration);
        services.AddSingleton(inference);
        torch.Device device = inference.FindDevice();
        services.TryAddSingleton<IModelSource>(_ => new StoreModelSource(new ModelStore(shelf.Root, device), family));
        services.AddSingleton<IModelSource<ICompletionModel>>(provider => provider.GetRequiredService<IModelSource>());
        services.AddSingleton<ModelShelf<ICompletionModel>>();
        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<EncoderDirectory>();
        services.AddSingleton<ConditionReader>();
        services.AddSingleton<RequestReader>();
        services.AddSingleton(provider => CreateEngine(provider, family));
        services.AddSingleton<Completion>();
        services.AddSingleton(provider => CreateRuntime(provider, family));
        services.AddHostedService<ModelRefresher<ICompletionModel>>();
        return services;
    }

    private static InferenceEngine<CompletionWork, RgbImage> CreateEngine(IServiceProvider provider, string family) => new(
        $"inference {family}",
        provider.GetRequiredService<InferenceOptions>(),
        CompletionRunner.Run,
        CompletionWork.AreCompatible,
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILoggerFactory>().CreateLogger("Inpaint.Serving.Inference"));

    private static GeneratorRuntime CreateRuntime(IServiceProvider provider, string family) => new(
        family,
        provider.GetRequiredService<ModelCatalog>(),
        provider.GetRequiredService<Completion>(),
        provider.GetRequiredService<DrainState>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILoggerFactory>().CreateLogger("Inpaint.Serving.Generators"));
}

using Grpc.Net.Client;
using Inpaint.V1;

namespace Inpaint.Trainer;

/// <summary>The services that training needs, one connection each.</summary>
public sealed class ServiceChannels : IDisposable
{
    // A batch of 1024 pictures of 256x256 with its masks.
    private const int MaxMessageBytes = 320 * 1024 * 1024;

    private readonly GrpcChannel _augmentation;
    private readonly GrpcChannel _scoring;

    /// <summary>Prepares the connections; they are made when first used.</summary>
    public ServiceChannels(TrainerOptions options)
    {
        _augmentation = Channel(options.Augmentation);
        _scoring = Channel(options.Scoring);
        Augmentation = new AugmentationService.AugmentationServiceClient(_augmentation);
        Scoring = new ScoringService.ScoringServiceClient(_scoring);
    }

    /// <summary>Serves the batches.</summary>
    public AugmentationService.AugmentationServiceClient Augmentation { get; }

    /// <summary>Scores completed pictures.</summary>
    public ScoringService.ScoringServiceClient Scoring { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _augmentation.Dispose();
        _scoring.Dispose();
    }

    private static GrpcChannel Channel(Uri address) =>
        GrpcChannel.ForAddress(address, new GrpcChannelOptions { MaxReceiveMessageSize = MaxMessageBytes });
}

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
    private readonly GrpcChannel _textEncoder;

    /// <summary>Prepares the connections; they are made when first used.</summary>
    public ServiceChannels(TrainerOptions options)
    {
        _augmentation = Channel(options.Augmentation);
        _scoring = Channel(options.Scoring);
        _textEncoder = Channel(options.TextEncoder);
        Augmentation = new AugmentationService.AugmentationServiceClient(_augmentation);
        Scoring = new ScoringService.ScoringServiceClient(_scoring);
        TextEncoder = new EncoderService.EncoderServiceClient(_textEncoder);
    }

    /// <summary>Serves the batches.</summary>
    public AugmentationService.AugmentationServiceClient Augmentation { get; }

    /// <summary>Scores completed pictures.</summary>
    public ScoringService.ScoringServiceClient Scoring { get; }

    /// <summary>Encodes descriptions.</summary>
    public EncoderService.EncoderServiceClient TextEncoder { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _augmentation.Dispose();
        _scoring.Dispose();
        _textEncoder.Dispose();
    }

    private static GrpcChannel Channel(Uri address) =>
        GrpcChannel.ForAddress(address, new GrpcChannelOptions { MaxReceiveMessageSize = MaxMessageBytes });
}

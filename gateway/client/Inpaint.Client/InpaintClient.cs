using Grpc.Core;
using Grpc.Net.Client;
using Inpaint.Client.Calls;
using Inpaint.Client.Errors;
using Inpaint.V1;

namespace Inpaint.Client;

/// <summary>
/// The suite as a .NET program sees it: one address, all services. Safe for use from many threads;
/// one instance keeps one connection and is meant to live long.
/// </summary>
/// <remarks>
/// Every method throws <see cref="InpaintException"/> with the gRPC status and the fields that are wrong, and
/// <see cref="OperationCanceledException"/> once its token is cancelled, which also stops the work in the service.
/// </remarks>
public sealed partial class InpaintClient : IDisposable
{
    private readonly InpaintClientOptions _options;
    private readonly CallOptionsFactory _calls;
    private readonly GrpcChannel _channel;
    private readonly GeneratorService.GeneratorServiceClient _generators;
    private readonly EncoderService.EncoderServiceClient _encoders;
    private readonly ParameterService.ParameterServiceClient _parameters;
    private readonly ScoringService.ScoringServiceClient _scoring;
    private readonly AugmentationService.AugmentationServiceClient _augmentation;
    private readonly TrainingService.TrainingServiceClient _training;
    private readonly RoutingService.RoutingServiceClient _routing;

    /// <summary>A client of the suite at <paramref name="address"/>; connects with the first call.</summary>
    /// <param name="address">The gateway's address, for example <c>http://127.0.0.1:8080</c>.</param>
    /// <param name="options">How to talk; null: the defaults.</param>
    /// <param name="timeProvider">The clock behind deadlines; null: the system's.</param>
    public InpaintClient(Uri address, InpaintClientOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        _options = options ?? new InpaintClientOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.RequestsUnderWay, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.RequestsUnderWay, 64, nameof(options));
        _calls = new CallOptionsFactory(_options, timeProvider ?? TimeProvider.System);
        var channel = new GrpcChannelOptions
        {
            MaxReceiveMessageSize = _options.MaxReceiveMessageBytes,
            ServiceConfig = RetryPolicies.ServiceConfig(_options.MaxAttempts),
            // gRPC keeps what it may have to send again, and above 1 MB silently stops to retry: a picture is larger.
            MaxRetryBufferPerCallSize = _options.MaxReceiveMessageBytes,
            MaxRetryBufferSize = 4L * _options.MaxReceiveMessageBytes,
        };
        _options.ConfigureChannel?.Invoke(channel);
        _channel = GrpcChannel.ForAddress(address, channel);
        _generators = new(_channel);
        _encoders = new(_channel);
        _parameters = new(_channel);
        _scoring = new(_channel);
        _augmentation = new(_channel);
        _training = new(_channel);
        _routing = new(_channel);
    }

    /// <summary>Closes the connection; calls under way are cancelled.</summary>
    public void Dispose() => _channel.Dispose();

    private static async Task<TResponse> AnswerAsync<TResponse>(AsyncUnaryCall<TResponse> call, CancellationToken cancellationToken)
    {
        using (call)
        {
            try
            {
                return await call.ResponseAsync;
            }
            catch (RpcException exception)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw ErrorReader.Read(exception);
            }
        }
    }
}

namespace Inpaint.Serving.Inference;

public sealed partial class InferenceEngine<TInput, TOutput>
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A batch of {Size} failed; its members are computed one by one")]
        public static partial void BatchFailed(ILogger logger, int size, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "{Engine} was still computing {Limit} after it was told to stop")]
        public static partial void StillComputing(ILogger logger, string engine, TimeSpan limit);
    }
}

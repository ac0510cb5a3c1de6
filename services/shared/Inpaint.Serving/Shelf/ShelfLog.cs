namespace Inpaint.Serving.Shelf;

/// <summary>What a shelf tells.</summary>
internal static partial class ShelfLog
{
    [LoggerMessage(1, LogLevel.Information, "Opened the model {Model}, weights {Digest}")]
    public static partial void Opened(ILogger logger, string model, string digest);

    [LoggerMessage(2, LogLevel.Information, "Closed the model {Model}: others were used more lately")]
    public static partial void Closed(ILogger logger, string model);

    [LoggerMessage(3, LogLevel.Warning, "The new revision of the model {Model} cannot be served; weights {Digest} go on serving")]
    public static partial void RevisionRefused(ILogger logger, string model, string digest, Exception exception);

    [LoggerMessage(4, LogLevel.Error, "The model {Model} cannot be opened")]
    public static partial void CannotOpen(ILogger logger, string model, Exception exception);
}

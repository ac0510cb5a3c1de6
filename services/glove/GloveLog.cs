namespace Inpaint.Glove;

/// <summary>What the service of word vectors logs.</summary>
internal static partial class GloveLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Text}, line {Line}: '{Token}' had a vector before; the first one stays")]
    public static partial void Duplicate(ILogger logger, string text, long line, string token);

    [LoggerMessage(2, LogLevel.Warning, "{Text}: {Count} lines were left out because their tokens had vectors before")]
    public static partial void Duplicates(ILogger logger, string text, long count);

    [LoggerMessage(3, LogLevel.Information, "{Encoder}: {Words} words of {Width} values")]
    public static partial void Opened(ILogger logger, string encoder, int words, int width);
}

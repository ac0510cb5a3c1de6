namespace Inpaint.Cli.Completing;

internal static class CompletionSheet
{
    public static byte[] Draw(CompletionReport report) => [];
}

using System.Security.Cryptography;

namespace Inpaint.Trainer.Runs;

/// <summary>Names of runs: the time of the start and a random part, so that the order of names is the order of starts.</summary>
public static class RunIdentifier
{
    // 13 digits of time in milliseconds last until the year 2286.
    private const int TimeDigits = 13;
    private const int RandomDigits = 8;

    /// <summary>A new name, for example "1763712000000-3f9a01bc".</summary>
    public static string Create(TimeProvider time)
    {
        var milliseconds = time.GetUtcNow().ToUnixTimeMilliseconds().ToString("D" + TimeDigits, null);
        return $"{milliseconds}-{RandomNumberGenerator.GetHexString(RandomDigits, lowercase: true)}";
    }

    /// <summary>Whether a text has the form of a run's name, and so may become part of a path.</summary>
    public static bool IsValid(string text) =>
        text.Length == TimeDigits + 1 + RandomDigits
        && text[TimeDigits] == '-'
        && text.AsSpan(0, TimeDigits).IndexOfAnyExceptInRange('0', '9') < 0
        && text.AsSpan(TimeDigits + 1).IndexOfAnyExcept("0123456789abcdef") < 0;
}

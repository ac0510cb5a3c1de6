namespace Inpaint.Cli.Completing;

/// <summary>The pictures to complete. Each generator reads them anew, so that none is kept in memory longer than it is needed.</summary>
internal interface ISampleSource
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>Whether they have targets.</summary>
    bool HasTargets { get; }

    /// <summary>Whether their parameters and texts come with the data and not from the caller, and may be left out by generators that take none.</summary>
    bool ConditionsAreOptional { get; }

    /// <summary>The samples, the same ones in the same order every time.</summary>
    IAsyncEnumerable<CompletionSample> ReadAsync(CancellationToken cancellationToken);
}

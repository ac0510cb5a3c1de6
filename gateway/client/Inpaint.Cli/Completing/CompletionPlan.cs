namespace Inpaint.Cli.Completing;

/// <summary>What a completion is to leave behind.</summary>
internal sealed record CompletionPlan
{
    /// <summary>Seed of the first sample; null: the service draws them.</summary>
    public long? Seed { get; init; }

    /// <summary>Folder, or file where there is one sample and one generator, for the completed pictures; null: they are not kept.</summary>
    public string? OutputPath { get; init; }

    /// <summary>File of the contact sheet; null: none.</summary>
    public string? SheetPath { get; init; }

    /// <summary>Samples on the sheet.</summary>
    public int SheetCount { get; init; } = 12;

    /// <summary>File of the summary; null: none.</summary>
    public string? SummaryPath { get; init; }

    /// <summary>Samples listed one by one.</summary>
    public int Rows { get; init; } = 10;
}

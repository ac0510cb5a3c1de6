using System.Collections.Concurrent;
using Inpaint.Imaging;
using Inpaint.Models;
using Inpaint.Serving.Generators;

namespace Inpaint.Tests.Integration.Generators;

/// <summary>
/// Models that fill holes with a colour made of the seed, so that serving can be tested without a network; the networks
/// themselves have tests of their own. The test can hold a model at each of its steps.
/// </summary>
internal sealed class StubModels : IModelSource
{
    public const int Width = 16;
    public const int Height = 12;

    private readonly SemaphoreSlim _go = new(0);
    private bool _held;

    public IReadOnlyList<string> Names { get; init; } = ["stub-large", "stub-small"];

    public string? DefaultName => Names.Count > 0 ? Names[0] : null;

    /// <summary>The encoder whose embeddings the models take; null: they take none.</summary>
    public (string Name, string Digest, int Width)? Encoder { get; init; }

    /// <summary>The encoder whose texts the models read; null: they read none.</summary>
    public TextCondition? Text { get; init; }

    public int Steps { get; init; } = 1;

    /// <summary>The seeds of what was computed, batch by batch.</summary>
    public ConcurrentQueue<long[]> Batches { get; } = new();

    /// <summary>The embeddings of what was computed.</summary>
    public ConcurrentQueue<float[]?> Embeddings { get; } = new();

    /// <summary>The texts of what was computed, token by token.</summary>
    public ConcurrentQueue<float[]?> Texts { get; } = new();

    /// <summary>Given an entry for every batch that is begun.</summary>
    public SemaphoreSlim Begun { get; } = new(0);

    public int StepsDone { get; private set; }

    /// <summary>From now on every step waits to be let go.</summary>
    public void Hold() => _held = true;

    public void Go(int steps = 1) => _go.Release(steps);

    public CompletionModelInfo Describe(string name) => Names.Contains(name)
        ? new CompletionModelInfo("stub", name, $"digest of {name}", Width, Height, 3, Encoder?.Name, Encoder?.Digest, Encoder?.Width ?? 0) { Text = Text }
        : throw new ModelException(ModelErrorKind.NotFound, $"there is no model '{name}' of the family 'stub'");

    public ICompletionModel Open(string name) => new StubModel(this, Describe(name));

    private sealed class StubModel(StubModels models, CompletionModelInfo info) : ICompletionModel
    {
        private bool _isWarm;

        public CompletionModelInfo Info => info;

        public IReadOnlyList<RgbImage> Complete(IReadOnlyList<CompletionInput> batch, Action<int, int>? progress, CancellationToken cancellationToken)
        {
            if (_isWarm)
                Record(batch);
            for (int step = 1; step <= models.Steps; step++)
            {
                if (models._held && _isWarm)
                    models._go.Wait(cancellationToken);
                models.StepsDone += _isWarm ? 1 : 0;
                progress?.Invoke(step, models.Steps);
            }
            _isWarm = true;
            return [.. batch.Select(Fill)];
        }

        public void Dispose()
        {
        }

        private void Record(IReadOnlyList<CompletionInput> batch)
        {
            models.Batches.Enqueue([.. batch.Select(input => input.Seed)]);
            foreach (CompletionInput input in batch)
            {
                models.Embeddings.Enqueue(input.Embedding);
                models.Texts.Enqueue(input.TextTokens);
            }
            models.Begun.Release();
        }

        private static RgbImage Fill(CompletionInput input)
        {
            var filled = new RgbImage(Width, Height);
            filled.Pixels.AsSpan().Fill((byte)input.Seed);
            return MaskedPictures.Paste(input.Partial, filled, input.Mask);
        }
    }
}

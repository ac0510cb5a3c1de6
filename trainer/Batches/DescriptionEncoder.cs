using System.Buffers.Binary;
using System.Security.Cryptography;
using Inpaint.Models;
using Inpaint.V1;

namespace Inpaint.Trainer.Batches;

/// <summary>
/// Has the descriptions of batches encoded, token by token, by the encoder service. Some samples are left without a text, so that
/// the network learns to do without; which ones depends on the seed, the batch and the sample's place alone.
/// </summary>
/// <param name="client">The encoder service.</param>
/// <param name="text">Which of its encoders, and what it gives.</param>
/// <param name="share">Share of the samples that keep their text, 0 to 1.</param>
/// <param name="seed">Chooses them.</param>
/// <param name="options">Retries and limits.</param>
/// <param name="time">The clock.</param>
public sealed class DescriptionEncoder(
    EncoderService.EncoderServiceClient client, TextCondition text, double share, long seed, TrainerOptions options, TimeProvider time)
{
    // As the contract says.
    private const int MaxInputs = 256;
    private readonly RetryPolicy _retries = new(options.MaxAttempts, options.RetryDelay);

    /// <summary>Encodes the descriptions of a batch.</summary>
    /// <param name="batch">Index of the batch.</param>
    /// <param name="descriptions">One a sample.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Each sample's token vectors, one after the other; empty where it has no text.</returns>
    /// <exception cref="TrainingException">The encoder failed for good, or is another one than the run began with.</exception>
    public async Task<float[][]> EncodeAsync(long batch, IReadOnlyList<string> descriptions, CancellationToken cancellationToken)
    {
        var encoded = new float[descriptions.Count][];
        Array.Fill(encoded, []);
        var kept = Enumerable.Range(0, descriptions.Count).Where(i => descriptions[i].Length > 0 && Keeps(batch, i));
        foreach (var chunk in kept.Chunk(MaxInputs))
        {
            var answer = await _retries.RunAsync("the text encoder", token => AskAsync(chunk.Select(i => descriptions[i]), token), time, cancellationToken);
            if (answer.Embeddings.Count != chunk.Length)
                throw new TrainingException($"the text encoder gave {answer.Embeddings.Count} embeddings for {chunk.Length} texts");
            for (var i = 0; i < chunk.Length; i++)
                encoded[chunk[i]] = Checked(answer.Embeddings[i]);
        }

        return encoded;
    }

    private async Task<EncodeResponse> AskAsync(IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        var request = new EncodeRequest
        {
            Options = new EncodingOptions { Encoder = text.Encoder, Form = EmbeddingForm.Tokens, Truncation = TextTruncation.Allow },
            Inputs = { texts.Select(one => new EncoderInput { Text = one }) },
        };
        return await client.EncodeAsync(request, deadline: time.GetUtcNow().UtcDateTime + options.CallLimit, cancellationToken: cancellationToken);
    }

    private float[] Checked(Embedding embedding)
    {
        if (embedding.Digest != text.Digest)
            throw new TrainingException($"the encoder '{text.Encoder}' is no longer the one that the run began with");
        if (embedding.Tokens < 1 || embedding.Tokens > text.MaxTokens || embedding.Values.Count != embedding.Tokens * text.Width)
            throw new TrainingException($"the encoder '{text.Encoder}' gave {embedding.Tokens} tokens in {embedding.Values.Count} values");
        return [.. embedding.Values];
    }

    private bool Keeps(long batch, int sample)
    {
        Span<byte> place = stackalloc byte[(2 * sizeof(long)) + sizeof(int)];
        BinaryPrimitives.WriteInt64LittleEndian(place, seed);
        BinaryPrimitives.WriteInt64LittleEndian(place[sizeof(long)..], batch);
        BinaryPrimitives.WriteInt32LittleEndian(place[(2 * sizeof(long))..], sample);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(place, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash) / (double)ulong.MaxValue < share;
    }
}

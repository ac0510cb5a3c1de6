using System.Security.Cryptography;
using StackExchange.Redis;

namespace Inpaint.Serving.Caching;

/// <summary>Tells what Redis answered for keys, and counts it.</summary>
/// <param name="width">How many values an embedding must have; 0: any number.</param>
/// <param name="claim">This process' claim.</param>
internal sealed class RedisAnswers(int width, ReadOnlyMemory<byte> claim)
{
    private int _hits;
    private int _misses;
    private int _stale;
    private int _errors;

    /// <summary>How many keys held something that is no embedding.</summary>
    public int Corrupt { get; private set; }

    private static ReadOnlySpan<byte> ClaimName => "INC1"u8;

    /// <summary>A claim that no other process makes: "INC1" and 16 random bytes.</summary>
    public static byte[] NewClaim() => [.. ClaimName, .. RandomNumberGenerator.GetBytes(16)];

    /// <summary>Whether Redis understood the call and would not do it.</summary>
    public static bool IsRefused(Task<RedisValue> call) => call.Exception?.InnerException is RedisServerException && !HoldsAnotherType(call);

    /// <summary>Whether Redis holds something under the key that is no string.</summary>
    public static bool HoldsAnotherType(Task<RedisValue> call) =>
        call.Exception?.InnerException is RedisServerException refusal && refusal.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal);

    /// <summary>What a look-up found, which may not have ended.</summary>
    public SharedLookup Read(EmbeddingKey key, Task<RedisValue> call)
    {
        if (HoldsAnotherType(call))
            return Counted(++Corrupt);
        if (!call.IsCompletedSuccessfully)
            return Unavailable() with { State = call.IsCompleted ? SharedState.Unavailable : SharedState.Unanswered };
        if (call.Result.IsNull)
            return Counted(++_misses);
        ReadOnlySpan<byte> bytes = ((ReadOnlyMemory<byte>)call.Result).Span;
        if (bytes.Length == claim.Length && bytes.StartsWith(ClaimName))
        {
            _misses++;
            // It may be our own, of a look-up whose answer came too late or whose callers have gone.
            return new SharedLookup(bytes.SequenceEqual(claim.Span) ? SharedState.Claimed : SharedState.ClaimedByAnother, null);
        }
        switch (EmbeddingRecord.Read(key, bytes, width, out float[]? values))
        {
            case RecordState.Intact:
                _hits++;
                return new SharedLookup(SharedState.Found, values);
            case RecordState.Stale:
                return Counted(++_stale);
            default:
                return Counted(++Corrupt);
        }
    }

    /// <summary>No answer for a key.</summary>
    public SharedLookup Unavailable(int keys = 1)
    {
        _errors += keys;
        return default;
    }

    /// <summary>Adds what was counted to the metrics.</summary>
    public void Report()
    {
        EmbeddingCacheMetrics.Looked(EmbeddingCacheMetrics.Redis, _hits, _misses);
        EmbeddingCacheMetrics.Looked(EmbeddingCacheMetrics.Redis, "stale", _stale);
        EmbeddingCacheMetrics.Looked(EmbeddingCacheMetrics.Redis, "corrupt", Corrupt);
        EmbeddingCacheMetrics.Looked(EmbeddingCacheMetrics.Redis, "error", _errors);
    }

    private static SharedLookup Counted(int _) => new(SharedState.Claimed, null);
}

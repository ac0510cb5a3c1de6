using Google.Protobuf;
using Inpaint.Imaging;
using Inpaint.V1;

namespace Inpaint.Trainer.Results;

/// <summary>Has completed pictures scored by the scoring service, over one stream.</summary>
public sealed class HeldOutScoring(ServiceChannels services, TrainerOptions options, TimeProvider time)
{
    // Pairs sent ahead of their answers.
    private const int Window = 16;

    /// <summary>The mean figures of some pairs.</summary>
    /// <param name="pictures">At least one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TrainingException">Scoring failed for good.</exception>
    public Task<Scores> MeanAsync(IReadOnlyList<CompletedPicture> pictures, CancellationToken cancellationToken)
    {
        var retries = new RetryPolicy(options.MaxAttempts, options.RetryDelay);
        return retries.RunAsync("scoring", token => ScoreAsync(pictures, token), time, cancellationToken);
    }

    private async Task<Scores> ScoreAsync(IReadOnlyList<CompletedPicture> pictures, CancellationToken cancellationToken)
    {
        using var call = services.Scoring.StreamScore(deadline: time.GetUtcNow().UtcDateTime + options.CallLimit, cancellationToken: cancellationToken);
        var all = new List<Scores>(pictures.Count);
        for (var sent = 0; all.Count < pictures.Count;)
        {
            while (sent < pictures.Count && sent < all.Count + Window)
                await call.RequestStream.WriteAsync(Request(pictures[sent], sent++), cancellationToken);
            if (!await call.ResponseStream.MoveNext(cancellationToken))
                throw new TrainingException($"scoring ended after {all.Count} of {pictures.Count} pairs");
            all.Add(call.ResponseStream.Current.Scores);
        }

        await call.RequestStream.CompleteAsync();
        return Mean(all);
    }

    private static StreamScoreRequest Request(CompletedPicture pair, int index) => new()
    {
        RequestId = index.ToString(),
        Pair = new ScoreRequest
        {
            Completed = Raw(pair.Completed),
            Target = Raw(pair.Target),
            Mask = new Mask { Picture = Raw(pair.Hole) },
        },
    };

    private static Picture Raw(RgbImage picture) => new()
    {
        Format = PictureFormat.Raw,
        Width = picture.Width,
        Height = picture.Height,
        Channels = 3,
        Data = ByteString.CopyFrom(picture.Pixels),
    };

    private static Picture Raw(HoleMask hole) => new()
    {
        Format = PictureFormat.Raw,
        Width = hole.Width,
        Height = hole.Height,
        Channels = 1,
        Data = ByteString.CopyFrom([.. hole.Hole.Select(known => (byte)(known * 255))]),
    };

    private static Scores Mean(List<Scores> all) => new()
    {
        Ssim = all.Average(scores => scores.Ssim),
        Mae = all.Average(scores => scores.Mae),
        Rmse = all.Average(scores => scores.Rmse),
        Composite = all.Average(scores => scores.Composite),
        HoleMae = all.Average(scores => scores.HoleMae),
        HoleRmse = all.Average(scores => scores.HoleRmse),
        HoleSsim = all.Average(scores => scores.HoleSsim),
    };
}

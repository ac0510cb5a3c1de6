using Grpc.Core;
using Inpaint.Imaging;
using Inpaint.Serving;
using Inpaint.Serving.Streaming;
using Inpaint.V1;

namespace Inpaint.Scoring;

/// <summary>Compares completed pictures with the whole ones, over the whole picture and over the hole alone.</summary>
internal sealed class PairScoringService(PictureReader pictures, MaskReader masks) : ScoringService.ScoringServiceBase
{
    // Enough to keep every core busy while the next pairs arrive.
    private static readonly int MaxUnderWay = 2 * Environment.ProcessorCount;

    public override Task<ScoreResponse> Score(ScoreRequest request, ServerCallContext context) =>
        Task.FromResult(new ScoreResponse { Scores = Compare(request, "") });

    public override Task StreamScore(
        IAsyncStreamReader<StreamScoreRequest> requestStream, IServerStreamWriter<StreamScoreResponse> responseStream, ServerCallContext context) =>
        OrderedPipeline.RunAsync(requestStream, responseStream, (request, _) => Task.FromResult(Answer(request)), MaxUnderWay, context.CancellationToken);

    private StreamScoreResponse Answer(StreamScoreRequest request)
    {
        if (request.Pair is null)
            throw FieldError.Invalid("pair", "required");
        return new StreamScoreResponse { RequestId = request.RequestId, Scores = Compare(request.Pair, "pair.") };
    }

    private Scores Compare(ScoreRequest pair, string prefix)
    {
        RgbImage target = pictures.Read(pair.Target, $"{prefix}target");
        var size = new PixelSize(target.Width, target.Height);
        RgbImage completed = pictures.Read(pair.Completed, $"{prefix}completed", size, $"{prefix}target is {size}");
        HoleMask? hole = pair.Mask is null ? null : masks.Read(pair.Mask, $"{prefix}mask", target, $"{prefix}target", mayCoverAll: true);
        try
        {
            return Write(Similarity.Compare(completed, target, hole));
        }
        catch (InvalidPictureArgumentException exception)
        {
            // Sizes agree and there is a hole: what is left is a picture too small for the window of SSIM.
            throw FieldError.Invalid($"{prefix}target", exception.Message);
        }
    }

    private static Scores Write(ImageScores scores)
    {
        var message = new Scores { Ssim = scores.Ssim, Mae = scores.Mae, Rmse = scores.Rmse, Composite = scores.Composite };
        if (scores.HoleMae is { } mae)
            message.HoleMae = mae;
        if (scores.HoleRmse is { } rmse)
            message.HoleRmse = rmse;
        if (scores.HoleSsim is { } ssim)
            message.HoleSsim = ssim;
        return message;
    }
}

using Google.Protobuf;
using Grpc.Core;
using Inpaint.Imaging;
using Inpaint.Scoring;
using Inpaint.Tests.Integration.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Scoring;

public sealed class ScoringTests : IAsyncLifetime
{
    private RunningService _service = null!;
    private ScoringService.ScoringServiceClient _client = null!;

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartAsync(ScoringHost.Build(RunningService.Arguments()));
        _client = new ScoringService.ScoringServiceClient(_service.Channel);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Equal_pictures_score_1_everywhere()
    {
        Scores scores = await ScoreAsync(Pair(Pictures.Noise(32, 24, 1), Pictures.Noise(32, 24, 1), Pictures.Rectangle(0, 0, 32, 24)));

        Assert.Equal((1, 0, 0, 1), (Math.Round(scores.Ssim, 6), scores.Mae, scores.Rmse, Math.Round(scores.Composite, 6)));
        Assert.Equal((0, 0, 1), (scores.HoleMae, scores.HoleRmse, Math.Round(scores.HoleSsim, 6)));
    }

    [Fact]
    public async Task Figures_are_those_of_the_library_and_the_hole_s_are_its_own()
    {
        RgbImage completed = Pictures.Noise(32, 24, 1), target = Pictures.Noise(32, 24, 2);
        ImageScores expected = Similarity.Compare(completed, target, HoleMask.FromRectangles(32, 24, [new PixelRectangle(3, 4, 20, 16)]));

        Scores scores = await ScoreAsync(Pair(completed, target, Pictures.Rectangle(3, 4, 20, 16)));

        Assert.Equal((expected.Ssim, expected.Mae, expected.Rmse, expected.Composite), (scores.Ssim, scores.Mae, scores.Rmse, scores.Composite));
        Assert.Equal((expected.HoleMae, expected.HoleRmse, expected.HoleSsim), (scores.HoleMae, scores.HoleRmse, scores.HoleSsim));
    }

    [Fact]
    public async Task Without_a_mask_the_hole_s_figures_are_absent()
    {
        Scores scores = await ScoreAsync(Pair(Pictures.Noise(32, 24, 1), Pictures.Noise(32, 24, 2), null));

        Assert.Equal((false, false, false), (scores.HasHoleMae, scores.HasHoleRmse, scores.HasHoleSsim));
    }

    [Fact]
    public async Task Wrong_pairs_are_refused_naming_the_field()
    {
        RgbImage picture = Pictures.Noise(32, 24, 1);
        (string Field, ScoreRequest Request)[] wrong =
        [
            ("target", new ScoreRequest { Completed = Pictures.Png(picture) }),
            ("completed", new ScoreRequest { Target = Pictures.Png(picture) }),
            ("completed.data", new ScoreRequest { Target = Pictures.Png(picture), Completed = new Picture { Data = ByteString.CopyFromUtf8("no picture") } }),
            ("completed", Pair(Pictures.Noise(16, 24, 1), picture, null)),
            ("mask.picture", Pair(picture, picture, new Mask { Picture = Pictures.Png(Pictures.Noise(16, 24, 1)) })),
            ("mask", Pair(picture, picture, new Mask { Picture = Pictures.Png(new RgbImage(32, 24)) })),
            ("mask.rectangles.rectangles[0].right", Pair(picture, picture, Pictures.Rectangle(0, 0, 33, 24))),
            ("target", Pair(Pictures.Noise(3, 3, 1), Pictures.Noise(3, 3, 1), null)),
        ];

        foreach ((string field, ScoreRequest request) in wrong)
            await Refusals.ExpectAsync(StatusCode.InvalidArgument, field, () => ScoreAsync(request));
    }

    [Fact]
    public async Task Stream_answers_in_order()
    {
        using AsyncDuplexStreamingCall<StreamScoreRequest, StreamScoreResponse> call = _client.StreamScore();
        RgbImage target = Pictures.Noise(32, 24, 0);
        for (int i = 0; i < 20; i++)
            await call.RequestStream.WriteAsync(new StreamScoreRequest { RequestId = $"{i}", Pair = Pair(Pictures.Noise(32, 24, i), target, null) }).Within();
        await call.RequestStream.CompleteAsync().Within();

        List<StreamScoreResponse> answers = [];
        while (await call.ResponseStream.MoveNext().Within())
            answers.Add(call.ResponseStream.Current);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), answers.Select(answer => answer.RequestId));
        Assert.Equal(0, answers[0].Scores.Mae);
        Assert.All(answers[1..], answer => Assert.True(answer.Scores.Mae > 0.1));
    }

    [Fact]
    public async Task Wrong_pair_ends_the_stream_naming_the_field()
    {
        using AsyncDuplexStreamingCall<StreamScoreRequest, StreamScoreResponse> call = _client.StreamScore();
        await call.RequestStream.WriteAsync(new StreamScoreRequest { RequestId = "1" }).Within();

        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "pair", () => call.ResponseStream.MoveNext());
    }

    private static ScoreRequest Pair(RgbImage completed, RgbImage target, Mask? mask) =>
        new() { Completed = Pictures.Png(completed), Target = Pictures.Raw(target), Mask = mask };

    private async Task<Scores> ScoreAsync(ScoreRequest request) => (await _client.ScoreAsync(request).ResponseAsync.Within()).Scores;
}

using Grpc.Core;
using Inpaint.Models.Parametric;
using Inpaint.Parametric;
using Inpaint.Tests.Integration.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;
using ParameterSchema = Inpaint.Models.Parametric.ParameterSchema;

namespace Inpaint.Tests.Integration.Encoders;

public sealed class ParametricEncoderTests : IAsyncLifetime
{
    private static readonly ParameterSchema Bikes = ParameterSchema.Bikes;
    private RunningService _service = null!;
    private EncoderService.EncoderServiceClient _client = null!;

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartAsync(ParametricHost.Build(RunningService.Arguments()));
        _client = new EncoderService.EncoderServiceClient(_service.Channel);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Describes_itself_with_its_schema()
    {
        DescribeEncoderResponse description = await _client.DescribeEncoderAsync(new DescribeEncoderRequest()).ResponseAsync.Within();

        Assert.Equal(("parametric/bikes", Bikes.Digest, 2 * Bikes.Count), (description.Encoder, description.Digest, description.Width));
        Assert.Equal(Bikes.Parameters.Select(parameter => parameter.Name), description.ParameterSchema.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public async Task Embedding_is_the_library_s_and_marks_what_is_unknown()
    {
        double[] values = new double[Bikes.Count];
        Array.Fill(values, double.NaN);
        values[0] = Bikes.Parameters[0].Maximum;

        Embedding embedding = Assert.Single((await EncodeAsync(Design(0, Bikes.Parameters[0].Maximum))).Embeddings);

        Assert.Equal(("parametric/bikes", Bikes.Digest), (embedding.Encoder, embedding.Digest));
        Assert.Equal(new ParametricEncoder(Bikes).Encode(values), embedding.Values);
        Assert.Equal(1, embedding.Values.Skip(Bikes.Count).Count(flag => flag == 1));
    }

    [Fact]
    public async Task Second_time_is_a_hit_with_the_same_values()
    {
        EncodeResponse first = await EncodeAsync(Design(0, Bikes.Parameters[0].Minimum), Design(1, Bikes.Parameters[1].Minimum));
        EncodeResponse second = await EncodeAsync(Design(1, Bikes.Parameters[1].Minimum), Design(0, Bikes.Parameters[0].Minimum));

        Assert.Equal((0, 2), (first.CacheHits, second.CacheHits));
        Assert.Equal(first.Embeddings.Reverse(), second.Embeddings);
    }

    [Fact]
    public async Task Wrong_inputs_are_refused_naming_the_field()
    {
        (string Field, EncoderInput Input)[] wrong =
        [
            ("inputs[1]", new EncoderInput()),
            ("inputs[1].text", new EncoderInput { Text = "a red bicycle" }),
            ("inputs[1].picture", new EncoderInput { Picture = new Picture() }),
            ("inputs[1].parameters.parameters[0].value", Design(0, double.NaN)),
            ("inputs[1].parameters.parameters[0].value", Design(0, double.PositiveInfinity)),
            ("inputs[1].parameters.parameters[0].value", Design(0, 1e30)),
            ("inputs[1].parameters.parameters[0].name", new EncoderInput { Parameters = new DesignParameters { Parameters = { new DesignParameter { Name = "Wings" } } } }),
        ];

        foreach ((string field, EncoderInput input) in wrong)
            await Refusals.ExpectAsync(StatusCode.InvalidArgument, field, () => EncodeAsync(Design(0, Bikes.Parameters[0].Minimum), input));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public async Task Too_few_and_too_many_inputs_are_refused(int count)
    {
        EncoderInput[] inputs = [.. Enumerable.Repeat(Design(0, Bikes.Parameters[0].Minimum), count)];

        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "inputs", () => EncodeAsync(inputs));
    }

    [Fact]
    public async Task Stream_answers_in_order()
    {
        using AsyncDuplexStreamingCall<StreamEncodeRequest, StreamEncodeResponse> call = _client.StreamEncode();
        for (int i = 0; i < 200; i++)
            await call.RequestStream.WriteAsync(new StreamEncodeRequest { RequestId = $"{i}", Input = Design(i % 2, Bikes.Parameters[i % 2].Maximum) }).Within();
        await call.RequestStream.CompleteAsync().Within();

        List<StreamEncodeResponse> answers = [];
        while (await call.ResponseStream.MoveNext().Within())
            answers.Add(call.ResponseStream.Current);

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}"), answers.Select(answer => answer.RequestId));
        Assert.All(answers, answer => Assert.Equal(answers[int.Parse(answer.RequestId) % 2].Embedding, answer.Embedding));
    }

    private static EncoderInput Design(int index, double value) => new()
    {
        Parameters = new DesignParameters { Parameters = { new DesignParameter { Name = Bikes.Parameters[index].Name, Value = value } } },
    };

    private async Task<EncodeResponse> EncodeAsync(params EncoderInput[] inputs) =>
        await _client.EncodeAsync(new EncodeRequest { Inputs = { inputs } }).ResponseAsync.Within();
}

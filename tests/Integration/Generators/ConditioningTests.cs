using Grpc.Core;
using Inpaint.Models.Parametric;
using Inpaint.Parametric;
using Inpaint.Tests.Integration.Serving;
using Inpaint.V1;
using ParameterSchema = Inpaint.Models.Parametric.ParameterSchema;

namespace Inpaint.Tests.Integration.Generators;

public sealed class ConditioningTests : IAsyncLifetime
{
    private static readonly ParameterSchema Bikes = ParameterSchema.Bikes;
    private static readonly ParametricEncoder Encoder = new(Bikes);
    private RunningService _encoder = null!;
    private StubGenerator _generator = null!;

    public async Task InitializeAsync()
    {
        _encoder = await RunningService.StartAsync(ParametricHost.Build(RunningService.Arguments()));
        _generator = await StartAsync(Encoder.Digest, _encoder.Address);
    }

    public async Task DisposeAsync()
    {
        await _generator.DisposeAsync();
        await _encoder.DisposeAsync();
    }

    [Fact]
    public async Task Parameters_reach_the_model_as_the_encoder_s_embedding_and_are_named_in_the_result()
    {
        double[] values = Unknown();
        values[3] = Bikes.Parameters[3].Minimum;
        values[1] = Bikes.Parameters[1].Maximum;

        InpaintResult result = (await _generator.InpaintAsync(With(Design((3, values[3]), (1, values[1])))))[^1].Result;

        Assert.Equal([Bikes.Parameters[1].Name, Bikes.Parameters[3].Name], result.KnownParameters);
        Assert.Equal(Encoder.Encode(values), Assert.Single(_generator.Models.Embeddings)!);
    }

    [Fact]
    public async Task Without_parameters_all_are_unknown()
    {
        InpaintResult result = (await _generator.InpaintAsync(StubGenerator.Request()))[^1].Result;

        Assert.Empty(result.KnownParameters);
        Assert.Equal(Encoder.Encode(Unknown()), Assert.Single(_generator.Models.Embeddings)!);
    }

    [Fact]
    public async Task Ready_embedding_is_taken_as_it_is()
    {
        double[] values = Unknown();
        values[2] = Bikes.Parameters[2].Maximum;
        InpaintRequest request = StubGenerator.Request();
        request.Embeddings.Add(new Embedding { Encoder = Encoder.Name, Digest = Encoder.Digest, Values = { Encoder.Encode(values) } });

        InpaintResult result = (await _generator.InpaintAsync(request))[^1].Result;

        Assert.Equal([Bikes.Parameters[2].Name], result.KnownParameters);
        Assert.Equal(Encoder.Encode(values), Assert.Single(_generator.Models.Embeddings)!);
    }

    [Fact]
    public async Task Wrong_parameters_are_refused_naming_the_field_of_the_caller_s_own_request()
    {
        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "parameters.parameters[1].value", () => _generator.InpaintAsync(With(Design((1, Bikes.Parameters[1].Maximum), (2, double.NaN)))));
        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "parameters.parameters[0].value", () => _generator.InpaintAsync(With(Design((1, double.PositiveInfinity)))));
        var unknown = new DesignParameters { Parameters = { new DesignParameter { Name = "Wings", Value = 2 } } };
        RpcException refusal = await Refusals.ExpectAsync(StatusCode.InvalidArgument, "parameters.parameters[0].name", () => _generator.InpaintAsync(With(unknown)));

        Assert.StartsWith("parameters.parameters[0].name: \"Wings\" is not a parameter", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(_generator.Models.Batches);
    }

    [Fact]
    public async Task Model_of_another_revision_of_the_encoder_is_refused()
    {
        await using StubGenerator generator = await StartAsync("another digest", _encoder.Address);

        await Refusals.ExpectAsync(StatusCode.FailedPrecondition, "model", () => generator.InpaintAsync(StubGenerator.Request()));
    }

    [Fact]
    public async Task Encoder_that_is_not_there_is_UNAVAILABLE()
    {
        await using StubGenerator generator = await StartAsync(Encoder.Digest, "http://127.0.0.1:1");

        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => generator.InpaintAsync(StubGenerator.Request()));

        Assert.Equal((StatusCode.Unavailable, "the encoder parametric/bikes cannot be asked"), (exception.StatusCode, exception.Status.Detail));
    }

    private static Task<StubGenerator> StartAsync(string digest, string encoder) =>
        StubGenerator.StartAsync(new StubModels { Encoder = (Encoder.Name, digest, Encoder.Width) }, "--Services:Parametric", encoder);

    private static double[] Unknown()
    {
        double[] values = new double[Bikes.Count];
        Array.Fill(values, double.NaN);
        return values;
    }

    private static DesignParameters Design(params (int Index, double Value)[] values) => new()
    {
        Parameters = { values.Select(value => new DesignParameter { Name = Bikes.Parameters[value.Index].Name, Value = value.Value }) },
    };

    private static InpaintRequest With(DesignParameters parameters)
    {
        InpaintRequest request = StubGenerator.Request();
        request.Parameters = parameters;
        return request;
    }
}

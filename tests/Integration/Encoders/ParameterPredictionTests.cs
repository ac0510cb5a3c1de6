using Grpc.Core;
using Inpaint.Parametric;
using Inpaint.Tests.Integration.Serving;
using Inpaint.Tests.Integration.Support;
using Inpaint.V1;
using ParameterDefinition = Inpaint.Models.Parametric.ParameterDefinition;
using ParameterKind = Inpaint.Models.Parametric.ParameterKind;
using ParameterSchema = Inpaint.Models.Parametric.ParameterSchema;

namespace Inpaint.Tests.Integration.Encoders;

public sealed class ParameterPredictionTests : IAsyncLifetime
{
    private static readonly ParameterSchema Bikes = ParameterSchema.Bikes;
    private RunningService _service = null!;
    private ParameterService.ParameterServiceClient _client = null!;

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartAsync(ParametricHost.Build(RunningService.Arguments("--Models:Root", RepositoryFolders.ShippedModels)));
        _client = new ParameterService.ParameterServiceClient(_service.Channel);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Designs_come_back_whole_with_intervals()
    {
        PredictParametersResponse answer = await PredictAsync(null, Design(("Head angle", 71.5), ("MATERIAL OHCLASS: STEEL", 1)), new DesignParameters());

        Assert.Equal(2, answer.Designs.Count);
        Assert.Equal(64, answer.WeightsDigest.Length);
        Assert.All(answer.Designs, design =>
        {
            Assert.Equal(Bikes.Parameters.Select(parameter => parameter.Name), design.Parameters.Select(parameter => parameter.Name));
            Assert.All(design.Parameters, parameter => Assert.True(parameter.Lower <= parameter.Value && parameter.Value <= parameter.Upper));
            Assert.All(Bikes.Groups.Values, members => Assert.Equal(1, members.Sum(member => design.Parameters[member].Value)));
        });
        PredictedParameter angle = Parameter(answer.Designs[0], "Head angle");
        Assert.Equal((true, 71.5, 71.5, 71.5), (angle.Stated, angle.Value, angle.Lower, angle.Upper));
        Assert.Equal((1, true), (Parameter(answer.Designs[0], "MATERIAL OHCLASS: STEEL").Probability, Parameter(answer.Designs[0], "MATERIAL OHCLASS: STEEL").Stated));
        PredictedParameter carbon = Parameter(answer.Designs[0], "MATERIAL OHCLASS: CARBON");
        Assert.Equal((false, 0, 0, 0, 0), (carbon.Stated, carbon.Value, carbon.Lower, carbon.Upper, carbon.Probability));
        Assert.Equal(2, answer.Designs[0].Parameters.Count(parameter => parameter.Stated));
    }

    [Fact]
    public async Task What_is_stated_changes_what_is_predicted()
    {
        // Walls follow the material.
        PredictParametersResponse answer = await PredictAsync(null, Design(("MATERIAL OHCLASS: STEEL", 1)), Design(("MATERIAL OHCLASS: BAMBOO", 1)));

        Assert.InRange(Parameter(answer.Designs[0], "Wall thickness Down tube").Value, .3, 1.3);
        Assert.InRange(Parameter(answer.Designs[1], "Wall thickness Down tube").Value, 3, 5);
    }

    [Fact]
    public async Task Wider_coverage_has_wider_intervals()
    {
        PredictParametersResponse narrow = await PredictAsync(.5, new DesignParameters());
        PredictParametersResponse wide = await PredictAsync(.95, new DesignParameters());
        PredictParametersResponse byDefault = await PredictAsync(null, new DesignParameters());

        Assert.All(narrow.Designs[0].Parameters.Zip(wide.Designs[0].Parameters), pair => Assert.True(pair.First.Lower >= pair.Second.Lower && pair.First.Upper <= pair.Second.Upper));
        Assert.Equal((await PredictAsync(.9, new DesignParameters())).Designs, byDefault.Designs);
    }

    [Fact]
    public async Task Wrong_requests_are_refused_naming_the_field()
    {
        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "designs", () => PredictAsync(null));
        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "designs", () => PredictAsync(null, [.. Enumerable.Repeat(new DesignParameters(), 257)]));
        foreach (double coverage in (double[])[0, 1, -1, 2, double.NaN])
            await Refusals.ExpectAsync(StatusCode.InvalidArgument, "coverage", () => PredictAsync(coverage, new DesignParameters()));
        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "designs[1].parameters[0].name", () => PredictAsync(null, new DesignParameters(), Design(("Wings", 2))));
        await Refusals.ExpectAsync(StatusCode.InvalidArgument, "designs[0].parameters[0].value", () => PredictAsync(null, Design(("Head angle", 1e9))));
    }

    [Fact]
    public async Task Learned_embedding_is_a_second_encoder_of_the_service()
    {
        var encoders = new EncoderService.EncoderServiceClient(_service.Channel);
        DescribeEncoderResponse byDefault = await encoders.DescribeEncoderAsync(new DescribeEncoderRequest()).ResponseAsync.Within();
        DescribeEncoderResponse learned = await encoders.DescribeEncoderAsync(new DescribeEncoderRequest { Encoder = "parametric/bikes-learned" }).ResponseAsync.Within();
        Assert.Equal(("parametric/bikes", Bikes.Digest), (byDefault.Encoder, byDefault.Digest));
        Assert.Equal(["parametric/bikes", "parametric/bikes-learned"], byDefault.Encoders);
        Assert.Equal((128, (await PredictAsync(null, new DesignParameters())).WeightsDigest), (learned.Width, learned.Digest));

        var request = new EncodeRequest
        {
            Inputs = { new EncoderInput { Parameters = Design(("Head angle", 71.5)) } },
            Options = new EncodingOptions { Encoder = "parametric/bikes-learned" },
        };
        EncodeResponse first = await encoders.EncodeAsync(request).ResponseAsync.Within();
        EncodeResponse second = await encoders.EncodeAsync(request).ResponseAsync.Within();
        Assert.Equal(("parametric/bikes-learned", learned.Digest, 128), (first.Embeddings[0].Encoder, first.Embeddings[0].Digest, first.Embeddings[0].Values.Count));
        Assert.Equal((0, 1), (first.CacheHits, second.CacheHits));
        Assert.Equal(first.Embeddings, second.Embeddings);
        request.Options.Encoder = "parametric/planes";
        await Refusals.ExpectAsync(StatusCode.NotFound, "options.encoder", async () => await encoders.EncodeAsync(request).ResponseAsync.Within());
    }

    [Fact]
    public async Task Own_schema_is_encoded_by_its_names_and_not_filled_without_a_model_of_it()
    {
        string file = Path.GetTempFileName();
        try
        {
            var own = new ParameterSchema("planes", [new ParameterDefinition("Wings", ParameterKind.Real, "count", 1, 4, "", 2, .5)]);
            await using (FileStream stream = File.Create(file))
                own.Save(stream);
            await using RunningService service = await RunningService.StartAsync(
                ParametricHost.Build(RunningService.Arguments("--Models:Root", RepositoryFolders.ShippedModels, "--Parameters:Schema", file)));
            var encoders = new EncoderService.EncoderServiceClient(service.Channel);
            var request = new EncodeRequest { Inputs = { new EncoderInput { Parameters = Design(("Wings", 3)) } } };
            EncodeResponse answer = await encoders.EncodeAsync(request).ResponseAsync.Within();
            Assert.Equal(("parametric/planes", own.Digest), (answer.Embeddings[0].Encoder, answer.Embeddings[0].Digest));
            Assert.Equal([2f, 1f], answer.Embeddings[0].Values);

            var predictions = new ParameterService.ParameterServiceClient(service.Channel);
            var refused = await Assert.ThrowsAsync<RpcException>(async () =>
                await predictions.PredictParametersAsync(new PredictParametersRequest { Designs = { Design(("Wings", 3)) } }).ResponseAsync.Within());
            Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
            Assert.Contains("planes", refused.Status.Detail, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Schema_that_cannot_be_read_ends_the_start() =>
        Assert.Contains("Parameters:Schema", Assert.Throws<InvalidOperationException>(() => ParametricHost.Build(RunningService.Arguments("--Parameters:Schema", "absent.json"))).Message);

    private static DesignParameters Design(params (string Name, double Value)[] stated)
    {
        var design = new DesignParameters();
        design.Parameters.AddRange(stated.Select(parameter => new DesignParameter { Name = parameter.Name, Value = parameter.Value }));
        return design;
    }

    private static PredictedParameter Parameter(CompletedDesign design, string name) => design.Parameters.Single(parameter => parameter.Name == name);

    private async Task<PredictParametersResponse> PredictAsync(double? coverage, params DesignParameters[] designs)
    {
        var request = new PredictParametersRequest { Designs = { designs } };
        if (coverage is { } wanted)
            request.Coverage = wanted;
        return await _client.PredictParametersAsync(request).ResponseAsync.Within();
    }
}

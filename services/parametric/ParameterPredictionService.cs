using Grpc.Core;
using Inpaint.Models.Parametric;
using Inpaint.Serving;
using Inpaint.V1;

namespace Inpaint.Parametric;

/// <summary>Predicts what half-filled designs leave open.</summary>
internal sealed class ParameterPredictionService(ParameterReader reader, DesignNetwork network) : ParameterService.ParameterServiceBase
{
    // Both as the contract says.
    private const int MaxDesigns = 256;
    private const double DefaultCoverage = .9;

    public override async Task<PredictParametersResponse> PredictParameters(PredictParametersRequest request, ServerCallContext context)
    {
        if (request.Designs.Count is 0 or > MaxDesigns)
            throw FieldError.Invalid("designs", $"{request.Designs.Count} given, 1 to {MaxDesigns} are accepted");
        double coverage = request.HasCoverage ? request.Coverage : DefaultCoverage;
        if (coverage is not (> 0 and < 1))
            throw FieldError.Invalid("coverage", $"is {coverage:R}; above 0 and below 1 is accepted");
        double[][] designs = new double[request.Designs.Count][];
        for (int i = 0; i < designs.Length; i++)
            designs[i] = reader.Read(request.Designs[i], new FieldPath("designs", i, ""));

        (PredictedValue[][] completed, ParameterModel model) =
            await network.AskAsync(asked => (asked.Complete(designs, coverage), asked), context.CancellationToken);
        var response = new PredictParametersResponse { WeightsDigest = model.Digest };
        foreach (PredictedValue[] design in completed)
            response.Designs.Add(Write(model, design));
        return response;
    }

    private static CompletedDesign Write(ParameterModel model, PredictedValue[] values)
    {
        var design = new CompletedDesign();
        for (int i = 0; i < values.Length; i++)
        {
            design.Parameters.Add(new PredictedParameter
            {
                Name = model.Schema.Parameters[i].Name,
                Stated = values[i].Stated,
                Value = values[i].Value,
                Lower = values[i].Lower,
                Upper = values[i].Upper,
                Probability = values[i].Probability,
            });
        }
        return design;
    }
}

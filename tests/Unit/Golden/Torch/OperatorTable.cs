using System.Text.Json;
using Inpaint.Tests.Unit.Golden.Torch.Operators;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Torch;

/// <summary>How one operator of Python's torch is called through TorchSharp, and what its parameters are called there.</summary>
internal delegate Tensor[] OperatorCall(OperatorArguments arguments);

/// <summary>The operators that reference cases name, by their path below Python's torch.</summary>
internal sealed class OperatorTable
{
    private readonly Dictionary<string, (string Names, OperatorCall Call)> _operators = [];

    private OperatorTable()
    {
        ElementwiseOperators.AddTo(this);
        ComparisonOperators.AddTo(this);
        ReductionOperators.AddTo(this);
        ShapeOperators.AddTo(this);
        GatherOperators.AddTo(this);
        LinearAlgebraOperators.AddTo(this);
        FactoryOperators.AddTo(this);
        TensorMethods.AddTo(this);
        ActivationFunctions.AddTo(this);
        WindowFunctions.AddTo(this);
        LayerFunctions.AddTo(this);
        ImageFunctions.AddTo(this);
    }

    public static OperatorTable All { get; } = new();

    /// <summary>Runs the call of a case's config.</summary>
    public Tensor[] Run(JsonElement config, Func<string, Tensor> tensors)
    {
        var name = config.GetProperty("op").GetString()!;
        if (!_operators.TryGetValue(name, out var found))
            throw new InvalidDataException($"no runner for torch.{name}");
        return found.Call(new OperatorArguments(found.Names, config, tensors));
    }

    /// <summary>Adds an operator of one result.</summary>
    public void Add(string name, string parameters, Func<OperatorArguments, Tensor> call) =>
        _operators.Add(name, (parameters, arguments => [call(arguments)]));

    /// <summary>Adds an operator of several results.</summary>
    public void AddMany(string name, string parameters, OperatorCall call) => _operators.Add(name, (parameters, call));

    /// <summary>Adds an operator of two results.</summary>
    public void AddPair(string name, string parameters, Func<OperatorArguments, (Tensor, Tensor)> call) => AddMany(name, parameters, arguments =>
    {
        var (first, second) = call(arguments);
        return [first, second];
    });
}

using System.Globalization;
using System.Text.Json;
using Inpaint.V1;

namespace Inpaint.Cli.Inputs;

/// <summary>Reads design parameters: <c>name=value</c>, or a JSON file <c>{"name": value}</c> in which null means unknown.</summary>
internal static class ParameterInput
{
    private const string Field = "--parameters";

    /// <summary>Null where there are none.</summary>
    /// <exception cref="InputException">A value is not a number, a name stands twice, or a file is wrong.</exception>
    public static DesignParameters? Read(IReadOnlyList<string> inputs)
    {
        if (inputs.Count == 0)
            return null;
        var values = new Dictionary<string, double?>(StringComparer.Ordinal);
        foreach (string input in inputs)
        {
            int equals = input.LastIndexOf('=');
            if (equals < 0)
                ReadFile(input, values);
            else
                Add(values, input[..equals].Trim(), Number(input[(equals + 1)..], input));
        }
        var parameters = new DesignParameters();
        foreach ((string name, double? value) in values)
        {
            var parameter = new DesignParameter { Name = name };
            if (value is { } known)
                parameter.Value = known;
            parameters.Parameters.Add(parameter);
        }
        return parameters;
    }

    private static void ReadFile(string path, Dictionary<string, double?> values)
    {
        if (!File.Exists(path))
            throw new InputException(Field, $"'{path}' is neither name=value nor a file.");
        Dictionary<string, double?>? read;
        try
        {
            read = JsonSerializer.Deserialize<Dictionary<string, double?>>(File.ReadAllBytes(path));
        }
        catch (JsonException exception)
        {
            throw new InputException(path, "is not a JSON object of numbers: " + exception.Message);
        }
        foreach ((string name, double? value) in read ?? throw new InputException(path, "is not a JSON object of numbers."))
            Add(values, name, value);
    }

    private static double Number(string text, string input) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw new InputException(Field, $"'{input}' is not name=value with a finite number.");

    private static void Add(Dictionary<string, double?> values, string name, double? value)
    {
        if (!values.TryAdd(name, value))
            throw new InputException(Field, $"'{name}' is given twice.");
    }
}

using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Inpaint.Gateway.Options;

/// <summary>Says everything that is wrong with the gateway's options at once, each by its configuration key.</summary>
internal sealed partial class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var failures = new List<string>();
        if (options.Generators.Count == 0)
            failures.Add("Gateway:Generators: at least one generator is required.");
        CheckNamedBackends("Gateway:Generators", options.Generators, failures);
        CheckNamedBackends("Gateway:Encoders", options.Encoders, failures);
        if (options.Encoders.Count > 0 && !options.Encoders.ContainsKey(options.DefaultEncoder))
            failures.Add($"Gateway:DefaultEncoder: no encoder is named '{options.DefaultEncoder}'.");
        CheckBackend("Gateway:Parameters", options.Parameters, failures);
        CheckBackend("Gateway:Augmentation", options.Augmentation, failures);
        CheckBackend("Gateway:Scoring", options.Scoring, failures);
        CheckBackend("Gateway:Training", options.Training, failures);
        CheckArms(options, failures);
        CheckTimes(options, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckNamedBackends(string key, IReadOnlyDictionary<string, BackendOptions> backends, List<string> failures)
    {
        foreach ((string name, BackendOptions backend) in backends)
        {
            if (!Name().IsMatch(name))
                failures.Add($"{key}:{name}: a name is of lower-case letters, digits and dashes.");
            CheckBackend($"{key}:{name}", backend, failures);
        }
    }

    private static void CheckBackend(string key, BackendOptions? backend, List<string> failures)
    {
        if (backend is null)
            return;
        if (backend.Addresses.Count == 0)
            failures.Add($"{key}:Addresses: at least one address is required.");
        for (int i = 0; i < backend.Addresses.Count; i++)
        {
            if (!Uri.TryCreate(backend.Addresses[i], UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
                failures.Add($"{key}:Addresses:{i}: '{backend.Addresses[i]}' is not an absolute http or https address.");
        }
    }

    private static void CheckArms(GatewayOptions options, List<string> failures)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < options.Arms.Count; i++)
        {
            ArmOptions arm = options.Arms[i];
            if (!Name().IsMatch(arm.Name))
                failures.Add($"Gateway:Arms:{i}:Name: '{arm.Name}' is not of lower-case letters, digits and dashes.");
            else if (!names.Add(arm.Name))
                failures.Add($"Gateway:Arms:{i}:Name: '{arm.Name}' is taken by another arm.");
            if (!options.Generators.ContainsKey(arm.Generator))
                failures.Add($"Gateway:Arms:{i}:Generator: no generator is named '{arm.Generator}'.");
            if (!double.IsFinite(arm.Weight) || arm.Weight < 0)
                failures.Add($"Gateway:Arms:{i}:Weight: must be finite and at least 0.");
        }
        if (options.Arms.Count > 0 && options.Arms.All(arm => arm.Weight == 0))
            failures.Add("Gateway:Arms: at least one weight must be above 0.");
    }

    private static void CheckTimes(GatewayOptions options, List<string> failures)
    {
        TimeSpan shortest = TimeSpan.FromMilliseconds(10);
        CheckTime("Gateway:ActivityTimeout", options.ActivityTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), failures);
        CheckTime("Gateway:Health:ProbeInterval", options.Health.ProbeInterval, shortest, TimeSpan.FromHours(1), failures);
        CheckTime("Gateway:Health:ProbeTimeout", options.Health.ProbeTimeout, shortest, TimeSpan.FromMinutes(1), failures);
        CheckTime("Gateway:Health:ReactivationPeriod", options.Health.ReactivationPeriod, shortest, TimeSpan.FromHours(1), failures);
        if (options.Health.FailuresInARow is < 1 or > 1000)
            failures.Add("Gateway:Health:FailuresInARow: must be 1 to 1000.");
    }

    private static void CheckTime(string key, TimeSpan value, TimeSpan minimum, TimeSpan maximum, List<string> failures)
    {
        if (value < minimum || value > maximum)
            failures.Add($"{key}: must be {minimum} to {maximum}.");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

using Inpaint.Gateway.Options;
using Microsoft.Extensions.Options;

namespace Inpaint.Tests.Unit.Gateway;

public sealed class GatewayOptionsValidatorTests
{
    private static readonly BackendOptions Backend = new() { Addresses = ["http://127.0.0.1:5000"] };

    private static readonly GatewayOptions Good = new()
    {
        Generators = new Dictionary<string, BackendOptions> { ["unet"] = Backend, ["vae"] = Backend },
        Encoders = new Dictionary<string, BackendOptions> { ["parametric"] = Backend },
        Arms = [new ArmOptions { Name = "new", Generator = "unet", Weight = .9 }, new ArmOptions { Name = "old", Generator = "vae", Weight = .1 }],
        Scoring = Backend,
    };

    [Fact]
    public void Complete_options_are_accepted() => Assert.True(Validate(Good).Succeeded);

    public static TheoryData<string, GatewayOptions> Faults => new()
    {
        { "Gateway:Generators", Good with { Generators = new Dictionary<string, BackendOptions>(), Arms = [] } },
        { "Gateway:Generators:unet:Addresses", Good with { Generators = With("unet", new BackendOptions()), Arms = [] } },
        { "Gateway:Generators:unet:Addresses:0", Good with { Generators = With("unet", new BackendOptions { Addresses = ["unet:8080"] }), Arms = [] } },
        { "Gateway:Generators:Unet!", Good with { Generators = With("Unet!", Backend), Arms = [] } },
        { "Gateway:DefaultEncoder", Good with { DefaultEncoder = "clip" } },
        { "Gateway:Scoring:Addresses", Good with { Scoring = new BackendOptions() } },
        { "Gateway:Arms:0:Generator", Good with { Arms = [new ArmOptions { Name = "x", Generator = "diffusion" }] } },
        { "Gateway:Arms:1:Name", Good with { Arms = [Good.Arms[0], Good.Arms[0]] } },
        { "Gateway:Arms:0:Weight", Good with { Arms = [Good.Arms[0] with { Weight = -1 }, Good.Arms[1]] } },
        { "Gateway:Arms:0:Weight", Good with { Arms = [Good.Arms[0] with { Weight = double.NaN }, Good.Arms[1]] } },
        { "Gateway:Arms", Good with { Arms = [Good.Arms[0] with { Weight = 0 }] } },
        { "Gateway:ActivityTimeout", Good with { ActivityTimeout = TimeSpan.Zero } },
        { "Gateway:Health:ProbeInterval", Good with { Health = new HealthOptions { ProbeInterval = TimeSpan.Zero } } },
        { "Gateway:Health:FailuresInARow", Good with { Health = new HealthOptions { FailuresInARow = 0 } } },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Wrong_option_is_refused_naming_its_key(string key, GatewayOptions options)
    {
        ValidateOptionsResult result = Validate(options);
        Assert.True(result.Failed);
        Assert.Contains(result.Failures!, failure => failure.StartsWith(key + ":", StringComparison.Ordinal));
    }

    private static ValidateOptionsResult Validate(GatewayOptions options) => new GatewayOptionsValidator().Validate(null, options);

    private static Dictionary<string, BackendOptions> With(string name, BackendOptions backend) => new() { [name] = backend };
}

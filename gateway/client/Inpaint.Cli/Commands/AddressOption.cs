using System.CommandLine;
using Inpaint.Client;

namespace Inpaint.Cli.Commands;

/// <summary>Where the gateway is; the same for every command.</summary>
internal sealed class AddressOption : Option<string>
{
    /// <summary>Environment variable that gives the address where the option is absent.</summary>
    private const string Variable = "INPAINT_ADDRESS";

    public AddressOption() : base("--address")
    {
        Description = $"The gateway's address. Default: ${Variable}, or http://127.0.0.1:8080.";
        HelpName = "URL";
        Recursive = true;
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } address ? address : "http://127.0.0.1:8080";
        Validators.Add(result =>
        {
            if (!IsAddress(result.GetValueOrDefault<string>()))
                result.AddError("--address: must be an absolute http or https address.");
        });
    }

    /// <summary>A client of the gateway that the command line names.</summary>
    public InpaintClient Open(ParseResult parsed) => new(new Uri(parsed.GetRequiredValue(this)));

    private static bool IsAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is ("http" or "https");
}

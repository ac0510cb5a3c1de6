using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using Inpaint.V1;

namespace Inpaint.Tests.Unit.Contracts;

/// <summary>The rules that every contract of the suite keeps, those of buf's STANDARD set that matter here and our own on comments.</summary>
public partial class ContractLintTests
{
    // Each contract's descriptor stands in a class of its own, named after the file.
    private static readonly FileDescriptor[] Files =
    [
        .. typeof(PictureReflection).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null))
            .OfType<FileDescriptor>(),
    ];

    private static IEnumerable<MessageDescriptor> Messages => Files.SelectMany(file => file.MessageTypes).SelectMany(WithNested);

    private static IEnumerable<EnumDescriptor> Enums => Files.SelectMany(file => file.EnumTypes).Concat(Messages.SelectMany(message => message.EnumTypes));

    private static IEnumerable<MethodDescriptor> Methods => Files.SelectMany(file => file.Services).SelectMany(service => service.Methods);

    [Fact]
    public void Every_contract_is_looked_at() =>
        Assert.Equal(ProtoFile.All.Select(file => $"inpaint/v1/{file.Name}"), Files.Select(file => file.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Package_is_versioned_and_matches_the_folder() =>
        Assert.All(Files, file => Assert.Equal(("inpaint.v1", "inpaint/v1"), (file.Package, Path.GetDirectoryName(file.Name))));

    [Fact]
    public void Services_end_in_Service() =>
        Assert.All(Files.SelectMany(file => file.Services), service => Assert.EndsWith("Service", service.Name, StringComparison.Ordinal));

    [Fact]
    public void Each_rpc_has_its_own_request_and_response() => Assert.All(Methods, method =>
    {
        Assert.Equal($"{method.Name}Request", method.InputType.Name);
        Assert.Equal($"{method.Name}Response", method.OutputType.Name);
    });

    [Fact]
    public void Names_of_rpcs_are_unique_so_that_their_messages_are() =>
        Assert.Equal(Methods.Count(), Methods.Select(method => method.Name).Distinct().Count());

    [Fact]
    public void Types_and_rpcs_are_PascalCase() => Assert.All(
        Messages.Select(message => message.Name).Concat(Enums.Select(type => type.Name)).Concat(Methods.Select(method => method.Name)),
        name => Assert.Matches(PascalCase(), name));

    [Fact]
    public void Fields_and_oneofs_are_lower_snake_case()
    {
        IEnumerable<string> fields = Messages.SelectMany(message => message.Fields.InDeclarationOrder()).Select(field => field.Name);
        IEnumerable<string> oneofs = Messages.SelectMany(message => message.Oneofs).Where(oneof => !oneof.IsSynthetic).Select(oneof => oneof.Name);

        Assert.All(fields.Concat(oneofs), name => Assert.Matches(LowerSnakeCase(), name));
    }

    [Fact]
    public void Zero_of_an_enum_says_unspecified_and_all_values_bear_its_name() => Assert.All(Enums, type =>
    {
        string prefix = UpperSnakeCase(type.Name) + "_";
        Assert.Equal(prefix + "UNSPECIFIED", type.FindValueByNumber(0)?.Name);
        Assert.All(type.Values, value => Assert.StartsWith(prefix, value.Name, StringComparison.Ordinal));
    });

    [Fact]
    public void Everything_is_commented()
    {
        (string File, int Line, string Text)[] bare =
            [.. ProtoFile.All.SelectMany(file => file.Declarations().Where(declaration => !declaration.IsCommented).Select(declaration => (file.Name, declaration.Line, declaration.Text)))];

        Assert.Empty(bare);
    }

    [Fact]
    public void Comments_are_looked_for_at_every_declaration()
    {
        int declared = Files.Sum(file => file.Services.Count) + Methods.Count() + Messages.Count() + Enums.Count()
            + Enums.Sum(type => type.Values.Count)
            + Messages.Sum(message => message.Fields.InDeclarationOrder().Count + message.Oneofs.Count(oneof => !oneof.IsSynthetic));

        Assert.Equal(declared, ProtoFile.All.Sum(file => file.Declarations().Count()));
    }

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.Where(nested => !nested.GetOptions()?.MapEntry ?? true).SelectMany(WithNested).Prepend(message);

    private static string UpperSnakeCase(string pascal) => WordStart().Replace(pascal, "_$0").ToUpperInvariant();

    [GeneratedRegex("^([A-Z][a-z0-9]*)+$")]
    private static partial Regex PascalCase();

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex LowerSnakeCase();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex WordStart();
}

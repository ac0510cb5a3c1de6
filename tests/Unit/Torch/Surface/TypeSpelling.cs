namespace Inpaint.Tests.Unit.Torch.Surface;

/// <summary>
/// Names of types as the recorded surface spells them: TorchSharp's without their namespace, C#'s keywords, nested
/// types after a dot, type parameters by their number (!0 of the type, !!0 of the method).
/// </summary>
internal static class TypeSpelling
{
    private static readonly Dictionary<string, string> Keywords = new()
    {
        ["System.Void"] = "void",
        ["System.Object"] = "object",
        ["System.String"] = "string",
        ["System.Boolean"] = "bool",
        ["System.Char"] = "char",
        ["System.SByte"] = "sbyte",
        ["System.Byte"] = "byte",
        ["System.Int16"] = "short",
        ["System.UInt16"] = "ushort",
        ["System.Int32"] = "int",
        ["System.UInt32"] = "uint",
        ["System.Int64"] = "long",
        ["System.UInt64"] = "ulong",
        ["System.Single"] = "float",
        ["System.Double"] = "double",
        ["System.IntPtr"] = "nint",
        ["System.UIntPtr"] = "nuint",
    };

    /// <summary>The short form of a full name, whose nested types follow a plus or a dot.</summary>
    public static string Shorten(string fullName)
    {
        var name = fullName.Replace('+', '.');
        if (Keywords.TryGetValue(name, out var keyword))
            return keyword;
        foreach (var prefix in (ReadOnlySpan<string>)["TorchSharp.", "System.Collections.Generic.", "System."])
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                return name[prefix.Length..];
        }

        return name;
    }

    public static string Generic(string definition, IEnumerable<string> arguments) => $"{definition}<{string.Join(",", arguments)}>";

    public static string Array(string element, int rank) => $"{element}[{new string(',', rank - 1)}]";

    public static string Of(Type type)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!) + "&";
        if (type.IsPointer)
            return Of(type.GetElementType()!) + "*";
        if (type.IsArray)
            return Array(Of(type.GetElementType()!), type.GetArrayRank());
        if (type.IsGenericParameter)
            return (type.DeclaringMethod is null ? "!" : "!!") + type.GenericParameterPosition;
        if (type.IsFunctionPointer)
            return "fnptr";
        var definition = Shorten((type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!);
        return type.IsGenericType ? Generic(definition, type.GetGenericArguments().Select(Of)) : definition;
    }

    /// <summary>The name under which a member's owner stands: a generic type by its definition.</summary>
    public static string Owner(Type type) => Shorten((type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!);
}

using System.Globalization;
using System.Reflection;

namespace Inpaint.Tests.Unit.Torch.Surface;

/// <summary>What an assembly offers to others, in text: a line a type, and under it, indented, a line a member.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<SurfaceType> Of(Assembly assembly) => assembly.GetTypes()
        .Where(IsOffered)
        .Select(type => new SurfaceType(TypeSpelling.Owner(type), Header(type), [.. Members(type).Order(StringComparer.Ordinal)]))
        .OrderBy(type => type.Name, StringComparer.Ordinal);

    private static bool IsOffered(Type type) =>
        type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsOffered(type.DeclaringType!));

    private static string Header(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsValueType: true } => "struct",
            { IsInterface: true } => "interface",
            { IsAbstract: true, IsSealed: true } => "static",
            { IsAbstract: true } => "abstract",
            { IsSealed: true } => "sealed",
            _ => "class",
        };
        var above = type is { BaseType: { } parent, IsEnum: false, IsValueType: false } ? [TypeSpelling.Of(parent)] : Array.Empty<string>();
        if (type.IsEnum)
            above = [TypeSpelling.Of(type.GetEnumUnderlyingType())];
        var interfaces = type.GetInterfaces().Where(item => !type.IsEnum && item.IsVisible).Select(TypeSpelling.Of).Order(StringComparer.Ordinal);
        return $"{kind} {string.Join(" ", above.Concat(interfaces))}".TrimEnd();
    }

    private static IEnumerable<string> Members(Type type)
    {
        foreach (var field in type.GetFields(Declared).Where(field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && field.Name != "value__"))
            yield return FieldLine(field);
        if (type.BaseType == typeof(MulticastDelegate))
        {
            yield return MethodLine(type.GetConstructors()[0]);
            yield return MethodLine(type.GetMethod("Invoke")!);
            yield break;
        }

        foreach (var method in type.GetConstructors(Declared).Cast<MethodBase>().Concat(type.GetMethods(Declared)))
        {
            if ((method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && method.Name != ".cctor" && method.Name != "Finalize")
                yield return MethodLine(method);
        }
    }

    private static string FieldLine(FieldInfo field)
    {
        var value = field.IsLiteral ? " = " + Value(field.GetRawConstantValue()) : "";
        var modifier = field switch { { IsLiteral: true } => "const ", { IsStatic: true, IsInitOnly: true } => "static readonly ", { IsStatic: true } => "static ", _ => "" };
        return $"{modifier}{TypeSpelling.Of(field.FieldType)} {field.Name}{value}";
    }

    private static string MethodLine(MethodBase method)
    {
        var modifier = method switch { { IsStatic: true } => "static ", { IsAbstract: true } => "abstract ", { IsVirtual: true, IsFinal: false } => "virtual ", _ => "" };
        var extension = method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute), false) ? "this " : "";
        var result = method is MethodInfo info ? TypeSpelling.Of(info.ReturnType) : "void";
        var generic = method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "";
        return $"{modifier}{result} {method.Name}{generic}({extension}{string.Join(", ", method.GetParameters().Select(Parameter))})";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var several = parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : "";
        var direction = parameter.ParameterType.IsByRef ? parameter.IsOut ? "out " : parameter.IsIn ? "in " : "" : "";
        var absent = parameter.IsOptional ? " = " + Value(parameter.HasDefaultValue ? parameter.RawDefaultValue : null) : "";
        return $"{several}{direction}{TypeSpelling.Of(parameter.ParameterType)} {parameter.Name}{absent}";
    }

    private static string Value(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        Enum member => System.Convert.ToInt64(member, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        double real => real.ToString("R", CultureInfo.InvariantCulture),
        float real => real.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

using Inpaint.Models.Parametric;

namespace Inpaint.Tests.Unit.Parametric;

/// <summary>A measure, a count, a flag and a group of three.</summary>
internal static class SmallSchema
{
    public static ParameterSchema Value { get; } = new("small", [
        new ParameterDefinition("length", ParameterKind.Real, "mm", 0, 100, "", 50, 10),
        new ParameterDefinition("gears", ParameterKind.Real, "count", 0, 9, "", 4, 1),
        new ParameterDefinition("rack", ParameterKind.Flag, "", 0, 1, "", .5, .5),
        new ParameterDefinition("kind: a", ParameterKind.OneHot, "", 0, 1, "kind", .5, .5),
        new ParameterDefinition("kind: b", ParameterKind.OneHot, "", 0, 1, "kind", .3, .46),
        new ParameterDefinition("kind: c", ParameterKind.OneHot, "", 0, 1, "kind", .2, .4),
    ]);
}

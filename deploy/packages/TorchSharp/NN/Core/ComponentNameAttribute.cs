using System.Reflection;

namespace TorchSharp;

/// <summary>Gives a module's field another name in its state dictionary than the field's own.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ComponentNameAttribute : Attribute
{
    public string Name { get; set; } = "";
}

public static class FieldInfoExtensionMethods
{
    /// <summary>The name under which a field's module, parameter or buffer is registered.</summary>
    public static string ComponentName(this FieldInfo field) => field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
}

namespace TorchSharp.Utils;

/// <summary>Gives a module's field another name in its state dictionary than the field's own.</summary>
[AttributeUsage(AttributeTargets.Field)]
public class ComponentNameAttribute : Attribute
{
    public string Name { get; set; } = "";
}

using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>Names the generated method that lists the methods of a service.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = true)]
public class BindServiceMethodAttribute(
    [DynamicallyAccessedMembers(BindServiceMethodAttribute.Accessed)] Type bindType,
    string bindMethodName) : Attribute
{
    private const DynamicallyAccessedMemberTypes Accessed =
        DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods | DynamicallyAccessedMemberTypes.PublicProperties;

    [DynamicallyAccessedMembers(Accessed)]
    public Type BindType { get; } = bindType;

    public string BindMethodName { get; } = bindMethodName;
}
